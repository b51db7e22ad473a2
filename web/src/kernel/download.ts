// Files: the server's own exports, and tables that the console already holds.
import i18next from 'i18next'
import { cell } from './csv'
import { failed, told } from './toast'

export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser needs the address until it has begun to read.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000)
  told(i18next.t('table.exported', { name }))
}

/** Fetches through the client, so that an expired session is renewed and a refusal is told. */
export async function saveFrom(name: string, fetch: () => Promise<{ data?: unknown }>): Promise<void> {
  try {
    const { data } = await fetch()
    if (data instanceof Blob) save(name, data)
  } catch (error) {
    failed(error)
  }
}

export function saveCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n')
  // With a byte order mark: Excel otherwise misreads everything beyond ASCII.
  save(`${name}.csv`, new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv' }))
}
