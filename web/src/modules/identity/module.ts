import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconChart, IconKey, IconLog, IconOverview, IconPeople, IconPlus, IconShield, IconSliders } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { en } from './text/en'

const t = i18next.getFixedT(null, 'identity')

export const words: Words = { en, ko: () => import('./text/ko').then((text) => text.ko) }

export const identity: Module = {
  name: 'identity',
  title: () => t('title'),
  navigation: [
    { to: '/overview', label: () => t('nav.overview'), icon: IconOverview, permission: 'identity:read' },
    { to: '/users', label: () => t('nav.users'), icon: IconPeople, permission: 'identity:read' },
    { to: '/rights', label: () => t('nav.rights'), icon: IconShield, permission: 'identity:read' },
    { to: '/audit', label: () => t('nav.audit'), icon: IconLog, permission: 'identity:audit' },
    { to: '/analytics', label: () => t('nav.analytics'), icon: IconChart, permission: 'identity:read' },
  ],
  actions: [
    { to: '/users/new', label: () => t('action.newUser'), icon: IconPlus, permission: 'identity:manage' },
    { to: '/users?status=inactive', label: () => t('action.inactive'), icon: IconPeople, permission: 'identity:read' },
    { to: '/users?role=admins', label: () => t('action.admins'), icon: IconPeople, permission: 'identity:read' },
    { to: '/profile', label: () => t('action.password'), icon: IconKey },
    { to: '/security', label: () => t('action.twoFactor'), icon: IconShield },
    { to: '/security', label: () => t('action.sessions'), icon: IconShield },
    { to: '/preferences', label: () => t('action.appearance'), icon: IconSliders },
  ],
  find: {
    permission: 'identity:read',
    label: () => t('nav.users'),
    search: async (text, signal) => {
      const { data } = await client.GET('/api/admin/users', { params: { query: { search: text, page_size: 6 } }, signal })
      return (data?.users ?? []).map((user) => ({
        id: user.user_id, label: user.name, hint: user.email, to: `/users/${encodeURIComponent(user.user_id)}`,
      }))
    },
  },
  live: { 'identity.': ['/api/admin', '/api/auth/me'] },
}
