// People and what one may do with them. The server decides; this tells it beforehand.
import i18next from 'i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer, Me, Query } from '@/kernel/api/types'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'

export type User = Answer<'/api/admin/users'>['users'][number]
export type Role = User['role']
export type Session = Answer<'/api/auth/sessions'>[number]
export type UserSearch = ListSearch & { role?: string; status?: string }

export const ROLES = ['user', 'customer', 'builder', 'portfolio_manager', 'manager', 'admin', 'super_admin'] as const satisfies readonly Role[]

/** The orders that the server knows; an address with another is answered in its standard one. */
const ORDERS: readonly NonNullable<Query<'/api/admin/users'>['sort']>[] = [
  'name', '-name', 'user_id', '-user_id', 'email', '-email', 'role', '-role', 'last_login', '-last_login', 'created_at', '-created_at',
]

export function roleName(role: Role): string {
  return i18next.t(`identity:role.${role}`)
}

/** "Admins" is everybody with administrator's rights: two roles, one question to the server. */
export function userFilters(search: UserSearch): Omit<Query<'/api/admin/exports/users'>, 'format'> {
  const role = ROLES.find((each) => each === search.role)
  const sort = ORDERS.find((each) => each === search.sort)
  return {
    ...(search.q ? { search: search.q } : {}),
    ...(role ? { role } : {}),
    ...(search.role === 'admins' ? { is_admin: true } : {}),
    ...(search.status === 'active' || search.status === 'inactive' ? { is_active: search.status === 'active' } : {}),
    ...(sort ? { sort } : {}),
  }
}

export function usersQuery(search: UserSearch) {
  return $api.queryOptions(
    'get', '/api/admin/users',
    { params: { query: { ...userFilters(search), page: search.page ?? 1, page_size: search.size ?? PAGE_SIZE } } },
    { placeholderData: (before) => before },
  )
}

/** Why one may not manage somebody, or null. */
export function refusal(me: Me, user: User): string | null {
  if (!(me.permissions ?? []).includes('identity:manage')) return i18next.t('identity:refused.right')
  if (me.role !== 'super_admin' && user.is_admin) return i18next.t('identity:refused.role', { role: roleName(user.role) })
  return null
}

/** Also nobody may lock himself out. */
export function refusalToRemove(me: Me, user: User): string | null {
  return me.id === user.id ? i18next.t('identity:refused.self') : refusal(me, user)
}

/** Nobody grants more than he has himself. */
export function grantable(me: Me): readonly Role[] {
  return me.role === 'super_admin' ? ROLES : ROLES.filter((role) => role !== 'admin' && role !== 'super_admin')
}

export async function setActive(user: Pick<User, 'user_id'>, active: boolean): Promise<void> {
  const params = { path: { user_id: user.user_id } }
  if (active) await client.POST('/api/admin/users/{user_id}/activate', { params })
  else await client.POST('/api/admin/users/{user_id}/deactivate', { params })
}
