// All lines that were ever set, the latest first: from which day, by whom, and what stood before.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Pager } from '@/kernel/table/Pager'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { Ago } from '@/kernel/Time'
import { RATINGS } from '../credit'
import { share } from '../figures'
import { RatingBadge } from '../parts/badges'
import { RATE_COLUMNS, type RateColumn, type RateLine, withBefore } from './lines'
import { historyQuery } from './queries'

const DIGITS: Record<RateColumn, number> = { default_probability: 4, recovery_rate: 2, risk_weight: 2 }

export function Versions() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const [raw, onSearch] = useListSearch()
  const search = raw as ListSearch
  const { data, error, isPlaceholderData, refetch: again } = useQuery(historyQuery(raw.rating, search.page ?? 1, search.size ?? PAGE_SIZE))
  return (
    <>
      <NativeSelect
        mb="md" className="no-print" w={220} aria-label={t('field.rating')} value={typeof raw.rating === 'string' ? raw.rating : ''} onChange={(event) => onSearch({ rating: event.currentTarget.value || undefined, page: undefined })}
        data={[{ value: '', label: `${t('field.rating')}: ${plain('all')}` }, ...RATINGS.map((each) => ({ value: each as string, label: each as string }))]}
      />
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error && <Lines count={8} />}
      {data?.rows.length === 0 && <Empty title={plain('table.noMatch')} />}
      {data && data.rows.length > 0 && (
        <div className="table-block rates">
          <div className="table-scroll" role="region" aria-label={t('rates.versions')} tabIndex={0}>
            <table className="data-table" aria-label={t('rates.versions')} aria-busy={isPlaceholderData}>
              <thead>
                <tr>
                  <th scope="col">{t('rates.since')}</th><th scope="col">{t('field.rating')}</th>
                  {RATE_COLUMNS.map((column) => <th key={column} scope="col" data-end="end">{t(`rates.column.${column}`)}</th>)}
                  <th scope="col" data-wide>{t('rates.by')}</th><th scope="col" data-wide>{t('rates.when')}</th>
                </tr>
              </thead>
              <tbody>
                {withBefore(data.rows).map(({ line, before }) => (
                  <tr key={`${line.credit_rating} ${line.valid_from}`}>
                    <td>{line.valid_from <= '1970-01-01' ? t('rates.always') : formatDay(line.valid_from, locale)}</td>
                    <td><RatingBadge rating={line.credit_rating} /></td>
                    {RATE_COLUMNS.map((column) => <td key={column} data-end="end"><Cell line={line} before={before} column={column} locale={locale} /></td>)}
                    <td data-wide>{line.set_by}</td>
                    <td data-wide>{line.valid_from <= '1970-01-01' ? '—' : <Ago at={line.created_at} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager total={data.total} search={search} onSearch={onSearch} />
        </div>
      )}
    </>
  )
}

function Cell({ line, before, column, locale }: { line: RateLine; before: RateLine | null; column: RateColumn; locale: string }) {
  const now = share(line[column], locale, DIGITS[column])
  if (!before || before[column] === line[column]) return <>{now}</>
  return <><del className="was">{share(before[column], locale, DIGITS[column])}</del> <b>{now}</b></>
}
