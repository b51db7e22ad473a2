// The modules of the console, in the order of the menu.
import type { Module } from './kernel/module'
import * as credit from './modules/credit/module'
import * as identity from './modules/identity/module'
import * as insurance from './modules/insurance/module'
import * as invoices from './modules/invoices/module'
import * as notifications from './modules/notifications/module'
import * as planning from './modules/planning/module'
import * as realty from './modules/realty/module'
import * as support from './modules/support/module'

export const modules: readonly Module[] = [realty.realty, planning.planning, insurance.insurance, invoices.invoices, credit.credit, support.support, notifications.notifications, identity.identity]
export const words = {
  credit: credit.words, identity: identity.words, insurance: insurance.words, invoices: invoices.words, notifications: notifications.words, planning: planning.words, realty: realty.words, support: support.words,
}

/** Whether anybody may open the page at this address. */
export function isOpen(path: string): boolean {
  return modules.some((module) => module.open?.some(({ to }) => path === to || path.startsWith(`${to}/`)))
}
