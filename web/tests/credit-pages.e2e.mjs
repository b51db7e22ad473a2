// A risk officer's walk through the analyses of a portfolio: each page says what the server says, in light and in dark.
import assert from 'node:assert/strict'
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

const told = (path) => page.evaluate(async (to) => (await fetch(to)).json(), path)
const analysis = (words) => told(`/api/v1/portfolios/${id}/analytics/${words}`)
const go = (words) => visit(page, `/credit/${id}${words ? `/${words}` : ''}`)
const heading = () => page.locator('.analysis h2').first()
const tile = (label) => page.locator('.tile', { hasText: label }).first()
const percent = (value, digits = 1) => `${(value * 100).toFixed(digits)}%`
const plain = (text) => text.replace(/[\s\u00a0]/g, '')
const says = async (locator, words) => {
  await locator.waitFor()
  const found = await locator.innerText()
  assert.ok(plain(found).includes(plain(words)), `“${found}” does not say ${words}`)
}
const table = (name) => page.getByRole('table', { name })
const looked = async (found) => says(page.locator('.looked-at').first(), `${found.loans} loans`)

test('the overview says what the summary says, and each figure opens its loans', async () => {
  await go('')
  const found = await analysis('summary?top=5')
  await says(heading(), percent(found.investment_grade.share))
  await looked(found)
  await says(tile('Yield'), `${found.average_rate.toFixed(2)}%`)
  await says(tile('Average rating'), found.average_rating)
  await assertAccessible(page, 'credit-overview')
  const weak = found.by_status.slice(1).reduce((sum, each) => sum + each.loans, 0)
  await tile('Watch list or worse').click()
  await page.waitForURL(/\/loans\?status=/)
  await settled(page)
  await page.getByText(`${weak} loan`, { exact: false }).first().waitFor()
})

test('the filter and the day go along, and every figure follows them', async () => {
  await go('risk?rating=BBB%2CBBB-&as_of=2026-06-30')
  const found = await analysis('mix?rating=BBB,BBB-&as_of=2026-06-30')
  const whole = await analysis('mix')
  assert.ok(found.loans < whole.loans)
  await looked(found)
  await page.locator('.credit-pages').getByRole('link', { name: 'Maturity' }).click()
  await page.waitForURL((url) => url.pathname.endsWith('/maturity') && url.searchParams.get('rating') === 'BBB,BBB-' && url.searchParams.get('as_of') === '2026-06-30')
})

test('risk: shares by status, and what is weak', async () => {
  await go('risk')
  const found = await analysis('mix')
  for (const [label, at] of [['Performing', 0], ['Watch list', 1], ['Non-performing', 2], ['Defaulted', 3]]) {
    await says(page.locator('.tile', { has: page.getByText(label, { exact: true }) }).first(), percent(found.statuses[at].share))
  }
  await assertAccessible(page, 'credit-risk')
})

test('maturity: the profile by quarter, with its table', async () => {
  await go('maturity')
  const found = await analysis('maturity')
  await says(heading(), percent(found.twelve_months.share))
  await says(tile('Weighted time to maturity'), found.weighted_average_maturity.years.toFixed(2))
  assert.equal(await table('Maturities by quarter').locator('tbody tr').count(), found.quarters.length)
  await assertAccessible(page, 'credit-maturity')
})

test('concentration: indices and limits, which can be moved', async () => {
  await go('concentration')
  const found = await analysis('concentration?top=10&max_share=10&warn_share=7')
  await says(tile('HHI of Borrowers'), Math.round(found.names.index.points).toLocaleString('en-GB'))
  await assertAccessible(page, 'credit-concentration')
  await go('concentration?limit=3&warn=2&by=sectors')
  const tight = await analysis('concentration?top=10&max_share=3&warn_share=2')
  await page.getByText(`${tight.sectors.breaches} are above the limit`, { exact: false }).first().waitFor()
  await page.getByRole('slider', { name: 'Limit for one' }).press('ArrowRight')
  await page.waitForURL(/limit=4/)
})

test('geography: countries against their limit', async () => {
  await go('geography')
  const found = await analysis('geography')
  await says(heading(), found.countries.length > 1 ? percent(found.countries[0].share) : found.countries[0].key)
  await assertAccessible(page, 'credit-geography')
})

test('the watch list: how soon it falls due, and its greatest loans', async () => {
  await go('watch-list')
  const found = await analysis('watch-list?top=15&watched=Watch%20List')
  await says(heading(), percent(found.whole.share))
  await page.getByText(found.top[0].loan_id, { exact: true }).first().waitFor()
  await assertAccessible(page, 'credit-watch-list')
  await page.getByText('Defaulted', { exact: true }).last().click()
  await page.waitForURL(/watched=Watch/)
})

