// The English words of the system settings, which only their page needs; Korean is fetched as a whole.
import { addWords } from '@/kernel/language'
import { settings } from '../text/en/settings'

addWords('realty', { settings })
