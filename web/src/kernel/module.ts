// What a module of the console tells the shell. It appears when the server runs it.
import type { LinkProps } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { IconProps } from './icons'

export type Destination = NonNullable<LinkProps['to']>

export interface NavigationEntry {
  to: Destination
  /** Read anew on every rendering, so that it follows the language. */
  label: () => string
  icon: ComponentType<IconProps>
  /** Shown only with this right; without one, to everybody signed in. */
  permission?: string
  /** It is current on this very page only: the addresses of others begin with its own. */
  exact?: boolean
}

/** Something that people often do: an address, with its search where it needs one. */
export interface PaletteAction extends Omit<NavigationEntry, 'to'> {
  to: string
}

/** A record found by the palette. */
export interface Found {
  id: string
  label: string
  hint: string
  to: string
}

/** Somebody with an account. */
export interface Person {
  id: number
  /** What he signs in with, and what his address in the console ends in. */
  handle: string
}

/** What a module holds about a person: an address, offered where accounts are administered. */
export interface PersonLink {
  label: () => string
  permission: string
  to: (person: Person) => string
}

export interface Module {
  /** As the server names it in GET /api/modules. */
  name: string
  title: () => string
  navigation: readonly NavigationEntry[]
  /** Pages for everybody, signed in or not; they and whatever lies below their addresses. */
  open?: readonly Omit<NavigationEntry, 'permission'>[]
  actions: readonly PaletteAction[]
  /** Looks records up by number or name. */
  find?: { permission?: string; label: () => string; search: (text: string, signal: AbortSignal) => Promise<Found[]> }
  /** Where it leads from a person. */
  person?: readonly PersonLink[]
  /** Something of the module in the header of every page, such as a bell. Fetched by itself. */
  header?: ComponentType
  /** What the module lets people choose, on the page of preferences. Fetched by itself. */
  preferences?: ComponentType
  /** Which paths to ask again when a topic is heard: topic prefix → path prefixes. */
  live: Readonly<Record<string, readonly `/${string}`[]>>
}
