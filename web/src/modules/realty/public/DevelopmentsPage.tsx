// Homes for sale, for everybody: looked for, narrowed and sorted, all of it in the address.
import { Button, Checkbox, NativeSelect, Skeleton, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconSearch } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed } from '@/kernel/states/States'
import { Pager } from '@/kernel/table/Pager'
import { DEVELOPMENT_STATUSES, DEVELOPMENT_TYPES, developmentStatusName, developmentTypeName, options, UNIT_TYPES, unitTypeName } from '../realty'
import { OfferCard } from './OfferCard'
import { offersQuery, SORTS } from './offers'
import type { OfferSearch } from './search'
import './public.css'
import '../customer/words'

const NARROWS = ['q', 'city', 'type', 'status', 'home', 'min', 'max', 'free'] as const

export function DevelopmentsPage() {
  const { t } = useTranslation('realty')
  const [raw, onSearch] = useListSearch()
  const search = raw as OfferSearch
  const number = new Intl.NumberFormat(useLocale())
  const { data, error, refetch, isPlaceholderData } = useQuery(offersQuery(search))
  const narrowed = NARROWS.some((each) => search[each])
  const clear = () => onSearch({ ...Object.fromEntries(NARROWS.map((each) => [each, undefined])), page: undefined })
  return (
    <Page title={t('customer.offer.title')} hint={t('customer.offer.hint')}>
      <Narrow search={search} onSearch={onSearch} />
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? (
        <div className="offers" role="status" aria-busy="true" aria-label={t('customer.offer.loading')}>{[1, 2, 3, 4, 5, 6].map((at) => <Skeleton key={at} h={330} radius={8} />)}</div>
      ) : data.projects.length === 0 ? (
        <Empty title={narrowed ? t('customer.offer.noMatch') : t('customer.offer.empty')} action={narrowed && <Button variant="default" onClick={clear}>{t('customer.offer.clear')}</Button>}>
          {narrowed ? t('customer.offer.noMatchHint') : t('customer.offer.emptyHint')}
        </Empty>
      ) : (
        <>
          <div className="offer-line">
            <Text size="sm" c="dimmed" aria-live="polite">{t('customer.offer.found', { count: data.pagination.totalItems, n: number.format(data.pagination.totalItems) })}</Text>
            <Ordered search={search} onSearch={onSearch} />
          </div>
          <div className="offers" aria-busy={isPlaceholderData}>{data.projects.map((each) => <OfferCard key={each.id} of={each} />)}</div>
          {data.pagination.totalItems > 10 && <Pager total={data.pagination.totalItems} search={search} onSearch={onSearch} />}
        </>
      )}
    </Page>
  )
}

interface NarrowProps {
  search: OfferSearch
  onSearch: (change: Record<string, unknown>) => void
}

function Narrow({ search, onSearch }: NarrowProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const set = (name: keyof OfferSearch) => (value: string) => onSearch({ [name]: value || undefined, page: undefined })
  useShortcuts([{ key: '/', label: t('customer.offer.search'), group: plain('keys.everywhere'), run: () => document.querySelector<HTMLInputElement>('.offer-search input')?.focus() }])
  return (
    <form className="offer-narrow no-print" role="search" aria-label={t('ownAction.free')} onSubmit={(event) => event.preventDefault()}>
      <Typed className="offer-search" label={t('customer.offer.search')} placeholder={t('customer.offer.searchHint')} value={search.q ?? ''} onChange={set('q')} icon />
      <Typed label={t('customer.offer.city')} value={search.city ?? ''} onChange={set('city')} />
      <Chosen label={t('customer.offer.home')} value={search.home} onChange={set('home')} data={options(UNIT_TYPES, unitTypeName)} />
      <Chosen label={t('customer.offer.type')} value={search.type} onChange={set('type')} data={options(DEVELOPMENT_TYPES, developmentTypeName)} />
      <Chosen label={t('customer.offer.status')} value={search.status} onChange={set('status')} data={options(DEVELOPMENT_STATUSES, developmentStatusName)} />
      <Typed label={t('customer.offer.min')} value={search.min ?? ''} onChange={set('min')} figure />
      <Typed label={t('customer.offer.max')} value={search.max ?? ''} onChange={set('max')} figure />
    </form>
  )
}

function Ordered({ search, onSearch }: NarrowProps) {
  const { t } = useTranslation('realty')
  return (
    <div className="no-print">
      <Checkbox label={t('customer.offer.free')} checked={search.free === 'yes'} onChange={(event) => onSearch({ free: event.currentTarget.checked ? 'yes' : undefined, page: undefined })} />
      <NativeSelect
        size="xs" aria-label={t('customer.offer.sort')} value={search.sort ?? 'featured'} data={SORTS.map((value) => ({ value, label: t(`customer.offer.by.${value}`) }))}
        onChange={(event) => onSearch({ sort: event.currentTarget.value === 'featured' ? undefined : event.currentTarget.value, page: undefined })}
      />
    </div>
  )
}

interface TypedProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  className?: string
  figure?: boolean
  icon?: boolean
}

/** Goes into the address a moment after the last letter. */
function Typed({ value, onChange, figure, icon, ...rest }: TypedProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const later = useDebouncedCallback(onChange, 300)
  return (
    <TextInput
      {...rest} value={text} {...(figure ? { inputMode: 'decimal', classNames: { input: 'figure' } } : {})} {...(icon ? { leftSection: <IconSearch size={16} /> } : {})}
      onChange={(event) => { setText(event.currentTarget.value); later(event.currentTarget.value) }}
    />
  )
}

function Chosen({ label, value, onChange, data }: { label: string; value: string | undefined; onChange: (value: string) => void; data: { value: string; label: string }[] }) {
  const { t } = useTranslation()
  return <NativeSelect label={label} value={value ?? ''} data={[{ value: '', label: t('all') }, ...data]} onChange={(event) => onChange(event.currentTarget.value)} />
}
