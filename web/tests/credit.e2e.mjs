// A portfolio manager's day: a tape comes in, is checked and loaded, is looked through, corrected and put away; an
// administrator sets new default rates.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let page
let admin
let id
const mark = Date.now().toString(36)
const name = `Tape ${mark}`

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  admin = await openPage(browser)
  await signIn(page, 'portfolio', 'Portfolio@123')
  await signIn(admin, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

const RATINGS = ['AAA', 'A', 'BBB+', 'BB', 'B-', 'CCC']
const STATUSES = ['Performing', 'Performing', 'Performing', 'Watch List', 'Non-Performing']
const HEAD = 'loan_id;borrower;amount;rate;sector;maturity_date;credit_rating;status;country;debt_to_equity;interest_coverage;leverage_ratio'
/** A tape with semicolons and decimal commas, and as many bad rows as asked for. */
function tape(rows, bad = 0) {
  const lines = Array.from({ length: rows }, (_, at) => {
    const amount = at < bad ? 'much' : `${(at + 1) * 1000},50`
    return [`T-${String(at + 1).padStart(5, '0')}`, `Borrower ${at % 40}`, amount, '5,25', at % 2 ? 'Retail' : 'Energy', `20${30 + (at % 9)}-06-30`, RATINGS[at % 6], STATUSES[at % 5], at % 3 ? 'France' : '', '1,5', '3', '2,25'].join(';')
  })
  return { name: `tape-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from([HEAD, ...lines].join('\r\n')) }
}

const h1 = (words) => page.getByRole('heading', { level: 1, name: words })
const panel = () => page.locator('.panel')
const grid = () => page.getByRole('grid', { name: 'Loans' })
const bar = () => page.getByRole('region', { name: 'Which loans' })
const loan = (words) => grid().getByRole('row', { name: words })
const chip = (words) => page.locator('.chips li', { hasText: words })
const told = (path) => page.evaluate(async (to) => (await fetch(to)).json(), path)
/** The exact number of loans that the list leaves. */
const counted = (words) => page.getByText(words, { exact: true }).first().waitFor()

test('the portfolios of a morning: how much, how good, how many are doing badly', async () => {
  await page.getByRole('link', { name: 'Portfolios' }).click()
  await page.waitForURL(/\/credit$/)
  await settled(page)
  const card = page.getByRole('article', { name: 'UK Corporate Loans' })
  await card.getByText('25 loans').waitFor()
  await assertAccessible(page, 'credit-portfolios')
  await card.getByRole('link', { name: /Watch list/ }).click()
  await page.waitForURL(/\/loans\?status=Watch/)
  await chip('Status: Watch list').waitFor()
})

test('a new portfolio is opened, and its tape is checked before anything is written', async () => {
  await visit(page, '/credit')
  await page.locator('h1').focus()
  await page.keyboard.press('n')
  await panel().getByLabel('Name').fill(name)
  await assertAccessible(page, 'credit-new')
  await panel().getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/\/credit\/\d+\/uploads\/new$/)
  await settled(page)
  id = Number(/credit\/(\d+)/.exec(page.url())[1])
  await h1(name).waitFor()
  await assertAccessible(page, 'credit-upload')
  const input = page.locator('.load-zone input[type=file]')
  await input.setInputFiles({ name: 'tape.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') })
  await page.getByText('Only CSV and Excel (.xlsx) files are taken.').waitFor()
  await input.setInputFiles(tape(600, 20))
  await page.getByRole('heading', { name: '20 of 600 rows are not good' }).waitFor({ timeout: 30_000 })
  const faults = page.getByRole('table', { name: 'Rows that are not good' })
  assert.equal(await faults.locator('tbody tr').count(), 20)
  assert.equal(await faults.locator('tbody tr').first().locator('td').nth(2).innerText(), 'amount')
  await faults.getByRole('button', { name: 'Row' }).click()
  assert.equal(await faults.locator('tbody tr').first().locator('td').first().innerText(), '21')
  await assertAccessible(page, 'credit-checked')
  assert.equal((await told(`/api/v1/portfolios/${id}`)).loan_count, 0)
  const file = await page.evaluate(async (to) => (await fetch(to)).text(), await page.getByRole('link', { name: 'All bad rows as CSV' }).getAttribute('href'))
  assert.equal(file.trim().split('\n').length, 21)
})

test('the good rows are loaded; the same file again writes nothing twice', async () => {
  await page.getByRole('button', { name: 'Load the 580 good rows' }).click()
  await page.getByRole('heading', { name: '580 loans are loaded' }).waitFor({ timeout: 30_000 })
  await assertAccessible(page, 'credit-loaded')
  assert.equal((await told(`/api/v1/portfolios/${id}`)).loan_count, 580)
  await page.getByRole('link', { name: 'Earlier uploads' }).click()
  await page.waitForURL(/\/uploads$/)
  await settled(page)
  const rows = page.getByRole('table', { name: 'Uploads' }).locator('tbody tr')
  await rows.first().getByText('Good rows').waitFor()
  await rows.nth(1).getByText('Check only').first().waitFor()
  await assertAccessible(page, 'credit-uploads')
})

test('ratings over time are loaded the same way', async () => {
  await visit(page, `/credit/${id}/uploads/new?kind=ratings`)
  const lines = ['loan_id,snapshot_date,credit_rating', 'T-00030,2025-06-30,A', 'T-00030,2025-12-31,BBB', 'T-00031,2025-12-31,NR', 'none,2025-12-31,A']
  await page.locator('.load-zone input[type=file]').setInputFiles({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
  await page.getByRole('heading', { name: '1 of 4 rows is not good' }).waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Load the 3 good rows' }).click()
  await page.getByRole('heading', { name: '3 ratings are loaded' }).waitFor({ timeout: 30_000 })
})

test('the grid shows only what is in view, and the filter goes along from page to page', async () => {
  await visit(page, `/credit/${id}/loans`)
  await counted('580 loans')
  assert.ok(await grid().locator('.loan-body .loan-row').count() < 60)
  await assertAccessible(page, 'credit-loans')
  await bar().getByRole('button', { name: 'Rating', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Speculative grade' }).check()
  await chip('Rating: BB+ – D').waitFor()
  await page.keyboard.press('Escape')
  await bar().getByRole('button', { name: 'Status', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Watch list' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More filters' }).click()
  await page.getByLabel('Amount: From').fill('100k')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('Not a number in range.').waitFor()
  await page.getByLabel('Amount: From').fill('100,000')
  await assertAccessible(page, 'credit-filters')
  await page.getByRole('button', { name: 'Apply' }).click()
  await chip('Amount: from 100,000.00').waitFor()
  const wanted = (await told(`/api/v1/portfolios/${id}/loans?rating=BB%2B,BB,BB-,B%2B,B,B-,CCC%2B,CCC,CCC-,CC,C,D&status=Watch%20List&min_amount=100000&limit=1`)).total
  assert.ok(wanted > 10 && wanted < 200)
  await counted(`${wanted} loans`)
  await page.getByRole('link', { name: 'Uploads' }).click()
  await page.waitForURL(/\/uploads\?/)
  await page.getByRole('link', { name: 'Loans', exact: true }).click()
  await chip('Status: Watch list').waitFor()
  await page.reload()
  await counted(`${wanted} loans`)
  await page.getByRole('button', { name: 'Take off Status' }).click()
  await chip('Status').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Clear all' }).click()
  await counted('580 loans')
})

test('the server puts the loans in order, and the last row is one key away', async () => {
  await grid().getByRole('button', { name: 'Amount' }).click()
  await grid().getByRole('button', { name: 'Amount' }).click()
  await page.waitForURL(/sort=-amount/)
  await loan(/T-00600/).waitFor()
  assert.equal(await grid().getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort'), 'descending')
  await grid().focus()
  await page.keyboard.press('End')
  await loan(/T-00021/).waitFor()
  assert.equal(await grid().getAttribute('aria-activedescendant'), 'loan-at-579')
  await page.keyboard.press('Home')
  await loan(/T-00600/).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/loans\/\d+\?sort=-amount/)
  await panel().getByRole('heading', { name: 'T-00599' }).waitFor()
  await settled(page)
  await assertAccessible(page, 'credit-loan')
  await panel().getByRole('button', { name: 'Previous row' }).click()
  await panel().getByRole('heading', { name: 'T-00600' }).waitFor()
})

test('a loan is corrected; a change from elsewhere is not written over; Undo takes it back', async () => {
  const at = Number(/loans\/(\d+)/.exec(page.url())[1])
  const api = `/api/v1/portfolios/${id}/loans/${at}`
  await page.locator('.panel h2').focus()
  await page.keyboard.press('e')
  await panel().getByLabel('Rate, % a year').fill('7.125')
  await panel().getByLabel('Country').fill('Spain')
  // The news of the change does not get through.
  await page.route(`**${api}`, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()))
  await page.evaluate((to) => fetch(to, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"sector":"Mining"}' }), api)
  await panel().getByRole('button', { name: 'Save' }).click()
  await page.getByText('Somebody else changed this record in the meantime.').waitFor()
  await page.unroute(`**${api}`)
  await visit(page, new URL(page.url()).pathname)
  await page.locator('.panel h2').focus()
  await page.keyboard.press('e')
  await panel().getByLabel('Rate, % a year').fill('7.125')
  await panel().getByRole('button', { name: 'Save' }).click()
  await toast(page, 'Loan T-00600 is saved.').waitFor()
  assert.deepEqual(await told(api).then(({ rate, sector }) => [rate, sector]), ['7.125', 'Mining'])
  await toast(page, 'Loan T-00600 is saved.').getByRole('button', { name: 'Undo' }).click()
  await toast(page, 'Undone.').waitFor()
  assert.equal((await told(api)).rate, '5.25')
  // An administrator sees who changed what.
  await visit(admin, `/credit/${id}/loans/${at}`)
  await admin.getByRole('region', { name: 'What was changed' }).getByText('Sector:').waitFor()
  await admin.getByRole('region', { name: 'What was changed' }).getByText('Mining').first().waitFor()
  assert.equal(await page.getByRole('region', { name: 'What was changed' }).count(), 0)
})

test('a rating is entered under a day and taken out again', async () => {
  await panel().getByRole('button', { name: 'Enter a rating' }).click()
  await panel().getByLabel('Since').fill('2025-03-31')
  await panel().getByLabel('Rating', { exact: true }).selectOption('BBB')
  await panel().getByRole('button', { name: 'Enter', exact: true }).click()
  const steps = panel().locator('.rating-steps li')
  await steps.filter({ hasText: '31 Mar 2025' }).waitFor()
  await panel().getByRole('button', { name: 'Take out the rating of 31 Mar 2025' }).click()
  await steps.filter({ hasText: '31 Mar 2025' }).waitFor({ state: 'detached' })
  await toast(page, 'The rating of 31 Mar 2025 is taken out.').getByRole('button', { name: 'Undo' }).click()
  await steps.filter({ hasText: '31 Mar 2025' }).waitFor()
})

test('a loan is entered by hand and deleted again', async () => {
  await visit(page, `/credit/${id}/loans`)
  await page.locator('h1').focus()
  await page.keyboard.press('n')
  await panel().getByLabel('Loan ID').fill('HAND-1')
  await panel().getByRole('button', { name: 'Create' }).click()
  await panel().getByText('Fill this in.').first().waitFor()
  await assertAccessible(page, 'credit-loan-new')
  for (const [label, value] of [['Borrower', 'Lamplight Ltd'], ['Amount', '1.250.000,50'], ['Rate, % a year', '4.5'], ['Maturity', '30 Jun 2033'], ['Sector', 'Retail']]) await panel().getByLabel(label).fill(value)
  await panel().getByRole('button', { name: 'Create' }).click()
  await toast(page, 'Loan HAND-1 is entered.').waitFor()
  await counted('581 loans')
  const { loans: [entered] } = await told(`/api/v1/portfolios/${id}/loans?search=HAND-1`)
  assert.deepEqual([entered.amount, entered.rate, entered.maturity_date, entered.country], ['1250000.50', '4.50', '2033-06-30', null])
  await loan(/HAND-1/).click()
  await panel().getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await counted('580 loans')
})

test('several loans get another status at once', async () => {
  // A dialog on its way out gives the focus back to where it was.
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await grid().locator('.loan-body [role=row] a').first().waitFor()
  await grid().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.getByText('2 selected').waitFor()
  await page.getByRole('button', { name: 'Set status…' }).click()
  await page.getByRole('dialog').getByLabel('Status').selectOption('Defaulted')
  await page.getByRole('dialog').getByRole('button', { name: 'Set' }).click()
  await toast(page, '2 loans: Defaulted.').waitFor()
  assert.equal((await told(`/api/v1/portfolios/${id}/loans?status=Defaulted`)).total, 2)
  await toast(page, '2 loans: Defaulted.').getByRole('button', { name: 'Undo' }).click()
  await toast(page, 'Undone.').waitFor()
  assert.equal((await told(`/api/v1/portfolios/${id}/loans?status=Defaulted`)).total, 0)
})

test('default rates are seen by all, and set by administrators from a day on', async () => {
  await visit(page, '/default-rates')
  await page.getByRole('cell', { name: 'BBB-' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Set new rates' }).count(), 0)
  await assertAccessible(page, 'credit-rates')
  await visit(admin, '/default-rates')
  await admin.getByRole('button', { name: 'Set new rates' }).click()
  // Another figure and another day in each run.
  const day = `${2100 + (Date.now() % 900)}-01-01`
  // A zero at its end would not be shown.
  const figure = `0.${1000 + (Math.floor(Date.now() / 1000) % 8999)}`.replace(/0$/, '1')
  await admin.getByLabel('Holds from').fill(day)
  await admin.getByLabel('BBB: Probability of default, %').fill('0.12345')
  await admin.getByRole('button', { name: /^Save/ }).click()
  await admin.getByText('0 to 100, up to 4 decimals').waitFor()
  await admin.getByLabel('BBB: Probability of default, %').fill(figure)
  await assertAccessible(admin, 'credit-rates-set')
  await admin.getByRole('button', { name: 'Save 1 notch' }).click()
  await toast(admin, '1 notch is set from').waitFor()
  const pd = async (on) => (await told(`/api/v1/default-rates?as_of=${on}`)).rates.find((each) => each.credit_rating === 'BBB').default_probability
  // Six decimals, as the server has them: a division by a hundred may have more.
  assert.deepEqual([await pd(day), await pd('2026-01-01')], [Number((Number(figure) / 100).toFixed(6)), 0.004])
  await admin.getByRole('tab', { name: 'Versions' }).click()
  await admin.getByRole('table', { name: 'Versions' }).locator('tbody tr').filter({ hasText: `${figure}%` }).first().waitFor()
  await assertAccessible(admin, 'credit-rates-versions')
})

test('on a phone every page fits, and the pages of a portfolio are a list', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 } })
  await signIn(phone, 'portfolio', 'Portfolio@123')
  for (const path of ['/credit', `/credit/${id}`, `/credit/${id}/loans`, `/credit/${id}/loans/new`, `/credit/${id}/uploads`, `/credit/${id}/uploads/new`, '/default-rates']) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll('/', '-')}`)
  }
  await visit(phone, `/credit/${id}/loans?status=Watch+List`)
  await phone.getByRole('combobox', { name: 'Pages of this portfolio' }).selectOption({ label: 'Uploads' })
  await phone.waitForURL(/\/uploads\?status=Watch/)
  await phone.context().close()
})

