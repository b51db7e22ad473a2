export const en = {
  title: 'Credit portfolios',
}

export type CreditText = { [key in keyof typeof en]: string }
