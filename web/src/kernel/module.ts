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

export interface Module {
  /** As the server names it in GET /api/modules. */
  name: string
  title: () => string
  navigation: readonly NavigationEntry[]
  actions: readonly PaletteAction[]
  /** Looks records up by number or name. */
  find?: { permission?: string; label: () => string; search: (text: string, signal: AbortSignal) => Promise<Found[]> }
  /** Something of the module in the header of every page, such as a bell. Fetched by itself. */
  header?: ComponentType
  /** What the module lets people choose, on the page of preferences. Fetched by itself. */
  preferences?: ComponentType
  /** Which paths to ask again when a topic is heard: topic prefix → path prefixes. */
  live: Readonly<Record<string, readonly `/${string}`[]>>
}
