// Imported by every page of invoices: their words come with them.
import { addWords } from '@/kernel/language'
import { pages } from './text/en/pages'
import { review } from './text/en/review'

addWords('invoices', { ...pages, ...review })
