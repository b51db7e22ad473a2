// All accounts, by kind; what there is and what is owed, by currency.
import { Button, Group, Switch, Text, Title } from '@mantine/core'
import '@mantine/core/styles/Switch.css'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { openDialog } from '@/kernel/dialogs'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus, IconTransfer, IconUpload } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { money, type Money } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { type Account, accountsQuery, KINDS } from '../books'
import { Cash } from '../cash'
import '../planning.css'
import { TransferEditor } from '../register/TransferEditor'
import { useBooking } from '../register/useBooking'
import { byCurrency } from '../rules'
import { Statement } from '../statement'

export function AccountsPage() {
  return <Guarded permission="planning:read"><Accounts /></Guarded>
}

function Accounts() {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const navigate = useNavigate()
  const mayWrite = useCan()('planning:write')
  const booking = useBooking()
  const [search, onSearch] = useListSearch()
  const { data, error, refetch } = useQuery(accountsQuery)
  const all = search.closed === 'yes'
  const shown = data?.filter((each) => all || each.closed_on === null)
  const closed = data?.some((each) => each.closed_on !== null) ?? false
  useShortcuts(mayWrite ? [{ key: 'n', label: kernel('keys.new'), group: kernel('keys.table'), run: () => void navigate({ to: '/accounts/new', search: true }) }] : [])
  const transfer = () => void openDialog({ title: t('transfer.title'), content: (close) => <TransferEditor close={close} booking={booking} /> })
  const add = <Button component={Link} to="/accounts/new" leftSection={<IconPlus />}>{t('accounts.add')}</Button>
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={t('accounts.title')}
          actions={<>
            {data?.[0] && <Statement currency={data[0].currency} />}
            {mayWrite && (data?.length ?? 0) > 1 && <Button variant="default" leftSection={<IconTransfer />} onClick={transfer}>{t('transfer.action')}</Button>}
            {mayWrite && <Button component={Link} to="/imports/new" variant="default" leftSection={<IconUpload />}>{t('imports.add')}</Button>}
            {mayWrite && add}
          </>}
        >
          {error && !data ? <Failed error={error} retry={() => void refetch()} /> : null}
          {!data && !error && <Lines count={6} />}
          {data?.length === 0 && <Empty title={t('accounts.empty')} action={mayWrite && add}>{t('accounts.emptyHint')}</Empty>}
          {shown && data && data.length > 0 && (
            <>
              <Totals accounts={shown} />
              {KINDS.map((kind) => <Kind key={kind} kind={kind} accounts={shown.filter((each) => each.kind === kind)} />)}
              {closed && <Switch mt="md" label={t('accounts.showClosed')} checked={all} onChange={(event) => onSearch({ closed: event.currentTarget.checked ? 'yes' : undefined })} />}
            </>
          )}
        </Page>
      </div>
      <Outlet />
    </div>
  )
}

function Totals({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation('planning')
  return [...byCurrency(accounts)].map(([currency, each]) => {
    const has = total(each.filter((one) => money(one.balance) > 0n))
    const owes = total(each.filter((one) => money(one.balance) < 0n))
    return (
      <dl className="figures" key={currency} aria-label={currency}>
        <div><dt>{t('accounts.net', { currency })}</dt><dd className="lead"><Cash of={has + owes} currency={currency} /></dd></div>
        {has > 0n && owes < 0n && (
          <>
            <div><dt>{t('accounts.assets')}</dt><dd><Cash of={has} currency={currency} /></dd></div>
            <div><dt>{t('accounts.debts')}</dt><dd><Cash of={owes} currency={currency} /></dd></div>
          </>
        )}
      </dl>
    )
  })
}

function Kind({ kind, accounts }: { kind: Account['kind']; accounts: readonly Account[] }) {
  const { t } = useTranslation('planning')
  if (accounts.length === 0) return null
  const sums = [...byCurrency(accounts)]
  return (
    <section className="accounts" aria-labelledby={`kind-${kind}`}>
      <Group justify="space-between" className="accounts-head" wrap="nowrap">
        <Title order={2} size="h3" id={`kind-${kind}`}>{t(`kind.${kind}`)}</Title>
        <Group gap="md">{accounts.length > 1 && sums.map(([currency, each]) => <Text key={currency} size="sm" c="dimmed"><Cash of={total(each)} currency={currency} /></Text>)}</Group>
      </Group>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <Link to="/accounts/$id" params={{ id: String(account.id) }}>
              <span className="account-name"><Private>{account.name}</Private></span>
              <span className="account-note">
                <Private>{[account.bank, account.number].filter(Boolean).join(' · ')}</Private>
                {account.closed_on && <> {t('accounts.closedOn')} <Day on={account.closed_on} /></>}
              </span>
              <span className="account-balance" data-owed={money(account.balance) < 0n || undefined}><Cash of={money(account.balance)} currency={account.currency} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function total(accounts: readonly Account[]): Money {
  return accounts.reduce((sum, each) => sum + money(each.balance), 0n)
}
