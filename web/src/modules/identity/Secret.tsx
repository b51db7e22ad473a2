import { Alert, Button, Code, CopyButton, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Something shown only once, with a way to take it along. */
export function Secret({ title, hint, value }: { title: string; hint: string; value: string }) {
  const { t } = useTranslation()
  return (
    <Alert color="petrol" variant="outline" title={title} mt="md" w="100%" role="status">
      <Group gap="sm" my="xs">
        <Code fz="md" data-secret>{value}</Code>
        <CopyButton value={value}>
          {({ copied, copy }) => <Button size="compact-sm" variant="default" onClick={copy}>{copied ? t('copied') : t('copy')}</Button>}
        </CopyButton>
      </Group>
      {hint}
    </Alert>
  )
}
