import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { IconBuilding, IconCalendar, IconCube, IconList, IconOverview, IconPencil, IconPeople, IconPlus, IconProgress, IconSliders, IconSpeech } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import * as customer from './customer/entries'
import { shared } from './text/en/shared'

const t = i18next.getFixedT(null, 'realty')

/** The words of the sales desk, of the customers and of the settings come with their pages: see `words.ts` there. */
export const words: Words = { en: shared, ko: () => import('./text/ko').then((text) => text.ko) }

const BUILD = 'realty:build'

export const realty: Module = {
  name: 'realty',
  title: () => t('title'),
  navigation: [
    { to: '/builder', label: () => t('nav.builder'), icon: IconOverview, permission: BUILD, exact: true },
    { to: '/builder/developments', label: () => t('nav.developments'), icon: IconBuilding, permission: BUILD },
    { to: '/builder/bookings', label: () => t('nav.bookings'), icon: IconList, permission: BUILD },
    { to: '/builder/customers', label: () => t('nav.customers'), icon: IconPeople, permission: BUILD },
    { to: '/builder/appointments', label: () => t('nav.appointments'), icon: IconCalendar, permission: BUILD },
    { to: '/builder/progress', label: () => t('nav.progress'), icon: IconProgress, permission: BUILD },
    { to: '/builder/changes', label: () => t('nav.changes'), icon: IconPencil, permission: BUILD },
    { to: '/builder/messages', label: () => t('nav.messages'), icon: IconSpeech, permission: BUILD },
    { to: '/builder/models', label: () => t('nav.models'), icon: IconCube, permission: BUILD },
    ...customer.navigation,
    { to: '/realty-settings', label: () => t('nav.settings'), icon: IconSliders, permission: 'realty:settings' },
  ],
  open: customer.open,
  actions: [
    { to: '/builder/developments/new', label: () => t('action.newDevelopment'), icon: IconPlus, permission: BUILD },
    { to: '/builder/appointments/new', label: () => t('action.newAppointment'), icon: IconPlus, permission: BUILD },
    { to: '/builder/bookings?status=inquiry', label: () => t('action.inquiries'), icon: IconList, permission: BUILD },
    { to: '/builder/changes', label: () => t('action.openChanges'), icon: IconPencil, permission: BUILD },
    { to: '/builder/messages', label: () => t('action.messages'), icon: IconSpeech, permission: BUILD },
    ...customer.actions,
  ],
  find: {
    permission: BUILD,
    label: () => t('nav.found'),
    search: async (text, signal) => {
      const [bookings, customers] = await Promise.all([
        client.GET('/api/builder/bookings', { params: { query: { search: text, limit: 5 } }, signal }),
        client.GET('/api/builder/customers', { params: { query: { search: text, limit: 5 } }, signal }),
      ])
      return [
        ...(bookings.data?.bookings ?? []).map((each) => ({ id: `booking-${each.id}`, label: `${each.booking_number} · ${each.customer.name}`, hint: each.project.project_name, to: `/builder/bookings/${each.id}` })),
        ...(customers.data ?? []).map((each) => ({ id: `customer-${each.id}`, label: each.name, hint: each.phone, to: `/builder/customers/${each.id}` })),
      ]
    },
  },
  live: {
    'realty.unit.': ['/api/projects', '/api/units', '/api/holds', '/api/builder/dashboard'],
    'realty.hold.': ['/api/projects', '/api/units', '/api/holds', '/api/builder/dashboard', '/api/customer'],
    'realty.booking.': ['/api/bookings', '/api/builder', '/api/customer', '/api/projects'],
    'realty.payment.': ['/api/bookings', '/api/payments', '/api/builder', '/api/customer'],
    'realty.due.': ['/api/bookings', '/api/builder', '/api/customer'],
    'realty.appointment.': ['/api/appointments', '/api/builder', '/api/customer'],
    'realty.change_request.': ['/api/change-requests', '/api/bookings', '/api/builder', '/api/customer'],
    'realty.message.': ['/api/messages', '/api/builder', '/api/customer'],
    'realty.phase.': ['/api/projects', '/api/progress', '/api/builder', '/api/customer'],
    'realty.update.': ['/api/projects', '/api/updates', '/api/builder', '/api/customer'],
    'realty.development.': ['/api/projects', '/api/builder'],
    'realty.setting.': ['/api/system-settings'],
    'realty.model.': ['/api/models', '/api/projects'],
  },
}
