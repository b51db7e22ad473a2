// A document, shown: a picture as it is, a PDF in the browser's own reader.
import { ActionIcon, Anchor, CloseButton, Group, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { save } from '@/kernel/download'
import { IconDownload } from '@/kernel/icons'
import { Failed, Lines } from '@/kernel/states/States'
import type { ClaimDocument } from './insurance'

interface PaperProps {
  document: ClaimDocument
  onClose: () => void
}

/** The bytes come through the client, which renews an expired session; the page shows its own copy. */
function paperQuery({ claim_id: id, id: document_id }: ClaimDocument) {
  return {
    queryKey: ['paper', id, document_id] as const,
    staleTime: Infinity,
    gcTime: 60_000,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { data } = await client.GET('/api/v1/insurance/claims/{id}/documents/{document_id}', { params: { path: { id, document_id } }, parseAs: 'blob', signal })
      return data as Blob
    },
  }
}

export function Paper({ document, onClose }: PaperProps) {
  const { t } = useTranslation('insurance')
  const { data, error, refetch } = useQuery(paperQuery(document))
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(new Blob([data], { type: document.content_type }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data, document.content_type])
  return (
    <section className="paper-view" aria-label={t('documents.viewer', { name: document.name })}>
      <div className="paper-bar">
        <span>{document.name}{document.note && <Text span size="sm" c="dimmed"> · {document.note}</Text>}</span>
        <Group gap={4} wrap="nowrap">
          {url && <Anchor href={url} target="_blank" rel="noopener" size="sm" px="xs">{t('documents.newTab')}</Anchor>}
          {data && (
            <Tooltip label={t('documents.download')}>
              <ActionIcon variant="subtle" color="gray" aria-label={t('documents.download')} onClick={() => save(document.name, data)}><IconDownload /></ActionIcon>
            </Tooltip>
          )}
          <CloseButton aria-label={t('documents.close')} onClick={onClose} />
        </Group>
      </div>
      <div className="sheet">
        {error ? <Failed error={error} retry={() => void refetch()} /> : !url ? <div style={{ padding: 16, width: '100%' }}><Lines /></div>
          : document.content_type === 'application/pdf' ? <iframe className="frame" src={`${url}#navpanes=0&view=FitH`} title={document.name} />
            : /^image\/(jpeg|png|webp)$/.test(document.content_type) ? <img src={url} alt={document.note ?? document.name} />
              : <Text size="sm" c="dimmed" p="md">{t('documents.noPreview')}</Text>}
      </div>
    </section>
  )
}
