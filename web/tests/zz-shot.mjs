import { chromium } from 'playwright-core'
import { join } from 'node:path'
const BASE = process.env.BASE_URL ?? 'http://127.0.0.1:5161'
const OUT = '/dev/shm/cz/shots'
const [who, pass, scheme, width, ...paths] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run'] })
const context = await browser.newContext({ locale: 'en-GB', viewport: { width: Number(width), height: Number(width) < 500 ? 740 : 900 }, colorScheme: scheme, reducedMotion: 'reduce' })
const page = await context.newPage()
page.setDefaultTimeout(60000)
page.on('pageerror', (e) => console.log('ERR', e.message.slice(0, 400)))
page.on('console', (m) => { if (m.type() === 'error') console.log('CON', m.text().slice(0, 300)) })
await page.goto(`${BASE}/sign-in`)
if (who !== '-') {
  await page.getByLabel('E-mail or user ID').fill(who)
  await page.locator('input[type=password]').fill(pass)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}
for (const each of paths) {
  const [path, ...acts] = each.split('@@')
  await page.goto(BASE + path)
  await page.locator('h1, h2').first().waitFor()
  await page.waitForTimeout(500)
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root'), { timeout: 20000 }).catch(() => console.log('busy', path))
  for (const act of acts) {
    const [what, ...rest] = act.split(':')
    const arg = rest.join(':')
    try {
      if (what === 'click') await page.getByRole('button', { name: arg }).first().click({ timeout: 4000 })
      if (what === 'key') await page.keyboard.press(arg)
      if (what === 'css') await page.locator(arg).first().click({ timeout: 4000 })
      if (what === 'select') { const [l, v] = arg.split('='); await page.getByLabel(l).first().selectOption(v) }
      if (what === 'fill') { const [l, v] = arg.split('='); await page.getByRole('textbox', { name: l }).first().fill(v) }
    } catch (e) { console.log('ACT', act, e.message.slice(0, 200)) }
    await page.waitForTimeout(700)
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (over > 0) console.log('WIDE', path, over)
  await page.screenshot({ path: join(OUT, `${path.replace(/\W+/g, '-')}${acts.length ? '-act' : ''}-${scheme}-${width}.png`) })
}
await browser.close()
