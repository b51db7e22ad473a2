import type { InvoicesText } from './en'
import { pages } from './ko/pages'
import { review } from './ko/review'
import { shared } from './ko/shared'

export const ko: InvoicesText = { ...shared, ...pages, ...review }
