// What the frame of the console needs of credit.
export const shared = {
  title: 'Credit portfolios',
  nav: { portfolios: 'Portfolios', rates: 'Default rates', found: 'Portfolios' },
  action: { newPortfolio: 'Open a portfolio', portfolios: 'Credit portfolios', rates: 'Default rates and risk weights' },
}
