const SCHEME = 'data-mantine-color-scheme'

/** Paper is white: what is shown in the dark is printed in the colours of the light. */
export function printLight(): void {
  const root = document.documentElement
  let shown: string | null = null
  window.addEventListener('beforeprint', () => {
    shown = root.getAttribute(SCHEME)
    root.setAttribute(SCHEME, 'light')
  })
  window.addEventListener('afterprint', () => {
    if (shown) root.setAttribute(SCHEME, shown)
  })
}
