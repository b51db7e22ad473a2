import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconBank, IconFolder, IconHome, IconList, IconPlus, IconTag, IconTarget, IconUpload, IconWallet } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { en } from './text/en'

const t = i18next.getFixedT(null, 'planning')

const DASHBOARD = '/api/user/dashboard'
/** A booking moves balances, months and the start page. */
const BOOKS = ['/api/v1/financial', DASHBOARD] as const

export const words: Words = { en, ko: () => import('./text/ko').then((text) => text.ko) }

export const planning: Module = {
  name: 'planning',
  title: () => t('title'),
  navigation: [
    { to: '/home', label: () => t('nav.home'), icon: IconHome, permission: 'planning:read' },
    { to: '/accounts', label: () => t('nav.accounts'), icon: IconBank, permission: 'planning:read' },
    { to: '/transactions', label: () => t('nav.transactions'), icon: IconList, permission: 'planning:read' },
    { to: '/budgets', label: () => t('nav.budgets'), icon: IconWallet, permission: 'planning:read' },
    { to: '/goals', label: () => t('nav.goals'), icon: IconTarget, permission: 'planning:read' },
    { to: '/projects', label: () => t('nav.projects'), icon: IconFolder, permission: 'planning:read' },
    { to: '/categories', label: () => t('nav.categories'), icon: IconTag, permission: 'planning:read' },
    { to: '/imports', label: () => t('nav.imports'), icon: IconUpload, permission: 'planning:read' },
  ],
  actions: [
    { to: '/imports/new', label: () => t('action.newImport'), icon: IconUpload, permission: 'planning:write' },
    { to: '/accounts/new', label: () => t('action.newAccount'), icon: IconPlus, permission: 'planning:write' },
    { to: '/transactions?category=none', label: () => t('action.uncategorised'), icon: IconList, permission: 'planning:read' },
    { to: '/budgets/new', label: () => t('action.newBudget'), icon: IconPlus, permission: 'planning:write' },
    { to: '/goals/new', label: () => t('action.newGoal'), icon: IconPlus, permission: 'planning:write' },
    { to: '/goals?status=active', label: () => t('action.active'), icon: IconTarget, permission: 'planning:read' },
    { to: '/projects/new', label: () => t('action.newProject'), icon: IconPlus, permission: 'planning:write' },
    { to: '/categories/new', label: () => t('action.newCategory'), icon: IconPlus, permission: 'planning:write' },
    { to: '/rules', label: () => t('action.rules'), icon: IconTag, permission: 'planning:read' },
    { to: '/rules/new', label: () => t('action.newRule'), icon: IconPlus, permission: 'planning:write' },
  ],
  find: {
    permission: 'planning:read',
    label: () => t('nav.transactions'),
    search: async (text, signal) => {
      const { data = [] } = await client.GET('/api/v1/financial/transactions', { params: { query: { search: text, limit: 6 } }, signal })
      return data.map((each) => ({
        id: String(each.id), label: each.payee || each.memo, hint: `${each.date} · ${each.account}`,
        to: `/transactions?q=${encodeURIComponent(each.payee || each.memo)}&from=${each.date}&to=${each.date}`,
      }))
    },
  },
  live: {
    'planning.transaction': BOOKS,
    'planning.account': BOOKS,
    'planning.category': BOOKS,
    'planning.rule': ['/api/v1/financial/rules'],
    'planning.budget': ['/api/v1/financial/budget', DASHBOARD],
    'planning.goal': ['/api/v1/financial/goals', DASHBOARD],
    'planning.project': ['/api/v1/projects'],
    'planning.import.read': ['/api/v1/financial/imports'],
    'planning.import.updated': ['/api/v1/financial/imports'],
    'planning.import.done': BOOKS,
    // The start page also tells of what other modules add to it.
    'insurance.': [DASHBOARD],
    'support.': [DASHBOARD],
    'notifications.': [DASHBOARD],
  },
}
