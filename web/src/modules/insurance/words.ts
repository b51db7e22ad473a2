// Imported by every page of insurance: their words come with them.
import { addWords } from '@/kernel/language'
import { pages } from './text/en/pages'

addWords('insurance', pages)
