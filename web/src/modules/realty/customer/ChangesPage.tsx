import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconDownload, IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { saveCsv } from '@/kernel/download'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { CHANGE_STATUSES, type ChangeRequest, changeStatusName, changeTypeName } from '../realty'
import { ChangeCard } from './ChangeCard'
import { ChangeForm } from './ChangeForm'
import { Chips } from './Chips'
import { bookingsQuery, changesQuery } from './customer'
import './customer.css'

export function ChangesPage() {
  return <Guarded permission="realty:buy"><Changes /></Guarded>
}

function Changes() {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const me = useMe()
  const [search, onSearch] = useListSearch()
  const { data, error, refetch } = useQuery(changesQuery())
  const bookings = useQuery(bookingsQuery(me.id))
  const homes = (bookings.data ?? []).filter((each) => each.booking_status !== 'cancelled')
  const may = homes.length > 0
  useShortcuts(may ? [{ key: 'n', label: plain('keys.new'), group: plain('keys.everywhere'), run: () => onSearch({ do: 'new' }) }] : [])
  const status = search.status === 'waits' ? 'waits' : CHANGE_STATUSES.find((each) => each === search.status) ?? null
  const kept = (of: ChangeRequest, which: typeof status) => which === null || (which === 'waits' ? of.awaits_customer : of.status === which)
  const text = String(search.q ?? '').toLocaleLowerCase()
  const shown = (data ?? []).filter((each) => kept(each, status) && (text === '' || `${each.request_title} ${each.request_description} ${each.unit_number}`.toLocaleLowerCase().includes(text)))
  const stop = () => onSearch({ do: undefined })
  const save = () => saveCsv(t('own.changes'), [
    [t('customer.changes.title'), t('customer.changes.kind'), t('customer.changes.home'), t('schedule.status'), t('customer.changes.cost'), t('customer.changes.asked')],
    ...shown.map((each) => [each.request_title, changeTypeName(each.request_type), `${each.unit_number} ${each.project_name}`, changeStatusName(each.status), String(each.final_cost ?? each.estimated_cost ?? ''), each.created_at]),
  ])
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={t('own.changes')} hint={t('customer.changes.hint')}
          actions={<>{shown.length > 0 && <Button variant="default" leftSection={<IconDownload />} onClick={save}>{plain('table.csv')}</Button>}{may && <Button leftSection={<IconPlus />} onClick={() => onSearch({ do: 'new' })}>{t('customer.changes.new')}</Button>}</>}
        >
          {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={8} /> : data.length === 0 ? (
            <Empty title={t('customer.changes.none')} action={!may && <Button component={Link} to="/developments" variant="default">{t('customer.my.look')}</Button>}>{may ? t('customer.changes.noneHint') : t('customer.changes.needsHome')}</Empty>
          ) : (
            <>
              <Chips
                label={t('schedule.status')} search={String(search.q ?? '')} onText={(q) => onSearch({ q: q || undefined })} value={status ?? ''} onChange={(next) => onSearch({ status: next || undefined })}
                options={[
                  { value: '', label: plain('all'), count: data.length }, { value: 'waits', label: t('customer.changes.yourWord'), count: data.filter((each) => each.awaits_customer).length },
                  ...CHANGE_STATUSES.map((value) => ({ value, label: changeStatusName(value), count: data.filter((each) => each.status === value).length })),
                ]}
              />
              {shown.length === 0 ? <Empty title={plain('table.noMatch')}>{plain('table.noMatchHint')}</Empty> : <div className="changes">{shown.map((each) => <ChangeCard key={each.id} of={each} named />)}</div>}
            </>
          )}
        </Page>
      </div>
      {search.do === 'new' && may && <SidePanel title={t('customer.changes.new')} page={t('own.changes')} onClose={stop}><ChangeForm bookings={homes} onDone={stop} onCancel={stop} /></SidePanel>}
    </div>
  )
}
