// The modules of the console, in the order of the menu.
import * as identity from './modules/identity/module'
import * as insurance from './modules/insurance/module'
import * as notifications from './modules/notifications/module'
import * as planning from './modules/planning/module'
import * as support from './modules/support/module'

export const modules = [planning.planning, insurance.insurance, support.support, notifications.notifications, identity.identity]
export const words = {
  identity: identity.words, insurance: insurance.words, notifications: notifications.words, planning: planning.words, support: support.words,
}
