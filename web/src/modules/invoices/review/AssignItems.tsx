// Whom an invoice can be given to: everybody who may look at it, asked for when the menu is opened.
import { Menu, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { Private } from '@/kernel/Private'
import type { Detail } from '../invoices'
import { handTo } from '../list/decide'
import { assigneesQuery } from '../queries'

/** More people than these are found by a part of their name. */
const FEW = 8

export function AssignItems({ of, open }: { of: Detail; open: boolean }) {
  const { t } = useTranslation('invoices')
  const me = useMe()
  const { data, isPending } = useQuery(assigneesQuery(of.id, open))
  const [sought, setSought] = useState('')
  const others = (data ?? []).filter((each) => each.user_id !== me.id)
  const bringer = others.find((each) => each.user_id === of.created_by)
  const people = others.filter((each) => each !== bringer)
  const shown = people.filter((each) => each.name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()))
  const give = (id: number | null, name: string) => void handTo(of.id, id, id === null ? t('review.unassigned') : t('review.assignedTo', { name }))
  return (
    <>
      <Menu.Label>{t('review.assign')}</Menu.Label>
      <Menu.Item disabled={of.assigned_to === me.id} onClick={() => give(me.id, t('review.you'))}>{t('review.toMe')}</Menu.Item>
      {bringer && <Menu.Item disabled={of.assigned_to === bringer.user_id} onClick={() => give(bringer.user_id, bringer.name)}>{t('review.toBringer')} (<Private>{bringer.name}</Private>)</Menu.Item>}
      {people.length > FEW && <TextInput size="xs" mx="xs" my={4} aria-label={t('review.findPerson')} placeholder={t('review.findPerson')} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />}
      <div className="assignees" aria-busy={(open && isPending) || undefined}>
        {shown.map((each) => <Menu.Item key={each.user_id} disabled={of.assigned_to === each.user_id} onClick={() => give(each.user_id, each.name)}><Private>{each.name}</Private></Menu.Item>)}
      </div>
      {data && others.length === 0 && <Menu.Label>{t('review.nobodyElse')}</Menu.Label>}
      <Menu.Item disabled={!of.assigned_to} onClick={() => give(null, '')}>{t('review.toNobody')}</Menu.Item>
    </>
  )
}
