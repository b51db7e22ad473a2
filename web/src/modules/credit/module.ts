import i18next from 'i18next'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { en } from './text/en'

const t = i18next.getFixedT(null, 'credit')

export const words: Words = { en, ko: () => import('./text/ko').then((text) => text.ko) }

export const credit: Module = {
  name: 'credit',
  title: () => t('title'),
  navigation: [],
  actions: [],
  live: {
    'credit.portfolio.': ['/api/v1/portfolios'],
    'credit.loan.': ['/api/v1/portfolios'],
    'credit.rating.': ['/api/v1/portfolios'],
    'credit.rates.': ['/api/v1/default-rates'],
  },
}
