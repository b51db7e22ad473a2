// Many homes at once: floors × stacks, with a price that rises with the floors. What would be made is shown while one types.
import { ActionIcon, Alert, Button, Group, NativeSelect, NumberInput, Switch, Table, Text, TextInput, Title, Tooltip } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import '@mantine/core/styles/Switch.css'
import '@mantine/core/styles/Table.css'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useUnsaved } from '@/kernel/form/unsaved'
import { IconClose, IconPlus } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { type Development, FACINGS, facingName, options, UNIT_TYPES, unitTypeName } from '../../realty'
import { PROJECTS } from '../desk'
import { Planned } from './Planned'
import { nextStack, type Plan, planBody, type StackRow, startingAt } from './plan'

/** What explains a field stands below it, so that the fields are in line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

interface GeneratorProps {
  development: Development
  close: () => void
}

export function Generator({ development, close }: GeneratorProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  // The development's own lowest price, so that there is something to see at once.
  const [begun] = useState(() => startingAt(development.price_range_min === null ? '' : formatMoney(money(development.price_range_min), locale)))
  const [plan, setPlan] = useState<Plan>(() => begun)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked] = useDebouncedValue(plan, 350)
  const { release } = useUnsaved(plan !== begun)
  const body = planBody(asked, locale)
  const preview = useQuery({
    queryKey: ['plan', development.id, JSON.stringify(body)],
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }) => {
      if (!body) return null
      const { data } = await client.POST('/api/projects/{id}/units/generate', { params: { path: { id: development.id } }, body: { ...body, dry_run: true }, signal })
      return data ?? null
    },
  })
  const set = (change: Partial<Plan>) => setPlan({ ...plan, ...change })
  const setStack = (at: number, change: Partial<StackRow>) => set({ stacks: plan.stacks.map((each, index) => (index === at ? { ...each, ...change } : each)) })
  const wrong = body !== null && preview.error ? said(preview.error) : null
  const made = wrong || body === null ? null : preview.data ?? null

  const generate = async () => {
    const now = planBody(plan, locale)
    if (!now) return
    setBusy(true)
    setProblem(null)
    try {
      await release(async () => {
        const { data } = await client.POST('/api/projects/{id}/units/generate', { params: { path: { id: development.id } }, body: now })
        told(t('builder.plan.made', { count: data?.created ?? 0 }))
        await refetch(queries, PROJECTS)
        close()
      })
    } catch (error) {
      setProblem(said(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-label={t('builder.units.generate')}>
      <Group justify="space-between" mb="md">
        <Title order={2}>{t('builder.units.generate')}</Title>
        <Group gap="sm">
          <Button variant="default" onClick={close}>{plain('cancel')}</Button>
          <Button loading={busy} disabled={!made || made.created === 0} onClick={() => void generate()}>{made ? t('builder.plan.make', { count: made.created }) : t('builder.plan.makeNone')}</Button>
        </Group>
      </Group>
      {problem && <Alert color="danger" variant="outline" role="alert" mb="md">{problem}</Alert>}
      <div className="plan-fields">
        <NumberInput label={t('builder.plan.first')} min={-20} max={500} value={plan.first} onChange={(value) => set({ first: Number(value) })} />
        <NumberInput label={t('builder.plan.last')} min={-20} max={500} value={plan.last} onChange={(value) => set({ last: Number(value) })} />
        <TextInput label={t('builder.plan.skip')} placeholder="13" value={plan.skip} onChange={(event) => set({ skip: event.currentTarget.value })} />
        <TextInput inputWrapperOrder={ORDER} label={t('builder.plan.numbering')} description={t('builder.plan.numberingHint')} value={plan.numbering} onChange={(event) => set({ numbering: event.currentTarget.value })} />
        <TextInput inputWrapperOrder={ORDER} label={t('builder.plan.step')} description={development.currency} classNames={{ input: 'figure end' }} inputMode="decimal" value={plan.step} onChange={(event) => set({ step: event.currentTarget.value })} />
        <Switch label={t('builder.plan.skipExisting')} checked={plan.skipExisting} onChange={(event) => set({ skipExisting: event.currentTarget.checked })} />
      </div>
      <div className="table-scroll" role="region" aria-label={t('builder.plan.stacks')} tabIndex={0} style={{ marginTop: 16 }}>
        <Table className="plan-stacks" aria-label={t('builder.plan.stacks')}>
          <Table.Thead>
            <Table.Tr>{(['stack', 'kind', 'sqft', 'priceFirst', 'facing', 'bathrooms', 'balconies', 'parking'] as const).map((each) => <Table.Th key={each} scope="col">{t(`builder.field.${each}`)}</Table.Th>)}<Table.Th /></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.stacks.map((row, at) => {
              const name = (field: string) => t('builder.plan.of', { field, stack: row.stack || at + 1 })
              return (
                <Table.Tr key={row.key}>
                  <Table.Td><TextInput w={72} aria-label={name(t('builder.field.stack'))} value={row.stack} onChange={(event) => setStack(at, { stack: event.currentTarget.value })} /></Table.Td>
                  <Table.Td><NativeSelect w={118} aria-label={name(t('builder.field.kind'))} value={row.type} data={options(UNIT_TYPES, unitTypeName)} onChange={(event) => setStack(at, { type: UNIT_TYPES.find((each) => each === event.currentTarget.value) ?? '2BHK' })} /></Table.Td>
                  <Table.Td><TextInput w={88} classNames={{ input: 'figure end' }} inputMode="decimal" aria-label={name(t('builder.field.sqft'))} value={row.area} onChange={(event) => setStack(at, { area: event.currentTarget.value })} /></Table.Td>
                  <Table.Td><TextInput w={140} classNames={{ input: 'figure end' }} inputMode="decimal" aria-label={name(t('builder.field.priceFirst'))} value={row.price} onChange={(event) => setStack(at, { price: event.currentTarget.value })} /></Table.Td>
                  <Table.Td><NativeSelect w={118} aria-label={name(t('builder.field.facing'))} value={row.facing} data={[{ value: '', label: '—' }, ...options(FACINGS, facingName)]} onChange={(event) => setStack(at, { facing: event.currentTarget.value })} /></Table.Td>
                  {(['bathrooms', 'balconies', 'parking'] as const).map((each) => (
                    <Table.Td key={each}><NumberInput w={76} min={0} max={100} aria-label={name(t(`builder.field.${each}`))} value={row[each]} onChange={(value) => setStack(at, { [each]: Number(value) })} /></Table.Td>
                  ))}
                  <Table.Td>
                    <Tooltip label={t('builder.plan.removeStack')}>
                      <ActionIcon variant="subtle" color="gray" disabled={plan.stacks.length === 1} aria-label={name(t('builder.plan.removeStack'))} onClick={() => set({ stacks: plan.stacks.filter((_, index) => index !== at) })}><IconClose /></ActionIcon>
                    </Tooltip>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </div>
      <Button mt="sm" variant="default" leftSection={<IconPlus />} onClick={() => set({ stacks: [...plan.stacks, nextStack(plan.stacks)] })}>{t('builder.plan.addStack')}</Button>

      <Title order={3} mt="xl" mb="xs">{t('builder.plan.preview')}</Title>
      {wrong ? <Alert color="danger" variant="outline" role="alert">{wrong}</Alert> : body === null ? <Text c="dimmed">{t('builder.plan.unread')}</Text> : !made ? <Lines count={4} /> : (
        <>
          <Text size="sm" mb="sm" role="status">
            {t('builder.plan.would', { count: made.created })} {made.price_min !== null && <><Cash of={made.price_min} /> – <Cash of={made.price_max} currency={development.currency} />. {t('builder.plan.together')} <Cash of={made.total_price} currency={development.currency} />.</>}
          </Text>
          {made.existing.length > 0 && <Alert color="danger" variant="outline" mb="sm">{t('builder.plan.existing', { count: made.existing.length, numbers: made.existing.slice(0, 8).join(', ') })}</Alert>}
          <Planned units={made.units} label={t('builder.plan.preview')} />
        </>
      )}
    </section>
  )
}

function said(error: unknown): string {
  const problem = asProblem(error)
  return Object.values(problem.fields)[0] ?? problem.message
}
