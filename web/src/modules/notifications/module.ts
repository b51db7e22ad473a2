import i18next from 'i18next'
import { lazy } from 'react'
import { IconBell, IconInbox } from '@/kernel/icons'
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
    { to: '/inbox?read=no', label: () => t('action.unread'), icon: IconInbox, permission: 'notifications:read' },
    { to: '/preferences', label: () => t('action.channels'), icon: IconBell, permission: 'notifications:read' },
  ],
  header: lazy(() => import('./Bell').then((file) => ({ default: file.Bell }))),
  preferences: lazy(() => import('./Channels').then((file) => ({ default: file.Channels }))),
  live: { 'notifications.': ['/api/v1/notifications'] },
}
