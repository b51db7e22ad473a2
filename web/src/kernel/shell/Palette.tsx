// ⌘K: go anywhere, find a record, do the common things. Fetched when first opened.
import { spotlight, Spotlight } from '@mantine/spotlight'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../auth/session'
import { IconPerson, IconSearch } from '../icons'
import type { Module, NavigationEntry, PaletteAction } from '../module'
import { Private } from '../Private'

interface PaletteProps {
  modules: readonly Module[]
  opened: boolean
  onClose: () => void
}

export function Palette({ modules, opened, onClose }: PaletteProps) {
  const { t } = useTranslation()
  const can = useCan()
  const [text, setText] = useState('')
  const finders = modules.flatMap((module) => (module.find && can(module.find.permission) ? [module.find] : []))
  const [asked] = useDebouncedValue(text.trim(), 200)
  const found = useQuery({
    queryKey: ['palette', asked],
    enabled: opened && asked.length > 1 && finders.length > 0,
    queryFn: ({ signal }) => Promise.all(finders.map((each) => each.search(asked, signal))),
  })
  const navigate = useNavigate()

  useEffect(() => {
    if (opened) spotlight.open()
    else spotlight.close()
  }, [opened])

  const go = (to: string) => {
    spotlight.close()
    void navigate({ to })
  }
  const matches = (entry: Omit<NavigationEntry, 'to'>) =>
    can(entry.permission) && entry.label().toLocaleLowerCase().includes(text.trim().toLocaleLowerCase())
  const pages = modules.flatMap((module) => module.navigation.filter(matches))
  const actions = modules.flatMap((module) => module.actions.filter(matches))
  const searching = asked !== text.trim() || found.isFetching
  const nothing = pages.length === 0 && actions.length === 0 && !found.data?.some((each) => each.length > 0)

  return (
    <Spotlight.Root
      query={text} onQueryChange={setText} onSpotlightClose={onClose} shortcut={null}
      scrollable maxHeight={440} title={t('palette.title')} clearQueryOnClose overlayProps={{ blur: 0 }}
    >
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.title')} leftSection={<IconSearch />} />
      <Spotlight.ActionsList>
        <Group label={t('palette.pages')} entries={pages} go={go} />
        <Group label={t('palette.actions')} entries={actions} go={go} />
        {finders.map((finder, at) => {
          const records = found.data?.[at] ?? []
          return records.length > 0 && text.trim().length > 1 ? (
            <Spotlight.ActionsGroup key={finder.label()} label={finder.label()}>
              {records.map((record) => (
                <Spotlight.Action key={record.id} onClick={() => go(record.to)} leftSection={<IconPerson />}>
                  <Private>{record.label}</Private><span className="palette-hint"><Private>{record.hint}</Private></span>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ) : null
        })}
        {nothing && <Spotlight.Empty>{searching ? t('palette.searching') : t('palette.nothing', { text })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

interface GroupProps {
  label: string
  entries: readonly (NavigationEntry | PaletteAction)[]
  go: (to: string) => void
}

function Group({ label, entries, go }: GroupProps) {
  if (entries.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {entries.map((entry) => (
        <Spotlight.Action key={`${entry.to}${entry.label()}`} leftSection={<entry.icon />} onClick={() => go(entry.to)}>
          {entry.label()}
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  )
}
