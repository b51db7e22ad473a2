// Projects: something larger that takes time and money.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import type { Answer, Body } from '@/kernel/api/types'
import { Amount } from '@/kernel/Amount'
import { formatMoney, money, wire } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given, type Resource } from '@/kernel/resource/resource'
import { Status, type Tone } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { wholeList } from './wholeList'

type Project = Answer<'/api/v1/projects'>[number]
type State = Project['status']

const API = '/api/v1/projects'
const ONE = '/api/v1/projects/{id}'
const STATES = ['planning', 'in_progress', 'completed'] as const satisfies readonly State[]
const TONES: Record<State, Tone> = { planning: 'still', in_progress: 'open', completed: 'good' }
const t = i18next.getFixedT(null, 'planning')

export const projects: Resource<Project> = {
  path: '/projects',
  api: API,
  read: 'planning:read',
  write: 'planning:write',
  words: () => ({
    title: t('projects.title'), one: t('projects.one'), add: t('projects.add'),
    emptyTitle: t('projects.empty'), emptyText: t('projects.emptyHint'), deleted: (name) => t('projects.deleted', { name }),
  }),
  name: (project) => project.project_name,
  filters: () => [{ name: 'status', label: t('goals.status'), kind: 'select', options: states() }],
  columns: () => [
    { id: 'name', header: t('projects.name'), sort: 'name', value: (row) => row.project_name, cell: (row) => row.project_name },
    { id: 'description', header: t('projects.description'), wide: true, value: (row) => row.description, cell: (row) => <span className="hint">{row.description.length > 80 ? `${row.description.slice(0, 79)}…` : row.description}</span> },
    { id: 'start', header: t('projects.start'), sort: 'start', wide: true, value: (row) => row.start_date ?? '', cell: (row) => <Day on={row.start_date} /> },
    { id: 'end', header: t('projects.end'), sort: 'end', wide: true, value: (row) => row.end_date ?? '', cell: (row) => <Day on={row.end_date} /> },
    { id: 'budget', header: t('projects.budget'), sort: 'budget', align: 'end', value: (row) => money(row.budget), cell: (row) => (row.budget === null ? '—' : <Amount of={money(row.budget)} />) },
    { id: 'status', header: t('goals.status'), sort: 'status', value: (row) => row.status, cell: (row) => <Status tone={TONES[row.status]}>{t(`projectStatus.${row.status}`)}</Status> },
  ],
  fields: () => [
    { name: 'project_name', label: t('projects.name'), kind: 'text', required: true },
    { name: 'description', label: t('projects.description'), kind: 'lines' },
    { name: 'budget', label: t('projects.budget'), kind: 'money' },
    { name: 'start_date', label: t('projects.start'), kind: 'date' },
    { name: 'end_date', label: t('projects.end'), kind: 'date' },
    { name: 'status', label: t('goals.status'), kind: 'select', options: states() },
  ],
  values: (row) => ({
    project_name: row?.project_name ?? '', description: row?.description ?? '', budget: row?.budget != null ? formatMoney(money(row.budget), locale()) : '',
    start_date: row?.start_date?.slice(0, 10) ?? '', end_date: row?.end_date?.slice(0, 10) ?? '', status: row?.status ?? 'planning',
  }),
  list: (search, signal) => {
    const status = STATES.find((each) => each === search.status)
    return wholeList((page) => client.GET(API, { params: { query: { ...(status ? { status } : {}), ...page } }, signal }))
  },
  get: async (id, signal) => {
    const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
    return { row: data as Project, etag: response.headers.get('etag') }
  },
  create: async (draft) => (await client.POST(API, {
    body: {
      project_name: given(draft, 'project_name'), description: given(draft, 'description'), status: given(draft, 'status') as State,
      budget: given(draft, 'budget') || null, start_date: given(draft, 'start_date') || null, end_date: given(draft, 'end_date') || null,
    },
  })).data as Project,
  update: async (id, draft, etag) => {
    const body = ('description' in draft ? { ...draft, description: draft.description ?? '' } : draft) as Body<typeof ONE, 'patch'>
    return (await client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Project
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ project_name, description, status, budget, start_date, end_date }) =>
    (await client.POST(API, { body: { project_name, description, status, start_date, end_date, budget: budget === null ? null : wire(money(budget)) } })).data as Project,
  facts: (row) => (
    <dl className="facts">
      <dt>{t('field.created')}</dt><dd><Ago at={row.created_at} /></dd>
      {row.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={row.updated_at} /></dd></>}
    </dl>
  ),
}

function states() {
  return STATES.map((value) => ({ value, label: t(`projectStatus.${value}`) }))
}
