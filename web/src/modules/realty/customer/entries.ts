// Where customers find their pages.
import i18next from 'i18next'
import { IconBuilding, IconCalendar, IconCube, IconHome, IconPencil, IconPlus, IconSpeech } from '@/kernel/icons'
import type { NavigationEntry, PaletteAction } from '@/kernel/module'

const t = i18next.getFixedT(null, 'realty')
const BUY = 'realty:buy'

export const navigation: readonly NavigationEntry[] = [
  { to: '/my', label: () => t('own.my'), icon: IconHome, permission: BUY, exact: true },
  { to: '/developments', label: () => t('own.offer'), icon: IconBuilding, permission: BUY },
  { to: '/my/appointments', label: () => t('own.appointments'), icon: IconCalendar, permission: BUY },
  { to: '/my/changes', label: () => t('own.changes'), icon: IconPencil, permission: BUY },
  { to: '/my/messages', label: () => t('own.messages'), icon: IconSpeech, permission: BUY },
  { to: '/my/models', label: () => t('own.models'), icon: IconCube, permission: BUY },
]

/** Pages for everybody. */
export const open: readonly Omit<NavigationEntry, 'permission'>[] = [
  { to: '/developments', label: () => t('own.offer'), icon: IconBuilding },
]

export const actions: readonly PaletteAction[] = [
  { to: '/developments?free=yes', label: () => t('ownAction.free'), icon: IconBuilding, permission: BUY },
  { to: '/my/appointments?do=new', label: () => t('ownAction.visit'), icon: IconPlus, permission: BUY },
  { to: '/my/changes?do=new', label: () => t('ownAction.change'), icon: IconPlus, permission: BUY },
]
