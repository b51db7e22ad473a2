// The English words of uploads, which only their pages need.
import { addWords } from '@/kernel/language'
import { uploads } from '../text/en/uploads'
import '../words'

addWords('credit', { uploads })
