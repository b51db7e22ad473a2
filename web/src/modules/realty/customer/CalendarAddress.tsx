// One's appointments in one's own calendar program, by a secret address.
import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { confirm } from '@/kernel/confirm'
import { refetch } from '@/kernel/live'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'

export function CalendarAddress() {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { data, error, refetch: again } = useQuery($api.queryOptions('get', '/api/realty/calendar', undefined))
  const [made, setMade] = useState<Answer<'/api/realty/calendar', 'post'> | null>(null)
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  if (!data) return <Lines count={4} />
  const act = async (run: () => Promise<void>) => {
    try {
      await run()
    } catch (problem) {
      failed(problem)
    }
    await refetch(queries, '/api/realty/calendar')
  }
  const make = () => act(async () => {
    const answer = await client.POST('/api/realty/calendar')
    if (answer.data) setMade(answer.data)
  })
  const renew = () => confirm({ title: t('customer.calendar.renewTitle'), text: t('customer.calendar.renewText'), confirm: t('customer.calendar.renew'), run: make })
  const end = () => confirm({
    title: t('customer.calendar.endTitle'), text: t('customer.calendar.endText'), confirm: t('customer.calendar.end'),
    run: () => act(async () => {
      await client.DELETE('/api/realty/calendar')
      setMade(null)
      told(t('customer.calendar.ended'))
    }),
  })
  return (
    <>
      <Text size="sm" mb="md">{t('customer.calendar.text')}</Text>
      {made && (
        <div className="unit-act">
          <TextInput label={t('customer.calendar.address')} description={t('customer.calendar.once')} readOnly value={made.url} onFocus={(event) => event.currentTarget.select()} />
          <Group gap="xs">
            <CopyButton value={made.url}>{({ copied, copy }) => <Button size="sm" onClick={copy}>{copied ? plain('copied') : plain('copy')}</Button>}</CopyButton>
            <Button size="sm" variant="default" component="a" href={made.webcal_url}>{t('customer.calendar.subscribe')}</Button>
          </Group>
        </div>
      )}
      {data.active && data.created_at && <Text size="sm" c="dimmed" mb="sm">{t('customer.calendar.since')} <Ago at={data.created_at} /></Text>}
      <Group gap="xs">
        {data.active ? <Button variant="default" onClick={renew}>{t('customer.calendar.renew')}</Button> : <Button onClick={() => void make()}>{t('customer.calendar.make')}</Button>}
        {data.active && <Button variant="subtle" color="gray" onClick={end}>{t('customer.calendar.end')}</Button>}
      </Group>
    </>
  )
}
