// Files that wait to be sent with a claim, and how far each has come.
import { ActionIcon, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconCheck, IconClose } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { DropZone } from './DropZone'
import { formatSize } from './rules'
import { Thumb } from './Thumb'

export interface Chosen {
  key: string
  file: File
  percent?: number | undefined
  problem?: string | undefined
  sent?: boolean
}

interface ChosenFilesProps {
  files: readonly Chosen[]
  onChange: (files: readonly Chosen[]) => void
  /** Nothing is added or taken away any more. */
  fixed?: boolean
}

let count = 0

export function ChosenFiles({ files, onChange, fixed }: ChosenFilesProps) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  return (
    <div>
      {!fixed && <Text size="sm" fw={600} mb={4}>{t('documents.title')}</Text>}
      {!fixed && <DropZone onFiles={(more) => onChange([...files, ...more.map((file) => ({ key: `file-${(count += 1)}`, file }))])} />}
      {files.length > 0 && (
        <ul className="papers" aria-label={t('documents.list')}>
          {files.map((each) => (
            <li key={each.key}>
              <Thumb file={each.file} />
              <span className="paper">
                {each.file.name}
                <small data-bad={each.problem ? true : undefined} role={each.problem ? 'alert' : undefined}>
                  {each.problem ?? (each.sent ? t('documents.done') : each.percent === undefined ? formatSize(each.file.size, locale) : t('documents.sendingNow', { percent: each.percent }))}
                </small>
                {each.percent !== undefined && !each.sent && <span className="meter" style={{ display: 'block' }}><span style={{ width: `${each.percent}%` }} /></span>}
              </span>
              {each.sent ? <IconCheck /> : !fixed && (
                <ActionIcon variant="subtle" color="gray" aria-label={t('documents.remove', { name: each.file.name })} onClick={() => onChange(files.filter((other) => other !== each))}><IconClose /></ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