test('covenants: who breaks which, by limits that can be moved', async () => {
  await go('covenants')
  const found = await analysis('covenant-compliance')
  await says(heading(), `${found.breached.loans} loans`)
  await says(tile('Broken covenants'), String(found.total_breaches))
  await assertAccessible(page, 'credit-covenants')
  await go('covenants?max_debt_to_equity=1')
  const strict = await analysis('covenant-compliance?max_debt_to_equity=1')
  assert.ok(strict.total_breaches > found.total_breaches)
  await says(tile('Broken covenants'), String(strict.total_breaches))
})

test('cash flow: months of it, and what falls due in each', async () => {
  await go('cash-flow')
  const found = await analysis('cash-flow?months=24')
  assert.equal(await table('Cash flow').locator('tbody tr').count(), found.months.length)
  await assertAccessible(page, 'credit-cash-flow')
})

test('amortisation: a schedule to the cent, three ways', async () => {
  await go('amortisation')
  const found = await page.evaluate(async () => (await fetch('/api/v1/credit/schedule', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ principal: '1000000', rate: '5.5', years: '5', frequency: 'monthly', kind: 'annuity' }) })).json())
  await says(tile('First payment'), Number(found.first_payment).toLocaleString('en-GB', { minimumFractionDigits: 2 }))
  assert.equal(await table('Amortisation').locator('tbody tr').count(), 60)
  await assertAccessible(page, 'credit-amortisation')
  await page.getByText('Bullet', { exact: true }).click()
  await page.waitForURL(/kind=bullet/)
  await page.getByLabel('Years').fill('2')
  await page.getByLabel('Years').press('Enter')
  await page.waitForURL(/years=2/)
  await page.waitForFunction(() => document.querySelectorAll('.analysis .data-table tbody tr').length === 24)
  await page.getByLabel('Rate, % a year').fill('much')
  await page.getByLabel('Rate, % a year').blur()
  await page.getByText('Not a number in range.').waitFor()
})

test('expected loss: what the ratings cost', async () => {
  await go('loss')
  const found = await analysis('default-probability?top=15')
  await says(heading(), percent(found.portfolio_pd, 2))
  await says(heading(), percent(found.loss_rate, 2))
  await page.getByText(found.top_risky_loans[0].loan_id, { exact: true }).first().waitFor()
  await assertAccessible(page, 'credit-loss')
})

test('capital and the distribution of losses', async () => {
  await go('capital')
  const found = await analysis('capital')
  await says(heading(), percent(found.all.risk_weight, 0))
  const losses = await analysis('loss-distribution?level=0.999')
  await says(page.locator('.analysis').nth(1).locator('h3').first(), percent(losses.quantile_share))
  await assertAccessible(page, 'credit-capital')
})

test('IFRS 9: stages, and the loans in each', async () => {
  await go('ifrs9')
  const found = await analysis('ifrs9')
  await says(heading(), percent(found.all.coverage, 2))
  await assertAccessible(page, 'credit-ifrs9')
  await page.getByRole('button', { name: /Stage 2/ }).first().click()
  await page.waitForURL(/stage=2/)
  await page.getByRole('dialog').getByRole('table').waitFor()
  await assertAccessible(page, 'credit-ifrs9-stage')
})

test('stress: own figures by sliders, and the standard scenarios', async () => {
  await go('stress?shift=100&defaults=10&recovery=40')
  const own = await analysis('what-if/scenario?shift=100&defaults=10&recovery=40')
  await says(heading(), percent(own.loss_rate, 2))
  await assertAccessible(page, 'credit-stress')
  await page.getByRole('slider', { name: 'Comes back of them' }).press('ArrowRight')
  await page.waitForURL(/recovery=45/)
  assert.equal(await table('The eleven standard scenarios').locator('tbody tr').count(), 11)
})

test('what if: rates, a rating, a borrower, the economy', async () => {
  await go('what-if')
  const rate = await analysis('what-if/rate?points=100')
  await says(heading(), `${rate.after.weighted_rate.toFixed(2)}%`)
  await assertAccessible(page, 'credit-what-if')
  await go('what-if?what=default&of=BB')
  const fallen = await analysis('what-if/default?rating=BB&share=100&recovery=40')
  if (fallen.defaults > 0) await says(heading(), percent(fallen.loss_rate, 2))
  const [largest] = (await analysis('borrowers?limit=1')).borrowers
  await go('what-if?what=borrower')
  await page.getByRole('combobox', { name: 'Borrower' }).fill(largest.key)
  await page.getByRole('option', { name: largest.key }).click()
  await page.waitForURL(/name=/)
  await settled(page)
  await says(heading(), percent(largest.share, 2))
  await assertAccessible(page, 'credit-what-if-borrower')
  await go('what-if?what=economy')
  assert.equal(await table('What each state of the economy does').locator('tbody tr').count(), 4)
})

