import { Kbd, Modal, Text, Title } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { useTranslation } from 'react-i18next'
import { useAllShortcuts } from '../keys'
import { usePreferences } from '../preferences'

/** All keys that work right now, by where they work. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const shortcuts = useAllShortcuts()
  const { singleKeys } = usePreferences()
  const everywhere = t('keys.everywhere')
  const all = [
    { key: 'Ctrl/⌘ K', label: t('keys.palette'), group: everywhere },
    { key: 'Esc', label: t('keys.close'), group: everywhere },
    ...shortcuts,
  ]
  const groups = [...new Set(all.map((each) => each.group))]
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {!singleKeys && <Text size="sm" mb="sm">{t('keys.off')}</Text>}
      {groups.map((group) => {
        const unique = new Map(all.filter((each) => each.group === group).map((each) => [each.key, each]))
        return (
          <section key={group}>
            <Title order={3} mt="sm" mb={4}>{group}</Title>
            <dl className="keys">
              {[...unique.values()].map((each) => (
                <div key={each.key}><dt><Kbd>{each.key}</Kbd></dt><dd>{each.label}</dd></div>
              ))}
            </dl>
          </section>
        )
      })}
    </Modal>
  )
}
