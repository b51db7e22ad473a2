// Imported by every page of support: their words come with them.
import { addWords } from '@/kernel/language'
import { pages } from './text/en/pages'

addWords('support', pages)