test('a portfolio is renamed, put away, taken out again and deleted for good', async () => {
  await visit(page, '/credit')
  const card = () => page.getByRole('article', { name })
  const menu = async (item) => {
    await card().getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await menu('Edit')
  await panel().getByLabel('What it is about').fill('Loaded this morning')
  await panel().getByRole('button', { name: 'Save' }).click()
  await card().getByText('Loaded this morning').waitFor()
  await menu('Archive')
  await card().waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'Which portfolios' }).selectOption('Archived')
  await menu('Take into use')
  await page.getByRole('combobox', { name: 'Which portfolios' }).selectOption('In use')
  await menu('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).isDisabled().then((off) => assert.equal(off, true))
  await page.getByRole('dialog').getByRole('textbox').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await toast(page, `${name} is deleted.`).waitFor()
  assert.equal(await page.evaluate(async (to) => (await fetch(to)).status, `/api/v1/portfolios/${id}`), 404)
  assert.deepEqual(page.failures, [])
  assert.deepEqual(admin.failures, [])
})

test('Korean has words for all of it', async () => {
  await visit(page, '/credit/1/loans')
  await page.evaluate(() => localStorage.setItem('bursar.preferences', JSON.stringify({ language: 'ko' })))
  await visit(page, '/credit/1/loans')
  await page.getByRole('link', { name: '대출', exact: true }).waitFor()
  const text = await page.locator('main').innerText()
  assert.ok(!/\b[a-z]+\.[a-z]+[A-Z]?[a-z]*\b(?!\.)/.test(text.replace(/\d+\.\d+[a-z]?/g, '')), text)
  await page.evaluate(() => localStorage.removeItem('bursar.preferences'))
})
