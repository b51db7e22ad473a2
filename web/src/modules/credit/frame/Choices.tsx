// Several of a list at once: the ratings by grade, the statuses.
import { Button, Checkbox, Group, Popover, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDown } from '@/kernel/icons'
import { INVESTMENT_GRADE, RATINGS, SPECULATIVE_GRADE, STATUSES, statusName } from '../credit'
import { ratingWords } from '../filter'

interface ChoiceProps {
  value: readonly string[]
  onChange: (value: string[]) => void
}

export function RatingChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('credit')
  const put = (ratings: readonly string[], on: boolean) => {
    const next = new Set(value)
    for (const each of ratings) if (on) next.add(each); else next.delete(each)
    onChange(RATINGS.filter((each) => next.has(each)))
  }
  return (
    <Choice label={t('field.rating')} said={ratingWords(value)} width={300} clear={value.length > 0 ? () => onChange([]) : undefined}>
      {([['investment', INVESTMENT_GRADE], ['speculative', SPECULATIVE_GRADE]] as const).map(([grade, ratings]) => {
        const chosen = ratings.filter((each) => value.includes(each)).length
        return (
          <fieldset key={grade} className="choice-group">
            <legend>
              <Checkbox
                size="xs" label={t(`grade.${grade}`)} checked={chosen === ratings.length} indeterminate={chosen > 0 && chosen < ratings.length}
                onChange={(event) => put(ratings, event.currentTarget.checked)}
              />
            </legend>
            <div className="notches">
              {ratings.map((each) => <div key={each} data-sign={each.endsWith('+') ? 'plus' : each.endsWith('-') ? 'minus' : 'flat'}><Checkbox size="xs" label={each} checked={value.includes(each)} onChange={(event) => put([each], event.currentTarget.checked)} /></div>)}
            </div>
          </fieldset>
        )
      })}
    </Choice>
  )
}

export function StatusChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('credit')
  return (
    <Choice label={t('field.status')} said={STATUSES.filter((each) => value.includes(each)).map(statusName).join(', ')} width={220} clear={value.length > 0 ? () => onChange([]) : undefined}>
      {STATUSES.map((each) => (
        <Checkbox
          key={each} size="sm" label={statusName(each)} checked={value.includes(each)}
          onChange={(event) => onChange(STATUSES.filter((one) => (one === each ? event.currentTarget.checked : value.includes(one))))}
        />
      ))}
    </Choice>
  )
}

function Choice({ label, said, width, clear, children }: { label: string; said: string; width: number; clear: (() => void) | undefined; children: ReactNode }) {
  const { t } = useTranslation('credit')
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={width} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={said ? 'light' : 'default'} rightSection={<IconDown size={16} />} className="choice" aria-expanded={open}
          onClick={() => setOpen(!open)}
        >{said ? `${label}: ${said}` : label}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {children}
          {clear && <Group justify="flex-end"><Button size="xs" variant="subtle" onClick={clear}>{t('filter.clearOne')}</Button></Group>}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
