// The matrix of rights and roles, and what each operation of the server needs.
import { Tabs, Text, TextInput, VisuallyHidden } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { Guarded } from '@/kernel/Guarded'
import { IconCheck, IconSearch } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { roleName } from './people'

type Rights = Answer<'/api/admin/rights'>

export function RightsPage() {
  const { t } = useTranslation('identity')
  return (
    <Page title={t('rights.title')} hint={t('rights.hint')}>
      <Guarded permission="identity:read"><Loaded /></Guarded>
    </Page>
  )
}

function Loaded() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const { q = '', tab } = useSearch({ from: '/_app/rights' })
  const rights = useQuery($api.queryOptions('get', '/api/admin/rights', undefined, { staleTime: 300_000 }))
  if (rights.error) return <Failed error={rights.error} retry={() => void rights.refetch()} />
  if (!rights.data) return <Lines count={8} />
  const go = (search: { q?: string; tab?: 'operations' }) => void navigate({ to: '/rights', search, replace: true })
  return (
    <Tabs value={tab ?? 'matrix'} keepMounted={false} onChange={(next) => go(next === 'operations' ? { tab: next } : {})}>
      <Tabs.List mb="md">
        <Tabs.Tab value="matrix">{t('rights.matrix')}</Tabs.Tab>
        <Tabs.Tab value="operations">{t('rights.operations')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="matrix"><Matrix rights={rights.data} /></Tabs.Panel>
      <Tabs.Panel value="operations">
        <TextInput
          aria-label={t('rights.filter')} placeholder={t('rights.filter')} leftSection={<IconSearch />} maw={420} mb="sm" type="search"
          value={q} onChange={(event) => go({ tab: 'operations', ...(event.currentTarget.value ? { q: event.currentTarget.value } : {}) })}
        />
        <Operations rights={rights.data} wanted={q} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Matrix({ rights }: { rights: Rights }) {
  const { t } = useTranslation('identity')
  return (
    <div className="table-scroll" role="region" aria-label={t('rights.matrix')} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('rights.permission')}</th>
            <th scope="col" data-wide>{t('rights.module')}</th>
            {rights.roles.map((role) => <th scope="col" key={role} style={{ textAlign: 'center' }}>{roleName(role)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rights.permissions.map((permission) => (
            <tr key={permission.key}>
              <th scope="row" style={{ position: 'static', background: 'none', color: 'inherit', whiteSpace: 'normal' }}>
                {permission.title}<Text size="xs" c="dimmed" ff="monospace">{permission.key}</Text>
              </th>
              <td data-wide>{permission.module}</td>
              {rights.roles.map((role) => {
                const holds = permission.roles.includes(role)
                const words = { role: roleName(role), permission: permission.key }
                return (
                  <td key={role} style={{ textAlign: 'center' }}>
                    {holds ? <IconCheck /> : <span aria-hidden="true" style={{ opacity: 0.4 }}>·</span>}
                    <VisuallyHidden>{holds ? t('rights.holds', words) : t('rights.lacks', words)}</VisuallyHidden>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const ROW = 58

/** Hundreds of operations: only the rows in view are drawn. */
function Operations({ rights, wanted }: { rights: Rights; wanted: string }) {
  const { t, i18n } = useTranslation('identity')
  const box = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => {
    const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    return rights.operations
      .map((each) => ({ ...each, who: each.public ? t('rights.public') : each.roles.length === rights.roles.length ? t('rights.signedIn') : each.roles.map(roleName).join(', ') }))
      .filter((each) => {
        const text = `${each.method} ${each.path} ${each.permission ?? ''} ${each.who} ${each.id} ${each.summary}`.toLocaleLowerCase()
        return words.every((word) => text.includes(word))
      })
  }, [rights, wanted, t, i18n.language])
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12 })
  if (rows.length === 0) return <Empty title={t('rights.none')} />
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" aria-live="polite">{t('rights.counted', { count: rows.length })}</Text>
      <div className="table-scroll" ref={box} role="region" aria-label={t('rights.operations')} tabIndex={0} style={{ maxHeight: 'calc(100dvh - 300px)', minHeight: 300 }}>
        <table className="data-table" aria-rowcount={rows.length + 1}>
          <thead>
            <tr><th scope="col">{t('rights.operation')}</th><th scope="col">{t('rights.permission')}</th><th scope="col" data-wide>{t('field.role')}</th></tr>
          </thead>
          <tbody>
            {before > 0 && <tr style={{ height: before }} aria-hidden="true"><td colSpan={3} /></tr>}
            {items.map(({ index }) => {
              const each = rows[index]
              return each ? (
                <tr key={`${each.method}${each.path}`} style={{ height: ROW }} aria-rowindex={index + 2}>
                  <td>
                    {each.summary}
                    <Text size="xs" c="dimmed" ff="monospace" style={{ whiteSpace: 'nowrap' }}>{each.method.toUpperCase()} {each.path}</Text>
                  </td>
                  <td><Text span size="sm" ff="monospace">{each.permission ?? '—'}</Text></td>
                  <td data-wide>{each.who}</td>
                </tr>
              ) : null
            })}
            {after > 0 && <tr style={{ height: after }} aria-hidden="true"><td colSpan={3} /></tr>}
          </tbody>
        </table>
      </div>
    </>
  )
}
