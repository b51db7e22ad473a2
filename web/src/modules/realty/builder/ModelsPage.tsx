// The 3D models of all developments, or of one.
import { NativeSelect, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { BUILD, developmentOptions, modelsQuery, useOwn } from './desk'
import { ModelList } from './models/ModelList'
import { UploadModel } from './models/UploadModel'
import { NeedsProfile } from './NeedsProfile'

export function ModelsPage() {
  return <Guarded permission={BUILD}><NeedsProfile><Models /></NeedsProfile></Guarded>
}

/** More developments than that are looked at one by one. */
const FEW = 12

function Models() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const own = useOwn()
  const chosen = own.data?.find((each) => each.id === Number(search.project)) ?? null
  const shown = chosen ? [chosen] : (own.data ?? []).slice(0, FEW)
  const found = useQueries({ queries: shown.map((each) => modelsQuery(each.id)) })
  const models = found.map((each) => each.data ?? [])
  const total = models.reduce((all, each) => all + each.length, 0)
  const failure = found.find((each) => each.error && !each.data)?.error
  const to = chosen ?? (shown.length === 1 ? shown[0] : null)
  return (
    <Page title={t('nav.models')} hint={t('builder.model.pageHint')}>
      <NativeSelect
        className="no-print" mb="lg" maw={340} label={t('builder.field.development')} value={chosen ? String(chosen.id) : ''} data={[{ value: '', label: t('builder.model.all') }, ...developmentOptions(own.data)]}
        onChange={(event) => onSearch({ project: event.currentTarget.value || undefined })}
      />
      {to && <div style={{ maxWidth: 640, marginBottom: 24 }}><UploadModel projectId={to.id} /></div>}
      {own.error && !own.data ? <Failed error={own.error} retry={() => void own.refetch()} /> : failure ? <Failed error={failure} /> : !own.data || found.some((each) => each.isPending) ? <Lines count={6} />
        : total === 0 ? <Empty title={t('builder.model.empty')}>{t('builder.model.emptyHint')}</Empty>
          : shown.map((each, at) => (models[at] ?? []).length > 0 && (
            <section key={each.id} aria-label={each.project_name} style={{ marginBottom: 28 }}>
              <Title order={2} size="h3" mb="sm">{each.project_name}</Title>
              <ModelList models={models[at] ?? []} />
            </section>
          ))}
    </Page>
  )
}
