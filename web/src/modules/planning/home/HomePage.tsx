// The page of every morning: where the money stands, in one answer of the server.
import { Anchor, NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trans, useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { Tile } from '@/kernel/chart/Tile'
import { formatMonth } from '@/kernel/dates'
import { Guarded } from '@/kernel/Guarded'
import { money } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Failed, Lines } from '@/kernel/states/States'
import { Cash } from '../cash'
import '../planning.css'
import { Statement } from '../statement'
import { Coming, Goals, Recent } from './Cards'
import { type Dashboard, dashboardQuery } from './dashboard'
import { BudgetUse, CashFlow, Categories } from './Figures'
import { FirstSteps } from './FirstSteps'

export function HomePage() {
  return <Guarded permission="planning:read"><Home /></Guarded>
}

function Home() {
  const { t } = useTranslation('planning')
  const { name } = useMe()
  const [search, onSearch] = useListSearch()
  const currency = /^[A-Z]{3}$/.test(String(search.currency)) ? String(search.currency) : undefined
  const { data, error, refetch } = useQuery(dashboardQuery(currency))
  const currencies = data ? [...new Set([data.currency, ...data.balances.map((each) => each.currency)])] : []
  return (
    <Page
      title={t('home.greeting', { name: name.split(' ')[0] })}
      actions={data && (
        <>
          {currencies.length > 1 && (
            <NativeSelect aria-label={t('home.currency')} value={data.currency} data={currencies} onChange={(event) => onSearch({ currency: event.currentTarget.value })} />
          )}
          {data.balances.length > 0 && <Statement currency={data.currency} />}
        </>
      )}
    >
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : data ? <Shown of={data} /> : (
        <>
          <div className="tiles">{[1, 2, 3, 4].map((at) => <div className="card" key={at}><Lines count={3} /></div>)}</div>
          <div className="columns"><div className="card"><Lines count={8} /></div><div className="card"><Lines count={8} /></div></div>
        </>
      )}
    </Page>
  )
}

function Shown({ of }: { of: Dashboard }) {
  const begun = of.balances.length > 0 && of.recent_transactions.length > 0
  const some = begun || of.balances.length > 0 || of.budgets.length > 0 || of.goals.length > 0
  return (
    <>
      <Beside of={of} />
      {!begun && <FirstSteps of={of} />}
      {some && (
        <>
          {begun && <Numbers of={of} />}
          <div className="columns">
            <Stack>
              {begun && <CashFlow of={of} />}
              {begun && <Recent of={of} />}
              {!begun && <BudgetUse of={of} />}
            </Stack>
            <Stack>
              {begun && <Categories of={of} />}
              {begun && <BudgetUse of={of} />}
              <Goals of={of} />
              <Coming of={of} />
            </Stack>
          </div>
        </>
      )}
    </>
  )
}

function Numbers({ of }: { of: Dashboard }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const { currency } = of
  const worth = of.net_worth.map((each) => money(each.amount))
  const now = worth.at(-1) ?? 0n
  const change = now - (worth.at(-2) ?? now)
  const before = of.net_worth.at(-2)
  const income = money(of.income)
  const spending = money(of.spending)
  const last = of.cash_flow.at(-2)
  const kept = income - spending
  const safe = of.budget_use
  const note = (amount: bigint) => <Cash of={amount} currency={currency} />
  return (
    <div className="tiles">
      <Tile
        label={t('home.net')} value={<Cash of={now} currency={currency} />} to="/accounts" course={of.net_worth.map((each) => each.amount)}
        note={before && <Trans t={t} i18nKey="home.netNote" values={{ month: formatMonth(before.month, locale) }} components={{ amount: <Cash of={change} currency={currency} signed /> }} />}
      />
      <Tile
        label={t('home.income')} value={<Cash of={income} currency={currency} />} to={`/transactions?type=deposit&from=${of.month}-01`} course={of.cash_flow.map((each) => each.income)}
        note={last && <Trans t={t} i18nKey="home.before" components={{ amount: note(money(last.income)) }} />}
      />
      <Tile
        label={t('home.spending')} value={<Cash of={spending} currency={currency} />} to={`/transactions?type=withdrawal&from=${of.month}-01`} course={of.cash_flow.map((each) => each.spending)}
        note={last && <Trans t={t} i18nKey="home.before" components={{ amount: note(money(last.spending)) }} />}
      />
      <Tile
        label={t('home.kept')} value={<Cash of={kept} currency={currency} />} to={`/budgets?month=${of.month}`} course={of.cash_flow.map((each) => each.income - each.spending)}
        note={safe.percent !== null ? t('home.used', { percent: Math.round(safe.percent) }) : undefined}
      />
    </div>
  )
}

/** What waits elsewhere, as far as those modules run. */
function Beside({ of }: { of: Dashboard }) {
  const { t } = useTranslation('planning')
  const links = [
    of.open_claims ? { to: '/claims', text: t('home.claims', { count: of.open_claims }) } : null,
    of.unread_count ? { to: '/inbox', text: t('home.unread', { count: of.unread_count }) } : null,
    of.open_tickets ? { to: '/tickets', text: t('home.tickets', { count: of.open_tickets }) } : null,
  ].filter((each) => each !== null)
  if (links.length === 0) return null
  return <p className="beside">{links.map((each) => <Anchor key={each.to} component={Link} to={each.to} size="sm">{each.text}</Anchor>)}</p>
}
