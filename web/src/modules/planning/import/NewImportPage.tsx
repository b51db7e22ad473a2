// A file is dropped here; what the server makes of it is the next page.
import { Alert, Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { Guarded } from '@/kernel/Guarded'
import { IconUpload } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { accountsQuery } from '../books'
import '../planning.css'
import { IMPORTS } from './imports'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.ofx,.qfx,.qif,.xml,.sta,.mt940,.940,.zip'

export function NewImportPage() {
  return <Guarded permission="planning:write"><Upload /></Guarded>
}

function Upload() {
  const { t } = useTranslation('planning')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { data: accounts = [] } = useQuery(accountsQuery)
  const [account, setAccount] = useState(String(search.account ?? ''))
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)

  const upload = async (file: File | undefined) => {
    if (!file || busy) return
    setBusy(file.name)
    setProblem(null)
    const form = new FormData()
    // Fields of text come before the file.
    if (account) form.append('account_id', account)
    form.append('file', file)
    try {
      const { data } = await client.POST(IMPORTS, { body: { file: file.name }, bodySerializer: () => form })
      await refetch(queries, IMPORTS)
      if (data) await navigate({ to: '/imports/$id', params: { id: String(data.id) } })
    } catch (error) {
      setProblem(asProblem(error).message)
      setBusy(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void upload(event.dataTransfer.files[0])
  }
  return (
    <Page title={t('imports.add')} hint={t('imports.addHint')} narrow>
      <Stack gap="lg">
        {problem && <Alert color="danger" variant="outline" role="alert" title={t('imports.refused')}>{problem}</Alert>}
        <div
          className="drop" data-over={over || undefined} aria-busy={busy !== null} onDrop={drop}
          onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
        >
          <IconUpload size={28} />
          <Text fw={600}>{busy ? t('imports.reading', { name: busy }) : t('imports.drop')}</Text>
          <Text size="sm" c="dimmed" ta="center">{t('imports.formats')}</Text>
          <Button loading={busy !== null} onClick={() => input.current?.click()}>{t('imports.choose')}</Button>
          <input
            ref={input} type="file" accept={ACCEPTED} className="visually-hidden" tabIndex={-1} aria-label={t('imports.file')}
            onChange={(event) => { void upload(event.currentTarget.files?.[0]); event.currentTarget.value = '' }}
          />
        </div>
        {accounts.length > 0 && (
          <NativeSelect
            label={t('imports.into')} description={t('imports.intoHint')} value={account} onChange={(event) => setAccount(event.currentTarget.value)}
            data={[{ value: '', label: t('imports.asFile') }, ...accounts.filter((each) => each.closed_on === null).map((each) => ({ value: String(each.id), label: `${each.name} (${each.currency})` }))]}
          />
        )}
        <Text size="sm" c="dimmed">{t('imports.safe')}</Text>
      </Stack>
    </Page>
  )
}
