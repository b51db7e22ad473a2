// A development as everybody sees it: what it is, which homes are free, how it grows, what it looks like.
import { Anchor, Button, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { IconCalendar, IconSpeech } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { developmentQuery, matrixQuery, modelsQuery, phasesQuery, useVisitor } from '../customer/customer'
import { DevelopmentBadge } from '../parts/badges'
import { type Development, developmentTypeName } from '../realty'
import { AskForm } from './AskForm'
import { Building } from './Building'
import { Homes } from './Homes'
import { NeedsAccount } from './NeedsAccount'
import { Overview } from './Overview'
import { Plans } from './Plans'
import { UnitPanel } from './UnitPanel'
import { VisitForm } from './VisitForm'
import './public.css'

const Models = lazy(() => import('./Models').then((file) => ({ default: file.Models })))
const TABS = ['overview', 'homes', 'plans', 'building', 'model'] as const
type Tab = (typeof TABS)[number]

export function DevelopmentPage({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { data, error, refetch } = useQuery(developmentQuery(id))
  if (error && !data) {
    return asProblem(error).status === 404
      ? <Page title={t('customer.offer.title')}><Empty title={t('customer.dev.gone')} action={<Button component={Link} to="/developments" variant="default">{t('customer.dev.all')}</Button>}>{t('customer.dev.goneHint')}</Empty></Page>
      : <Page title={t('customer.offer.title')}><Failed error={error} retry={() => void refetch()} /></Page>
  }
  if (!data) return <Page title={t('customer.offer.title')}><Lines count={8} /></Page>
  return <Shown of={data} />
}

function Shown({ of }: { of: Development }) {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const tab: Tab = TABS.find((each) => each === search.tab) ?? 'overview'
  const unit = Number(search.unit) || null
  const matrix = useQuery(matrixQuery(of.id))
  const phases = useQuery(phasesQuery(of.id))
  const models = useQuery(modelsQuery(of.id))
  const { buys, me } = useVisitor()
  const close = () => onSearch({ unit: undefined, do: undefined })
  const choose = (next: number) => onSearch({ unit: String(next), do: undefined })
  const form = search.do === 'visit' || search.do === 'ask' ? search.do : null
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={of.project_name} hint={[of.location_address, of.location_city, of.location_state, of.location_zipcode].join(', ')}
          actions={(buys || !me) && (
            <>
              <Button variant="default" leftSection={<IconSpeech />} onClick={() => onSearch({ do: 'ask', unit: undefined })}>{t('customer.dev.ask')}</Button>
              <Button variant="default" leftSection={<IconCalendar />} onClick={() => onSearch({ do: 'visit', unit: undefined })}>{t('customer.dev.visit')}</Button>
              <Button onClick={() => onSearch({ tab: 'homes' })}>{t('customer.dev.choose')}</Button>
            </>
          )}
        >
          <div className="small-facts dev-head">
            <DevelopmentBadge status={of.status} /><span>{developmentTypeName(of.project_type)}</span>
            {of.builder && <span>{of.builder.company_name}</span>}
            <Anchor component={Link} to="/developments" size="sm">{t('customer.dev.all')}</Anchor>
          </div>
          <Tabs value={tab} onChange={(next) => onSearch({ tab: next === 'overview' ? undefined : next })} keepMounted={false}>
            <Tabs.List mb="lg" className="dev-tabs">
              <Tabs.Tab value="overview">{t('customer.dev.tab.overview')}</Tabs.Tab>
              <Tabs.Tab value="homes">{t('customer.dev.tab.homes')} <Count of={of.available_units} /></Tabs.Tab>
              <Tabs.Tab value="plans">{t('customer.dev.tab.plans')}</Tabs.Tab>
              <Tabs.Tab value="building">{t('customer.dev.tab.building')}</Tabs.Tab>
              {(models.data?.length ?? 0) > 0 && <Tabs.Tab value="model">{t('customer.dev.tab.model')}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="overview"><Overview of={of} phases={phases.data} matrix={matrix.data} onTab={(next) => onSearch({ tab: next })} /></Tabs.Panel>
            <Tabs.Panel value="homes"><Homes query={matrix} name={of.project_name} openId={unit} onOpen={(each) => choose(each.id)} /></Tabs.Panel>
            <Tabs.Panel value="plans"><Plans of={of} /></Tabs.Panel>
            <Tabs.Panel value="building"><Building id={of.id} phases={phases} /></Tabs.Panel>
            <Tabs.Panel value="model">
              <Suspense fallback={<Lines count={6} />}><Models query={models} matrix={matrix.data} chosen={unit} onChoose={(each) => choose(each.id)} /></Suspense>
            </Tabs.Panel>
          </Tabs>
        </Page>
      </div>
      {unit ? <UnitPanel key={unit} id={unit} development={of} booking={search.do === 'book'} onSearch={onSearch} onClose={close} />
        : form && (
          <SidePanel title={t(form === 'visit' ? 'customer.visit.title' : 'customer.ask.title')} page={of.project_name} onClose={close} subtitle={<Text size="sm" c="dimmed">{of.project_name}</Text>}>
            <NeedsAccount>{form === 'visit' ? <VisitForm development={of} onDone={close} /> : <AskForm development={of} onDone={close} />}</NeedsAccount>
          </SidePanel>
        )}
    </div>
  )
}

function Count({ of }: { of: number }) {
  return <span className="tab-count figure">{of}</span>
}
