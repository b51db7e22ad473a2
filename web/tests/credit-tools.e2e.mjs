// What a risk officer works out beside a portfolio: static pools, yields of flows, loans past due; and what Korean pages say of it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, openBrowser, openPage, settled, signIn, visit } from './browser.mjs'

let browser
let page
let id

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  await signIn(page, 'portfolio', 'Portfolio@123')
  const all = await told('/api/v1/portfolios?limit=100')
  id = all.find((each) => each.name === 'UK Corporate Loans').id
})
after(async () => {
  await browser?.close()
})

const told = (path, body) => page.evaluate(async ([to, sent]) => (await fetch(to, sent ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) } : {})).json(), [path, body])
const analysis = (words) => told(`/api/v1/portfolios/${id}/analytics/${words}`)
const go = (words, on = page) => visit(on, `/credit/${id}/${words}`)
const heading = () => page.locator('.analysis h2').first()
const table = (name) => page.getByRole('table', { name, exact: true })
const tile = (label) => page.locator('.tile', { hasText: label }).first()
const percent = (value, digits = 1) => `${(value * 100).toFixed(digits)}%`
const plain = (text) => text.replace(/[\s\u00a0]/g, '')
const says = async (locator, words) => {
  await locator.waitFor()
  let found = ''
  // What was typed is worked out by the server: it may take a moment.
  for (let tries = 0; tries < 50; tries += 1) {
    found = await locator.innerText()
    if (plain(found).includes(plain(words))) return
    await page.waitForTimeout(100)
  }
  assert.fail(`“${found}” does not say ${words}`)
}
/** As out of a spreadsheet. */
const paste = (locator, text) => locator.evaluate((cell, words) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', words)
  cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}, text)
const exported = async (ways) => {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem').first().waitFor()
  assert.equal(await page.getByRole('menuitem').count(), ways)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}
const POOLS = 'from=2024-01-01&every=quarter'

test('static pools: a curve and a line for each rating at the start, as the server says', async () => {
  await go(`static-pools?${POOLS}`)
  const found = await analysis(`static-pools?${POOLS}`)
  const last = (pool) => pool.ages.at(-1).cumulative
  const worst = found.pools.reduce((one, other) => (last(other) > last(one) ? other : one))
  await says(heading(), `rated ${worst.rating} at the start`)
  await says(heading(), percent(last(worst)))
  await says(page.locator('.looked-at').first(), `${found.loans} loans`)
  await page.getByText(`${found.starts.length} starting days`, { exact: false }).waitFor()
  assert.deepEqual(await table('Static pools').locator('tbody tr td:first-child').allInnerTexts(), found.pools.map((pool) => pool.rating))
  await assertAccessible(page, 'credit-static-pools')
  await page.getByRole('button', { name: 'How this is computed' }).click()
  await says(page.getByRole('note'), found.definition)
  await says(page.getByRole('note'), found.ratings_source)
})

test('static pools: the loans of a pool, and those of it that defaulted', async () => {
  await go(`static-pools?${POOLS}`)
  const found = await analysis(`static-pools?${POOLS}`)
  const pool = found.pools.find((each) => each.ages.some((age) => age.defaulted > 0))
  const fallen = pool.ages.reduce((sum, age) => sum + age.defaulted, 0)
  await page.getByRole('button', { name: `${pool.rating}: ${fallen} defaulted, show them` }).click()
  await page.waitForURL((url) => url.searchParams.get('of') === pool.rating && url.searchParams.get('ended') === 'defaulted')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(`${fallen} move`, { exact: false }).waitFor()
  await assertAccessible(page, 'credit-static-pool-loans')
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('of') && !url.searchParams.has('ended'))
  await table('Static pools').getByRole('button', { name: pool.rating, exact: true }).click()
  await dialog.getByText(`${pool.loans} move`, { exact: false }).waitFor()
  await dialog.getByRole('link').last().click()
  await page.waitForURL(/\/loans\/\d+/)
})

test('static pools follow the filter, the day and their terms, which stand in the address, and are downloaded as asked', async () => {
  await go('static-pools?rating=BB%2CBB-&as_of=2026-06-30')
  const asked = 'rating=BB,BB-&as_of=2026-06-30'
  const found = await analysis(`static-pools?${asked}`)
  assert.ok(found.loans < (await analysis('static-pools')).loans)
  await says(page.locator('.looked-at').first(), `${found.loans} loan`)
  await page.getByLabel('A pool every').selectOption('month')
  await page.waitForURL(/every=month/)
  await page.getByText('Survival-adjusted', { exact: true }).first().click()
  await page.waitForURL(/by=survival_adjusted/)
  await settled(page)
  const monthly = await analysis(`static-pools?${asked}&every=month`)
  await page.getByText(`${monthly.starts.length} starting days`, { exact: false }).waitFor()
  const file = await exported(2)
  assert.match(file.name, /static-pools.*\.csv$/)
  assert.equal(file.text.trim().split('\n').length, 1 + monthly.pools.reduce((sum, pool) => sum + pool.ages.length, 0))
})

