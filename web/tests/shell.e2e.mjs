// The frame: sign-in, the menu by rights, palette, keys, blur, language, phones.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let page

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
})
after(async () => {
  await browser?.close()
})

test('a stranger is sent to the sign-in page, and back to where he wanted to go', async () => {
  await page.goto(`${BASE_URL}/users?q=john`)
  await page.waitForURL(/\/sign-in\?next=/)
  await assertAccessible(page, 'sign-in')
  await page.getByLabel('E-mail or user ID').fill('admin')
  await page.locator('input[type=password]').fill('wrong-password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('Incorrect user ID or password').waitFor()
  assert.equal(await page.getByLabel('E-mail or user ID').inputValue(), 'admin', 'what was typed is kept')
  await page.locator('input[type=password]').fill('admin123')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/users\?q=john$/)
  await settled(page)
  assert.equal(await page.getByLabel('Search', { exact: true }).inputValue(), 'john')
})

test('pages before signing in are accessible', async () => {
  const guest = await openPage(browser)
  for (const path of ['/forgot-password', '/reset-password?token=abc', '/setup?token=abc', '/register']) {
    await visit(guest, path)
    await assertAccessible(guest, path.slice(1).replace(/\W.*/, ''))
  }
  assert.deepEqual(guest.failures, [])
  await guest.context().close()
})

test('sign-in never leads to another site', async () => {
  const guest = await openPage(browser)
  await visit(guest, '/sign-in?next=https://example.com/')
  await guest.getByLabel('E-mail or user ID').fill('diana')
  await guest.locator('input[type=password]').fill('test123')
  await guest.keyboard.press('Enter')
  await guest.getByRole('link', { name: 'Budgets', exact: true }).waitFor()
  assert.equal(new URL(guest.url()).origin, new URL(BASE_URL).origin)
  await guest.context().close()
})

test('the palette goes to a page and finds a person', async () => {
  await visit(page, '/')
  await page.waitForURL(/\/overview$/)
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go to a page').fill('audit')
  await page.getByRole('button', { name: 'Audit log' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/audit$/)
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go to a page').fill('alice')
  await page.getByRole('button', { name: /^Alice Johnson/ }).click()
  await page.waitForURL(/\/users\/alice$/)
  await page.waitForFunction(() => document.title.startsWith('Alice Johnson'))
})

test('the keys: help, blur, a narrow menu', async () => {
  await visit(page, '/users')
  await page.locator('h1').click()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  await help.getByText('Next row').waitFor()
  await help.getByText('Blur or show amounts and names').waitFor()
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  await page.keyboard.press('b')
  await toast(page, 'are blurred').waitFor()
  const filter = () => page.locator('tbody [data-private]').first().evaluate((each) => getComputedStyle(each).filter)
  assert.match(await filter(), /blur/)
  await page.keyboard.press('b')
  await toast(page, 'are shown').waitFor()
  assert.equal(await filter(), 'none')
  await page.keyboard.press('[')
  await page.getByRole('button', { name: 'Widen the menu' }).waitFor()
  await page.keyboard.press('[')
})

test('the skip link leads to the content', async () => {
  await visit(page, '/preferences')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content')
})

test('preferences: dark, compact, Korean; kept over a reload', async () => {
  await visit(page, '/preferences')
  await assertAccessible(page, 'preferences')
  await page.getByLabel('Dark').check()
  await page.getByLabel('Compact').check()
  await page.getByLabel('한국어').click()
  await page.getByRole('heading', { name: '환경 설정' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '환경 설정' }).waitFor()
  const root = await page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang }))
  assert.equal(root.mantineColorScheme, 'dark')
  assert.equal(root.density, 'compact')
  assert.equal(root.lang, 'ko')
  await visit(page, '/users')
  await page.getByRole('columnheader', { name: '이름' }).waitFor()
  await visit(page, '/preferences')
  await page.getByLabel('English').click()
  await page.getByRole('heading', { name: 'Preferences' }).waitFor()
  await page.getByLabel('Like the system').check()
  await page.getByLabel('Comfortable').check()
})

test('an unknown page says so and leads home', async () => {
  await visit(page, '/no-such-page')
  await page.getByRole('heading', { name: 'There is no such page.' }).waitFor()
  await assertAccessible(page, 'missing')
})

test('on a phone the menu opens, and every page fits', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await page.context().storageState() })
  for (const path of ['/overview', '/users', '/users/alice', '/rights', '/audit', '/analytics', '/profile', '/security', '/preferences', '/budgets', '/goals']) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll('/', '-')}`)
  }
  await phone.getByRole('button', { name: 'Open the menu' }).click()
  await phone.getByRole('link', { name: 'Budgets' }).click()
  await phone.waitForURL(/\/budgets/)
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
})

test('a plain user sees no administration, and is told what he lacks', async () => {
  const user = await openPage(browser)
  await signIn(user, 'user123', 'password123')
  await user.getByRole('link', { name: 'Budgets', exact: true }).waitFor()
  assert.equal(await user.getByRole('link', { name: 'Users' }).count(), 0)
  await visit(user, '/users')
  await user.getByRole('heading', { name: 'You may not see this.' }).waitFor()
  await user.getByText('identity:read').waitFor()
  await assertAccessible(user, 'forbidden')
  await user.getByRole('button', { name: /Account of/ }).click()
  await user.getByRole('menuitem', { name: 'Sign out' }).click()
  await user.waitForURL(/\/sign-in/)
  await user.goto(`${BASE_URL}/budgets`)
  await user.waitForURL(/\/sign-in/)
  await user.context().close()
})

test('shell and first grid weigh no more than 250 KB compressed', async () => {
  const fresh = await openPage(browser, { storageState: await page.context().storageState() })
  await visit(fresh, '/goals')
  const sizes = await fresh.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter((each) => !each.name.includes('/api/'))
      .map((each) => ({ name: each.name, size: each.encodedBodySize, plain: each.decodedBodySize, own: each.name.startsWith(location.origin) })))
  assert.deepEqual(sizes.filter((each) => !each.own), [], 'no asset comes from another host')
  const total = sizes.reduce((sum, each) => sum + each.size, 0)
  assert.ok(total < sizes.reduce((sum, each) => sum + each.plain, 0) / 2, 'assets come compressed')
  assert.ok(total <= 250 * 1024, `${Math.round(total / 1024)} KB`)
  await fresh.context().close()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual(page.failures, [])
})
