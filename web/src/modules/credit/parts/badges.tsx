import { Status } from '@/kernel/Status'
import { useTranslation } from 'react-i18next'
import { GRADE_TONES, gradeOf, isStatus, STATUS_TONES, statusName } from '../credit'

export function StatusBadge({ status }: { status: string }) {
  useTranslation('credit')
  return isStatus(status) ? <Status tone={STATUS_TONES[status]}>{statusName(status)}</Status> : <>{status}</>
}

/** A rating with the colour of its grade; the grade itself is on hover. */
export function RatingBadge({ rating }: { rating: string | null | undefined }) {
  const { t } = useTranslation('credit')
  if (!rating) return <>—</>
  const grade = gradeOf(rating)
  return <span className="rating" data-tone={grade ? GRADE_TONES[grade] : undefined} title={grade ? t(`grade.${grade}`) : t('grade.none')}>{rating}</span>
}
