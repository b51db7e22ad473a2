// Categories: what money came from and went to.
import i18next from 'i18next'
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { given, type Resource } from '@/kernel/resource/resource'
import { Status, type Tone } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { CATEGORIES, type Category } from './books'
import { Ledgers } from './Ledgers'
import { wholeList } from './wholeList'

const ONE = '/api/v1/financial/categories/{id}'
type Kind = Category['kind']
const KINDS = ['expense', 'income', 'equity'] as const satisfies readonly Kind[]
const TONES: Record<Kind, Tone> = { expense: 'still', income: 'good', equity: 'open' }
const t = i18next.getFixedT(null, 'planning')

export const categories: Resource<Category> = {
  path: '/categories',
  api: CATEGORIES,
  read: 'planning:read',
  write: 'planning:write',
  words: () => ({
    title: t('categories.title'), one: t('categories.one'), add: t('categories.add'),
    emptyTitle: t('categories.empty'), emptyText: t('categories.emptyHint'), deleted: (name) => t('categories.deleted', { name }),
  }),
  name: (category) => category.name,
  filters: () => [{ name: 'kind', label: t('categories.kind'), kind: 'select', options: kinds() }],
  columns: () => [
    { id: 'name', header: t('categories.name'), sort: 'name', value: (row) => row.name, cell: (row) => row.name },
    { id: 'kind', header: t('categories.kind'), sort: 'kind', value: (row) => row.kind, cell: (row) => <Status tone={TONES[row.kind]}>{t(`side.${row.kind}`)}</Status> },
    { id: 'show', header: t('categories.show'), cell: (row) => <Anchor component={Link} to={`/transactions?category=${row.id}`} size="sm">{t('categories.show')}</Anchor> },
    { id: 'created', header: t('field.created'), sort: 'created', wide: true, optional: true, value: (row) => row.created_at, cell: (row) => <Ago at={row.created_at} /> },
  ],
  fields: (row) => [
    { name: 'name', label: t('categories.name'), kind: 'text', required: true, ...(row ? { description: t('categories.rename') } : {}) },
    { name: 'kind', label: t('categories.kind'), kind: 'select', options: kinds() },
  ],
  values: (row) => ({ name: row?.name ?? '', kind: row?.kind ?? 'expense' }),
  list: (search, signal) => {
    const kind = KINDS.find((each) => each === search.kind)
    return wholeList((page) => client.GET(CATEGORIES, { params: { query: { ...(kind ? { kind } : {}), ...page } }, signal }))
  },
  get: async (id, signal) => {
    const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
    return { row: data as Category, etag: response.headers.get('etag') }
  },
  create: async (draft) => (await client.POST(CATEGORIES, { body: { name: given(draft, 'name'), kind: given(draft, 'kind') as Kind } })).data as Category,
  update: async (id, draft, etag) =>
    (await client.PATCH(ONE, { params: { path: { id } }, body: draft as Body<typeof ONE, 'patch'>, headers: etag ? { 'If-Match': etag } : {} })).data as Category,
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ name, kind }) => (await client.POST(CATEGORIES, { body: { name, kind } })).data as Category,
  above: () => <Ledgers />,
}

function kinds() {
  return KINDS.map((value) => ({ value, label: t(`side.${value}`) }))
}
