// Many lines, one category; and, if wanted, the same for these payees from now on.
import { Alert, Button, Checkbox, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { CategoryInput } from './CategoryInput'

export function Categoriser({ run, close }: { run: (category: string | null, learn: boolean) => Promise<void>; close: () => void }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const [name, setName] = useState('')
  const [learn, setLearn] = useState(true)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    setBusy(true)
    try {
      await run(name.trim() || null, learn && name.trim() !== '')
      close()
    } catch (error) {
      setProblem(asProblem(error).message)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Stack gap="md">
        {problem && <Alert color="danger" variant="outline" role="alert">{problem}</Alert>}
        <CategoryInput label={t('field.category')} value={name} onChange={setName} autoFocus placeholder={t('books.uncategorised')} />
        <Checkbox checked={learn} onChange={(event) => setLearn(event.currentTarget.checked)} label={t('categorise.learn')} description={t('categorise.learnHint')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{kernel('cancel')}</Button>
          <Button type="submit" loading={busy}>{name.trim() ? t('categorise.put', { category: name.trim() }) : t('categorise.clear')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
