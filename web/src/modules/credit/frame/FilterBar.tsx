// The filter that all pages of a portfolio share: a search, the two lists that are set most, the rest behind
// a button; what is set stands below in pieces that can be taken off.
import { Button, Group, Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchBox } from '@/kernel/table/SearchBox'
import { chipsOf, several } from '../filter'
import { useChange } from './change'
import { Chips } from './Chips'
import { RatingChoice, StatusChoice } from './Choices'
import { usePortfolio } from './portfolio'

const MoreFilters = lazy(() => import('./MoreFilters').then((file) => ({ default: file.MoreFilters })))

const APART = ['sector', 'country', 'borrower', 'amount', 'maturity', 'debtToEquity', 'interestCoverage', 'leverage']

export function FilterBar() {
  const { t } = useTranslation('credit')
  const { filter } = usePortfolio()
  const change = useChange()
  const [more, setMore] = useState(false)
  const set = chipsOf(filter).filter(({ key }) => APART.includes(key)).length
  return (
    <section className="filter-bar" aria-label={t('filter.label')}>
      <Group gap="xs" className="no-print">
        <SearchBox className="loan-search" label={t('filter.search')} value={filter.search ?? ''} onChange={(search) => change({ search: search || undefined }, true)} />
        <RatingChoice value={several('rating', filter.rating)} onChange={(rating) => change({ rating: rating.join(',') || undefined })} />
        <StatusChoice value={several('status', filter.status)} onChange={(status) => change({ status: status.join(',') || undefined })} />
        <Popover opened={more} onChange={setMore} position="bottom-start" width={340} trapFocus returnFocus>
          <Popover.Target>
            <Button variant={set > 0 ? 'light' : 'default'} aria-expanded={more} onClick={() => setMore(!more)}>{set > 0 ? t('filter.moreSet', { count: set }) : t('filter.more')}</Button>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense fallback={null}><MoreFilters done={() => setMore(false)} /></Suspense>
          </Popover.Dropdown>
        </Popover>
      </Group>
      <Chips />
    </section>
  )
}
