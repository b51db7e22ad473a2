import type { CreditText } from './en'

export const ko: CreditText = {
  title: '여신 포트폴리오',
}
