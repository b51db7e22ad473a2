// The English words of the default rates, which only their page needs.
import { addWords } from '@/kernel/language'
import { rates } from '../text/en/rates'
import '../words'

addWords('credit', { rates })
