import type { Listed } from '@/kernel/resource/resource'

const PAGE = 100

/** A person's own budgets and goals are few: they are fetched whole, so that totals are true. */
export async function wholeList<Row>(
  fetch: (page: { skip: number; limit: number }) => Promise<{ data?: Row[]; response: Response }>,
): Promise<Listed<Row>> {
  const rows: Row[] = []
  for (;;) {
    const { data = [], response } = await fetch({ skip: rows.length, limit: PAGE })
    rows.push(...data)
    const total = Number(response.headers.get('x-total-count') ?? rows.length)
    if (data.length < PAGE || rows.length >= total) return { rows, total: rows.length }
  }
}
