// The accounts that a file names, and which of one's own they are; a new one is opened on the spot.
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { openDialog } from '@/kernel/dialogs'
import { RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { given } from '@/kernel/resource/resource'
import { type Account, ACCOUNTS, accountsQuery, KINDS, useBooksChanged } from '../books'
import { Cash } from '../cash'
import { CURRENCIES } from '../accounts/currencies'
import { type Change, type Import, kindOf, type Source } from './imports'

interface SourcesProps {
  of: Import
  read: (body: Change) => Promise<void>
  disabled: boolean
}

export function Sources({ of, read, disabled }: SourcesProps) {
  const { t } = useTranslation('planning')
  const { data: accounts = [] } = useQuery(accountsQuery)
  if (of.sources.length === 0) return null
  const choose = (source: Source, id: number) => read(source.account === '' ? { account_id: id } : { accounts: { [source.account]: id } })
  const create = (source: Source) => void openDialog({
    title: t('accounts.add'),
    content: (close) => <NewAccount source={source} file={of.file_name} close={close} done={(id) => choose(source, id)} />,
  })
  return (
    <section className="card" aria-label={t('sources.title')}>
      <Title order={2} size="h3">{t('sources.title')}</Title>
      <Stack gap="md" mt="sm">
        {of.sources.map((source) => (
          <div className="source" key={source.account}>
            <div>
              <Text fw={550}><Private>{source.account || source.owner || t('sources.unnamed')}</Private></Text>
              <Text size="sm" c="dimmed">
                {[source.bank, source.currency, t('sources.entries', { count: source.entries })].filter(Boolean).join(' · ')}
                {source.closing && source.currency && <> · {t('books.balance')} <Cash of={money(source.closing.amount)} currency={source.currency} /></>}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <NativeSelect
                aria-label={t('sources.mine', { account: source.account || t('sources.unnamed') })} value={String(source.account_id ?? (source.account === '' ? of.account_id : null) ?? '')} disabled={disabled}
                onChange={(event) => { if (event.currentTarget.value) void choose(source, Number(event.currentTarget.value)) }}
                data={[{ value: '', label: t('sources.choose') }, ...accounts.filter((each) => each.closed_on === null && (!source.currency || each.currency === source.currency)).map((each) => ({ value: String(each.id), label: `${each.name} (${each.currency})` }))]}
              />
              <Button variant="default" disabled={disabled} onClick={() => create(source)}>{t('sources.create')}</Button>
            </Group>
          </div>
        ))}
      </Stack>
    </section>
  )
}

interface NewAccountProps {
  source: Source
  file: string
  close: () => void
  done: (id: number) => Promise<void>
}

/** With what the file says of it: number, bank, currency, and what it held before the first entry. */
function NewAccount({ source, file, close, done }: NewAccountProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const changed = useBooksChanged()
  const [initial] = useState({
    name: source.owner ?? (source.bank || file.replace(/\.[^.]*$/, '').slice(0, 100)), kind: kindOf(source), currency: source.currency ?? '',
    opening_balance: source.opening ? formatMoney(money(source.opening.amount), locale) : '', opening_date: source.opening?.date ?? '', bank: source.bank ?? '', number: source.account,
  })
  return (
    <RecordForm
      careless submitLabel={kernel('create')} onCancel={close} initial={initial}
      fields={[
        { name: 'name', label: t('accounts.name'), kind: 'text', required: true },
        { name: 'kind', label: t('accounts.kind'), kind: 'select', options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) },
        { name: 'currency', label: t('accounts.currency'), kind: 'suggest', required: true, options: CURRENCIES.map((value) => ({ value, label: value })) },
        { name: 'opening_balance', label: t('accounts.opening'), kind: 'amount', description: t('accounts.openingHint') },
        { name: 'opening_date', label: t('accounts.openingDate'), kind: 'date' },
        { name: 'bank', label: t('accounts.bank'), kind: 'text' },
        { name: 'number', label: t('accounts.number'), kind: 'text' },
      ]}
      onSubmit={async (draft) => {
        const { data } = await client.POST(ACCOUNTS, {
          body: {
            name: given(draft, 'name'), kind: given(draft, 'kind') as Account['kind'], currency: given(draft, 'currency').toUpperCase(), bank: given(draft, 'bank') || null, number: given(draft, 'number') || null,
            ...(draft.opening_balance ? { opening_balance: given(draft, 'opening_balance'), opening_date: given(draft, 'opening_date') || null } : {}),
          },
        })
        await changed()
        close()
        if (data) await done(data.id)
      }}
    />
  )
}
