// The homes of a development: the matrix, with ways to enter one, many at once, or to change several.
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveCsv } from '@/kernel/download'
import { IconDownload, IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { failed, undoable } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { UnitLegend, UnitMatrix } from '../../parts/UnitMatrix'
import { type Development, type MatrixUnit, options, UNIT_STATUSES, UNIT_TYPES, type UnitStatus, unitStatusName, unitTypeName } from '../../realty'
import { matrixQuery, PROJECTS } from '../desk'
import { enterUnit } from './EnterUnit'

const Generator = lazy(() => import('./Generator').then((file) => ({ default: file.Generator })))

export function Homes({ development }: { development: Development }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const queries = useQueryClient()
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const { data, error, refetch: again } = useQuery(matrixQuery(development.id))
  const shown = UNIT_STATUSES.find((each) => each === search.status) ?? null
  const type = UNIT_TYPES.find((each) => each === search.type) ?? null
  const units = data?.floors.flatMap((floor) => floor.units) ?? []
  const group = t('builder.units.keys')
  const add = () => enterUnit(development.id, queries)
  useShortcuts([
    { key: 'n', label: t('builder.units.add'), group, run: add },
    { key: 'g', label: t('builder.units.generate'), group, run: () => onSearch({ plan: 'yes' }) },
  ])
  if (search.plan) return <Suspense fallback={<Lines count={8} />}><Generator development={development} close={() => onSearch({ plan: undefined })} /></Suspense>
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  if (!data) return <Lines count={8} />

  const several = async (status: UnitStatus) => {
    const rows = units.filter((unit) => marked.has(unit.id) && !unit.bond)
    const before = rows.map((unit) => [unit.id, unit.status] as const)
    try {
      for (const unit of rows) await client.PATCH('/api/units/{id}', { params: { path: { id: unit.id } }, body: { status } })
      undoable(t('builder.units.severalDone', { count: rows.length, status: unitStatusName(status) }), async () => {
        for (const [id, was] of before) await client.PATCH('/api/units/{id}', { params: { path: { id } }, body: { status: was } })
        await refetch(queries, PROJECTS)
      })
      setMarked(new Set())
    } catch (problem) {
      failed(problem)
    }
    await refetch(queries, PROJECTS)
  }
  const exported = () => saveCsv(`homes-${development.id}`, [
    [t('builder.field.unit'), t('builder.field.floor'), t('builder.field.kind'), t('builder.field.sqft'), t('builder.field.price'), t('builder.field.status'), t('builder.field.customer')],
    ...units.map((unit) => [unit.unit_number, unit.floor_number, unitTypeName(unit.unit_type), unit.area_sqft, unit.price, unitStatusName(unit.status), unit.bond?.customer_name ?? '']),
  ])
  const actions = (
    <Group gap="xs" className="no-print">
      <Button variant="default" onClick={add} leftSection={<IconPlus />}>{t('builder.units.add')}</Button>
      <Button onClick={() => onSearch({ plan: 'yes' })} leftSection={<IconPlus />}>{t('builder.units.generate')}</Button>
    </Group>
  )
  if (units.length === 0) return <Empty title={t('builder.units.empty')} action={actions}>{t('builder.units.emptyHint')}</Empty>
  const fits = (unit: MatrixUnit) => (!shown || unit.status === shown) && (!type || unit.unit_type === type)
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="md" gap="sm">
        <Group gap="sm" align="flex-end">
          <NativeSelect
            aria-label={t('builder.field.kind')} value={type ?? ''} data={[{ value: '', label: t('builder.units.everyKind') }, ...options(UNIT_TYPES, unitTypeName)]}
            onChange={(event) => onSearch({ type: event.currentTarget.value || undefined })}
          />
          <Button variant="default" leftSection={<IconDownload />} onClick={exported}>{plain('table.csv')}</Button>
        </Group>
        {actions}
      </Group>
      <UnitLegend matrix={data} shown={shown} onShow={(status) => onSearch({ status: status ?? undefined })} />
      {marked.size > 0 && (
        <Group className="bulk" gap="sm">
          <Text size="sm" fw={600}>{t('builder.units.marked', { count: marked.size })}</Text>
          <Button size="compact-sm" variant="default" onClick={() => void several('reserved')}>{t('builder.unit.keepBack')}</Button>
          <Button size="compact-sm" variant="default" onClick={() => void several('available')}>{t('builder.unit.offer')}</Button>
          <Button size="compact-sm" variant="default" onClick={() => void several('sold')}>{t('builder.unit.soldElsewhere')}</Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setMarked(new Set())}>{t('builder.units.unmark')}</Button>
        </Group>
      )}
      <UnitMatrix
        matrix={data} label={t('matrix.title', { name: development.project_name })} openId={Number(search.unit) || null}
        onOpen={(unit) => onSearch({ unit: unit.id })} shown={fits} marked={marked} onMark={setMarked}
      />
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="sm" c="dimmed">{t('matrix.hint')} {t('builder.units.markHint')}</Text>
        <Text size="sm">
          {data.totals.filter((each) => each.units > 0).map((each) => (
            <span key={each.status} style={{ marginInlineStart: 16 }}>{unitStatusName(each.status)}: <Cash of={each.value} currency={data.currency} /></span>
          ))}
        </Text>
      </Group>
    </>
  )
}
