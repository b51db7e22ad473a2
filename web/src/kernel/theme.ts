// One accent, dark enough to carry white text. Mantine's own teal and its dimmed grey fail WCAG AA.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { createElement } from 'react'
import { IconDown } from './icons'

const petrol: MantineColorsTuple = [
  '#eef6f8', '#d8e8ed', '#b3d3dc', '#88bac9', '#66a5b8', '#4790a8', '#2f7d97', '#1c677f', '#0f566c', '#06414f',
]

// For what destroys, and only for that. Light shades carry dark text in the dark.
const danger: MantineColorsTuple = [
  '#ff9d94', '#ff9d94', '#ff9d94', '#ff9d94', '#ff9d94', '#c93a31', '#b3261e', '#b3261e', '#a3211a', '#8c1a14',
]

// Greys with a touch of the accent, so that fields and page belong together in the dark.
const dark: MantineColorsTuple = [
  '#e3e7ea', '#c3cacf', '#a3adb5', '#7d878f', '#39424a', '#2a3137', '#1c2226', '#14181b', '#101315', '#0b0d0f',
]

export const theme = createTheme({
  colors: { petrol, danger, dark },
  primaryColor: 'petrol',
  // Both carry white text at more than 4.5 : 1.
  primaryShade: { light: 8, dark: 6 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans KR', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { styles: { label: { fontWeight: 500 } } },
    NativeSelect: { defaultProps: { rightSection: createElement(IconDown, { size: 16 }) } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true } },
  },
})

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#59626a',
    '--mantine-color-placeholder': '#6b747c',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2126',
    '--mantine-color-anchor': '#0f566c',
    '--accent': '#0f566c',
    '--line': '#e4e8eb',
    '--quiet': '#f6f8f9',
    '--marked': '#e9f2f5',
    '--good': '#1d7a43',
    '--bad': '#b3261e',
    '--warn': '#9a5b00',
    '--still': '#6b747c',
  },
  dark: {
    '--mantine-color-dimmed': '#a3adb5',
    '--mantine-color-placeholder': '#8d979f',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-body': '#14181b',
    '--mantine-color-text': '#e3e7ea',
    '--mantine-color-anchor': '#88bac9',
    '--mantine-color-default': '#1c2226',
    '--mantine-color-default-hover': '#242b30',
    '--mantine-color-default-border': '#39424a',
    '--accent': '#66a5b8',
    '--line': '#2a3137',
    '--quiet': '#1a1f23',
    '--marked': '#1d2c33',
    '--good': '#62c98a',
    '--bad': '#ff9d94',
    '--warn': '#f0b95a',
    '--still': '#8d979f',
  },
})
