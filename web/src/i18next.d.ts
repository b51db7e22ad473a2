// Makes a misspelt text key a type error.
import type { en as kernel } from './kernel/text/en'
import type { en as credit } from './modules/credit/text/en'
import type { en as identity } from './modules/identity/text/en'
import type { en as insurance } from './modules/insurance/text/en'
import type { en as invoices } from './modules/invoices/text/en'
import type { en as notifications } from './modules/notifications/text/en'
import type { en as planning } from './modules/planning/text/en'
import type { en as realty } from './modules/realty/text/en'
import type { en as support } from './modules/support/text/en'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kernel'
    resources: {
      kernel: typeof kernel; credit: typeof credit; identity: typeof identity; insurance: typeof insurance; invoices: typeof invoices; notifications: typeof notifications
      planning: typeof planning; realty: typeof realty; support: typeof support
    }
  }
}
