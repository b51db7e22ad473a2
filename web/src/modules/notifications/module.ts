import i18next from 'i18next'
import { lazy } from 'react'
import { IconBell, IconInbox, IconSpeech } from '@/kernel/icons'
import type { Words } from '@/kernel/language'
import type { Module } from '@/kernel/module'
import { en } from './text/en'

const t = i18next.getFixedT(null, 'notifications')

export const words: Words = { en, ko: () => import('./text/ko').then((text) => text.ko) }

export const notifications: Module = {
  name: 'notifications',
  title: () => t('title'),
  navigation: [{ to: '/inbox', label: () => t('nav.inbox'), icon: IconInbox, permission: 'notifications:read' }],
  actions: [
    { to: '/inbox/send', label: () => t('action.send'), icon: IconSpeech, permission: 'notifications:send' },
    { to: '/inbox?read=no', label: () => t('action.unread'), icon: IconInbox, permission: 'notifications:read' },
    { to: '/preferences', label: () => t('action.channels'), icon: IconBell, permission: 'notifications:read' },
  ],
  person: [{ label: () => t('send.person'), permission: 'notifications:send', to: ({ handle }) => `/inbox/send?to=${encodeURIComponent(handle)}` }],
  header: lazy(() => import('./Bell').then((file) => ({ default: file.Bell }))),
  preferences: lazy(() => import('./Channels').then((file) => ({ default: file.Channels }))),
  live: { 'notifications.': ['/api/v1/notifications'] },
}
