// The construction of one's developments: chosen above, worked on below.
import { NativeSelect } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import type { Development } from '../realty'
import { BUILD, developmentOptions, phasesQuery, useOwn } from './desk'
import { NeedsProfile } from './NeedsProfile'
import { Construction } from './site/Construction'

export function ProgressPage() {
  return <Guarded permission={BUILD}><NeedsProfile><Progress /></NeedsProfile></Guarded>
}

function Progress() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const { data, error, refetch } = useOwn()
  const asked = data?.find((each) => each.id === Number(search.project))
  const first = useFirstWithPhases(data, asked === undefined)
  const chosen = asked ?? first.development
  return (
    <Page title={t('nav.progress')} hint={t('builder.phase.pageHint')}>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data || first.looking ? <Lines count={8} /> : !chosen ? <Empty title={t('builder.developments.empty')}>{t('builder.developments.emptyHint')}</Empty> : (
        <>
          <NativeSelect className="no-print" mb="lg" maw={340} label={t('builder.field.development')} value={String(chosen.id)} data={developmentOptions(data)} onChange={(event) => onSearch({ project: event.currentTarget.value })} />
          <Construction key={chosen.id} id={chosen.id} />
        </>
      )}
    </Page>
  )
}

/** So many developments are looked into for phases. */
const LOOKED = 12

/** What one comes for: what is being built and has phases, else the first that has some, else what is being built. */
function useFirstWithPhases(all: readonly Development[] | undefined, wanted: boolean): { development: Development | undefined; looking: boolean } {
  const built = [...(all ?? [])].sort((one, other) => Number(other.status === 'construction') - Number(one.status === 'construction'))
  const found = useQueries({ queries: built.slice(0, LOOKED).map((each) => ({ ...phasesQuery(each.id), enabled: wanted, staleTime: 60_000 })) })
  // What stands before the first with phases has to be known: what comes later need not be waited for.
  const at = found.findIndex((each) => each.isPending || (each.data?.length ?? 0) > 0)
  if (!wanted || at < 0) return { development: built[0], looking: false }
  return found[at]?.isPending ? { development: undefined, looking: true } : { development: built[at], looking: false }
}
