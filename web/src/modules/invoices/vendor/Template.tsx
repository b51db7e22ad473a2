// The template of a vendor, in the YAML of invoice2data: a plain text, checked when it is saved.
import { Button, Group, Text, Textarea, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useCan } from '@/kernel/auth/session'
import { Lines } from '@/kernel/states/States'
import { failed, told, undoable } from '@/kernel/toast'
import { TEACH } from '../invoices'
import { templateQuery } from '../queries'

export function Template({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const { data, isPending } = useQuery(templateQuery(id))
  if (!can(TEACH) && !data) return null
  return (
    <section className="card" aria-label={t('template.title')}>
      <Title order={2} size="h3" mb="xs">{t('template.title')}</Title>
      {isPending ? <Lines count={4} /> : can(TEACH) ? <Editor key={data?.updated_at ?? ''} id={id} saved={data?.template ?? ''} /> : <pre className="figure">{data?.template}</pre>}
    </section>
  )
}

function Editor({ id, saved }: { id: number; saved: string }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [text, setText] = useState(saved)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const path = { params: { path: { id } } }
  const put = async (template: string) => {
    await client.PUT('/api/vendors/{id}/template', { ...path, body: { template } })
    await queries.invalidateQueries({ queryKey: templateQuery(id).queryKey })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await put(text)
      setProblem(null)
      told(t('template.saved'))
    } catch (error) {
      setProblem(asProblem(error).message)
    }
    setBusy(false)
  }
  const remove = async () => {
    try {
      await client.DELETE('/api/vendors/{id}/template', path)
      await queries.invalidateQueries({ queryKey: templateQuery(id).queryKey })
      undoable(t('template.removed'), () => put(saved))
    } catch (error) {
      failed(error)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Text size="sm" c="dimmed" mb="xs">{t('template.hint')}</Text>
      <Textarea
        label={t('template.yaml')} rows={12} maxLength={65_536} spellCheck={false} value={text} error={problem} placeholder={'issuer: Acme\nkeywords:\n  - Acme\nfields:\n  invoice_number: No[:.] (\\S+)'}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} onChange={(event) => { setText(event.currentTarget.value); setProblem(null) }}
      />
      <Group justify="flex-end" mt="sm">
        {saved !== '' && <Button variant="default" onClick={() => void remove()}>{t('template.remove')}</Button>}
        <Button type="submit" loading={busy} disabled={text.trim() === '' || text === saved}>{plain('save')}</Button>
      </Group>
    </form>
  )
}