test('vintages: those that defaulted are opened by their number', async () => {
  await go('vintages?grain=year')
  const found = await analysis('vintages?grain=year')
  const vintage = found.vintages.find((each) => each.ages.some((age) => age.defaulted > 0))
  const fallen = vintage.ages.reduce((sum, age) => sum + age.defaulted, 0)
  await page.getByRole('button', { name: `${vintage.first.slice(0, 4)}: ${fallen} defaulted, show them` }).click()
  await page.getByRole('dialog').getByText(`${fallen} move`, { exact: false }).waitFor()
})

test('yield: flows are typed, the rate follows, and the address keeps them', async () => {
  await go('yield')
  const example = { flows: [['2026-01-15', '-985000'], ['2026-07-15', '27500'], ['2027-01-15', '27500'], ['2027-07-15', '27500'], ['2028-01-15', '1027500']].map(([date, amount]) => ({ date, amount })) }
  const found = await told('/api/v1/credit/yield', example)
  await says(heading(), percent(found.rate_a_year, 2))
  await says(tile('A year'), percent(found.rate_a_year, 4))
  await says(page.getByRole('note'), found.definition)
  await assertAccessible(page, 'credit-yield')
  await page.getByLabel('Amount of flow 1', { exact: true }).fill('(950,000)')
  await page.waitForURL((url) => url.searchParams.get('flows')?.startsWith('2026-01-15:-950000,'))
  await settled(page)
  example.flows[0].amount = '-950000'
  const dearer = await told('/api/v1/credit/yield', example)
  await says(heading(), percent(dearer.rate_a_year, 2))
  await page.reload()
  await settled(page)
  await says(heading(), percent(dearer.rate_a_year, 2))
  assert.equal(await page.getByLabel('Amount of flow 1', { exact: true }).inputValue(), '-950,000.00')
  assert.equal(await table('What each flow is worth on the first day').locator('tbody tr').count(), 5)
})

test('yield: rows are pasted from a spreadsheet; what cannot be read or worked out is said', async () => {
  await go('yield')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByText('Enter at least two flows.').waitFor()
  await paste(page.getByLabel('Day of flow 1', { exact: true }), 'Date\tAmount\r\n01/01/2026\t-1,000.00\r\n01/01/2027\t1,100.00\r\n')
  await says(heading(), '10.00%')
  await page.getByLabel('Day of flow 2', { exact: true }).fill('some day')
  await page.getByText('Row 2: not a day.').waitFor()
  await assertAccessible(page, 'credit-yield-wrong')
  await page.getByLabel('Day of flow 2', { exact: true }).fill('2028-01-01')
  await page.getByLabel('Amount of flow 2', { exact: true }).fill('-5')
  await page.getByText('There has to be something that goes out', { exact: false }).waitFor()
  await page.getByLabel('Amount of flow 2', { exact: true }).fill('1100')
  await page.getByLabel('Amount of flow 2', { exact: true }).press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Amount of flow 3', 'Enter goes down, as in a sheet')
  await page.getByRole('button', { name: 'Take out flow 2' }).click()
  await page.getByText('Enter at least two flows.').waitFor()
})

test('yield: of several rates one is chosen', async () => {
  await go('yield?kind=periods&often=quarterly&flows=%3A-100%2C%3A230%2C%3A-132')
  await page.getByText('2 rates fit these flows').waitFor()
  await says(tile('A period'), '10.0000%')
  await says(tile('A year'), percent(1.1 ** 4 - 1, 4))
  await assertAccessible(page, 'credit-yield-several')
  await page.getByRole('button', { name: '20.0000%' }).click()
  await page.waitForURL(/guess=0\.2/)
  await settled(page)
  await says(tile('A period'), '20.0000%')
  const file = await exported(1)
  assert.match(file.name, /^yield\.csv$/)
  assert.equal(file.text.trim().split('\n').length, 4)
})

const BEFORE = { day: '2026-08-31', loans: [['A', '100.00', 0], ['B', '50.00', 20], ['C', '25.00', 45]].map(([loan_id, balance, days_past_due]) => ({ loan_id, balance, days_past_due })) }
const AFTER = { day: '2026-09-30', loans: [['A', '100.00', 30], ['B', '40.00', 0], ['D', '10.00', 0]].map(([loan_id, balance, days_past_due]) => ({ loan_id, balance, days_past_due })) }
const sheet = ({ loans }) => `Loan\tBalance\tDPD\n${loans.map((loan) => `${loan.loan_id}\t${loan.balance}\t${loan.days_past_due}`).join('\n')}`
const area = (name) => page.getByRole('textbox', { name, exact: true })

