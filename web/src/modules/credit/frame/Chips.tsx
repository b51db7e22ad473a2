// What narrows the loans, in words; each piece can be taken off. On paper it is what tells.
import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { IconClose } from '@/kernel/icons'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { isStatus, statusName } from '../credit'
import { count } from '../figures'
import { type Chip, chipsOf, MOVES, type RangeKind, ratingWords } from '../filter'
import { useChange, useClearFilter } from './change'
import { usePortfolio } from './portfolio'

export function Chips() {
  const { t } = useTranslation('credit')
  const { filter } = usePortfolio()
  const change = useChange()
  const clear = useClearFilter()
  const said = useChipWords()
  const chips = chipsOf(filter)
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label={t('filter.set')}>
      {chips.map((chip) => {
        const [label, value] = said(chip)
        return (
          <li key={chip.key}>
            <span>{label}: {chip.key === 'borrower' || chip.key === 'borrowers' || chip.key === 'search' ? <Private>{value}</Private> : value}</span>
            <ActionIcon
              size="sm" variant="subtle" color="gray" className="no-print" aria-label={t('filter.takeOff', { name: label })}
              onClick={() => change(Object.fromEntries(chip.keys.map((key) => [key, undefined])))}
            ><IconClose size={14} /></ActionIcon>
          </li>
        )
      })}
      <li className="no-print bare"><Button size="compact-sm" variant="subtle" onClick={clear}>{t('filter.clear')}</Button></li>
    </ul>
  )
}

const RATIOS = { debt_to_equity: 'debtToEquity', interest_coverage: 'interestCoverage', leverage_ratio: 'leverage' } as const

/** The first of many names. */
function few(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} + ${names.length - 2}` : names.join(', ')
}

function useChipWords(): (chip: Chip) => [string, string] {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const one = (kind: RangeKind, value: string) => (kind === 'date' ? formatDay(value, locale) : formatMoney(money(value), locale))
  return ({ key, values, range }) => {
    if (range) {
      const { from, to, kind, name } = range
      const words = from && to ? (from === to ? one(kind, from) : t('filter.between', { from: one(kind, from), to: one(kind, to) }))
        : from ? t('filter.atLeast', { value: one(kind, from) }) : t('filter.atMost', { value: one(kind, to ?? '') })
      return [t(`field.${name}`), words]
    }
    if (key === 'rating') return [t('field.rating'), ratingWords(values)]
    if (key === 'status') return [t('field.status'), values.map((each) => (isStatus(each) ? statusName(each) : each)).join(', ')]
    if (key === 'sectors' || key === 'countries' || key === 'borrowers') return [t(`filter.${key}`), few(values.map((each) => each || t('filter.without')))]
    if (key === 'unknown') return [t('filter.unknown'), values.map((each) => (each in RATIOS ? t(`field.${RATIOS[each as keyof typeof RATIOS]}`) : each)).join(', ')]
    if (key === 'breaches') return [t('filter.breaches'), values[0] === 'urgent' ? t('filter.urgent') : t('filter.atLeast', { value: values[0] })]
    if (key === 'ids') return [t('filter.ids'), count(values.length, locale)]
    if (key === 'moved') {
      const [kind, from, to] = values
      const known = MOVES.find((each) => each === kind)
      return [t('filter.moved'), [known && t(`move.${known}`), (from || to) && `${from || '…'} → ${to || '…'}`].filter(Boolean).join(', ')]
    }
    const label = key === 'sector' ? t('field.sector') : key === 'country' ? t('field.country') : key === 'borrower' ? t('field.borrower') : t('filter.searched')
    return [label, values.join(', ')]
  }
}
