import { NativeSelect, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Viewer } from '../parts/viewer/Viewer'
import { type Matrix, type MatrixUnit, type Model3d, modelTypeName } from '../realty'

interface ModelsProps {
  query: Pick<UseQueryResult<Model3d[], unknown>, 'data' | 'error' | 'refetch'>
  matrix: Matrix | undefined
  chosen: number | null
  onChoose: (unit: MatrixUnit) => void
}

/** The models of a development, one at a time. */
export function Models({ query: { data, error, refetch }, matrix, chosen, onChoose }: ModelsProps) {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={6} />
  // The whole house first: in it one finds one's home.
  const sorted = [...data].sort((one, other) => Number(other.model_type === 'project_overview') - Number(one.model_type === 'project_overview'))
  const model = sorted.find((each) => String(each.id) === search.model) ?? sorted[0]
  if (!model) return <Empty title={t('customer.models.none')}>{t('customer.models.noneHint')}</Empty>
  return (
    <>
      {sorted.length > 1 && (
        <NativeSelect
          label={t('customer.models.which')} mb="sm" maw={420} value={String(model.id)} onChange={(event) => onSearch({ model: event.currentTarget.value })}
          data={sorted.map((each) => ({ value: String(each.id), label: `${each.model_name} · ${modelTypeName(each.model_type)}` }))}
        />
      )}
      <Viewer key={model.id} model={model} units={model.model_type === 'project_overview' ? matrix?.floors.flatMap((floor) => floor.units) : undefined} currency={matrix?.currency} chosen={chosen} onChoose={onChoose} />
      {model.model_description && <Text size="sm" mt="sm">{model.model_description}</Text>}
    </>
  )
}