test('health: one score and its four parts', async () => {
  await go('health')
  const found = await analysis('health')
  await says(heading(), found.score.toFixed(1))
  assert.equal(await table('What the score is made of').locator('tbody tr').count(), 4)
  await assertAccessible(page, 'credit-health')
})

test('migration: the heat map, whose cells open their loans', async () => {
  await go('migration?from=2024-01-01')
  const found = await analysis('migration?from=2024-01-01&method=cohort&horizon=year')
  await says(heading(), percent(found.moves.upgrades.share))
  await assertAccessible(page, 'credit-migration')
  const line = found.lines.find((each) => each.cells.some((cell) => cell.count > 0))
  const cell = line.cells.find((each) => each.count > 0)
  await page.getByRole('button', { name: new RegExp(`^${line.from.replace('+', '\\+')} to ${cell.to.replace('+', '\\+')}:`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(`${cell.count} move`).waitFor()
  await assertAccessible(page, 'credit-migration-cell')
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('cell'))
  await go('migration?from=2024-01-01&method=duration')
  const duration = await analysis('migration?from=2024-01-01&method=duration')
  await says(heading(), percent(duration.moves.upgrades.share))
})

test('default rates and vintages', async () => {
  await go('default-rates?from=2024-01-01')
  const rates = await analysis('default-rates?from=2024-01-01')
  await says(heading(), percent(rates.all.by_count_a_year, 2))
  await assertAccessible(page, 'credit-default-rates')
  await go('vintages?grain=year')
  const vintages = await analysis('vintages?grain=year')
  assert.equal(await table('Vintages').locator('tbody tr').count(), vintages.vintages.length)
  await assertAccessible(page, 'credit-vintages')
})

test('borrowers are found by a part of the name', async () => {
  await go('borrowers')
  const all = await analysis('borrowers?limit=25')
  await says(heading(), String(all.all))
  await assertAccessible(page, 'credit-borrowers')
  const part = all.borrowers[0].key.slice(0, 5)
  await page.getByLabel('Part of the name').fill(part)
  await page.waitForURL(/name=/)
  await settled(page)
  const some = await analysis(`borrowers?limit=25&name=${encodeURIComponent(part)}`)
  await says(heading(), `${some.found} of ${all.all}`)
})

test('the report comes as a PDF with the sections that were chosen', async () => {
  await go('report?type=watch_list')
  await assertAccessible(page, 'credit-report')
  await page.getByRole('checkbox', { name: /Health/ }).click()
  await page.waitForURL(/sections=/)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the PDF' }).click()
  const paper = await waiting
  assert.match(paper.suggestedFilename(), /\.pdf$/)
})

test('an analysis is downloaded, and its definition can be read', async () => {
  await go('maturity')
  await page.getByRole('button', { name: 'How this is computed' }).first().click()
  await says(page.getByRole('note'), (await analysis('maturity')).definition)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).first().click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  assert.match((await waiting).suggestedFilename(), /\.csv$/)
})

test('an empty portfolio and one that nobody may see say so', async () => {
  await go('risk?borrower=Nobody%20at%20all')
  await page.getByRole('button', { name: 'Clear all' }).last().waitFor()
  await page.route('**/analytics/health*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Service Unavailable', status: 503, detail: 'Not now' }) }))
  await go('health')
  await page.getByRole('alert').waitFor()
  await page.unroute('**/analytics/health*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await says(heading(), (await analysis('health')).score.toFixed(1))
})

test('every page fits a phone, and is accessible there', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 } })
  await signIn(phone, 'portfolio', 'Portfolio@123')
  for (const name of ['', 'risk', 'maturity', 'concentration', 'geography', 'watch-list', 'covenants', 'cash-flow', 'amortisation', 'yield', 'arrears', 'loss', 'capital', 'ifrs9', 'stress', 'what-if', 'health', 'migration', 'default-rates', 'vintages', 'static-pools', 'borrowers', 'report']) {
    await visit(phone, `/credit/${id}/${name}`)
    await assertFits(phone, name || 'overview')
  }
  for (const name of ['', 'migration', 'stress']) {
    await visit(phone, `/credit/${id}/${name}`)
    await assertAccessible(phone, `phone-credit-${name || 'overview'}`)
  }
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
})

test('in Korean, no page falls back to English', async () => {
  await page.evaluate(() => localStorage.setItem('bursar.preferences', JSON.stringify({ language: 'ko' })))
  for (const name of ['', 'stress', 'migration', 'report']) {
    await go(name)
    assert.match(await page.locator('.analysis h2').first().innerText(), /[가-힣]/)
  }
  await page.evaluate(() => localStorage.removeItem('bursar.preferences'))
  assert.deepEqual(page.failures, [])
})
