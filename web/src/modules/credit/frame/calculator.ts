// How a page asks a calculator: what was entered goes along with the request. Neither the server nor the page keeps it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer, Body } from '@/kernel/api/types'
import { saveFrom } from '@/kernel/download'
import type { FileFormat } from './analysis'

/** Without a portfolio, and whoever may read one may ask. */
export type CalculatorPath = '/api/v1/credit/schedule' | '/api/v1/credit/yield' | '/api/v1/credit/arrears'

export interface Calculation<T> {
  data: T | undefined
  error: unknown
  /** Of what was entered before. */
  stale: boolean
  again: () => void
  download: (format: FileFormat) => Promise<void>
}

/** `POST` of any shape: the client's own types follow the path, but not a path that is a parameter. */
type Plain = (path: string, init: object) => Promise<{ data?: unknown }>
const post: Plain = client.POST as unknown as Plain

/** Nothing is asked without a body. `key` stands for a body that is too long to be one. */
export function useCalculator<P extends CalculatorPath>(path: P, body: Body<P> | null, key: unknown = body): Calculation<Answer<P, 'post'>> {
  const asked = useQuery({
    queryKey: ['post', path, key] as const, enabled: body !== null, gcTime: 0, placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Answer<P, 'post'>> => (await post(path, { body, signal })).data as Answer<P, 'post'>,
  })
  const name = path.split('/').at(-1) ?? ''
  const download = (format: FileFormat) => saveFrom(`${name}.${format}`, () => post(path, { params: { query: { format } }, body, parseAs: 'blob' }))
  // What was found before says nothing once there is nothing to ask.
  return { data: body === null ? undefined : asked.data, error: body === null ? null : asked.error, stale: asked.isPlaceholderData, again: () => void asked.refetch(), download }
}
