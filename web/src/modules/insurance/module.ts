import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconChart, IconFile, IconList, IconPlus, IconScales, IconUmbrella } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { shared } from './text/en/shared'

const t = i18next.getFixedT(null, 'insurance')

/** The words of the pages come with the pages: see `words.ts`. */
export const words: Words = { en: shared, ko: () => import('./text/ko').then((text) => text.ko) }

const API = '/api/v1/insurance'

export const insurance: Module = {
  name: 'insurance',
  title: () => t('title'),
  navigation: [
    { to: '/policies', label: () => t('nav.policies'), icon: IconUmbrella, permission: 'insurance:read' },
    { to: '/claims', label: () => t('nav.claims'), icon: IconFile, permission: 'insurance:read' },
    { to: '/claims-review', label: () => t('nav.review'), icon: IconScales, permission: 'insurance:review' },
    { to: '/all-policies', label: () => t('nav.book'), icon: IconList, permission: 'insurance:review' },
    { to: '/insurance-figures', label: () => t('nav.figures'), icon: IconChart, permission: 'insurance:review' },
  ],
  actions: [
    { to: '/claims/new', label: () => t('action.newClaim'), icon: IconPlus, permission: 'insurance:write' },
    { to: '/policies/new', label: () => t('action.newPolicy'), icon: IconPlus, permission: 'insurance:write' },
    { to: '/claims?status=pending', label: () => t('action.openClaims'), icon: IconFile, permission: 'insurance:read' },
    { to: '/policies?status=active', label: () => t('action.active'), icon: IconUmbrella, permission: 'insurance:read' },
    { to: '/claims-review?flagged=yes', label: () => t('action.flagged'), icon: IconScales, permission: 'insurance:review' },
    { to: '/claims-review?show=approved', label: () => t('action.toPay'), icon: IconScales, permission: 'insurance:review' },
  ],
  find: {
    permission: 'insurance:review',
    label: () => t('nav.found'),
    search: async (text, signal) => {
      const params = { query: { search: text, limit: 5 } }
      const [claims, policies] = await Promise.all([
        client.GET('/api/v1/insurance/admin/claims', { params, signal }), client.GET('/api/v1/insurance/admin/policies', { params, signal }),
      ])
      return [
        ...(claims.data ?? []).map((claim) => ({ id: `claim-${claim.id}`, label: `${claim.claim_number} · ${claim.holder}`, hint: claim.policy_number, to: `/claims-review/${claim.id}` })),
        ...(policies.data ?? []).map((policy) => ({ id: `policy-${policy.id}`, label: `${policy.policy_number} · ${policy.holder}`, hint: t(`type.${policy.policy_type}`), to: `/all-policies/${policy.id}` })),
      ]
    },
  },
  person: [{ label: () => t('book.person'), permission: 'insurance:review', to: ({ id }) => `/all-policies?holder_id=${id}` }],
  live: { 'insurance.': [API] },
}
