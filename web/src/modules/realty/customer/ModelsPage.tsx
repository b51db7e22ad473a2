// The models of the developments in which I have a home.
import { Button, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconCube } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { formatSize } from '../parts/upload'
import { type Booking, type Model3d, modelTypeName } from '../realty'
import { bookingsQuery, matrixQuery, modelsQuery } from './customer'
import './customer.css'

const Viewer = lazy(() => import('../parts/viewer/Viewer').then((file) => ({ default: file.Viewer })))

export function ModelsPage() {
  return <Guarded permission="realty:buy"><Models /></Guarded>
}

function Models() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const bookings = useQuery(bookingsQuery(useMe().id))
  const own = (bookings.data ?? []).filter((each) => each.booking_status !== 'cancelled')
  const projects = [...new Map(own.map((each) => [each.project.id, each.project])).values()]
  const lists = useQueries({ queries: projects.map((each) => modelsQuery(each.id)) })
  const models = lists.flatMap((each) => each.data ?? []).filter((each) => each.unit_id === null || own.some((booking) => booking.unit_id === each.unit_id))
  const chosen = models.find((each) => String(each.id) === search.model) ?? models[0]
  const error = bookings.error ?? lists.find((each) => each.error)?.error
  const waits = bookings.isPending || lists.some((each) => each.isPending)
  return (
    <Page title={t('own.models')} hint={t('customer.models.hint')}>
      {error && models.length === 0 ? <Failed error={error} retry={() => { void bookings.refetch(); for (const each of lists) void each.refetch() }} /> : waits ? <Lines count={8} /> : models.length === 0 ? (
        <Empty title={t('customer.models.none')} action={own.length === 0 && <Button component={Link} to="/developments" variant="default">{t('customer.my.look')}</Button>}>{own.length === 0 ? t('customer.models.needsHome') : t('customer.models.noneHint')}</Empty>
      ) : (
        <>
          {chosen && <Open model={chosen} bookings={own} />}
          <ul className="model-cards">
            {models.map((each) => (
              <li key={each.id}>
                <button type="button" className="card model-card" aria-pressed={each === chosen} onClick={() => { onSearch({ model: String(each.id) }); document.getElementById('content')?.scrollTo({ top: 0 }) }}>
                  <Picture of={each} />
                  <b>{each.model_name}</b>
                  <Facts of={each} project={projects.find((one) => one.id === each.project_id)?.project_name} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

function Picture({ of }: { of: Model3d }) {
  return <span className="model-picture">{of.thumbnail_url?.startsWith('/') ? <img src={of.thumbnail_url} alt="" loading="lazy" /> : <IconCube size={44} />}</span>
}

function Facts({ of, project }: { of: Model3d; project: string | undefined }) {
  const locale = useLocale()
  return <Text span size="sm" c="dimmed">{[modelTypeName(of.model_type), project, of.file_format.toUpperCase(), of.file_size ? formatSize(of.file_size, locale) : null].filter(Boolean).join(' · ')}</Text>
}

function Open({ model, bookings }: { model: Model3d; bookings: readonly Booking[] }) {
  const project = model.project_id ?? 0
  const whole = model.model_type === 'project_overview'
  const matrix = useQuery({ ...matrixQuery(project), enabled: whole && project > 0 })
  const [search, onSearch] = useListSearch()
  const home = bookings.find((each) => each.project.id === project)?.unit_id ?? null
  const chosen = Number(search.unit) || home
  return (
    <section className="model-open" aria-label={model.model_name}>
      <Suspense fallback={<Lines count={6} />}>
        <Viewer key={model.id} model={model} units={whole ? matrix.data?.floors.flatMap((floor) => floor.units) : undefined} currency={matrix.data?.currency} chosen={chosen} onChoose={(unit) => onSearch({ unit: String(unit.id) })} />
      </Suspense>
      {model.model_description && <Text size="sm" mt="sm">{model.model_description}</Text>}
    </section>
  )
}
