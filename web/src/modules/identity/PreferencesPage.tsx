import { Divider, Radio, Stack, Switch, Text, Title, useMantineColorScheme } from '@mantine/core'
import '@mantine/core/styles/RadioIndicator.css'
import '@mantine/core/styles/Radio.css'
import '@mantine/core/styles/Switch.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { speak } from '@/kernel/language'
import { Page } from '@/kernel/Page'
import { type Density, type Language, prefer, usePreferences } from '@/kernel/preferences'
import { Reach } from './Reach'

/** Appearance, how the house may reach one, and beneath it what the modules let one choose. */
export function PreferencesPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('identity')
  const { language, density, singleKeys } = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Page title={t('preferences.title')} narrow>
      <Title order={2}>{t('preferences.browser')}</Title>
      <Text c="dimmed" size="sm" mb="md">{t('preferences.hint')}</Text>
      <Stack gap="xl">
        <Choice
          label={t('preferences.appearance')} value={colorScheme} onChange={setColorScheme}
          options={{ auto: t('preferences.auto'), light: t('preferences.light'), dark: t('preferences.dark') }}
        />
        <Choice<Language> label={t('preferences.language')} value={language} onChange={(next) => void speak(next)} options={{ en: 'English', ko: '한국어' }} />
        <Choice<Density>
          label={t('preferences.density')} value={density} onChange={(next) => prefer({ density: next })}
          options={{ comfortable: t('preferences.comfortable'), compact: t('preferences.compact') }}
        />
        <Switch
          label={t('preferences.singleKeys')} description={t('preferences.singleKeysHint')} checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
        />
      </Stack>
      <Divider my="xl" />
      <Reach />
      <Stack gap="xl" mt="xl">{children}</Stack>
    </Page>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  value: V
  onChange: (value: V) => void
  options: Readonly<Record<V, string>>
}

function Choice<V extends string>({ label, value, onChange, options }: ChoiceProps<V>) {
  const names = Object.keys(options) as V[]
  return (
    <Radio.Group label={label} value={value} onChange={(next) => { const chosen = names.find((each) => each === next); if (chosen) onChange(chosen) }}>
      <Stack gap="xs" mt="xs">{names.map((name) => <Radio key={name} value={name} label={options[name]} />)}</Stack>
    </Radio.Group>
  )
}
