import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/problem'
import { Empty, Failed } from '../states/States'

export function Missing() {
  const { t } = useTranslation()
  return (
    <Empty title={t('state.missing')} action={<Button component={Link} to="/" variant="default">{t('state.home')}</Button>}>
      {t('state.missingHint')}
    </Empty>
  )
}

/** The last resort: a page that threw. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (error instanceof Problem) return <Failed error={error} retry={() => location.reload()} />
  return (
    <Empty title={t('error.title')} action={<Button onClick={() => location.reload()}>{t('error.reload')}</Button>}>
      {t('error.hint')}
    </Empty>
  )
}
