// A portfolio at a glance: how much, how many, how good, and how many of them are doing badly.
import { ActionIcon, Button, Menu, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconMore, IconUpload } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { writeSearch } from '@/kernel/table/search'
import { type LoanStatus, type Portfolio, STATUS_TONES, STATUSES, statusName } from '../credit'
import { count, share } from '../figures'
import { RatingBadge } from '../parts/badges'
import { Cash } from '../parts/Cash'
import { useDoings } from './doings'

interface PortfolioCardProps {
  row: Portfolio
  mayWrite: boolean
}

export function PortfolioCard({ row, mayWrite }: PortfolioCardProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <article className="card portfolio" aria-label={row.name} data-archived={row.is_active ? undefined : true}>
      <header>
        <div>
          <Title order={2} size="h3"><Link to={addressOf(row)} className="row-link">{row.name}</Link></Title>
          <Text size="sm" c="dimmed" lineClamp={2}>{row.is_active ? row.description : [t('portfolios.archived'), row.description].filter(Boolean).join(' · ')}</Text>
        </div>
        {mayWrite && <Doings row={row} />}
      </header>
      <p className="portfolio-sum"><b><Cash of={row.total_exposure} currency={row.currency} short /></b><span>{t('portfolios.loans', { count: row.loan_count, shown: count(row.loan_count, locale) })}</span>{row.average_rating && <RatingBadge rating={row.average_rating} />}</p>
      {row.loan_count > 0 ? <Mix row={row} /> : (
        <div className="portfolio-empty">
          <Text size="sm" c="dimmed">{t('portfolios.noLoans')}</Text>
          {mayWrite && <Button component={Link} to={`/credit/${row.id}/uploads/new`} variant="default" size="xs" leftSection={<IconUpload size={16} />}>{t('portfolios.upload')}</Button>}
        </div>
      )}
    </article>
  )
}

function addressOf(row: Portfolio, page = ''): string {
  return `/credit/${row.id}${page}`
}

function counts(row: Portfolio): Record<LoanStatus, number> {
  return { Performing: row.performing_count, 'Watch List': row.watch_list_count, 'Non-Performing': row.non_performing_count, Defaulted: row.defaulted_count }
}

/** The statuses as a bar of parts, and in words that lead to the loans. */
function Mix({ row }: { row: Portfolio }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = counts(row)
  const some = STATUSES.filter((each) => of[each] > 0)
  return (
    <>
      <div className="mix" role="img" aria-label={t('portfolios.mix', { name: row.name, share: share(row.performing_count / row.loan_count, locale, 1) })}>
        {some.map((each) => <span key={each} data-status={each} style={{ flexGrow: of[each] }} />)}
      </div>
      <ul className="mix-words">
        {some.map((each) => (
          <li key={each}>
            <Link to={addressOf(row, `/loans${writeSearch({ status: each })}`)} className="status" data-tone={STATUS_TONES[each]}>{statusName(each)} <b className="figure">{count(of[each], locale)}</b></Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Doings({ row }: { row: Portfolio }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const { put, remove } = useDoings()
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" className="no-print" aria-label={t('portfolios.actions', { name: row.name })}><IconMore /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: `/credit/${row.id}/uploads/new` })}>{t('portfolios.upload')}</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: `/credit/edit/${row.id}`, search: true as never })}>{plain('edit')}</Menu.Item>
        <Menu.Item onClick={() => void put(row, !row.is_active)}>{t(row.is_active ? 'portfolios.archive' : 'portfolios.restore')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="danger" onClick={() => remove(row)}>{plain('remove')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
