// The construction of one's developments: chosen above, worked on below.
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { BUILD, developmentOptions, useOwn } from './desk'
import { NeedsProfile } from './NeedsProfile'
import { Construction } from './site/Construction'

export function ProgressPage() {
  return <Guarded permission={BUILD}><NeedsProfile><Progress /></NeedsProfile></Guarded>
}

function Progress() {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const { data, error, refetch } = useOwn()
  // What is being built comes first.
  const chosen = data?.find((each) => each.id === Number(search.project)) ?? data?.find((each) => each.status === 'construction') ?? data?.[0]
  return (
    <Page title={t('nav.progress')} hint={t('builder.phase.pageHint')}>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={8} /> : !chosen ? <Empty title={t('builder.developments.empty')}>{t('builder.developments.emptyHint')}</Empty> : (
        <>
          <NativeSelect className="no-print" mb="lg" maw={340} label={t('builder.field.development')} value={String(chosen.id)} data={developmentOptions(data)} onChange={(event) => onSearch({ project: event.currentTarget.value })} />
          <Construction key={chosen.id} id={chosen.id} />
        </>
      )}
    </Page>
  )
}
