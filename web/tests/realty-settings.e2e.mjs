// An administrator keeps the values that websites and apps ask for; a stranger sees those that are for everybody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let page
let stranger
const mark = Date.now().toString(36)
const key = `visits.hours-${mark}`
const category = `visits ${mark}`
const API = `${BASE_URL}/api/system-settings`

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  stranger = await openPage(browser)
  await signIn(page, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

const panel = () => page.locator('.panel')
const field = (label) => panel().getByRole('textbox', { name: label, exact: true })
const suggested = (label) => panel().getByRole('combobox', { name: label, exact: true })
const row = (name) => page.locator('tbody tr', { hasText: name })
/** What a stranger is told of a setting. */
const seen = async (name) => {
  const answer = await fetch(`${API}/${name}`)
  return answer.ok ? (await answer.json()).setting_value : answer.status
}
/** Changes it beside the page. */
const change = (name, body) => page.evaluate(async ([to, what]) => {
  const answer = await fetch(to, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) })
  return answer.status
}, [`${API}/${name}`, body])

test('a value that is no JSON is refused in words, and what is right is kept', async () => {
  await page.getByRole('link', { name: 'System settings' }).click()
  await page.waitForURL(/\/realty-settings$/)
  await settled(page)
  await assertAccessible(page, 'realty-settings')
  await page.keyboard.press('n')
  await page.waitForURL(/realty-settings\/new/)
  await field('Key').fill('two words')
  await field('Value').fill('{"from": "09:00",\n "days": [1, 2],}')
  await panel().getByText('This is not JSON, from line 2, character 17 on.').waitFor()
  await suggested('Category').fill(category)
  await panel().getByRole('button', { name: 'Create' }).click()
  await panel().getByText('Letters, digits, dots, dashes and underscores only').waitFor()
  await field('Key').fill(key)
  await panel().getByRole('button', { name: 'Create' }).click()
  await panel().locator('.mantine-InputWrapper-error', { hasText: 'This is not JSON' }).waitFor()
  await field('Value').fill('12345678901234567890')
  await panel().getByText('12345678901234567890 has more digits than can be kept.').waitFor()
  await field('Value').fill('{"from": "09:00", "days": [1, 2]}')
  await panel().getByText('An object of 2 entries.').waitFor()
  await assertAccessible(page, 'realty-settings-new')
  await panel().getByRole('button', { name: 'Create' }).click()
  await row(key).getByText('Administrators').waitFor()
  await row(key).getByText('object', { exact: true }).waitFor()
  assert.equal(await seen(key), 404, 'nobody else sees it yet')
})

test('the list is narrowed to a category, by an address that can be passed on', async () => {
  await page.getByLabel('Category').selectOption(category)
  await page.waitForURL(/category=/)
  await row(key).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 1)
  await visit(page, new URL(page.url()).pathname + new URL(page.url()).search)
  await row(key).waitFor()
  assert.equal(await page.getByLabel('Category').inputValue(), category)
  await visit(page, '/realty-settings?category=none-such')
  assert.equal(await row(key).count(), 0)
})

test('one opens by its address, is shown to everybody, and Undo takes that back', async () => {
  await visit(page, '/realty-settings')
  await row(key).getByRole('link').click()
  await page.waitForURL(/realty-settings\/\d+/)
  await visit(page, new URL(page.url()).pathname)
  await field('Value').waitFor()
  await panel().getByRole('switch', { name: 'Everybody sees it' }).press('Space')
  await field('Value').fill('["09:00", "18:00"]')
  await panel().getByRole('button', { name: 'Save' }).click()
  await row(key).getByText('Everybody').waitFor()
  assert.deepEqual(await seen(key), ['09:00', '18:00'])
  await toast(page, 'Saved').getByRole('button', { name: 'Undo' }).click()
  await row(key).getByText('Administrators').waitFor()
  assert.equal(await seen(key), 404)
})

test('what somebody else changed meanwhile is not written over', async () => {
  await row(key).getByRole('link').click()
  await field('Value').fill('"mine"')
  assert.equal(await change(key, { setting_value: 'theirs', is_public: true }), 200)
  await row(key).getByText('"theirs"').waitFor()
  await panel().getByRole('button', { name: 'Save' }).click()
  await panel().getByRole('alert').waitFor()
  assert.equal(await seen(key), 'theirs')
  await panel().getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(/realty-settings$/)
})

test('a deleted one comes back by Undo', async () => {
  await row(key).getByRole('link').click()
  await panel().getByRole('button', { name: 'Delete' }).click()
  const gone = toast(page, `${key} is deleted.`)
  await gone.waitFor()
  await row(key).waitFor({ state: 'detached' })
  assert.equal(await seen(key), 404)
  await gone.getByRole('button', { name: 'Undo' }).click()
  await row(key).waitFor()
  assert.equal(await seen(key), 'theirs')
})

test('a phone has room for the page', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  for (const path of ['/realty-settings', '/realty-settings/new']) {
    await visit(page, path)
    await assertFits(page, path)
    await assertAccessible(page, `phone${path.replaceAll('/', '-')}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('nobody else has the page', async () => {
  const other = await openPage(browser)
  await signIn(other, 'builder@test.com', 'password123')
  assert.equal(await other.getByRole('link', { name: 'System settings' }).count(), 0)
  await visit(other, '/realty-settings')
  await other.getByText('realty:settings').waitFor()
  assert.equal(await other.locator('tbody tr').count(), 0)
  await other.context().close()
})

test('the page of signing in leads to what is open to everybody', async () => {
  await visit(stranger, '/sign-in')
  await assertAccessible(stranger, 'sign-in-open')
  await stranger.getByRole('link', { name: 'Homes for sale' }).click()
  await stranger.waitForURL((url) => url.pathname === '/developments')
  await settled(stranger)
  assert.deepEqual([...page.failures, ...stranger.failures], [])
  await page.evaluate((to) => fetch(to, { method: 'DELETE' }), `${API}/${key}`)
})
