import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconBuilding, IconList, IconOverview, IconUpload, IconWarning } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { shared } from './text/en/shared'

const t = i18next.getFixedT(null, 'invoices')

/** The words of the pages come with the pages: see `words.ts`. */
export const words: Words = { en: shared, ko: () => import('./text/ko').then((text) => text.ko) }

const VIEW = 'invoices:read'

export const invoices: Module = {
  name: 'invoices',
  title: () => t('title'),
  navigation: [
    { to: '/invoices', label: () => t('nav.upload'), icon: IconUpload, permission: VIEW, exact: true },
    { to: '/invoices/all', label: () => t('nav.all'), icon: IconList, permission: VIEW },
    { to: '/invoices/vendors', label: () => t('nav.vendors'), icon: IconBuilding, permission: VIEW },
    { to: '/invoices/dashboard', label: () => t('nav.dashboard'), icon: IconOverview, permission: VIEW },
  ],
  actions: [
    { to: '/invoices', label: () => t('action.upload'), icon: IconUpload, permission: 'invoices:upload' },
    { to: '/invoices/all?status=completed&flagged=yes', label: () => t('action.flagged'), icon: IconWarning, permission: VIEW },
    { to: '/invoices/all?status=completed', label: () => t('action.open'), icon: IconList, permission: VIEW },
    { to: '/invoices/vendors?risk=high', label: () => t('action.risky'), icon: IconBuilding, permission: VIEW },
  ],
  find: {
    permission: VIEW,
    label: () => t('nav.found'),
    search: async (text, signal) => {
      const [list, vendors] = await Promise.all([
        client.GET('/api/invoices', { params: { query: { search: text, page_size: 5 } }, signal }),
        client.GET('/api/vendors', { params: { query: { search: text, limit: 5 } }, signal }),
      ])
      return [
        ...(list.data?.items ?? []).map((each) => ({ id: `invoice-${each.id}`, label: each.invoice_number ?? each.filename, hint: each.vendor_name ?? each.batch_number, to: `/invoices/${each.id}` })),
        ...(vendors.data ?? []).map((each) => ({ id: `vendor-${each.id}`, label: each.name, hint: each.gstin ?? each.tax_id ?? '', to: `/invoices/vendors/${each.id}` })),
      ]
    },
  },
  // What is read speaks too often for asking again each time: the pages listen themselves, see `useFresh`.
  live: {
    'invoices.vendor.': ['/api/vendors', '/api/dashboard/vendors'],
  },
}
