// A new portfolio, and the name and words of one that is there.
import { Button, Divider, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { useClose } from '@/kernel/resource/RecordPanel'
import type { Tagged } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { told, undoable } from '@/kernel/toast'
import { type Portfolio, PORTFOLIOS, WRITE } from '../credit'
import { portfolioQuery } from '../frame/portfolio'
import { useDoings } from './doings'
import { bodyOf, change, fields } from './portfolios'

export function NewPortfolio() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const close = useClose('/credit')
  return (
    <SidePanel title={t('portfolios.add')} page={t('title')} onClose={close}>
      <RecordForm
        fields={fields(t)} initial={{ name: '', description: '' }} submitLabel={plain('create')} onCancel={close}
        onSubmit={async (draft) => {
          const { data } = await client.POST(PORTFOLIOS, { body: bodyOf(draft) })
          await refetch(queries, PORTFOLIOS)
          if (!data) return close()
          told(t('portfolios.created', { name: data.name }))
          await navigate({ to: `/credit/${data.id}/uploads/new` })
        }}
      />
    </SidePanel>
  )
}

export function EditPortfolio({ id }: { id: number }) {
  const { t } = useTranslation('credit')
  const close = useClose('/credit')
  const { data, error, isFetchedAfterMount, refetch: again } = useQuery(portfolioQuery(id))
  const shown = isFetchedAfterMount ? data : undefined
  return (
    <SidePanel title={shown?.row.name ?? t('title')} page={t('title')} onClose={close}>
      {error && !shown ? <Failed error={error} retry={() => void again()} /> : null}
      {!shown && !error ? <Lines count={5} /> : null}
      {shown && <Editor tagged={shown} close={close} />}
    </SidePanel>
  )
}

function Editor({ tagged, close }: { tagged: Tagged<Portfolio>; close: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const mayWrite = useCan()(WRITE)
  const [{ row, etag }, setHeld] = useState(tagged)
  const { put, remove } = useDoings(close)
  if (!mayWrite) return <Text c="dimmed">{plain('state.forbiddenHint', { permission: WRITE })}</Text>
  return (
    <>
      <RecordForm
        fields={fields(t)} initial={{ name: row.name, description: row.description ?? '' }} submitLabel={plain('save')} onCancel={close} onReload={() => setHeld(tagged)}
        onSubmit={async (draft) => {
          await change(row.id, bodyOf(draft), etag)
          undoable(t('portfolios.saved', { name: row.name }), async () => {
            await change(row.id, { name: row.name, description: row.description }, null)
            await refetch(queries, PORTFOLIOS)
          })
          await refetch(queries, PORTFOLIOS)
          close()
        }}
      />
      <Divider my="lg" />
      <Group gap="xs">
        <Button variant="default" onClick={() => void put(row, !row.is_active)}>{t(row.is_active ? 'portfolios.archive' : 'portfolios.restore')}</Button>
        <Button variant="outline" color="danger" onClick={() => remove(row)}>{plain('remove')}</Button>
      </Group>
    </>
  )
}
