// The loans of a list as a file, made by the server with the columns of an upload.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import type { Query } from '@/kernel/api/types'
import { saveFrom } from '@/kernel/download'
import type { Export } from '@/kernel/table/column'
import { LOANS } from '../credit'
import { FILE_FORMATS } from '../frame/analysis'
import type { List } from './list'

export function exportsOf(id: number, list: List, total: number): Export[] {
  if (total === 0) return []
  return FILE_FORMATS.map((format) => ({
    label: i18next.t(`table.${format}`),
    run: () => saveFrom(`loans.${format}`, () =>
      client.GET(LOANS, { params: { path: { id }, query: { ...list, format } as Query<typeof LOANS> }, parseAs: 'blob' })),
  }))
}
