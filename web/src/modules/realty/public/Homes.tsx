// Which homes are free: the house itself, floor by floor, or as a list.
import { Button, NativeSelect, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { IconDownload } from '@/kernel/icons'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { UnitLegend, UnitMatrix } from '../parts/UnitMatrix'
import { facingName, type Matrix, type MatrixUnit, options, UNIT_STATUSES, UNIT_TYPES, unitStatusName, unitTypeName } from '../realty'

interface HomesProps {
  query: Pick<UseQueryResult<Matrix, unknown>, 'data' | 'error' | 'refetch'>
  name: string
  openId: number | null
  onOpen: (unit: MatrixUnit) => void
}

export function Homes({ query: { data, error, refetch }, name, openId, onOpen }: HomesProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={8} />
  const units = data.floors.flatMap((floor) => floor.units)
  if (units.length === 0) return <Empty title={t('customer.homes.none')}>{data.unlisted_available > 0 ? t('matrix.unlisted', { count: data.unlisted_available }) : t('customer.homes.noneHint')}</Empty>
  const status = UNIT_STATUSES.find((each) => each === search.status) ?? null
  const home = UNIT_TYPES.find((each) => each === search.home)
  const kinds = UNIT_TYPES.filter((each) => units.some((unit) => unit.unit_type === each))
  const shown = (unit: MatrixUnit) => (!status || unit.status === status) && (!home || unit.unit_type === home)
  const save = () => saveCsv(name, [
    [t('customer.homes.number'), t('customer.homes.floor'), t('customer.homes.type'), t('customer.homes.area'), t('customer.homes.facing'), t('customer.homes.price', { currency: data.currency }), t('customer.homes.status')],
    ...units.filter(shown).map((unit) => [unit.unit_number, unit.floor_number, unitTypeName(unit.unit_type), unit.area_sqft, unit.facing ? facingName(unit.facing) : '', unit.price, unitStatusName(unit.status)]),
  ])
  return (
    <>
      <div className="homes-bar">
        <UnitLegend matrix={data} shown={status} onShow={(next) => onSearch({ status: next ?? undefined })} />
        <div className="homes-tools no-print">
          {kinds.length > 1 && <NativeSelect aria-label={t('customer.homes.type')} value={home ?? ''} data={[{ value: '', label: t('customer.homes.allTypes') }, ...options(kinds, unitTypeName)]} onChange={(event) => onSearch({ home: event.currentTarget.value || undefined })} />}
          <Button variant="default" leftSection={<IconDownload />} onClick={save}>{plain('table.csv')}</Button>
        </div>
      </div>
      <Text size="sm" c="dimmed" mb="xs">{t('customer.homes.hint', { currency: data.currency })}</Text>
      <UnitMatrix matrix={data} label={t('matrix.title', { name })} openId={openId} onOpen={onOpen} shown={shown} />
    </>
  )
}
