// Two-factor sign-in: enrolment with a QR code, recovery codes shown once, and switching it off.
import { Button, Code, CopyButton, Group, Modal, SimpleGrid, Text, Title } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/core/styles/SimpleGrid.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { meQuery, useMe } from '@/kernel/auth/session'
import { save } from '@/kernel/download'
import { RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Status } from '@/kernel/Status'
import { failed, told } from '@/kernel/toast'

interface Enrolment {
  secret: string
  qr: string
}

export function TwoFactor() {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const [codes, setCodes] = useState<readonly string[]>([])
  const [leaving, setLeaving] = useState(false)
  const renew = () => queries.fetchQuery({ ...meQuery, staleTime: 0 })

  const start = async () => {
    try {
      const { data } = await client.PUT('/api/v1/settings/2fa/enable', { body: {} })
      if (data?.secret && data.qr_svg) setEnrolment({ secret: data.secret, qr: data.qr_svg })
    } catch (error) {
      failed(error)
    }
  }
  const finish = async (code: string) => {
    const { data } = await client.PUT('/api/v1/settings/2fa/enable', { body: { code: code.replace(/\s/g, '') } })
    setEnrolment(null)
    setCodes(data?.recovery_codes ?? [])
    told(t('security.enabled'))
    await renew()
  }

  return (
    <section aria-label={t('security.twoFactor')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('security.twoFactor')}</Title>
        <Status tone={me.two_factor_enabled ? 'good' : 'still'}>{me.two_factor_enabled ? t('state.on') : t('state.off')}</Status>
      </Group>
      <Text c="dimmed" size="sm" mb="md">{me.two_factor_enabled ? t('security.on') : t('security.off')}</Text>
      {codes.length > 0 && <RecoveryCodes codes={codes} kept={() => setCodes([])} />}
      {me.two_factor_enabled && codes.length === 0 && (
        <Button variant="default" onClick={() => setLeaving(true)}>{t('security.disable')}</Button>
      )}
      {!me.two_factor_enabled && !enrolment && codes.length === 0 && <Button onClick={() => void start()}>{t('security.start')}</Button>}
      {enrolment && <Enrol enrolment={enrolment} finish={finish} cancel={() => setEnrolment(null)} />}
      <Modal opened={leaving} onClose={() => setLeaving(false)} title={t('security.disable')} closeButtonProps={{ 'aria-label': plain('close') }}>
        <Text size="sm" mb="md">{t('security.disableText')}</Text>
        <RecordForm
          careless submitLabel={t('security.disable')} initial={{ password: '' }} onCancel={() => setLeaving(false)}
          fields={[{ name: 'password', label: t('field.password'), kind: 'password', required: true }]}
          onSubmit={async (draft) => {
            await client.PUT('/api/v1/settings/2fa/disable', { body: { password: given(draft, 'password') } })
            setLeaving(false)
            told(t('security.disabled'))
            await renew()
          }}
        />
      </Modal>
    </section>
  )
}

interface EnrolProps {
  enrolment: Enrolment
  finish: (code: string) => Promise<void>
  cancel: () => void
}

function Enrol({ enrolment, finish, cancel }: EnrolProps) {
  const { t } = useTranslation('identity')
  return (
    <div className="card">
      <Text size="sm" mb="md">{t('security.scan')}</Text>
      <Group align="flex-start" gap="lg">
        {/* As an image, never as markup: what the server drew cannot run anything here. White around it, or cameras miss it. */}
        <img
          src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qr)}`} alt={t('security.qr')} width={190} height={190}
          style={{ background: '#fff', padding: 8, borderRadius: 4 }}
        />
        <div style={{ flex: '1 1 220px' }}>
          <Text size="sm" c="dimmed">{t('security.byHand')}</Text>
          <Code block mb="md" data-secret style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{enrolment.secret}</Code>
          <RecordForm
            careless submitLabel={t('security.finish')} initial={{ code: '' }} onCancel={cancel}
            fields={[{ name: 'code', label: t('security.code'), kind: 'text', required: true, autoComplete: 'one-time-code' }]}
            onSubmit={(draft) => finish(given(draft, 'code'))}
          />
        </div>
      </Group>
    </div>
  )
}

function RecoveryCodes({ codes, kept }: { codes: readonly string[]; kept: () => void }) {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const text = codes.join('\n')
  return (
    <div className="card" role="status">
      <Title order={3}>{t('security.recovery')}</Title>
      <Text size="sm" c="dimmed" mb="md">{t('security.recoveryHint')}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mb="md">{codes.map((code) => <Code key={code} fz="sm">{code}</Code>)}</SimpleGrid>
      <Group gap="sm">
        <CopyButton value={text}>
          {({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? plain('copied') : t('security.copyCodes')}</Button>}
        </CopyButton>
        <Button variant="default" onClick={() => save('bursar-recovery-codes.txt', new Blob([text, '\n'], { type: 'text/plain' }))}>
          {t('security.downloadCodes')}
        </Button>
        <Button onClick={kept}>{t('security.kept')}</Button>
      </Group>
    </div>
  )
}
