// A client insures something, claims on it with papers, and somebody else decides: as it goes on two screens.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let client
let desk
const mark = `S${Date.now().toString(36).toUpperCase()}`
const number = `POL-${mark}`
const claim = `CLM-${mark}`
const year = new Date().getFullYear()
const day = (date) => date.toISOString().slice(0, 10)
const shifted = (days) => day(new Date(Date.now() + days * 86_400_000))

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

before(async () => {
  browser = await openBrowser()
  client = await openPage(browser)
  desk = await openPage(browser)
  await signIn(client, 'testuser', 'test123')
  await signIn(desk, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

/** Sends as the page would: the cookie counts only for what comes from this site. */
const post = (page, path, body) => page.evaluate(async ([to, what]) => {
  const answer = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}, [path, body])

const row = (page, name) => page.locator('tbody tr', { hasText: name })
const field = (page, name) => page.getByRole('textbox', { name, exact: true })

test('a policy is entered with amounts and days the way people write them', async () => {
  await visit(client, '/policies')
  await assertAccessible(client, 'policies')
  await client.getByRole('link', { name: 'Add policy' }).click()
  await client.waitForURL(/\/policies\/new/)
  const panel = client.locator('.panel')
  await field(panel, 'Number').fill(number)
  await panel.getByLabel('Kind').selectOption('home')
  await field(panel, 'Cover').fill('10 000')
  await field(panel, 'Premium').fill('365,00')
  await field(panel, 'Deductible').fill('100')
  await field(panel, 'Begins').fill(shifted(-100))
  await field(panel, 'Renewal').fill(shifted(265))
  await assertAccessible(client, 'policies-new')
  await panel.getByRole('button', { name: 'Create' }).click()
  await row(client, number).waitFor()
  assert.match(await row(client, number).innerText(), /365\.00/)
})

test('its drawer says what is left of the cover and what of the premium is earned', async () => {
  await row(client, number).getByRole('link').click()
  await settled(client)
  const panel = client.locator('.panel')
  await panel.getByRole('meter', { name: `${number}: 100 % of the cover is left` }).waitFor()
  await panel.getByText('Earned: 100.00').waitFor()
  await panel.getByText('Unearned: 265.00').waitFor()
  await panel.getByText('in 265 days').waitFor()
  await assertAccessible(client, 'policies-record')
  await panel.getByRole('tab', { name: 'Claims' }).click()
  await panel.getByText('No claims on this policy.').waitFor()
  assert.equal(new URL(client.url()).searchParams.get('tab'), 'claims')
})

test('a change of a policy can be undone', async () => {
  const panel = client.locator('.panel')
  await panel.getByRole('tab', { name: 'Change' }).click()
  await field(panel, 'Cover').fill('12000')
  await panel.getByRole('button', { name: 'Save' }).click()
  await row(client, '12,000.00').waitFor()
  await toast(client, 'Saved.').getByRole('button', { name: 'Undo' }).click()
  await row(client, number).getByText('10,000.00').waitFor()
})

test('a claim that the policy does not carry is refused on its field', async () => {
  await row(client, number).getByRole('link').click()
  await client.locator('.panel').getByRole('link', { name: 'File a claim' }).click()
  await client.waitForURL(/\/claims\/new\?policy=\d+/)
  const panel = client.locator('.panel')
  await panel.getByText('10,000.00 of 10,000.00 USD left').waitFor()
  await field(panel, 'Amount').fill('10101')
  await panel.getByText('After the deductible this is above the cover left').waitFor()
  await field(panel, 'Day of the incident').fill(shifted(-101))
  await panel.getByText('This policy began only on').waitFor()
  await panel.getByLabel('What happened').fill('A pipe burst')
  await field(panel, 'Claim number').fill(claim)
  await panel.getByRole('button', { name: 'File the claim' }).click()
  await panel.locator('.mantine-InputWrapper-error').first().waitFor()
  assert.equal(await field(panel, 'Day of the incident').getAttribute('aria-invalid'), 'true')
  await assertAccessible(client, 'claims-refused')
})

test('a claim is filed with its papers', async () => {
  const panel = client.locator('.panel')
  await field(panel, 'Amount').fill('1.100,50')
  await panel.getByText('1,000.50 USD would be paid').waitFor()
  await field(panel, 'Day of the incident').fill('yesterday')
  const choose = panel.locator('input[type=file]')
  await choose.setInputFiles([{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no') }])
  await panel.getByRole('alert').filter({ hasText: 'notes.txt is neither a PDF nor a picture.' }).waitFor()
  await choose.setInputFiles([
    { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'kitchen.png', mimeType: 'image/png', buffer: png },
    { name: 'wrong.png', mimeType: 'image/png', buffer: png },
  ])
  await panel.getByRole('list', { name: 'Chosen documents' }).locator('img').first().waitFor()
  await panel.getByRole('button', { name: 'Remove wrong.png' }).click()
  await assertAccessible(client, 'claims-new')
  await panel.getByRole('button', { name: 'File the claim' }).click()
  await toast(client, `Claim ${claim} is filed.`).waitFor()
  await client.waitForURL(/\/claims\/\d+/)
  await panel.getByRole('button', { name: 'Open invoice.pdf' }).waitFor()
  await panel.getByRole('button', { name: 'Open kitchen.png' }).click()
  await panel.getByRole('region', { name: 'Document: kitchen.png' }).getByRole('img', { name: 'kitchen.png' }).waitFor()
  const drawn = await panel.getByRole('region', { name: 'Document: kitchen.png' }).getByRole('img', { name: 'kitchen.png' }).evaluate((each) => each.naturalWidth)
  assert.equal(drawn, 1, 'the picture is shown')
  await assertAccessible(client, 'claims-record')
})

test('its holder changes it and takes a paper back while it waits', async () => {
  const panel = client.locator('.panel')
  await panel.getByRole('button', { name: 'Change what I claim' }).click()
  await panel.getByLabel('What happened').fill('A pipe burst in the kitchen')
  await panel.getByRole('button', { name: 'Save' }).click()
  await toast(client, 'Your claim is changed.').waitFor()
  await panel.getByText('A pipe burst in the kitchen').waitFor()
  await panel.getByRole('button', { name: 'Remove kitchen.png' }).click()
  await client.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await panel.getByRole('button', { name: 'Open kitchen.png' }).waitFor({ state: 'detached' })
})

test('the reviewer works by keys: finds it, sees the paper beside it, approves; the client hears of it at once', async () => {
  await visit(client, '/inbox?read=no')
  await visit(desk, `/claims-review?q=${claim}`)
  await row(desk, claim).waitFor()
  await assertAccessible(desk, 'claims-review')
  await desk.locator('h1').click()
  await desk.keyboard.press('j')
  await desk.keyboard.press('Enter')
  await desk.waitForURL(/\/claims-review\/\d+/)
  await settled(desk)
  await desk.locator('.panel').getByRole('button', { name: 'Open invoice.pdf' }).waitFor()
  await desk.keyboard.press('v')
  await desk.locator('.paper-side').getByTitle('invoice.pdf').waitFor()
  await desk.keyboard.press('v')
  await desk.locator('.paper-side').waitFor({ state: 'detached' })
  await assertAccessible(desk, 'claims-review-record')
  await desk.keyboard.press('a')
  const form = desk.getByRole('region', { name: `Approve ${claim}` })
  await form.getByText('1,000.50 USD will be paid.').waitFor()
  assert.equal(await field(form, 'Approved loss').evaluate((each) => each === document.activeElement), true)
  await desk.keyboard.type('600')
  await form.getByText('500.00 USD will be paid.').waitFor()
  await field(form, 'Reason').fill('Plumber and floor')
  await assertAccessible(desk, 'claims-review-approve')
  await desk.keyboard.press('Enter')
  await toast(desk, `${claim} is approved.`).waitFor()
  const news = row(client, `Claim ${claim} is approved`)
  await news.waitFor()
  await client.getByRole('button', { name: /^Notifications: \d+ unread/ }).waitFor()
  await news.getByRole('link').click()
  await client.locator('.panel').getByText('Plumber and floor').waitFor()
  await client.locator('.panel').getByRole('link', { name: 'Open it' }).click()
  await client.waitForURL(/\/claims\/\d+/)
  await client.locator('.panel').getByText('600.00').first().waitFor()
})

test('it is paid, and the client’s screen moves along without a reload', async () => {
  await visit(desk, `/claims-review?show=approved&q=${claim}`)
  await row(desk, claim).getByRole('link').click()
  await desk.getByRole('button', { name: 'Mark as paid' }).waitFor()
  await desk.keyboard.press('p')
  await field(desk, 'Payment reference').fill(`PAY-${mark}`)
  await desk.keyboard.press('Enter')
  await toast(desk, 'is marked as paid').waitFor()
  await client.locator('.way [data-name="paid"][data-state="now"]').waitFor()
  await client.getByText(`Reference PAY-${mark}`).waitFor()
  await assertAccessible(client, 'claims-paid')
})

test('another claim is rejected with a reason', async () => {
  const { id } = (await (await client.request.get(`${BASE_URL}/api/v1/insurance/policies?limit=500`)).json()).find((each) => each.policy_number === number)
  await post(client, `/api/v1/insurance/policies/${id}/claims`, { claim_number: `${claim}-2`, amount: '50', description: 'A scratch' })
  await visit(desk, `/claims-review?q=${claim}-2`)
  await row(desk, `${claim}-2`).getByRole('link').click()
  await desk.getByRole('button', { name: 'Reject' }).waitFor()
  await desk.getByRole('list', { name: 'To look at' }).getByText('No documents').waitFor()
  await desk.keyboard.press('r')
  await desk.keyboard.press('Enter')
  await desk.getByText('Fill this in.').waitFor()
  await field(desk, 'Reason').fill('Wear, no event')
  await desk.keyboard.press('Enter')
  await toast(desk, 'is rejected').waitFor()
  await visit(client, '/claims?status=rejected')
  await row(client, `${claim}-2`).getByRole('link').click()
  await client.locator('.panel').getByText('Wear, no event').first().waitFor()
})

test('nobody decides on his own policy', async () => {
  const { id } = await post(desk, '/api/v1/insurance/policies', {
    policy_number: `OWN-${mark}`, policy_type: 'auto', coverage_amount: 1000, premium: 100, start_date: shifted(-1), renewal_date: shifted(364),
  })
  await post(desk, `/api/v1/insurance/policies/${id}/claims`, { claim_number: `OWN-${mark}`, amount: 10, description: 'Mine' })
  await visit(desk, `/claims-review?q=OWN-${mark}`)
  await row(desk, `OWN-${mark}`).getByRole('link').click()
  await desk.getByText('Your own policy: somebody else decides', { exact: true }).waitFor()
  assert.equal(await desk.locator('.panel').getByRole('button', { name: 'Approve' }).count(), 0)
})

test('a policy is renewed, and cancelled with what goes back', async () => {
  await visit(client, `/policies?q=${number}`)
  await row(client, number).getByRole('link').click()
  const panel = client.locator('.panel')
  await panel.getByRole('meter', { name: `${number}: 95 % of the cover is left` }).waitFor()
  await panel.getByRole('button', { name: 'Cancel policy' }).click()
  await panel.getByText('265 of 365 days are left of the term').waitFor()
  const preview = panel.getByRole('group', { name: 'What goes back' })
  assert.match(await preview.innerText(), /265\.00/)
  await assertAccessible(client, 'policies-cancel')
  await field(panel, 'First day without cover').fill(shifted(65))
  await preview.getByText('200.00').waitFor()
  await panel.getByLabel('Reason').fill('Sold')
  await panel.getByRole('button', { name: 'Cancel the policy' }).click()
  await toast(client, `${number} is cancelled; 200.00 USD goes back.`).waitFor()
  await panel.getByText('Sold').waitFor()
})

test('renewing begins a further term', async () => {
  const other = `REN-${mark}`
  await post(client, '/api/v1/insurance/policies', {
    policy_number: other, policy_type: 'life', coverage_amount: 1000, premium: 100, start_date: shifted(-355), renewal_date: shifted(10),
  })
  await visit(client, `/policies?q=${other}`)
  await row(client, 'in 10 days').getByRole('link').click()
  await client.locator('.panel').getByRole('button', { name: 'Renew' }).click()
  const form = client.getByRole('region', { name: 'Renew this policy' })
  await field(form, 'Premium of the new term').fill('120')
  await form.getByRole('button', { name: 'Renew' }).click()
  await toast(client, `${other} is renewed until`).waitFor()
  await row(client, 'in 375 days').waitFor()
})

test('those who review see all policies: found by number and holder, exported, each with its claims', async () => {
  await visit(desk, '/home')
  await desk.getByRole('link', { name: 'All policies' }).click()
  await desk.waitForURL(/\/all-policies$/)
  await settled(desk)
  await desk.getByRole('searchbox').fill(number)
  await desk.waitForURL((url) => url.searchParams.get('q') === number)
  await row(desk, number).waitFor()
  await desk.locator('tbody tr').nth(1).waitFor({ state: 'detached' })
  await assertAccessible(desk, 'all-policies')
  const download = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Export' }).click()
  await desk.getByRole('menuitem', { name: 'CSV' }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  assert.equal(file.trim().split('\n').length, 2, 'only what is shown is exported')
  assert.match(file, new RegExp(number))
  await row(desk, number).getByRole('link').click()
  await desk.waitForURL(/\/all-policies\/\d+/)
  const panel = desk.locator('.panel')
  await panel.getByRole('meter', { name: `${number}: 95 % of the cover is left` }).waitFor()
  assert.equal(await panel.getByRole('button', { name: /Renew|Cancel/ }).count(), 0, 'it is only looked at')
  await assertAccessible(desk, 'all-policies-record')
  await panel.getByRole('tab', { name: 'Claims' }).click()
  await panel.getByRole('link', { name: `${claim}-2` }).click()
  await desk.waitForURL(/\/claims-review\/\d+\?show=every/)
  await desk.locator('.panel').getByText('Wear, no event').first().waitFor()
})

test('all policies of one person are an address, and his account leads to it', async () => {
  await visit(desk, '/users/testuser')
  await desk.getByRole('navigation', { name: 'More of this person' }).getByRole('link', { name: 'Insurance policies' }).click()
  await desk.waitForURL(/\/all-policies\?holder_id=\d+$/)
  await row(desk, number).waitFor()
  const holders = new Set(await desk.locator('tbody tr td:nth-child(2)').allInnerTexts())
  assert.equal(holders.size, 1)
  assert.equal(await desk.getByLabel('Holder', { exact: true }).locator('option:checked').innerText(), [...holders][0])
  await desk.getByLabel('Status', { exact: true }).selectOption('expired')
  await desk.waitForURL(/status=expired/)
  await row(desk, number).waitFor({ state: 'detached' })
  await desk.getByLabel('Holder', { exact: true }).selectOption('')
  await desk.waitForURL((url) => !url.searchParams.has('holder_id'))
  await visit(client, '/all-policies')
  await client.getByText('insurance:review').waitFor()
})

test('the figures of the book: chart, table behind it, and files', async () => {
  await visit(desk, '/insurance-figures')
  await desk.getByRole('heading', { name: 'USD', exact: true }).waitFor()
  await desk.locator('.chart svg').first().waitFor()
  await assertAccessible(desk, 'insurance-figures')
  await desk.getByRole('button', { name: 'Show as a table' }).first().click()
  await field(desk, 'As of').fill(`${year - 3}-01-01`)
  await desk.getByRole('heading', { name: 'No policies at this date' }).waitFor()
  const download = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Export', exact: true }).click()
  await desk.getByRole('menuitem', { name: 'Claims as CSV' }).click()
  assert.equal((await download).suggestedFilename(), 'claims.csv')
})

test('on a phone every page of it fits', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await desk.context().storageState() })
  for (const path of ['/policies', '/policies/new', '/claims', '/claims/new', '/claims/1', '/claims-review', '/claims-review/1', '/all-policies', '/all-policies/1', '/insurance-figures']) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll('/', '-')}`)
  }
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual([...client.failures, ...desk.failures], [])
})
