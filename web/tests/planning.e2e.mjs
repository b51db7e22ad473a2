// Budgets and goals, as somebody who keeps his own. What the story makes it clears away.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let page
const mark = `Story ${Date.now()}`
const month = '2031-05'

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  await signIn(page, 'testuser', 'test123')
})
after(async () => {
  await browser?.close()
})

const row = (name) => page.locator('tbody tr', { hasText: name })
const cells = async (name) => (await row(name).locator('td').allInnerTexts()).map((text) => text.trim())

test('an empty month says what belongs there', async () => {
  await visit(page, `/budgets?month=${month}`)
  await page.getByRole('heading', { name: 'No budgets for this month' }).waitFor()
  await assertAccessible(page, 'budgets-empty')
})

test('a budget is made with an amount written the way people write it', async () => {
  await page.getByRole('link', { name: 'Add budget' }).first().click()
  await page.waitForURL(/\/budgets\/new/)
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByText('Fill this in.').first().waitFor()
  await page.getByLabel('Category').fill(mark)
  await page.getByLabel('Limit').fill('much')
  await page.getByRole('textbox', { name: 'Spent' }).fill('400,50')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByText('Not an amount').waitFor()
  await assertAccessible(page, 'budgets-new')
  await page.getByLabel('Limit').fill('1 234,50')
  const watcher = await page.context().newPage()
  await visit(watcher, `/budgets?month=${month}`)
  await page.getByRole('button', { name: 'Create' }).click()
  await row(mark).waitFor()
  await watcher.locator('tbody tr', { hasText: mark }).waitFor()
  await watcher.close()
  const shown = await cells(mark)
  assert.ok(shown.includes('1,234.50'), shown.join(' | '))
  assert.ok(shown.includes('834.00'), 'what remains is exact')
  assert.equal(new URL(page.url()).searchParams.get('month'), month, 'the month of the list was proposed')
})

test('on paper there is the month, the table and nothing to click', async () => {
  await visit(page, `/budgets?month=${month}`)
  await row(mark).waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.getByText('Month: May 2031', { exact: true }).waitFor()
  await row(mark).getByRole('meter').waitFor()
  for (const each of ['.header', '.navbar', '.toolbar', '.skip']) assert.ok(await page.locator(each).isHidden(), each)
  await page.emulateMedia({ media: null })
  assert.ok(await page.getByText('Month: May 2031', { exact: true }).isHidden())
})

test('over the limit is said in words, not in colour alone', async () => {
  await row(mark).getByRole('link').click()
  await page.waitForURL(/\/budgets\/\d+/)
  await settled(page)
  await assertAccessible(page, 'budgets-record')
  await page.getByRole('textbox', { name: 'Spent' }).fill('1,300')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(page, 'Saved.').waitFor()
  await page.getByText('1 budget is over its limit').waitFor()
  assert.ok((await cells(mark)).includes('-65.50'))
})

test('a change from elsewhere is not overwritten unseen', async () => {
  // Anew, so that the only Undo to be seen is the one of this story.
  await visit(page, `/budgets?month=${month}`)
  await row(mark).getByRole('link').click()
  await settled(page)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await settled(other)
  await other.getByRole('textbox', { name: 'Limit' }).fill('2000')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(other, 'Saved.').waitFor()
  await page.locator('tbody tr', { hasText: '2,000.00' }).waitFor()
  await page.getByRole('textbox', { name: 'Spent' }).fill('1500')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const refusal = page.getByRole('alert').filter({ hasText: 'Somebody else changed this record' })
  await refusal.getByRole('button', { name: 'Reload the record' }).click()
  assert.equal(await page.getByRole('textbox', { name: 'Spent' }).inputValue(), '1,500.00', 'what was typed is kept')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/budgets')
  const shown = await cells(mark)
  assert.ok(shown.includes('2,000.00') && shown.includes('1,500.00'), 'both changes stand')
  await toast(page, 'Saved.').getByRole('button', { name: 'Undo' }).click()
  await row(mark).getByText('1,300.00').waitFor()
  await other.goto(page.url())
  await row(mark).getByRole('link').click()
  await page.getByRole('textbox', { name: 'Limit' }).fill('1234.50')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await row(mark).getByText('-65.50').waitFor()
  await other.close()
})

test('leaving with changes asks first', async () => {
  await row(mark).getByRole('link').click()
  await page.getByLabel('Category').fill(`${mark} changed`)
  await page.getByRole('link', { name: 'Goals' }).click()
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  assert.equal(await page.getByLabel('Category').inputValue(), `${mark} changed`)
  await page.getByRole('link', { name: 'Goals' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(/\/goals/)
})

test('a month is copied into the next, and the copy undone', async () => {
  await visit(page, '/budgets?month=2031-06')
  await page.getByRole('button', { name: 'Copy from May 2031' }).click()
  await row(mark).waitFor()
  await toast(page, 'copied').getByRole('button', { name: 'Undo' }).click()
  await toast(page, 'Undone.').waitFor()
  await row(mark).waitFor({ state: 'detached' })
})

test('months are stepped through and typed', async () => {
  await page.getByRole('button', { name: 'Previous month' }).click()
  await page.waitForURL(/month=2031-05/)
  await page.getByRole('textbox', { name: 'Month' }).fill('dec 2031')
  await page.keyboard.press('Enter')
  await page.waitForURL(/month=2031-12/)
  await visit(page, `/budgets?month=${month}`)
})

test('a deleted budget comes back with Undo', async () => {
  await row(mark).getByRole('link').click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await row(mark).waitFor({ state: 'detached' })
  await toast(page, 'Deleted').getByRole('button', { name: 'Undo' }).click()
  await row(mark).waitFor()
  assert.ok((await cells(mark)).includes('-65.50'), 'as it was')
})

test('rows are marked by key and deleted together', async () => {
  await page.locator('h1').click()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('toolbar', { name: '1 selected' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'No budgets for this month' }).waitFor()
})

test('a goal says what it needs a month, and its status changes', async () => {
  await visit(page, '/goals/new')
  await page.getByRole('textbox', { name: 'Goal', exact: true }).fill(mark)
  await page.getByRole('textbox', { name: 'Target' }).fill('1200')
  await page.getByRole('textbox', { name: 'Deadline' }).fill('+12m')
  await page.getByText('About 100.00 a month').waitFor()
  await assertAccessible(page, 'goals-new')
  await page.getByRole('button', { name: 'Create' }).click()
  await row(mark).waitFor()
  await assertAccessible(page, 'goals')
  await row(mark).getByRole('link').click()
  await page.locator('.panel').getByLabel('Status').selectOption('completed')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await row(mark).getByText('Completed').waitFor()
  await row(mark).getByRole('link').click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await row(mark).waitFor({ state: 'detached' })
})

test('a record that is not there says so', async () => {
  await visit(page, '/budgets/999999999')
  await page.getByText('This record does not exist any more.').waitFor()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual(page.failures, [])
})
