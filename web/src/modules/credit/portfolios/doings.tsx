// What can be done with a portfolio: put away, taken out again, deleted for good.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { failed, told, undoable } from '@/kernel/toast'
import { matching, type Portfolio, PORTFOLIO, PORTFOLIOS } from '../credit'
import { count } from '../figures'
import { change } from './portfolios'

export function useDoings(after: () => void = () => undefined) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const put = async (row: Portfolio, is_active: boolean) => {
    try {
      await change(row.id, { is_active }, null)
      undoable(t(is_active ? 'portfolios.restored' : 'portfolios.archivedNow', { name: row.name }), async () => {
        await change(row.id, { is_active: !is_active }, null)
        await refetch(queries, PORTFOLIOS)
      })
      after()
    } catch (error) {
      failed(error)
    }
    await refetch(queries, PORTFOLIOS)
  }
  const remove = (row: Portfolio, etag: string | null = null) => confirm({
    title: t('portfolios.deleteQuestion', { name: row.name }), text: t('portfolios.deleteText', { count: row.loan_count, shown: count(row.loan_count, locale) }),
    confirm: plain('remove'), typed: row.name.trim(),
    run: async () => {
      try {
        await client.DELETE(PORTFOLIO, { params: { path: { id: row.id } }, headers: matching(etag) })
        told(t('portfolios.deleted', { name: row.name }))
        after()
      } catch (error) {
        failed(error)
      }
      await refetch(queries, PORTFOLIOS)
    },
  })
  return { put, remove }
}
