// Categories and the rules that fill them are two pages of one thing.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import './planning.css'

export function Ledgers() {
  const { t } = useTranslation('planning')
  return (
    <nav className="tabs" aria-label={t('categories.title')}>
      <Link to="/categories" activeProps={{ 'aria-current': 'page' }}>{t('categories.title')}</Link>
      <Link to="/rules" activeProps={{ 'aria-current': 'page' }}>{t('rules.title')}</Link>
    </nav>
  )
}
