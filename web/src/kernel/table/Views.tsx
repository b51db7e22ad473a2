// Saved views: a name for a search, filters and order; kept in this browser.
import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openDialog } from '../dialogs'
import { IconBookmark, IconClose } from '../icons'
import { store, stored } from '../preferences'

type Search = Record<string, unknown>

interface View {
  name: string
  search: Search
}

interface ViewsProps {
  name: string
  search: Search
  onSearch: (change: Search) => void
}

export function Views({ name, search, onSearch }: ViewsProps) {
  const { t } = useTranslation()
  const key = `bursar.views.${name}`
  const [views, setViews] = useState<readonly View[]>(() => stored<View[]>(key, []))

  const keep = (next: readonly View[]) => {
    store(key, next)
    setViews(next)
  }
  const apply = (view: View) => {
    const cleared = Object.fromEntries(Object.keys(search).map((each) => [each, undefined]))
    onSearch({ ...cleared, ...view.search, page: undefined })
  }
  const add = (title: string) => {
    const { page: _, ...kept } = search
    keep([...views.filter((each) => each.name !== title), { name: title, search: kept }])
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="input-sm" aria-label={t('table.views')} title={t('table.views')}><IconBookmark /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{t('table.noViews')}</Menu.Label>}
        {views.map((view) => <Menu.Item key={view.name} onClick={() => apply(view)}>{view.name}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item
          onClick={() => void openDialog({
            title: t('table.saveView'),
            content: (close) => <Naming views={views} add={(title) => { add(title); close() }} keep={(next) => { keep(next); close() }} />,
          })}
        >
          {t('table.saveView')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface NamingProps {
  views: readonly View[]
  add: (title: string) => void
  keep: (views: readonly View[]) => void
}

/** Names a new view, and clears away old ones. */
function Naming({ views, add, keep }: NamingProps) {
  const { t } = useTranslation()
  const [title, setTitle] = useState('')
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); if (title.trim()) add(title.trim()) }}>
        <TextInput data-autofocus label={t('table.viewName')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Group justify="flex-end" mt="md"><Button type="submit" disabled={!title.trim()}>{t('save')}</Button></Group>
      </form>
      {views.map((view) => (
        <Group key={view.name} justify="space-between" mt="xs">
          {view.name}
          <ActionIcon variant="subtle" aria-label={t('table.deleteView', { name: view.name })} onClick={() => keep(views.filter((each) => each !== view))}>
            <IconClose />
          </ActionIcon>
        </Group>
      ))}
    </>
  )
}
