// Exports: what is exported stands in the books, so that is asked first.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { confirm } from '@/kernel/confirm'
import { save } from '@/kernel/download'
import type { Export } from '@/kernel/table/column'
import { failed } from '@/kernel/toast'
import type { ExportFormat } from '../invoices'

/** UBL of several invoices comes as an archive with a file each. */
export const FORMATS = ['csv', 'xlsx', 'ubl', 'journal'] as const satisfies readonly ExportFormat[]

/** How the file is called where the server gives no name. */
const ENDS: Record<ExportFormat, string> = { csv: 'csv', xlsx: 'xlsx', ubl: 'zip', journal: 'csv' }

type What = Pick<Body<'/api/invoices/exports'>, 'invoice_ids' | 'batch_id'>

async function run(what: What, format: ExportFormat): Promise<void> {
  try {
    const { data, response } = await client.POST('/api/invoices/exports', { body: { ...what, format }, parseAs: 'blob' })
    if (data instanceof Blob) save(nameIn(response.headers.get('content-disposition')) ?? `invoices.${ENDS[format]}`, data)
  } catch (error) {
    failed(error)
  }
}

/** The name that the server gives a file. */
export function nameIn(header: string | null): string | null {
  const found = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(header ?? '')
  return found?.[1]?.trim() || null
}

export function ask(what: What, format: ExportFormat): Promise<void> {
  confirm({
    title: i18next.t('invoices:exports.title'), text: i18next.t('invoices:exports.hint'), confirm: i18next.t(`invoices:exports.${format}`),
    run: () => run(what, format),
  })
  return Promise.resolve()
}

/** What a list offers to export. */
export function exportsOf(what: What): Export[] {
  return FORMATS.map((format) => ({ label: i18next.t(`invoices:exports.${format}`), run: () => ask(what, format) }))
}
