// One account: what it holds, and everything that was booked to it.
import { Anchor, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { openDialog } from '@/kernel/dialogs'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus, IconTransfer, IconUpload } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { money } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { type Account } from '../books'
import { Cash } from '../cash'
import { Register } from '../register/Register'
import { RegisterBar } from '../register/RegisterBar'
import { TransferEditor } from '../register/TransferEditor'
import { useBooking } from '../register/useBooking'
import { Statement } from '../statement'

export function AccountPage() {
  const id = Number(useParams({ strict: false, select: (params: Record<string, string>) => params.id }))
  return <Guarded permission="planning:read"><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const { data, error, refetch } = useQuery($api.queryOptions('get', '/api/v1/financial/accounts/{id}', { params: { path: { id } } }, { retry: false }))
  if (error && !data) return <Page title={t('accounts.one')}><Failed error={error} retry={() => void refetch()} /><Button component={Link} to="/accounts" variant="default">{kernel('back')}</Button></Page>
  if (!data) return <Page title={t('accounts.one')}><Lines count={8} /></Page>
  return <Shown account={data} key={id} />
}

function Shown({ account }: { account: Account }) {
  const { t } = useTranslation('planning')
  const navigate = useNavigate()
  const booking = useBooking()
  const [search, onSearch] = useListSearch()
  const mayWrite = useCan()('planning:write') && account.closed_on === null
  const [adding, setAdding] = useState(false)
  const id = String(account.id)
  useShortcuts(mayWrite ? [{ key: 'n', label: t('books.add'), group: t('title'), run: () => setAdding(true) }] : [])
  const transfer = () => void openDialog({ title: t('transfer.title'), content: (close) => <TransferEditor from={account.id} close={close} booking={booking} /> })
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={account.name}
          actions={<>
            <Statement currency={account.currency} />
            <Button variant="default" onClick={() => void navigate({ to: '/accounts/$id/edit', params: { id }, search: true as never })}>{t('accounts.edit')}</Button>
            {mayWrite && <Button variant="default" leftSection={<IconUpload />} component={Link} to={`/imports/new?account=${id}`}>{t('imports.add')}</Button>}
            {mayWrite && <Button variant="default" leftSection={<IconTransfer />} onClick={transfer}>{t('transfer.action')}</Button>}
            {mayWrite && <Button leftSection={<IconPlus />} onClick={() => setAdding(true)}>{t('books.add')}</Button>}
          </>}
        >
          <div className="account-top">
            <b className="account-total"><Cash of={money(account.balance)} currency={account.currency} /></b>
            <Text size="sm" c="dimmed" component="span">
              <Anchor component={Link} to="/accounts" c="dimmed">{t('accounts.title')}</Anchor> · {t(`kind.${account.kind}`)}
              {account.bank && <> · <Private>{account.bank}</Private></>}{account.number && <> · <Private>{account.number}</Private></>}
            </Text>
            {account.closed_on && <Status tone="still">{t('accounts.isClosed')}</Status>}
          </div>
          <RegisterBar search={search} onSearch={onSearch} accountId={account.id} />
          <Register
            account={account} search={search} onSearch={onSearch} adding={adding} onAdded={() => setAdding(false)} label={account.name}
            empty={Object.keys(search).length > 0
              ? <Empty title={t('books.noMatch')}>{t('books.noMatchHint')}</Empty>
              : <Empty title={t('books.empty')} action={mayWrite && <Button component={Link} to={`/imports/new?account=${id}`}>{t('imports.add')}</Button>}>{t('books.emptyHint')}</Empty>}
          />
        </Page>
      </div>
      <Outlet />
    </div>
  )
}
