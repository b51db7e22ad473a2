import { NativeSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Lines } from '@/kernel/states/States'
import { VisitForm } from '../public/VisitForm'
import { bookingsQuery, developmentQuery } from './customer'

interface NewVisitProps {
  project: number | null
  at?: string | undefined
  onClose: () => void
}

/** A visit from the calendar: to a development of mine, or to the one that the address names. */
export function NewVisit({ project, at, onClose }: NewVisitProps) {
  const { t } = useTranslation('realty')
  const bookings = useQuery(bookingsQuery(useMe().id))
  const named = useQuery({ ...developmentQuery(project ?? 0), enabled: project !== null })
  const [chosen, setChosen] = useState<number | null>(project)
  const own = [...new Map((bookings.data ?? []).filter((each) => each.booking_status !== 'cancelled').map((each) => [each.project.id, each.project])).values()]
  const all = named.data && !own.some((each) => each.id === named.data.id) ? [{ id: named.data.id, project_name: named.data.project_name }, ...own] : own
  const development = all.find((each) => each.id === chosen) ?? all[0]
  return (
    <SidePanel title={t('customer.visit.title')} page={t('own.appointments')} onClose={onClose}>
      {bookings.isPending || (project !== null && named.isPending) ? <Lines count={6} /> : !development ? (
        <Text size="sm">{t('customer.visit.noHome')} <Link to="/developments">{t('customer.my.look')}</Link></Text>
      ) : (
        <>
          <NativeSelect label={t('customer.visit.project')} mb="md" value={String(development.id)} data={all.map((each) => ({ value: String(each.id), label: each.project_name }))} onChange={(event) => setChosen(Number(event.currentTarget.value))} />
          <VisitForm key={at ?? ''} development={development} onDone={onClose} onCancel={onClose} {...(at ? { at } : {})} />
        </>
      )}
    </SidePanel>
  )
}
