import { Button, Text } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useVisitor } from '../customer/customer'
import './public.css'

/** What only customers can do; others are told how to become one, and come back here. */
export function NeedsAccount({ children }: { children: ReactNode }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const { me, buys } = useVisitor()
  const here = useRouterState({ select: (state) => state.location.href })
  if (buys) return children
  if (me) return <Text size="sm" c="dimmed">{t('customer.dev.notBuyer')}</Text>
  return (
    <div className="needs-account">
      <Text size="sm">{t('customer.dev.needsAccount')}</Text>
      <Button component={Link} to="/join" search={{ next: here } as never} fullWidth>{t('customer.dev.join')}</Button>
      <Button component={Link} to="/sign-in" search={{ next: here } as never} fullWidth variant="default">{plain('signIn')}</Button>
    </div>
  )
}
