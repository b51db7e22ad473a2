// The drawers of an account: opening one, changing one, closing one.
import { Button, Divider, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { Body } from '@/kernel/api/types'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { money } from '@/kernel/money'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told, undoable } from '@/kernel/toast'
import { type Account, ACCOUNTS, accountsQuery, KINDS, today, useBooksChanged } from '../books'
import { Cash } from '../cash'
import { CURRENCIES } from './currencies'

const ONE = '/api/v1/financial/accounts/{id}'
type Patch = Body<typeof ONE, 'patch'>
type Words = ReturnType<typeof useTranslation<'planning'>>['t']

function plain(t: Words): Field[] {
  return [
    { name: 'name', label: t('accounts.name'), kind: 'text', required: true, description: t('accounts.nameHint') },
    { name: 'kind', label: t('accounts.kind'), kind: 'select', options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) },
    { name: 'bank', label: t('accounts.bank'), kind: 'text' },
    { name: 'number', label: t('accounts.number'), kind: 'text', description: t('accounts.numberHint') },
  ]
}

export function NewAccountPanel() {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const navigate = useNavigate()
  const changed = useBooksChanged()
  const { data: accounts } = useQuery(accountsQuery)
  const close = () => void navigate({ to: '/accounts', search: true as never })
  const [name, kind, ...rest] = plain(t)
  const fields: Field[] = [
    ...(name && kind ? [name, kind] : []),
    { name: 'currency', label: t('accounts.currency'), kind: 'suggest', required: true, options: CURRENCIES.map((value) => ({ value, label: value })) },
    { name: 'opening_balance', label: t('accounts.opening'), kind: 'amount', description: t('accounts.openingHint') },
    { name: 'opening_date', label: t('accounts.openingDate'), kind: 'date' },
    ...rest,
  ]
  const create = async (draft: Draft) => {
    const { data } = await client.POST(ACCOUNTS, {
      body: {
        name: given(draft, 'name'), kind: given(draft, 'kind') as Account['kind'], currency: given(draft, 'currency').toUpperCase(),
        bank: given(draft, 'bank') || null, number: given(draft, 'number') || null,
        ...(draft.opening_balance ? { opening_balance: given(draft, 'opening_balance'), opening_date: given(draft, 'opening_date') || null } : {}),
      },
    })
    told(kernel('form.created'))
    await changed()
    if (data) await navigate({ to: '/accounts/$id', params: { id: String(data.id) } })
  }
  return (
    <SidePanel title={t('accounts.add')} page={t('accounts.title')} onClose={close}>
      {accounts ? (
        <RecordForm
          fields={fields} submitLabel={kernel('create')} onSubmit={create} onCancel={close}
          initial={{ name: '', kind: 'checking', currency: accounts[0]?.currency ?? 'USD', opening_balance: '', opening_date: today(), bank: '', number: '' }}
        />
      ) : <Lines count={6} />}
    </SidePanel>
  )
}

interface Tagged {
  row: Account
  etag: string | null
}

export function AccountPanel() {
  const { t } = useTranslation('planning')
  const navigate = useNavigate()
  const id = Number(useParams({ strict: false, select: (params: Record<string, string>) => params.id }))
  const close = () => void navigate({ to: '/accounts/$id', params: { id: String(id) }, search: true as never })
  const { data, error, refetch, isFetchedAfterMount } = useQuery({
    queryKey: ['get', ONE, id, 'tagged'], refetchOnMount: 'always',
    queryFn: async ({ signal }): Promise<Tagged> => {
      if (!Number.isInteger(id)) throw new Problem(404, '')
      const { data: row, response } = await client.GET(ONE, { params: { path: { id } }, signal })
      return { row: row as Account, etag: response.headers.get('etag') }
    },
  })
  return (
    <SidePanel title={data?.row.name ?? t('accounts.one')} page={t('accounts.title')} onClose={close}>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data || !isFetchedAfterMount ? <Lines count={6} /> : <Editor tagged={data} close={close} />}
    </SidePanel>
  )
}

function Editor({ tagged, close }: { tagged: Tagged; close: () => void }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const navigate = useNavigate()
  const changed = useBooksChanged()
  const [{ row, etag }, setHeld] = useState(tagged)
  const now = tagged.row
  const patch = (body: Patch, tag: string | null) =>
    client.PATCH(ONE, { params: { path: { id: row.id } }, body, headers: tag ? { 'If-Match': tag } : {} })
  const save = async (draft: Draft, names: ReadonlySet<string>) => {
    const body = Object.fromEntries(Object.entries(draft).filter(([name]) => names.has(name))) as Patch
    const before = Object.fromEntries([...names].map((name) => [name, row[name as keyof Account]])) as Patch
    await patch(body, etag)
    undoable(kernel('form.saved'), async () => {
      await patch(before, null)
      await changed()
    })
    await changed()
    close()
  }
  const turn = async (closedOn: string | null) => {
    try {
      await patch({ closed_on: closedOn }, now === row ? etag : tagged.etag)
      undoable(t(closedOn ? 'accounts.closed' : 'accounts.reopened', { name: row.name }), async () => {
        await patch({ closed_on: now.closed_on }, null)
        await changed()
      })
      await changed()
      close()
    } catch (error) {
      failed(error)
    }
  }
  const remove = async () => {
    try {
      await client.DELETE(ONE, { params: { path: { id: row.id } }, headers: tagged.etag ? { 'If-Match': tagged.etag } : {} })
      await navigate({ to: '/accounts' })
      const { name, kind, currency, bank, number } = row
      undoable(t('accounts.deleted', { name }), async () => {
        await client.POST(ACCOUNTS, { body: { name, kind, currency, bank, number } })
        await changed()
      })
      await changed()
    } catch (error) {
      failed(error)
    }
  }
  return (
    <>
      <dl className="facts">
        <dt>{t('books.balance')}</dt><dd><Cash of={money(now.balance)} currency={now.currency} /></dd>
        <dt>{t('accounts.entries')}</dt><dd>{now.entries}</dd>
        <dt>{t('field.created')}</dt><dd><Ago at={now.created_at} /></dd>
      </dl>
      <RecordForm
        fields={plain(t)} submitLabel={kernel('save')} onSubmit={save} onCancel={close} onReload={() => setHeld(tagged)}
        initial={{ name: row.name, kind: row.kind, bank: row.bank ?? '', number: row.number ?? '' }}
      />
      <Divider my="lg" />
      <Stack gap="xs" align="flex-start">
        {now.closed_on ? <Button variant="default" onClick={() => void turn(null)}>{t('accounts.reopen')}</Button> : (
          <>
            <Button variant="default" disabled={money(now.balance) !== 0n} onClick={() => void turn(today())}>{t('accounts.close')}</Button>
            {money(now.balance) !== 0n && <Text size="sm" c="dimmed">{t('accounts.closeHint')}</Text>}
          </>
        )}
        {now.entries === 0 && <Group><Button variant="outline" color="danger" onClick={() => void remove()}>{kernel('remove')}</Button></Group>}
      </Stack>
    </>
  )
}
