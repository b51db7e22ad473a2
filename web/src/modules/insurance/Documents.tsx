// The papers of a claim: looked at here, added by dropping them, removed while the claim waits.
import { ActionIcon, Button, Title, Tooltip } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem, Problem } from '@/kernel/api/problem'
import { confirm } from '@/kernel/confirm'
import { IconClose, IconFile } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { DropZone } from './DropZone'
import { ALL, type ClaimDocument, documentsQuery } from './insurance'
import { Paper } from './Paper'
import { formatSize } from './rules'
import { sendDocument } from './upload'

interface DocumentsProps {
  claimId: number
  /** The holder adds and removes papers while the claim waits. */
  mayChange: boolean
  /** Where the paper is shown beside; without it, here. */
  show?: (document: ClaimDocument | null) => void
  shown?: number | null
}

export function Documents({ claimId, mayChange, show, shown }: DocumentsProps) {
  const { t } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const [here, setHere] = useState<ClaimDocument | null>(null)
  const [sending, setSending] = useState<{ name: string; percent: number } | null>(null)
  const papers = useQuery(documentsQuery(claimId))
  useEffect(() => setHere(null), [claimId])
  const open = show ?? setHere

  const add = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        setSending({ name: file.name, percent: 0 })
        await sendDocument(claimId, file, (percent) => setSending({ name: file.name, percent }))
        told(t('documents.sent', { name: file.name }))
      } catch (error) {
        failed(new Problem(422, t('documents.failed', { name: file.name, problem: asProblem(error).message })))
      }
    }
    setSending(null)
    await refetch(queries, ALL)
  }
  const remove = ({ id, name }: ClaimDocument) => confirm({
    title: t('documents.removeQuestion', { name }), text: t('documents.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE('/api/v1/insurance/claims/{id}/documents/{document_id}', { params: { path: { id: claimId, document_id: id } } })
        told(t('documents.removed', { name }))
        setHere(null)
      } catch (error) {
        failed(error)
      }
      await refetch(queries, ALL)
    },
  })
  return (
    <section aria-label={t('documents.title')}>
      <Title order={3} mt="lg" mb="xs">{t('documents.title')}</Title>
      {papers.error && !papers.data ? <Failed error={papers.error} retry={() => void papers.refetch()} /> : !papers.data ? <Lines count={2} /> : papers.data.length === 0 && !mayChange ? t('documents.none') : (
        <ul className="papers">
          {papers.data.map((each) => (
            <li key={each.id} data-shown={each.id === shown || undefined}>
              <span className="thumb"><IconFile /></span>
              <span className="paper">{each.name}<small>{each.note ? `${each.note} · ` : ''}{formatSize(each.size, locale)} · <Ago at={each.uploaded_at} /></small></span>
              <Button size="compact-sm" variant="default" aria-label={t('documents.open', { name: each.name })} onClick={() => open(each)}>{t('documents.show')}</Button>
              {mayChange && (
                <Tooltip label={t('documents.remove', { name: each.name })}>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('documents.remove', { name: each.name })} onClick={() => remove(each)}><IconClose /></ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      )}
      {here && !show && <Paper document={here} onClose={() => setHere(null)} />}
      {sending && <p role="status" style={{ fontSize: 14 }}>{t('documents.sending', { name: sending.name, percent: sending.percent })}</p>}
      {mayChange && <div style={{ marginTop: 12 }}><DropZone onFiles={(files) => void add(files)} /></div>}
    </section>
  )
}
