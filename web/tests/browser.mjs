// What every story stands on: a real Chromium, signed-in pages, axe, screenshots.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

export const BASE_URL = (process.env.BASE_URL ?? 'http://127.0.0.1:8000').replace(/\/$/, '')
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const SCREENSHOTS = process.env.SCREENSHOTS ?? join(tmpdir(), 'bursar-screenshots')
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A browser against a server that answers; otherwise one clear line and no more. */
export async function openBrowser() {
  if (!existsSync(CHROMIUM)) stop(`No Chromium at ${CHROMIUM}: install it, or name it in CHROMIUM.`)
  try {
    await fetch(`${BASE_URL}/health`)
  } catch {
    stop(`No server at ${BASE_URL}: start one with \`bursar serve --demo\`, or name it in BASE_URL.`)
  }
  mkdirSync(SCREENSHOTS, { recursive: true })
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}

function stop(line) {
  console.error(line)
  process.exit(1)
}

/** A page in a context of its own, without motion: axe must not measure what is half faded in.
 *  Errors that the page throws are kept for the story to judge. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.failures = []
  page.on('pageerror', (error) => page.failures.push(error.message))
  page.on('console', (message) => {
    // A refused inline script or a foreign asset shows here and nowhere else.
    if (/Content.Security.Policy/i.test(message.text())) page.failures.push(message.text())
  })
  return page
}

export async function signIn(page, who, password) {
  await page.goto(`${BASE_URL}/sign-in`)
  await page.getByLabel('E-mail or user ID').fill(who)
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await settled(page)
}

export async function visit(page, path) {
  await page.goto(BASE_URL + path)
  await settled(page)
}

/** Nothing is on its way any more, and nothing moves. */
export async function settled(page) {
  await page.locator('h1, h2').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root'))
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
}

/** Axe finds nothing serious, in light and in dark; a picture of each is kept. */
export async function assertAccessible(page, name) {
  const before = await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme)
    await settled(page)
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${scheme}-${page.viewportSize().width}.png`) })
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    const grave = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical')
    const told = grave.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join('\n    ')}`)
    assert.equal(grave.length, 0, `${name} in ${scheme}:\n  ${told.join('\n  ')}`)
  }
  await page.emulateMedia({ colorScheme: before })
}

/** No page is wider than its window. */
export async function assertFits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, `${name} is ${over} px wider than its window`)
}

/** The toast with these words. */
export function toast(page, words) {
  return page.locator('.mantine-Notification-root', { hasText: words }).first()
}
