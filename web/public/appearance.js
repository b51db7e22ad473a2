// Runs before the first paint, so that a dark screen never flashes white.
// A file and not an inline script: the content policy allows none.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('bursar.scheme')
  } catch {
    // A browser that forbids storage follows the system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
