import type { CreditText } from './en'
import { frame } from './ko/frame'
import { pages } from './ko/pages'
import { shared } from './ko/shared'
import { uploads } from './ko/uploads'

export const ko: CreditText = { ...shared, ...frame, analyses: pages, uploads }
