import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconBuoy, IconChart, IconPlus, IconSpeech } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { shared } from './text/en/shared'

const t = i18next.getFixedT(null, 'support')

/** The words of the pages come with the pages: see `words.ts`. */
export const words: Words = { en: shared, ko: () => import('./text/ko').then((text) => text.ko) }

export const support: Module = {
  name: 'support',
  title: () => t('title'),
  navigation: [
    { to: '/tickets', label: () => t('nav.tickets'), icon: IconSpeech, permission: 'support:ask' },
    { to: '/help-desk', label: () => t('nav.desk'), icon: IconBuoy, permission: 'support:answer' },
    { to: '/help-desk-figures', label: () => t('nav.figures'), icon: IconChart, permission: 'support:manage' },
  ],
  actions: [
    { to: '/tickets/new', label: () => t('action.newTicket'), icon: IconPlus, permission: 'support:ask' },
    { to: '/help-desk?status=open', label: () => t('action.open'), icon: IconBuoy, permission: 'support:answer' },
    { to: '/help-desk?assignee=me', label: () => t('action.mine'), icon: IconBuoy, permission: 'support:answer' },
    { to: '/help-desk?assignee=none', label: () => t('action.nobody'), icon: IconBuoy, permission: 'support:answer' },
  ],
  find: {
    permission: 'support:answer',
    label: () => t('nav.desk'),
    search: async (text, signal) => {
      const { data } = await client.GET('/api/v1/support/queue', { params: { query: { search: text, limit: 6 } }, signal })
      return (data ?? []).map((ticket) => ({ id: `ticket-${ticket.id}`, label: `${ticket.ticket_number} · ${ticket.subject}`, hint: ticket.name ?? ticket.email ?? '', to: `/help-desk/${ticket.id}` }))
    },
  },
  live: { 'support.': ['/api/v1/support'] },
}
