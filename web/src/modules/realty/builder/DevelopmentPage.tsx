// One development: its figures, its homes, how it grows, its files, how it is paid, and who booked.
import { Anchor, Button, Group, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { RecordForm } from '@/kernel/form/RecordForm'
import { Guarded } from '@/kernel/Guarded'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Failed, Lines } from '@/kernel/states/States'
import { told, undoable } from '@/kernel/toast'
import { DevelopmentBadge } from '../parts/badges'
import type { Development } from '../realty'
import { BUILD, developmentQuery, matching, PROJECT, PROJECTS } from './desk'
import { developmentChange, developmentFields, developmentValues } from './developmentFields'
import { DevelopmentTiles } from './DevelopmentTiles'
import { UnitPanel } from './units/UnitPanel'

// Each tab is fetched when it is opened.
const Homes = lazy(() => import('./units/Homes').then((file) => ({ default: file.Homes })))
const Construction = lazy(() => import('./site/Construction').then((file) => ({ default: file.Construction })))
const Files = lazy(() => import('./site/Files').then((file) => ({ default: file.Files })))
const Steps = lazy(() => import('./money/Steps').then((file) => ({ default: file.Steps })))
const Deals = lazy(() => import('./Deals').then((file) => ({ default: file.Deals })))

const TABS = ['overview', 'units', 'construction', 'files', 'steps', 'bookings'] as const

export function DevelopmentPage({ id }: { id: number }) {
  return <Guarded permission={BUILD}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const { data, error, refetch: again } = useQuery(developmentQuery(id))
  const tab = TABS.find((each) => each === search.tab) ?? 'overview'
  const unit = Number(search.unit)
  if (!data) {
    return (
      <Page title={t('nav.developments')}>
        {error ? <Failed error={error} retry={() => void again()} /> : <Lines count={8} />}
      </Page>
    )
  }
  const { row } = data
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={row.project_name}
          actions={<>
            <Button component={Link} to="/builder/developments" variant="default">{plain('back')}</Button>
            <Button component={Link} to={`/developments/${row.id}`} variant="default">{t('builder.developments.asSeen')}</Button>
          </>}
        >
          <Group gap="md" mt={-12} mb="md" fz="sm"><DevelopmentBadge status={row.status} /><Text size="sm" c="dimmed">{row.location_address}, {row.location_city}</Text></Group>
          <Tabs value={tab} onChange={(next) => onSearch({ tab: next === 'overview' ? undefined : next ?? undefined, unit: undefined, plan: undefined })} keepMounted={false}>
            <div style={{ overflowX: 'auto' }}>
              <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', minWidth: 'max-content' }}>{TABS.map((each) => <Tabs.Tab key={each} value={each}>{t(`builder.tab.${each}`)}</Tabs.Tab>)}</Tabs.List>
            </div>
            <Suspense fallback={<Lines count={8} />}>
              <Tabs.Panel value="overview"><Overview row={row} etag={data.etag} /></Tabs.Panel>
              <Tabs.Panel value="units"><Homes development={row} /></Tabs.Panel>
              <Tabs.Panel value="construction"><Construction id={id} /></Tabs.Panel>
              <Tabs.Panel value="files"><Files development={row} etag={data.etag} /></Tabs.Panel>
              <Tabs.Panel value="steps"><Steps development={row} /></Tabs.Panel>
              <Tabs.Panel value="bookings"><Deals projectId={id} /></Tabs.Panel>
            </Suspense>
          </Tabs>
        </Page>
      </div>
      {tab === 'units' && Number.isInteger(unit) && unit > 0 && <UnitPanel key={unit} id={unit} development={row} onClose={() => onSearch({ unit: undefined })} />}
    </div>
  )
}

function Overview({ row, etag }: { row: Development; etag: string | null }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const params = { path: { id: row.id } }
  const remove = () => confirm({
    title: t('builder.developments.removeQuestion', { name: row.project_name }), text: t('builder.developments.removeText'), confirm: plain('remove'), typed: row.project_name,
    run: async () => {
      await client.DELETE(PROJECT, { params, headers: matching(etag) })
      await navigate({ to: '/builder/developments' })
      told(t('builder.developments.removed', { name: row.project_name }))
      await refetch(queries, PROJECTS)
    },
  })
  return (
    <>
      <DevelopmentTiles row={row} />
      <section className="card two-columns" style={{ maxWidth: 960 }} aria-label={t('builder.developments.facts')}>
        <RecordForm
          fields={developmentFields(true)} initial={developmentValues(row)} submitLabel={plain('save')}
          onReload={() => void refetch(queries, PROJECT)}
          onSubmit={async (draft, changed) => {
            const before = developmentChange({ ...developmentValues(row) }, changed)
            await client.PATCH(PROJECT, { params, body: developmentChange(draft, changed), headers: matching(etag) })
            undoable(plain('form.saved'), async () => {
              await client.PATCH(PROJECT, { params, body: before })
              await refetch(queries, PROJECTS)
            })
            await refetch(queries, PROJECTS)
          }}
        />
      </section>
      <Group mt="lg" justify="space-between" maw={960}>
        <Anchor component={Link} to={`/builder/messages?project=${row.id}`} size="sm">{t('builder.developments.messages')}</Anchor>
        <Button variant="outline" color="danger" onClick={remove}>{plain('remove')}</Button>
      </Group>
    </>
  )
}
