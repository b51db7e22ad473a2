import type { CreditText } from './en'
import { frame } from './ko/frame'
import { pages } from './ko/pages'
import { rates } from './ko/rates'
import { shared } from './ko/shared'
import { uploads } from './ko/uploads'

export const ko: CreditText = { ...shared, ...frame, analyses: pages, rates, uploads }
