// Imported by the customers' and the public pages: their words come with them.
import { addWords } from '@/kernel/language'
import { customer } from '../text/en/customer'

addWords('realty', { customer })
