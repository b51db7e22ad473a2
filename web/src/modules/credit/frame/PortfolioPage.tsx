// One portfolio: who it is, as of when, its pages in groups, and the filter that they share.
import { NativeSelect, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/kernel/api/problem'
import { Guarded } from '@/kernel/Guarded'
import { refetch, useHeard } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { useTitle } from '@/kernel/title'
import { PORTFOLIOS, READ } from '../credit'
import { count } from '../figures'
import { RatingBadge } from '../parts/badges'
import { Cash } from '../parts/Cash'
import { isOver, told } from '../uploads/progress'
import { AsOf } from './AsOf'
import { FilterBar } from './FilterBar'
import { PortfolioContext, portfolioQuery, usePageLink, usePortfolio } from './portfolio'
import { isFiltered, PAGE_KEYS, pageOf, SECTIONS, sectionOf } from './sections'
import '../words'
import '../credit.css'

const LoanPanel = lazy(() => import('../loans/LoanPanel').then((file) => ({ default: file.LoanPanel })))

export function PortfolioPage({ id }: { id: number }) {
  return <Guarded permission={READ}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('credit')
  const valid = Number.isSafeInteger(id) && id > 0
  const { data, error, refetch: again } = useQuery({ ...portfolioQuery(id), enabled: valid })
  if (!data) {
    const wrong = valid ? error : new Problem(404, t('portfolios.absent'))
    return <div className="page"><Title order={1} className="visually-late">{t('title')}</Title>{wrong ? <Failed error={wrong} retry={() => void again()} /> : <Lines count={8} />}</div>
  }
  return <PortfolioContext value={data}><Framed /></PortfolioContext>
}

function Framed() {
  const { t } = useTranslation('credit')
  const queries = useQueryClient()
  const { id } = usePortfolio()
  const page = pageOf(useRouterState({ select: (state) => state.location.pathname }))
  const loan = useParams({ strict: false, select: (params: Record<string, string>) => params.loan })
  // A load speaks of every few thousand rows; only its end changes what the pages show.
  useHeard('credit.load', (_, body) => {
    const said = told(body)
    if (said?.portfolio_id === id && isOver(said.state)) void refetch(queries, PORTFOLIOS)
  })
  return (
    <div className="with-panel">
      <TabTitle key={loan ?? ''} page={t(`page.${PAGE_KEYS[page]}`)} />
      <div className="list">
        <div className="page credit">
          <Head />
          <Pages />
          {isFiltered(page) && <FilterBar />}
          <Outlet />
        </div>
      </div>
      {loan !== undefined && <Suspense fallback={null}><LoanPanel key={loan} loan={loan} /></Suspense>}
    </div>
  )
}

function TabTitle({ page }: { page: string }) {
  useTitle(page, usePortfolio().portfolio.name)
  return null
}

function Head() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { portfolio } = usePortfolio()
  return (
    <header className="credit-head">
      <div>
        <Title order={1} tabIndex={-1}>{portfolio.name}</Title>
        <Text component="p" size="sm" c="dimmed" className="credit-facts">
          <span><b><Cash of={portfolio.total_exposure} currency={portfolio.currency} short /></b> {t('field.exposure')}</span>
          <span>{t('portfolios.loans', { count: portfolio.loan_count, shown: count(portfolio.loan_count, locale) })}</span>
          {portfolio.average_rating && <span>{t('field.averageRating')} <RatingBadge rating={portfolio.average_rating} /></span>}
          {!portfolio.is_active && <span>{t('portfolios.archived')}</span>}
        </Text>
      </div>
      <AsOf />
    </header>
  )
}

/** Two lines: the groups, and the pages of the present one. A list on narrow screens. */
function Pages() {
  const { t } = useTranslation('credit')
  const navigate = useNavigate()
  const link = usePageLink()
  const page = pageOf(useRouterState({ select: (state) => state.location.pathname }))
  const here = sectionOf(page)
  return (
    <nav className="credit-pages no-print" aria-label={t('pages')}>
      <NativeSelect
        className="narrow-only" aria-label={t('pages')} value={page} onChange={(event) => void navigate({ to: link(event.currentTarget.value) })}
        data={SECTIONS.map(({ group, pages }) => ({ group: t(`group.${group}`), items: pages.map((each) => ({ value: each as string, label: t(`page.${PAGE_KEYS[each]}`) })) }))}
      />
      <ul className="wide-only groups">
        {SECTIONS.map((section) => (
          <li key={section.group}><Link to={link(section.pages[0])} data-on={section === here || undefined} aria-current={section === here && section.pages.length === 1 ? 'page' : undefined}>{t(`group.${section.group}`)}</Link></li>
        ))}
      </ul>
      {here.pages.length > 1 && (
        <ul className="wide-only">
          {here.pages.map((each) => (
            <li key={each}><Link to={link(each)} data-on={each === page || undefined} aria-current={each === page ? 'page' : undefined}>{t(`page.${PAGE_KEYS[each]}`)}</Link></li>
          ))}
        </ul>
      )}
    </nav>
  )
}
