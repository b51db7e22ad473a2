// The figures of the start page: cash flow, what it went on, and the month's budgets.
import { Anchor, Group, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { formatMonth } from '@/kernel/dates'
import { money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { lastDay } from '../books'
import { Cash, formatCash, shortCash } from '../cash'
import { Meter } from '@/kernel/Meter'
import { portion, toneOfUse } from '../rules'
import type { Dashboard } from './dashboard'

interface Props {
  of: Dashboard
}

export function CashFlow({ of }: Props) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const navigate = useNavigate()
  const { currency } = of
  const flow = useMemo(() => since(of.cash_flow), [of.cash_flow])
  const points = useMemo(() => flow.map((each) => ({
    label: formatMonth(each.month, locale), short: new Intl.DateTimeFormat(locale, { month: 'short' }).format(new Date(`${each.month}-15`)), value: each.income, beside: each.spending,
  })), [flow, locale])
  const format = useCallback((value: number) => shortCash(value, currency, locale), [currency, locale])
  const series = useMemo(() => [t('home.in'), t('home.out')] as const, [t])
  // The last whole month says more than the present one.
  const told = of.cash_flow.at(-2) ?? of.cash_flow.at(-1)
  if (!told) return null
  const more = money(told.income) - money(told.spending)
  const title = t(more > 0n ? 'home.flowUp' : more < 0n ? 'home.flowDown' : 'home.flowEven', { month: formatMonth(told.month, locale) })
  const show = (at: number) => {
    const month = flow[at]?.month
    if (month) void navigate({ to: '/transactions', search: { from: `${month}-01`, to: lastDay(month) } })
  }
  return (
    <div className="money-chart">
      <ChartCard
        title={title} unit={t('home.flowUnit', { currency })} name="cash-flow" kind="bar" points={points} series={series} format={format}
        labelHeader={t('home.month')} valueHeader={t('home.flow')} onPick={show} to="/transactions"
      >
        <Group gap="md" mt={6}><span className="key" data-series="first">{t('home.in')}</span><span className="key" data-series="second">{t('home.out')}</span></Group>
      </ChartCard>
    </div>
  )
}

const LEAST_MONTHS = 6

/** Without the months before there was anything, but half a year at least. */
function since(flow: Dashboard['cash_flow']): Dashboard['cash_flow'] {
  const first = flow.findIndex((each) => each.income !== 0 || each.spending !== 0)
  return flow.slice(Math.max(0, Math.min(first, flow.length - LEAST_MONTHS)))
}

const MOST = 8

export function Categories({ of }: Props) {
  const { t } = useTranslation('planning')
  const { currency, month } = of
  const spent = of.spending_by_category.filter((each) => money(each.amount) !== 0n || money(each.previous) !== 0n).slice(0, MOST)
  const most = spent.reduce((top, each) => [top, money(each.amount), money(each.previous)].reduce((one, other) => (one > other ? one : other)), 0n)
  const first = spent.find((each) => money(each.amount) > 0n)
  const title = first ? t('home.categories', { category: first.category ?? t('home.none') }) : t('home.categoriesNone')
  return (
    <section className="card" aria-label={title}>
      <Title order={2} size="h3">{title}</Title>
      {spent.length > 0 && <Text size="sm" c="dimmed">{t('home.categoriesHint')}</Text>}
      <ul className="spent">
        {spent.map((each) => (
          <li key={each.category_id ?? 'none'}>
            <Link to="/transactions" search={{ category: each.category_id === null ? 'none' : String(each.category_id), from: `${month}-01`, to: lastDay(month) }}>
              <span className="spent-name">{each.category ?? <span className="uncategorised">{t('home.none')}</span>}</span>
              <span><Cash of={money(each.amount)} currency={currency} /> <span className="hint"><Trans t={t} i18nKey="home.wasBefore" components={{ amount: <Cash of={money(each.previous)} currency={currency} /> }} /></span></span>
              <span className="spent-bar" aria-hidden="true" data-private>
                <span style={{ width: `${portion(money(each.amount), most) * 100}%` }} />
                {money(each.previous) > 0n && <i style={{ insetInlineStart: `calc(${portion(money(each.previous), most) * 100}% - 1px)` }} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const SHOWN = 6

export function BudgetUse({ of }: Props) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const percent = of.budget_use.percent === null ? null : Math.round(of.budget_use.percent)
  const title = percent === null ? t('home.budgets') : t('home.budgetsUse', { percent })
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Title order={2} size="h3">{title}</Title>
        <Anchor component={Link} to={`/budgets?month=${of.month}`} size="sm" className="keep">{t('home.toBudgets')}</Anchor>
      </Group>
      {of.budgets.length === 0 && <Text size="sm" c="dimmed" mt="xs">{t('home.noBudgets')}</Text>}
      <ul className="rows">
        {of.budgets.slice(0, SHOWN).map((each) => {
          const used = Math.round(each.used_percent ?? 0)
          return (
            <li key={each.id}>
              <div className="line">
                <Link to="/budgets/$id" params={{ id: String(each.id) }} search={{ month: of.month }} className="quiet-link">{each.category}</Link>
                <span className="hint"><Cash of={money(each.spent)} currency={each.currency} /> / <Cash of={money(each.available)} currency={each.currency} /></span>
              </div>
              <Meter label={t('budgets.progress', { name: `${each.category}, ${formatCash(money(each.available), each.currency, locale)}`, percent: used })} percent={used} tone={toneOfUse(each)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
