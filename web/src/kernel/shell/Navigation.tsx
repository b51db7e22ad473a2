import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../auth/session'
import type { Module } from '../module'

interface NavigationProps {
  modules: readonly Module[]
  narrow: boolean
}

/** The modules' pages, as far as one may see them. */
export function Navigation({ modules, narrow }: NavigationProps) {
  useTranslation()
  const can = useCan()
  return (
    <div className="nav">
      {modules.map((module) => {
        const entries = module.navigation.filter((each) => can(each.permission))
        if (entries.length === 0) return null
        return (
          <section key={module.name} aria-label={module.title()}>
            {!narrow && <p className="nav-title">{module.title()}</p>}
            <ul>
              {entries.map((entry) => (
                <li key={entry.to}>
                  <Tooltip label={entry.label()} position="right" disabled={!narrow}>
                    <Link to={entry.to} className="nav-link" activeOptions={{ exact: entry.exact ?? false, includeSearch: false }} activeProps={{ 'aria-current': 'page' }} aria-label={narrow ? entry.label() : undefined}>
                      <entry.icon />
                      {!narrow && <span>{entry.label()}</span>}
                    </Link>
                  </Tooltip>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
