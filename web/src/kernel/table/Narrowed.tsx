// What narrows the list, in words: on paper the controls are not there to tell.
import { useTranslation } from 'react-i18next'
import { formatDay, formatMonth } from '../dates'
import { useLocale } from '../preferences'
import type { Filter } from './column'
import { ALL, type ListSearch } from './search'

interface NarrowedProps {
  search: ListSearch & Record<string, unknown>
  filters: readonly Filter[]
}

export function Narrowed({ search, filters }: NarrowedProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const word = ({ kind, options }: Filter, value: string) => {
    if (kind === 'month') return value === ALL ? t('table.allMonths') : formatMonth(value, locale)
    if (kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return formatDay(value, locale)
    return options?.find((each) => each.value === value)?.label ?? value
  }
  const set = filters.filter((each) => search[each.name]).map((each) => `${each.label}: ${word(each, String(search[each.name]))}`)
  const parts = search.q ? [`${t('table.search')}: ${search.q}`, ...set] : set
  return parts.length > 0 ? <p className="print-only">{parts.join(' · ')}</p> : null
}
