import { Anchor, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed } from '@/kernel/toast'
import { insideLink, markAllRead, markRead, newestQuery } from './inbox'

interface NewestProps {
  unread: number
  close: () => void
}

export function Newest({ unread, close }: NewestProps) {
  const { t } = useTranslation('notifications')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(newestQuery)
  return (
    <>
      <Group justify="space-between" px="md" py="sm">
        <Title order={2} size="h3">{t('bell.newest')}</Title>
        {unread > 0 && (
          <Anchor component="button" type="button" size="sm" onClick={() => void markAllRead(queries).catch(failed)}>{t('bell.readAll')}</Anchor>
        )}
      </Group>
      {error ? <Failed error={error} retry={() => void refetch()} /> : !data ? <div style={{ padding: 16 }}><Lines /></div> : data.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">{t('bell.empty')}</Text>
      ) : (
        <ul className="newest">
          {data.map((each) => (
            <li key={each.id}>
              <Link
                to={insideLink(each.link) ?? `/inbox/${each.id}`} data-unread={!each.is_read || undefined}
                onClick={() => {
                  close()
                  void markRead(queries, [each]).catch(failed)
                }}
              >
                <span className={each.is_read ? undefined : 'news-title'}>{each.title}</span>
                <Private><span className="news-text">{each.message}</span></Private>
                <Ago at={each.created_at} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Group px="md" py="sm"><Anchor component={Link} to="/inbox" size="sm" onClick={close}>{t('bell.all')}</Anchor></Group>
    </>
  )
}
