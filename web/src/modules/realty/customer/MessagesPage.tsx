// What my builders and I write to each other, one conversation for each development.
import { Anchor, Button, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { useMe } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconLeft } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { Thread } from '../parts/Thread'
import type { Conversation } from '../realty'
import { developmentQuery } from './customer'
import './customer.css'

const PAGE = 50
const conversationsQuery = $api.queryOptions('get', '/api/messages/conversations', { params: { query: { limit: 500 } } })
const keyOf = (of: Pick<Conversation, 'other_user_id' | 'project_id'>) => `${of.other_user_id}/${of.project_id ?? 0}`

export function MessagesPage() {
  return <Guarded permission="realty:buy"><Messages /></Guarded>
}

function Messages() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const { data, error, refetch: again } = useQuery(conversationsQuery)
  const all = data?.conversations ?? []
  // The only one there is is open.
  const only = all.length === 1 && !search.with ? all[0] : undefined
  const other = only?.other_user_id ?? (Number(search.with) || null)
  const project = only?.project_id ?? (Number(search.project) || 0)
  const open = all.find((each) => each.other_user_id === other && (each.project_id ?? 0) === project)
  const choose = (of: Conversation) => onSearch({ with: String(of.other_user_id), project: of.project_id ? String(of.project_id) : undefined })
  return (
    <Page title={t('own.messages')}>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={8} /> : all.length === 0 && !other ? (
        <Empty title={t('customer.messages.none')} action={<Button component={Link} to="/developments" variant="default">{t('customer.my.look')}</Button>}>{t('customer.messages.noneHint')}</Empty>
      ) : (
        <div className="my-talks" data-open={other !== null || undefined}>
          <nav aria-label={t('customer.messages.list')}>
            <ul>
              {all.map((each) => (
                <li key={keyOf(each)}>
                  <button type="button" aria-current={each === open ? 'true' : undefined} onClick={() => choose(each)}>
                    <span className="my-talk-head"><b><Private>{each.other_user_name ?? t('missing')}</Private></b><Ago at={each.last_message.created_at} /></span>
                    <span className="my-talk-project">{each.project_name ?? t('customer.messages.general')}</span>
                    <span className="my-talk-last"><Private>{each.last_message.message_content}</Private></span>
                    {each.unread_count > 0 && <span className="my-talk-unread" aria-label={t('customer.messages.unread', { count: each.unread_count })}>{each.unread_count}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          {other ? <Talk key={`${other}/${project}`} other={other} project={project} open={open} {...(all.length > 1 ? { onBack: () => onSearch({ with: undefined, project: undefined }) } : {})} />
            : <div className="my-talk-none"><Text c="dimmed">{t('customer.messages.choose')}</Text></div>}
        </div>
      )}
    </Page>
  )
}

interface TalkProps {
  other: number
  project: number
  open: Conversation | undefined
  onBack?: () => void
}

function Talk({ other, project, open, onBack }: TalkProps) {
  const { t } = useTranslation('realty')
  const me = useMe()
  const queries = useQueryClient()
  const [pages, setPages] = useState(1)
  const development = useQuery({ ...developmentQuery(project), enabled: project > 0 })
  const { data, error, refetch: again } = useQuery($api.queryOptions('get', '/api/messages/conversation/{other_user_id}/{project_id}', {
    params: { path: { other_user_id: other, project_id: project }, query: { limit: Math.min(100, PAGE * pages), latest: true } },
  }))
  const unread = open?.unread_count ?? 0
  // Having read them is known to the server: the counts beside the list follow.
  useEffect(() => { if (data && unread > 0) void refetch(queries, '/api/messages/conversations') }, [data, unread, queries])
  const name = open?.other_user_name ?? development.data?.builder?.company_name ?? t('missing')
  return (
    <section className="my-talk-open" aria-label={t('customer.messages.with', { name })}>
      <header>
        {onBack && <Button variant="subtle" size="compact-sm" className="my-talk-back" leftSection={<IconLeft size={16} />} onClick={onBack}>{t('customer.messages.back')}</Button>}
        <Title order={2}><Private>{name}</Private></Title>
        {project > 0 && <Anchor component={Link} size="sm" to={`/developments/${project}`}>{development.data?.project_name ?? open?.project_name}</Anchor>}
      </header>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={6} /> : (
        <Thread
          messages={data.messages} me={me.id} other={name}
          older={data.total > data.messages.length && pages * PAGE < 100 && <Button variant="default" size="xs" mb="sm" onClick={() => setPages(pages + 1)}>{t('thread.older')}</Button>}
          send={async (text, files) => {
            await client.POST('/api/messages', { body: { recipient_id: other, message_content: text, ...(project > 0 ? { project_id: project } : {}), ...(files.length > 0 ? { attachments: files.map((each) => each.url) } : {}) } })
            await refetch(queries, '/api/messages')
          }}
        />
      )}
    </section>
  )
}
