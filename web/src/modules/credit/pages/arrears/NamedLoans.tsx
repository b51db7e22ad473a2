// Which loans a bucket or a cell holds. The server names the first hundred; one of this portfolio is found by its id.
import { Anchor, Modal, Text } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { count } from '../../figures'
import { useLoansLink } from '../../frame/portfolio'

export interface Named {
  title: string
  loans: number
  ids: readonly string[]
}

export function NamedLoans({ of: { title, loans, ids }, close }: { of: Named; close: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const to = useLoansLink()
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': plain('close') }}>
      <Text size="sm" c="dimmed" mb="xs">{t('analyses.loans', { count: loans, shown: count(loans, locale) })}{loans > ids.length && ` · ${t('analyses.arrears.firstOnly', { count: ids.length })}`}</Text>
      <ul className="named-loans">{ids.map((id) => <li key={id}><Anchor component={Link} to={to({ search: id })} size="sm">{id}</Anchor></li>)}</ul>
    </Modal>
  )
}
