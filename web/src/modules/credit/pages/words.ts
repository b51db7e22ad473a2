// The English words of the analyses, which only their pages need.
import { addWords } from '@/kernel/language'
import { pages } from '../text/en/pages'
import '../words'
import './pages.css'

addWords('credit', { analyses: pages })
