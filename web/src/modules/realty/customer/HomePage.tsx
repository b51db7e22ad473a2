// My home: how far it is, what is paid, what is due, the papers, the building, and what I asked to have otherwise.
import { Anchor, Button, Group, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { Guarded } from '@/kernel/Guarded'
import { IconCalendar, IconSpeech } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { BookingBadge } from '../parts/badges'
import { Building } from '../public/Building'
import { type Booking, unitTypeName } from '../realty'
import { Changes } from './Changes'
import { bookingQuery, developmentQuery, paymentsQuery, phasesQuery } from './customer'
import { HomeFacts } from './HomeFacts'
import { HomeMoney } from './HomeMoney'
import { HomePapers } from './HomePapers'
import { HomeTiles } from './HomeTiles'
import { Way } from './Way'
import './customer.css'

const TABS = ['money', 'building', 'papers', 'changes', 'home'] as const

export function HomePage({ id }: { id: number }) {
  return <Guarded permission="realty:buy"><Home id={id} /></Guarded>
}

function Home({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { data, error, refetch } = useQuery(bookingQuery(id))
  const title = t('customer.home.page')
  if (error && !data) {
    return (
      <Page title={title}>
        {asProblem(error).status === 404 ? <Empty title={t('customer.home.absent')} action={<Button component={Link} to="/my" variant="default">{t('own.my')}</Button>} /> : <Failed error={error} retry={() => void refetch()} />}
      </Page>
    )
  }
  if (!data) return <Page title={title}><Lines count={10} /></Page>
  return <Shown of={data} />
}

function Shown({ of }: { of: Booking }) {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const tab = TABS.find((each) => each === search.tab) ?? 'money'
  const payments = useQuery(paymentsQuery(of.id))
  const development = useQuery(developmentQuery(of.project.id))
  const phases = useQuery(phasesQuery(of.project.id))
  const builder = development.data?.builder
  const number = of.unit?.unit_number ?? String(of.unit_id)
  return (
    <Page
      title={t('customer.home.title', { number, name: of.project.project_name })}
      actions={
        <>
          {builder && <Button component={Link} to={`/my/messages?with=${builder.user_id}&project=${of.project.id}`} variant="default" leftSection={<IconSpeech />}>{t('customer.home.ask', { name: builder.company_name })}</Button>}
          <Button component={Link} to={`/my/appointments?do=new&project=${of.project.id}`} variant="default" leftSection={<IconCalendar />}>{t('customer.dev.visit')}</Button>
        </>
      }
    >
      <div className="small-facts dev-head">
        <BookingBadge status={of.booking_status} /><span>{of.booking_number}</span>{of.unit && <span>{unitTypeName(of.unit.unit_type)}</span>}
        <Anchor component={Link} to={`/developments/${of.project.id}`} size="sm">{of.project.project_name}</Anchor>
      </div>
      {of.booking_status === 'cancelled' ? (
        <div className="unit-note"><Text size="sm">{t('customer.home.cancelled')}{of.cancel_reason ? ` ${t('customer.home.cancelReason', { reason: of.cancel_reason })}` : ''}</Text></div>
      ) : (
        <Group mb="lg" gap="xl" align="flex-start" className="home-way"><Way status={of.booking_status} /><Text size="sm" c="dimmed" maw={460}>{t(`customer.way.next.${of.booking_status}`)}</Text></Group>
      )}
      <HomeTiles of={of} payments={payments.data} development={development.data} phases={phases.data} onTab={(next) => onSearch({ tab: next })} />
      <Tabs value={tab} onChange={(next) => onSearch({ tab: next === 'money' ? undefined : next })} keepMounted={false}>
        <Tabs.List mb="lg" className="dev-tabs">{TABS.map((each) => <Tabs.Tab key={each} value={each}>{t(`customer.home.tab.${each}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="money"><HomeMoney of={of} payments={payments} /></Tabs.Panel>
        <Tabs.Panel value="building"><Building id={of.project.id} phases={phases} /></Tabs.Panel>
        <Tabs.Panel value="papers"><HomePapers of={of} payments={payments.data} development={development.data} /></Tabs.Panel>
        <Tabs.Panel value="changes"><Changes booking={of} /></Tabs.Panel>
        <Tabs.Panel value="home"><HomeFacts of={of} /></Tabs.Panel>
      </Tabs>
    </Page>
  )
}
