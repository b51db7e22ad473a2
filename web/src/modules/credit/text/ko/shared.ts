import type { shared as en } from '../en/shared'

export const shared: typeof en = {
  title: '여신 포트폴리오',
  nav: { portfolios: '포트폴리오', rates: '부도율', found: '포트폴리오' },
  action: { newPortfolio: '포트폴리오 만들기', portfolios: '여신 포트폴리오', rates: '부도율과 위험가중치' },
}
