// The English words of the sales desk, which only its pages need; Korean is fetched as a whole.
import i18next from 'i18next'
import { builder } from '../text/en/builder'

i18next.addResourceBundle('en', 'realty', { builder }, true, true)
