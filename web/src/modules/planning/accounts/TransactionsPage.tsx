// Everything that was booked, over all accounts.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { RegisterSearch } from '../register/lines'
import { Register } from '../register/Register'
import { RegisterBar } from '../register/RegisterBar'

export function TransactionsPage() {
  return <Guarded permission="planning:read"><Transactions /></Guarded>
}

function Transactions() {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const mayWrite = useCan()('planning:write')
  const [raw, onSearch] = useListSearch()
  const search: RegisterSearch & Record<string, unknown> = raw
  const [adding, setAdding] = useState(false)
  const narrowed = Object.keys(search).some((each) => !['page', 'size'].includes(each))
  useShortcuts(mayWrite ? [{ key: 'n', label: t('books.add'), group: t('title'), run: () => setAdding(true) }] : [])
  return (
    <Page
      title={t('transactions.title')}
      actions={mayWrite && <Button leftSection={<IconPlus />} onClick={() => setAdding(true)}>{t('books.add')}</Button>}
    >
      <RegisterBar search={search} onSearch={onSearch} />
      {search.import && (
        <Group gap="xs" mb="sm">
          <Text size="sm" c="dimmed">{t('transactions.ofImport')}</Text>
          <Anchor component={Link} to={`/imports/${search.import}`} size="sm">{t('transactions.theImport')}</Anchor>
          <Button size="compact-sm" variant="subtle" onClick={() => onSearch({ import: undefined, page: undefined })}>{kernel('table.clear')}</Button>
        </Group>
      )}
      <Register
        search={search} onSearch={onSearch} adding={adding} onAdded={() => setAdding(false)} label={t('transactions.title')}
        empty={narrowed
          ? <Empty title={t('books.noMatch')}>{t('books.noMatchHint')}</Empty>
          : <Empty title={t('books.empty')} action={mayWrite && <Button component={Link} to="/imports/new">{t('imports.add')}</Button>}>{t('books.emptyHint')}</Empty>}
      />
    </Page>
  )
}
