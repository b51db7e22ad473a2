import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconFolder, IconPlus, IconScales } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { shared } from './text/en/shared'

const t = i18next.getFixedT(null, 'credit')

/** The words of the pages come with the pages: see `words.ts`. */
export const words: Words = { en: shared, ko: () => import('./text/ko').then((text) => text.ko) }

const VIEW = 'credit:read'

export const credit: Module = {
  name: 'credit',
  title: () => t('title'),
  navigation: [
    { to: '/credit', label: () => t('nav.portfolios'), icon: IconFolder, permission: VIEW },
    { to: '/default-rates', label: () => t('nav.rates'), icon: IconScales, permission: VIEW },
  ],
  actions: [
    { to: '/credit/new', label: () => t('action.newPortfolio'), icon: IconPlus, permission: 'credit:write' },
    { to: '/credit', label: () => t('action.portfolios'), icon: IconFolder, permission: VIEW },
    { to: '/default-rates', label: () => t('action.rates'), icon: IconScales, permission: VIEW },
  ],
  find: {
    permission: VIEW,
    label: () => t('nav.found'),
    search: async (text, signal) => {
      const { data = [] } = await client.GET('/api/v1/portfolios', { params: { query: { search: text, limit: 6 } }, signal })
      return data.map((each) => ({ id: `portfolio-${each.id}`, label: each.name, hint: each.description ?? '', to: `/credit/${each.id}` }))
    },
  },
  live: {
    'credit.portfolio.': ['/api/v1/portfolios'],
    'credit.loan.': ['/api/v1/portfolios'],
    'credit.rating.': ['/api/v1/portfolios'],
    'credit.load.done': ['/api/v1/portfolios'],
    // Other rates are other losses: what is computed with them is asked again, too.
    'credit.rates.': ['/api/v1/default-rates', '/api/v1/portfolios'],
  },
}
