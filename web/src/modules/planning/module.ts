import i18next from 'i18next'
import { IconPlus, IconTarget, IconWallet } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { en } from './text/en'

const t = i18next.getFixedT(null, 'planning')

export const words: Words = { en, ko: () => import('./text/ko').then((text) => text.ko) }

export const planning: Module = {
  name: 'planning',
  title: () => t('title'),
  navigation: [
    { to: '/budgets', label: () => t('nav.budgets'), icon: IconWallet, permission: 'planning:read' },
    { to: '/goals', label: () => t('nav.goals'), icon: IconTarget, permission: 'planning:read' },
  ],
  actions: [
    { to: '/budgets/new', label: () => t('action.newBudget'), icon: IconPlus, permission: 'planning:write' },
    { to: '/goals/new', label: () => t('action.newGoal'), icon: IconPlus, permission: 'planning:write' },
    { to: '/goals?status=active', label: () => t('action.active'), icon: IconTarget, permission: 'planning:read' },
  ],
  live: { 'planning.budget': ['/api/v1/financial/budgets'], 'planning.goal': ['/api/v1/financial/goals'] },
}
