// Imported by every page of credit: their words come with them.
import { addWords } from '@/kernel/language'
import { frame } from './text/en/frame'

addWords('credit', frame)
