import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import type { Session } from './people'

export function SessionFacts({ session }: { session: Session }) {
  const { t } = useTranslation('identity')
  return (
    <>
      <Text fw={600} size="sm" title={session.user_agent ?? undefined}>{useDevice(session.user_agent)}</Text>
      {session.current && <Text size="sm" component="div"><Status tone="good">{t('session.current')}</Status></Text>}
      <Text size="sm" c="dimmed">
        {session.ip_address && `${session.ip_address} · `}{t('session.lastSeen')} <Ago at={session.last_activity} /> · {t('session.signedIn')} <Ago at={session.created_at} />
      </Text>
    </>
  )
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Headless|Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari'], [/curl/i, 'curl'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux'],
]

/** What people call their device, as far as its own description tells. */
export function useDevice(agent: string | null | undefined): string {
  const { t } = useTranslation('identity')
  const browser = BROWSERS.find(([sign]) => sign.test(agent ?? ''))?.[1]
  const system = SYSTEMS.find(([sign]) => sign.test(agent ?? ''))?.[1]
  if (browser && system) return t('session.on', { browser, system })
  return browser ?? system ?? agent?.split(' ')[0] ?? t('session.unknown')
}
