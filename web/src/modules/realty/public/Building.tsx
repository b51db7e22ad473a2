import { Title } from '@mantine/core'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { updatesQuery } from '../customer/customer'
import { Meter } from '@/kernel/Meter'
import { Phases, Updates } from '../parts/Phases'
import type { Phase } from '../realty'
import { builtPercent } from './built'

interface BuildingProps {
  id: number
  phases: Pick<UseQueryResult<Phase[], unknown>, 'data' | 'error' | 'refetch'>
}

/** How the building grows: how much of it stands, phase by phase, and what is told from the site. */
export function Building({ id, phases }: BuildingProps) {
  const { t } = useTranslation('realty')
  const updates = useQuery(updatesQuery(id))
  if (phases.error && !phases.data) return <Failed error={phases.error} retry={() => void phases.refetch()} />
  if (!phases.data || (!updates.data && !updates.error)) return <Lines count={8} />
  const built = builtPercent(phases.data)
  if (phases.data.length === 0 && (updates.data ?? []).length === 0) return <Empty title={t('customer.dev.noBuilding')}>{t('customer.dev.noBuildingHint')}</Empty>
  return (
    <div className="columns">
      <section className="card">
        <Title order={2} mb="xs">{built === null ? t('phases.title') : t('phases.overall', { percent: built })}</Title>
        {built !== null && <div className="whole-meter"><Meter label={t('phases.overall', { percent: built })} percent={built}>{false}</Meter></div>}
        <Phases phases={phases.data} />
      </section>
      <section className="card">
        <Title order={2} mb="xs">{t('updates.title')}</Title>
        {updates.error && !updates.data ? <Failed error={updates.error} retry={() => void updates.refetch()} /> : <Updates updates={updates.data ?? []} />}
      </section>
    </div>
  )
}
