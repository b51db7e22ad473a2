// All portfolios, each at a glance; what there is together stands above.
import { Button, Group, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { sum } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { SearchBox } from '@/kernel/table/SearchBox'
import { type Portfolio, READ, WRITE } from '../credit'
import { count, exactly, share } from '../figures'
import { Cash } from '../parts/Cash'
import { EditPortfolio, NewPortfolio } from './PortfolioPanels'
import { PortfolioCard } from './PortfolioCard'
import { arranged, atRisk, ORDERS, portfoliosQuery, SHOWN } from './portfolios'
import '../words'
import '../credit.css'

interface PortfoliosPageProps {
  /** A new one, or the one that is changed, beside the list. */
  open?: 'new' | number
}

export function PortfoliosPage({ open }: PortfoliosPageProps) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const mayWrite = useCan()(WRITE)
  useShortcuts(mayWrite ? [{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: '/credit/new', search: true as never }) }] : [])
  const add = mayWrite && <Button component={Link} to="/credit/new" search={true as never} leftSection={<IconPlus />}>{t('portfolios.add')}</Button>
  return (
    <Guarded permission={READ}>
      <div className="with-panel">
        <div className="list"><Page title={t('title')} hint={t('portfolios.hint')} actions={add}><List add={add} mayWrite={mayWrite} /></Page></div>
        {open === 'new' ? <NewPortfolio /> : open !== undefined ? <EditPortfolio key={open} id={open} /> : null}
      </div>
    </Guarded>
  )
}

function List({ add, mayWrite }: { add: ReactNode; mayWrite: boolean }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const show = SHOWN.find((each) => each === search.show) ?? 'inUse'
  const order = ORDERS.find((each) => each === search.order) ?? 'name'
  const text = typeof search.q === 'string' ? search.q : ''
  const { data, error, isPlaceholderData, refetch: again } = useQuery(portfoliosQuery(show, text))
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  if (!data) return <Lines count={6} />
  const narrowed = text !== '' || show !== 'inUse'
  const rows = arranged(data.rows, order)
  if (rows.length === 0 && !narrowed) return <><Empty title={t('portfolios.empty')} action={add}>{t('portfolios.emptyHint')}</Empty><Shown show={show} onSearch={onSearch} /></>
  return (
    <>
      <Together rows={rows} />
      <Group gap="xs" mb="md" className="no-print">
        <SearchBox className="loan-search" label={t('portfolios.search')} value={text} onChange={(q) => onSearch({ q: q || undefined })} />
        <Shown show={show} onSearch={onSearch} />
        <NativeSelect
          aria-label={t('portfolios.order')} value={order} onChange={(event) => onSearch({ order: event.currentTarget.value === 'name' ? undefined : event.currentTarget.value })}
          data={[{ value: 'name', label: t('portfolios.orderName') }, { value: 'exposure', label: t('portfolios.orderExposure') }, { value: 'risk', label: t('portfolios.orderRisk') }]}
        />
      </Group>
      {rows.length === 0 && <Empty title={t('portfolios.none')}>{plain('table.noMatchHint')}</Empty>}
      <div className="portfolios" aria-busy={isPlaceholderData}>{rows.map((row) => <PortfolioCard key={row.id} row={row} mayWrite={mayWrite} />)}</div>
    </>
  )
}

function Shown({ show, onSearch }: { show: string; onSearch: (change: Record<string, unknown>) => void }) {
  const { t } = useTranslation('credit')
  return (
    <NativeSelect
      aria-label={t('portfolios.show')} value={show} onChange={(event) => onSearch({ show: event.currentTarget.value === 'inUse' ? undefined : event.currentTarget.value })} className="no-print"
      data={[{ value: 'inUse', label: t('portfolios.inUse') }, { value: 'archived', label: t('portfolios.archived') }, { value: 'all', label: t('portfolios.all') }]}
    />
  )
}

function Together({ rows }: { rows: readonly Portfolio[] }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  if (rows.length < 2) return null
  const loans = rows.reduce((all, row) => all + row.loan_count, 0)
  const risky = rows.reduce((all, row) => all + atRisk(row), 0)
  return (
    <section className="tiles" aria-label={t('portfolios.together')}>
      <div className="card tile"><span>{t('portfolios.exposureOf')}</span><b><Cash of={sum(rows.map((row) => exactly(row.total_exposure)))} currency={rows[0]?.currency} short /></b><span>{t('portfolios.together')}</span></div>
      <div className="card tile"><span>{t('field.loans')}</span><b>{count(loans, locale)}</b><span>{'\u00a0'}</span></div>
      <div className="card tile"><span>{t('portfolios.atRisk')}</span><b>{count(risky, locale)}</b><span>{loans > 0 ? `${share(risky / loans, locale, 1)} ${t('portfolios.share')}` : '\u00a0'}</span></div>
    </section>
  )
}
