import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { useCan, useMe } from '@/kernel/auth/session'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Ago, Day } from '@/kernel/Time'
import { failed, told, undoable } from '@/kernel/toast'
import { refusalToRemove, ROLES, roleName, type User, userFilters, usersQuery } from './people'

export function UsersPage() {
  return <Guarded permission="identity:read"><Users /></Guarded>
}

function Users() {
  const { t, i18n } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const mayManage = useCan()('identity:manage')
  const [search] = useListSearch()
  const users = useQuery(usersQuery(search))
  const setMany = useSetMany()
  const columns = useMemo(() => userColumns(t), [t, i18n.language])

  useShortcuts(mayManage ? [{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: '/users/new', search: true }) }] : [])
  const download = (format: 'csv' | 'xlsx') =>
    saveFrom(`${t('users.file')}.${format}`, () =>
      client.GET('/api/admin/exports/users', { params: { query: { ...userFilters(search), format } }, parseAs: 'blob' }))

  return (
    <ListPage
      name="users" path="/users" title={t('users.title')} columns={columns}
      rows={users.data?.users} total={users.data?.total ?? 0} rowId={(user) => user.user_id} rowName={(user) => user.name}
      searchable
      filters={[
        { name: 'role', label: t('users.roleAll'), kind: 'select', options: [{ value: 'admins', label: t('users.admins') }, ...ROLES.map((role) => ({ value: role, label: roleName(role) }))] },
        { name: 'status', label: t('field.status'), kind: 'select', options: [{ value: 'active', label: t('state.active') }, { value: 'inactive', label: t('state.inactive') }] },
      ]}
      bulk={mayManage ? [
        { label: t('users.activate'), run: (rows) => setMany(rows, true) },
        { label: t('users.deactivate'), run: (rows) => setMany(rows, false) },
      ] : []}
      exports={[
        { label: plain('table.csv'), run: () => download('csv') },
        { label: plain('table.xlsx'), run: () => download('xlsx') },
      ]}
      error={users.error} retry={() => void users.refetch()} stale={users.isPlaceholderData}
      actions={mayManage && (
        <Button component={Link} to="/users/new" search={true as never} leftSection={<IconPlus />}>{t('users.add')}</Button>
      )}
      empty={<Empty title={t('users.empty')}>{t('users.emptyHint')}</Empty>}
    />
  )
}

/** Many at once, with Undo for those that really changed; refusals are told by name. */
function useSetMany() {
  const { t } = useTranslation('identity')
  const queries = useQueryClient()
  const me = useMe()
  const send = async (people: readonly User[], active: boolean) => {
    const { data } = await client.POST('/api/admin/users/bulk', {
      body: { action: active ? 'activate' : 'deactivate', user_ids: people.map((user) => user.user_id) },
    })
    await refetch(queries, '/api/admin')
    return data
  }
  return async (rows: readonly User[], active: boolean) => {
    const wanted = rows.filter((user) => user.is_active !== active)
    const allowed = wanted.filter((user) => refusalToRemove(me, user) === null)
    const blocked = wanted.filter((user) => !allowed.includes(user))
    const answer = allowed.length > 0 ? await send(allowed, active) : undefined
    const changed = allowed.filter((user) => answer?.results.some((each) => each.user_id === user.user_id && each.ok))
    const refused = [...blocked, ...allowed.filter((user) => !changed.includes(user))]
    const message = t('users.bulkDone', { count: changed.length })
    if (changed.length > 0) undoable(message, () => send(changed, !active))
    else if (refused.length === 0) told(message)
    if (refused.length > 0) failed(Problem.saying(t('users.refused', { names: refused.map((user) => user.name).join(', ') })))
  }
}

function userColumns(t: TFunction<'identity'>): Column<User>[] {
  return [
    { id: 'name', header: t('field.name'), sort: 'name', cell: (user) => <Private>{user.name}</Private> },
    { id: 'user_id', header: t('field.userId'), sort: 'user_id', wide: true, cell: (user) => <Private>{user.user_id}</Private> },
    { id: 'email', header: t('field.email'), sort: 'email', wide: true, cell: (user) => <Private>{user.email}</Private> },
    { id: 'role', header: t('field.role'), sort: 'role', cell: (user) => roleName(user.role) },
    { id: 'status', header: t('field.status'), cell: (user) => <ActiveState user={user} /> },
    { id: 'two_factor', header: t('field.twoFactor'), optional: true, wide: true, cell: (user) => (user.two_factor_enabled ? t('state.on') : t('state.off')) },
    { id: 'last_login', header: t('field.lastLogin'), sort: 'last_login', wide: true, cell: (user) => (user.last_login ? <Ago at={user.last_login} /> : t('state.never')) },
    { id: 'created_at', header: t('field.registered'), sort: 'created_at', wide: true, align: 'end', cell: (user) => <Day on={user.created_at} /> },
  ]
}

export function ActiveState({ user }: { user: Pick<User, 'is_active'> }) {
  const { t } = useTranslation('identity')
  return <Status tone={user.is_active ? 'good' : 'still'}>{user.is_active ? t('state.active') : t('state.inactive')}</Status>
}
