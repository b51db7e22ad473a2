// How a line reads while nobody edits it.
import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/kernel/Amount'
import { formatShortDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Cash } from '../cash'
import type { Line } from './lines'

export type Part = 'date' | 'payee' | 'category' | 'amount'

interface CellProps {
  line: Line
  edit: ((part: Part) => void) | undefined
}

/** The day; its year only where it is not this one. */
export function DayOf({ on }: { on: string }) {
  const locale = useLocale()
  const old = on.slice(0, 4) !== String(new Date().getFullYear())
  return <time dateTime={on}>{old ? on : formatShortDay(on, locale)}</time>
}

export function Payee({ line, edit }: CellProps) {
  const { t } = useTranslation('planning')
  const { payee, memo, status, type } = line.transaction
  const name = payee || (type === 'opening' ? t('type.opening') : type === 'transfer' ? t('type.transfer') : t('books.noPayee'))
  return (
    <>
      {edit
        ? <UnstyledButton className="cell" onClick={() => edit('payee')}><Private>{name}</Private></UnstyledButton>
        : <Private>{name}</Private>}
      {status === 'pending' && <span className="hint"> · {t('books.pending')}</span>}
      {memo && memo !== payee && <div className="memo"><Private>{memo}</Private></div>}
    </>
  )
}

interface CategoryProps extends CellProps {
  accountId: number | undefined
  onSplit: () => void
}

export function CategoryOf({ line, edit, accountId, onSplit }: CategoryProps) {
  const { t } = useTranslation('planning')
  const { type, splits, category, account, account_id, to_account, to_account_id } = line.transaction
  if (type === 'transfer') {
    const arrived = to_account_id === accountId && account_id !== accountId
    const other = arrived ? account : to_account
    return (
      <Link to="/accounts/$id" params={{ id: String(arrived ? account_id : to_account_id) }} className="quiet-link">
        <Private>{t(arrived ? 'books.from' : 'books.to', { account: other })}</Private>
      </Link>
    )
  }
  if (splits.length > 1) {
    const names = [...new Set(splits.map((each) => each.category ?? t('books.uncategorised')))].join(', ')
    return <UnstyledButton className="cell" onClick={onSplit} title={names}>{t('books.split', { count: splits.length })} <span className="hint">{names}</span></UnstyledButton>
  }
  if (type === 'opening') return <span className="hint">{t('type.opening')}</span>
  const shown = category ?? <span className="uncategorised">{t('books.uncategorised')}</span>
  return edit ? <UnstyledButton className="cell" onClick={() => edit('category')}>{shown}</UnstyledButton> : <>{shown}</>
}

export function AmountOf({ line, accountId, edit }: CellProps & { accountId: number | undefined }) {
  const { type, currency } = line.transaction
  // Over all accounts the currency is said; in an account it stands above.
  const figure = accountId === undefined ? <Cash of={line.amount} currency={currency} signed={type !== 'transfer'} /> : <>{line.amount > 0n && type !== 'transfer' && '+'}<Amount of={line.amount} /></>
  const tone = type === 'transfer' ? 'moved' : line.amount > 0n ? 'in' : undefined
  return <span className="flow" data-tone={tone}>{edit ? <UnstyledButton className="cell figure" onClick={() => edit('amount')}>{figure}</UnstyledButton> : figure}</span>
}
