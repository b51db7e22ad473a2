// Rules: which text of a bank means which category. Most are learned.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { Answer, Body } from '@/kernel/api/types'
import type { Draft } from '@/kernel/form/RecordForm'
import { Private } from '@/kernel/Private'
import { given, type Resource } from '@/kernel/resource/resource'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { CATEGORIES, type Category } from './books'
import { Ledgers } from './Ledgers'
import { wholeList } from './wholeList'

type Rule = Answer<'/api/v1/financial/rules'>[number]

const API = '/api/v1/financial/rules'
const ONE = '/api/v1/financial/rules/{id}'
const t = i18next.getFixedT(null, 'planning')
/** A rule names its category by number; people know its name. */
let names: readonly Category[] = []

export async function learnNames(signal?: AbortSignal): Promise<void> {
  names = (await wholeList<Category>((page) => client.GET(CATEGORIES, { params: { query: page }, ...(signal ? { signal } : {}) }))).rows
}

export const rules: Resource<Rule> = {
  path: '/rules',
  api: API,
  read: 'planning:read',
  write: 'planning:write',
  words: () => ({
    title: t('rules.title'), one: t('rules.one'), add: t('rules.add'),
    emptyTitle: t('rules.empty'), emptyText: t('rules.emptyHint'), deleted: (name) => t('rules.deleted', { name }),
  }),
  name: (rule) => rule.pattern,
  filters: () => [],
  columns: () => [
    { id: 'pattern', header: t('rules.pattern'), sort: 'pattern', value: (row) => row.pattern, cell: (row) => <Private>{row.pattern}</Private> },
    { id: 'category', header: t('field.category'), sort: 'category', value: nameOf, cell: nameOf },
    { id: 'whole', header: t('rules.whole'), wide: true, value: (row) => String(row.whole), cell: (row) => (row.whole ? t('rules.wholePayee') : t('rules.partOf')) },
    { id: 'learned', header: t('rules.origin'), sort: 'learned', value: (row) => String(row.learned), cell: (row) => <Status tone={row.learned ? 'open' : 'still'}>{row.learned ? t('rules.learned') : t('rules.made')}</Status> },
    { id: 'created', header: t('field.created'), sort: 'created', wide: true, value: (row) => row.created_at, cell: (row) => <Ago at={row.created_at} /> },
  ],
  fields: () => [
    { name: 'pattern', label: t('rules.pattern'), kind: 'text', required: true, description: t('rules.patternHint') },
    { name: 'category', label: t('field.category'), kind: 'suggest', required: true, options: names.map((each) => ({ value: each.name, label: each.name })) },
    { name: 'whole', label: t('rules.wholeLabel'), kind: 'switch' },
  ],
  values: (row) => ({ pattern: row?.pattern ?? '', category: row ? nameOf(row) : '', whole: row?.whole ?? false }),
  list: async (_, signal) => {
    const [list] = await Promise.all([wholeList<Rule>((page) => client.GET(API, { params: { query: page }, signal })), learnNames(signal)])
    return list
  },
  get: async (id, signal) => {
    const [{ data, response }] = await Promise.all([client.GET(ONE, { params: { path: { id } }, signal }), learnNames(signal)])
    return { row: data as Rule, etag: response.headers.get('etag') }
  },
  create: async (draft) =>
    (await client.POST(API, { body: { pattern: given(draft, 'pattern'), whole: draft.whole === true, category_id: numberOf(draft) } })).data as Rule,
  update: async (id, draft, etag) => {
    const { category, ...rest } = draft
    const body = { ...rest, ...(category === undefined ? {} : { category_id: numberOf(draft) }) } as Body<typeof ONE, 'patch'>
    return (await client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Rule
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ pattern, whole, category_id }) => (await client.POST(API, { body: { pattern, whole, category_id } })).data as Rule,
  above: () => <Ledgers />,
}

function nameOf(rule: Rule): string {
  return names.find((each) => each.id === rule.category_id)?.name ?? ''
}

function numberOf(draft: Draft): number {
  const wanted = given(draft, 'category').trim().toLocaleLowerCase()
  const found = names.find((each) => each.name.toLocaleLowerCase() === wanted)
  if (!found) throw new Problem(422, t('rules.unknownCategory'), null, { category: t('rules.unknownCategory') })
  return found.id
}
