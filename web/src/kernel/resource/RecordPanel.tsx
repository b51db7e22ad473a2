// The drawer of a plain noun: create, or see, change and delete one.
import { Button, Divider, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/problem'
import { useCan } from '../auth/session'
import { read } from '../form/read'
import { type Draft, RecordForm } from '../form/RecordForm'
import { refetch } from '../live'
import { Failed, Lines } from '../states/States'
import { told, undoable } from '../toast'
import { useListSearch } from './ListPage'
import { useRemove } from './ResourcePage'
import type { Resource, Tagged } from './resource'
import { SidePanel } from './SidePanel'

interface PanelProps<Row extends { id: number }> {
  of: Resource<Row>
}

export function NewPanel<Row extends { id: number }>({ of }: PanelProps<Row>) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [search] = useListSearch()
  const close = useClose(of.path)
  const words = of.words()
  const create = async (draft: Draft) => {
    await of.create(draft)
    told(t('form.created'))
    await refetch(queries, of.api)
    close()
  }
  return (
    <SidePanel title={words.add} page={words.title} onClose={close}>
      <RecordForm
        fields={of.fields(null)} initial={of.values(null, search)} submitLabel={t('create')}
        onSubmit={create} onCancel={close}
      />
    </SidePanel>
  )
}

export function RecordPanel<Row extends { id: number }>({ of }: PanelProps<Row>) {
  const { t } = useTranslation()
  const id = Number(useParams({ strict: false, select: (params: Record<string, string>) => params.id }))
  const close = useClose(of.path)
  const words = of.words()
  const record = useQuery({
    queryKey: ['get', `${of.api}/{id}`, id],
    refetchOnMount: 'always',
    queryFn: ({ signal }): Promise<Tagged<Row>> =>
      Number.isInteger(id) ? of.get(id, signal) : Promise.reject(new Problem(404, t('state.absent'))),
  })
  // A version remembered from before may be an old one: the form begins with what is true now.
  const data = record.isFetchedAfterMount ? record.data : undefined
  return (
    <SidePanel title={data ? of.name(data.row) : words.one} page={words.title} onClose={close}>
      {record.error && !data ? <Failed error={record.error} retry={() => void record.refetch()} /> : null}
      {!data && !record.error ? <Lines count={6} /> : null}
      {data && <Editor key={data.row.id} of={of} tagged={data} close={close} />}
    </SidePanel>
  )
}

interface EditorProps<Row extends { id: number }> extends PanelProps<Row> {
  tagged: Tagged<Row>
  close: () => void
}

function Editor<Row extends { id: number }>({ of, tagged, close }: EditorProps<Row>) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const remove = useRemove(of)
  const mayWrite = useCan()(of.write)
  // The version that the form began with. A change from elsewhere shows in the list at once,
  // but here it must not pass for seen: the save is refused until one has looked.
  const [{ row, etag }, setHeld] = useState(tagged)
  const fields = of.fields(row)
  const update = async (draft: Draft, changed: ReadonlySet<string>) => {
    // Only what was changed is sent: what somebody else changed beside it stays.
    const part = Object.fromEntries(Object.entries(draft).filter(([name]) => changed.has(name)))
    const before = Object.fromEntries(Object.entries(read(fields, of.values(row, {}))).filter(([name]) => changed.has(name)))
    await of.update(row.id, part, etag)
    undoable(t('form.saved'), async () => {
      await of.update(row.id, before, null)
      await refetch(queries, of.api)
    })
    await refetch(queries, of.api)
    close()
  }
  return (
    <>
      {of.facts?.(tagged.row)}
      {mayWrite ? (
        <RecordForm
          fields={fields} initial={of.values(row, {})} submitLabel={t('save')}
          onSubmit={update} onCancel={close} onReload={() => setHeld(tagged)}
        />
      ) : <Text c="dimmed">{t('state.forbiddenHint', { permission: of.write })}</Text>}
      {mayWrite && (
        <>
          <Divider my="lg" />
          <Group>
            <Button variant="outline" color="danger" onClick={() => { close(); void remove([tagged.row], tagged.etag) }}>{t('remove')}</Button>
          </Group>
        </>
      )}
    </>
  )
}

/** Back to the list as it was filtered. */
export function useClose(path: string) {
  const navigate = useNavigate()
  return () => void navigate({ to: path, search: true as never })
}