test('arrears: the buckets of one day, then how the loans rolled until another', async () => {
  await go('arrears')
  await page.getByText('Enter the loans of a day', { exact: false }).waitFor()
  await assertAccessible(page, 'credit-arrears-empty')
  await area('Before').fill(sheet(BEFORE))
  const one = await told('/api/v1/credit/arrears', { before: BEFORE })
  await says(heading(), percent(one.before.past_due))
  assert.deepEqual(await table('Buckets').locator('tbody tr td:first-child').allInnerTexts(), one.before.buckets.map((each) => each.bucket))
  await area('After').fill(sheet(AFTER))
  const both = await told('/api/v1/credit/arrears', { before: BEFORE, after: AFTER })
  await page.getByText(`it was ${percent(both.before.past_due)} before`, { exact: false }).waitFor()
  await says(heading(), percent(both.after.past_due))
  await says(tile('Left'), String(both.roll.left))
  await says(page.getByRole('note'), both.definition)
  const flow = both.roll.flows[1]
  await says(table('How much flows on').locator('tbody tr').nth(1), percent(flow.net_flow))
  await assertAccessible(page, 'credit-arrears')
  const cell = both.roll.cells.find((each) => each.from === '0' && each.to === '1–30')
  await page.getByRole('button', { name: /^0 to 1–30:/ }).click()
  for (const name of cell.loan_ids) await page.getByRole('dialog').getByRole('link', { name, exact: true }).waitFor()
  await assertAccessible(page, 'credit-arrears-cell')
  await page.keyboard.press('Escape')
  const file = await exported(2)
  assert.match(file.name, /^arrears\.csv$/)
})

test('arrears: other buckets, and shares of the loans', async () => {
  await page.getByText('Of the loans', { exact: true }).click()
  await page.waitForURL(/by=loans/)
  const limits = page.getByLabel('Buckets end at, days')
  await limits.fill('0, 10, 5')
  await page.getByText('Ascending whole days', { exact: false }).waitFor()
  await limits.fill('0, 15')
  await limits.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('limits') === '0,15')
  await page.waitForFunction(() => document.querySelectorAll('table[aria-label="Buckets"] tbody tr').length === 3)
  assert.deepEqual(await table('Buckets').locator('tbody tr td:first-child').allInnerTexts(), ['0', '1–15', '16+'])
})

test('arrears: a file is loaded, and what is wrong in it is named by its line', async () => {
  await go('arrears')
  const load = (text) => page.locator('input[type=file]').first().setInputFiles({ name: 'loans.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await load('loan_id;balance;days_past_due\nA;1.000,50;0\nA;5;3\nB;much;3\n')
  await page.getByText('Line 3: “A” is there twice.').waitFor()
  await page.getByText('Line 4: Balance cannot be “much”.').waitFor()
  await assertAccessible(page, 'credit-arrears-faults')
  await load('loan_id,days_past_due\nA,3\n')
  await page.getByText('These columns are missing: balance.').waitFor()
  await load('loan_id,balance,oldest_due\nA,100,2026-06-30\nB,300,\n')
  await page.getByText('Say as of which day', { exact: false }).waitFor()
  await page.getByLabel('Before: as of').fill('2026-09-30')
  await page.getByLabel('Before: as of').press('Enter')
  await says(heading(), '25.0%')
})

test('all of it fits a phone', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 } })
  await signIn(phone, 'portfolio', 'Portfolio@123')
  for (const name of [`static-pools?${POOLS}`, 'yield', 'arrears']) {
    await go(name, phone)
    if (name === 'arrears') {
      await phone.getByRole('button', { name: 'Show an example' }).click()
      await phone.getByRole('table', { name: 'How much flows on' }).waitFor()
    }
    await assertFits(phone, name)
    await assertAccessible(phone, `phone-credit-${name.split('?')[0]}`)
  }
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
})

test('in Korean the figures are explained in Korean', async () => {
  await page.evaluate(() => localStorage.setItem('bursar.preferences', JSON.stringify({ language: 'ko' })))
  for (const name of ['static-pools', 'vintages', 'default-rates', 'migration', 'maturity', 'loss', 'ifrs9', 'capital', 'health', 'what-if', 'covenants', 'cash-flow']) {
    await go(name)
    await page.getByRole('button', { name: '계산 방법' }).first().click()
    const note = page.getByRole('note').first()
    await note.filter({ hasText: /[가-힣]/ }).waitFor()
    assert.equal(await note.locator('[lang=en]').count(), 0, `${name}: ${await note.innerText()}`)
  }
  for (const name of ['yield', 'amortisation']) {
    await go(name)
    await page.getByRole('note').filter({ hasText: /[가-힣]/ }).waitFor()
  }
  await visit(page, '/default-rates')
  await page.getByText('표에 없는 등급은', { exact: false }).waitFor()
  await page.evaluate(() => localStorage.removeItem('bursar.preferences'))
  assert.deepEqual(page.failures, [])
})
