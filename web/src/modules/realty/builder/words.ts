// Imported by the builders' pages: their words come with them.
import { addWords } from '@/kernel/language'
import { builder } from '../text/en/builder'

addWords('realty', { builder })
