// Conversations with customers: the list beside the one that is read.
import { Button, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { useMe } from '@/kernel/auth/session'
import { RecordForm } from '@/kernel/form/RecordForm'
import { Guarded } from '@/kernel/Guarded'
import { IconLeft, IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { openForm } from '../parts/openForm'
import { Thread } from '../parts/Thread'
import type { Conversation, Development } from '../realty'
import { BUILD, CUSTOMERS, developmentOptions, useOwn } from './desk'
import { NeedsProfile } from './NeedsProfile'

const ALL = '/api/messages'
const MOST = 100

export function MessagesPage() {
  return <Guarded permission={BUILD}><NeedsProfile><Messages /></NeedsProfile></Guarded>
}

const sameAs = (other: number, project: number) => (each: Conversation) => each.other_user_id === other && (each.project_id ?? 0) === project

function Messages() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const queries = useQueryClient()
  const own = useOwn().data
  const list = useQuery($api.queryOptions('get', '/api/messages/conversations'))
  const project = Number(search.project) || 0
  const other = Number(search.with) || 0
  const about = (each: Conversation) => !project || other || each.project_id === project
  const rows = (list.data?.conversations ?? []).filter(about)
  const at = rows.findIndex(sameAs(other, project))
  const open = (each: Conversation | undefined) => { if (each) onSearch({ with: each.other_user_id, project: each.project_id ?? undefined }) }
  const group = t('nav.messages')
  const fresh = () => writeTo(own ?? [], (user, development) => onSearch({ with: user, project: development || undefined }))
  useShortcuts([
    { key: 'j', label: t('builder.messages.next'), group, run: () => open(at < 0 ? rows[0] : rows[at + 1]) },
    { key: 'k', label: t('builder.messages.previous'), group, run: () => open(at < 0 ? rows[0] : rows[at - 1]) },
    { key: 'n', label: t('builder.messages.write'), group, run: fresh },
  ])
  return (
    <Page
      title={t('nav.messages')} {...(list.data ? { hint: t('builder.messages.unread', { count: list.data.unread }) } : {})}
      actions={<Button leftSection={<IconPlus />} onClick={fresh}>{t('builder.messages.write')}</Button>}
    >
      {list.error && !list.data ? <Failed error={list.error} retry={() => void list.refetch()} /> : !list.data ? <Lines count={8} /> : rows.length === 0 && !other ? (
        <Empty title={t('builder.messages.empty')} action={<Button onClick={fresh}>{t('builder.messages.write')}</Button>}>{t('builder.messages.emptyHint')}</Empty>
      ) : (
        <div className="talks" data-open={other ? true : undefined}>
          <ul className="talk-list" aria-label={t('builder.messages.list')}>
            {rows.map((each) => (
              <li key={`${each.other_user_id}-${each.project_id ?? 0}`}>
                <Link
                  to="/builder/messages" search={{ with: String(each.other_user_id), ...(each.project_id ? { project: String(each.project_id) } : {}) } as never} replace resetScroll={false}
                  data-unread={each.unread_count > 0 || undefined} aria-current={sameAs(other, project)(each) ? 'true' : undefined}
                >
                  <span><b><Private>{each.other_user_name ?? t('missing')}</Private></b><Ago at={each.last_message.created_at} /></span>
                  <small>{each.project_name ?? t('builder.messages.noProject')}</small>
                  <span><i><Private>{each.last_message.message_content}</Private></i>{each.unread_count > 0 && <em aria-label={t('builder.messages.unread', { count: each.unread_count })}>{each.unread_count}</em>}</span>
                </Link>
              </li>
            ))}
          </ul>
          <div className="talk-pane">
            {other ? (
              <>
                <Button className="talk-back" variant="subtle" leftSection={<IconLeft />} onClick={() => onSearch({ with: undefined, project: undefined })}>{t('builder.messages.back')}</Button>
                <One key={`${other}-${project}`} other={other} project={project} known={rows[at]} settle={() => refetch(queries, ALL)} />
              </>
            ) : <Empty title={t('builder.messages.choose')}>{t('builder.messages.chooseHint')}</Empty>}
          </div>
        </div>
      )}
    </Page>
  )
}

interface OneProps {
  other: number
  project: number
  known: Conversation | undefined
  settle: () => Promise<void>
}

function One({ other, project, known, settle }: OneProps) {
  const { t } = useTranslation('realty')
  const me = useMe()
  const box = useRef<HTMLTextAreaElement>(null)
  const [limit, setLimit] = useState(50)
  const found = useQuery({
    ...$api.queryOptions('get', '/api/messages/conversation/{other_user_id}/{project_id}', { params: { path: { other_user_id: other, project_id: project }, query: { latest: true, limit } } }),
  })
  const person = useQuery(personQuery(other)).data
  const own = useOwn().data
  const name = known?.other_user_name ?? person ?? t('missing')
  // Reading marks as read: the list's badges follow.
  const read = found.data?.messages.at(-1)?.id
  useEffect(() => { if (read && (known?.unread_count ?? 0) > 0) void settle() }, [read])
  useShortcuts([{ key: 'r', label: t('builder.messages.answer'), group: t('nav.messages'), run: () => box.current?.focus() }])
  if (found.error && !found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <Title order={2} mb={2}><Private>{name}</Private></Title>
      <Text size="sm" c="dimmed" mb="md">{known?.project_name ?? own?.find((each) => each.id === project)?.project_name ?? t('builder.messages.noProject')}</Text>
      {!found.data ? <Lines count={5} /> : (
        <Thread
          messages={found.data.messages} me={me.id} other={name} box={box}
          older={found.data.total > found.data.messages.length && limit < MOST ? <Button variant="subtle" fullWidth onClick={() => setLimit(MOST)}>{t('thread.older')}</Button> : undefined}
          send={async (text, files) => {
            await client.POST(ALL, { body: { recipient_id: other, message_content: text, ...(project ? { project_id: project } : {}), ...(files.length > 0 ? { attachments: files.map((each) => each.url) } : {}) } })
            await settle()
          }}
        />
      )}
    </>
  )
}

/** The name of a customer by his account, where no conversation tells it yet. */
function personQuery(account: number) {
  return {
    queryKey: ['get', CUSTOMERS, 'account', account] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { data = [] } = await client.GET(CUSTOMERS, { params: { query: { limit: 500 } }, signal })
      return data.find((each) => each.user_id === account)?.name ?? null
    },
  }
}

function writeTo(own: readonly Development[], go: (account: number, development: number) => void): void {
  const t = i18next.getFixedT(null, 'realty')
  openForm({
    title: t('builder.messages.write'),
    content: (close) => (
      <RecordForm
        careless submitLabel={t('builder.messages.begin')} onCancel={close}
        fields={[
          {
            name: 'account', label: t('builder.field.customer'), kind: 'find', required: true,
            find: async (text, signal) => {
              const { data = [] } = await client.GET(CUSTOMERS, { params: { query: { ...(text ? { search: text } : {}), limit: 20 } }, signal })
              return data.map((each) => ({ value: String(each.user_id), label: each.name }))
            },
          },
          { name: 'project', label: t('builder.field.development'), kind: 'select', options: [{ value: '', label: t('builder.messages.noProject') }, ...developmentOptions(own)] },
        ]}
        initial={{ account: '', project: String(own[0]?.id ?? '') }}
        onSubmit={async (draft) => {
          close()
          go(Number(draft.account), Number(draft.project) || 0)
        }}
      />
    ),
  })
}
