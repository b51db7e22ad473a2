import type { RealtyText } from './en'
import { builder } from './ko/builder'
import { customer } from './ko/customer'
import { settings } from './ko/settings'
import { shared } from './ko/shared'

export const ko: RealtyText = { ...shared, builder, customer, settings }
