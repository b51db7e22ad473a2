// How a page asks for an analysis: with the filter and the day of the address, and whatever it adds itself.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer, Path, Query } from '@/kernel/api/types'
import { save } from '@/kernel/download'
import { failed } from '@/kernel/toast'
import { today } from '../figures'
import { fileName, nameIn } from './name'
import { usePortfolio } from './portfolio'

/** The analyses of a portfolio that are asked for by GET. */
export type AnalysisPath = Extract<Path, `/api/v1/portfolios/{id}/analytics/${string}`>
/** What a page adds to the filter and the day. */
export type Extra<P extends Path> = Omit<Query<P>, 'format' | 'as_of'>
export const FILE_FORMATS = ['csv', 'xlsx'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** What every analysis says of itself. */
export interface Said {
  as_of: string
  loans: number
  exposure: number | string
  definition: string
  /** Of studies over time: where the ratings come from. */
  ratings_source?: string
  revision: number
}

export interface Asked<T> {
  data: T | undefined
  error: unknown
  /** Older figures are shown while newer ones are on their way. */
  stale: boolean
  again: () => void
  /** The main table as a file of the server's. */
  download: (format: FileFormat) => Promise<void>
}

/** `GET` of any shape: the client's own types follow the path, but not a path that is a parameter. */
type Plain = (path: string, init: object) => Promise<{ data?: unknown; response: Response }>
const get: Plain = client.GET as unknown as Plain

export function useAnalysis<P extends AnalysisPath>(path: P, extra: Extra<P> | Record<string, never> = {}, enabled = true): Asked<Answer<P>> {
  const { id, filter, asOf, portfolio } = usePortfolio()
  const query = { ...filter, ...(asOf ? { as_of: asOf } : {}), ...extra }
  const params = { path: { id }, query }
  const asked = useQuery({
    queryKey: ['get', path, { params }] as const,
    queryFn: async ({ signal }): Promise<Answer<P>> => (await get(path, { params, signal })).data as Answer<P>,
    placeholderData: keepPreviousData,
    enabled,
  })
  const download = async (format: FileFormat) => {
    try {
      const { data, response } = await get(path, { params: { path: { id }, query: { ...query, format } }, parseAs: 'blob' })
      if (data instanceof Blob) save(nameIn(response) ?? fileName(portfolio.name, path, asOf ?? today(), format), data)
    } catch (error) {
      failed(error)
    }
  }
  return { data: asked.data, error: asked.error, stale: asked.isPlaceholderData, again: () => void asked.refetch(), download }
}
