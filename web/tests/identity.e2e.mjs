// Administration: people, rights, the audit log, analytics, one's own account.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { assertAccessible, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let page
const stamp = Date.now().toString(36)
const person = { name: `Story Person ${stamp}`, email: `story-${stamp}@example.com`, id: `story-${stamp}` }
let password

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  await signIn(page, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

const row = (name) => page.locator('tbody tr', { hasText: name })
const panel = () => page.locator('.panel')

test('the overview has its numbers, its activity and its system', async () => {
  await visit(page, '/overview')
  assert.ok(Number(await page.locator('.tile b').first().innerText()) >= 10, 'the demo has ten people')
  await page.getByText('Healthy').waitFor()
  await assertAccessible(page, 'overview')
  await page.locator('.tile', { hasText: 'Active' }).click()
  await page.waitForURL(/\/users\?status=active/)
})

test('people are searched, filtered and sorted, all in the address', async () => {
  await visit(page, '/users')
  await page.keyboard.press('/')
  await page.keyboard.type('john')
  await page.waitForURL(/q=john/)
  await row('Alice Johnson').waitFor()
  await row('Bob Williams').waitFor({ state: 'detached' })
  await row('user123@example.com').waitFor()
  await visit(page, '/users')
  await page.getByLabel('Role', { exact: true }).selectOption('admins')
  await page.waitForURL(/role=admins/)
  await row('Bob Williams').waitFor({ state: 'detached' })
  const roles = await page.locator('tbody tr td:nth-child(5)').allInnerTexts()
  assert.deepEqual([...new Set(roles)].sort(), ['Admin', 'Super admin'])
  await visit(page, '/users?status=inactive')
  assert.equal(await row('Active').filter({ hasNotText: 'Inactive' }).count(), 0)
  await visit(page, '/users')
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await page.waitForURL(/sort=name/)
  await settled(page)
  const names = await page.locator('tbody .row-link').allInnerTexts()
  assert.deepEqual(names, [...names].sort((one, other) => one.localeCompare(other)))
  await assertAccessible(page, 'users')
})

test('columns are chosen and a view is saved', async () => {
  await visit(page, '/users?status=inactive')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Two-factor' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Two-factor' }).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByLabel('Name of the view').fill('Sleepers')
  await page.getByRole('button', { name: 'Save' }).click()
  await visit(page, '/users')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Sleepers' }).click()
  await page.waitForURL(/status=inactive/)
})

test('the list is exported as the server writes it', async () => {
  await visit(page, '/users?q=john')
  for (const [label, file] of [['CSV file', 'users.csv'], ['Excel workbook', 'users.xlsx']]) {
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label }).click()])
    assert.equal(download.suggestedFilename(), file)
  }
})

test('a person is created; findings land on their fields', async () => {
  await visit(page, '/users')
  await page.locator('h1').click()
  await page.keyboard.press('n')
  await page.waitForURL(/\/users\/new/)
  await panel().getByLabel('Name').fill(person.name)
  await panel().getByLabel('E-mail').fill('no address')
  await panel().getByLabel('User ID').fill(person.id)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Not an e-mail address.').waitFor()
  await assertAccessible(page, 'users-new')
  await panel().getByLabel('E-mail').fill(person.email)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  password = await page.locator('[data-secret]').innerText()
  assert.ok(password.length >= 8)
  await panel().getByRole('button', { name: 'Close' }).last().click()
  await row(person.name).waitFor()
})

test('the drawer has its own address; facts are changed', async () => {
  await visit(page, `/users/${person.id}?q=${person.id}`)
  await page.waitForFunction((name) => document.title.startsWith(name), person.name)
  await row(person.name).waitFor()
  await panel().getByRole('button', { name: 'Edit' }).click()
  await panel().getByLabel('Role').selectOption('manager')
  await panel().getByRole('button', { name: 'Save' }).click()
  await toast(page, 'Saved.').waitFor()
  await row('Manager').waitFor()
  await assertAccessible(page, 'users-record')
})

test('deactivating can be undone', async () => {
  await panel().getByRole('button', { name: 'Deactivate' }).click()
  await row('Inactive').waitFor()
  await toast(page, 'is inactive').getByRole('button', { name: 'Undo' }).click()
  await panel().getByRole('button', { name: 'Deactivate' }).waitFor()
})

test('many are deactivated at once, and that is undone', async () => {
  await visit(page, `/users?q=${person.id}`)
  await page.getByLabel(`Select ${person.name}`).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Deactivate' }).click()
  await row('Inactive').waitFor()
  await toast(page, '1 account changed.').getByRole('button', { name: 'Undo' }).click()
  await row('Inactive').waitFor({ state: 'detached' })
})

test('a reset password is shown once, and has to be changed at the next sign-in', async () => {
  await visit(page, `/users/${person.id}`)
  await panel().getByRole('button', { name: 'Reset password' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click()
  const temporary = await page.locator('[data-secret]').innerText()
  assert.notEqual(temporary, password)

  const own = await openPage(browser)
  await signIn(own, person.email, temporary)
  await own.waitForURL(/\/new-password$/)
  await assertAccessible(own, 'new-password')
  await own.goto(`${BASE_URL}/budgets`)
  await own.waitForURL(/\/new-password$/)
  const fields = own.locator('input[type=password]')
  await fields.nth(0).fill(temporary)
  await fields.nth(1).fill('Quiet-harbour-7')
  await fields.nth(2).fill('Quiet-harbour-8')
  await own.getByRole('button', { name: 'Set the password' }).click()
  await own.getByText('The two do not match.').first().waitFor()
  await fields.nth(2).fill('Quiet-harbour-7')
  await own.getByRole('button', { name: 'Set the password' }).click()
  await own.getByRole('link', { name: 'Budgets' }).waitFor()
  password = 'Quiet-harbour-7'
  await ownAccount(own)
  assert.deepEqual(own.failures, [])
  await own.context().close()
})

/** Profile, two-factor sign-in from enrolment to sign-in with a code, sessions. */
async function ownAccount(own) {
  await visit(own, '/profile')
  await own.getByLabel('Phone').fill('+82 10 1234 5678')
  await own.getByRole('button', { name: 'Save' }).click()
  await toast(own, 'Saved.').waitFor()
  await assertAccessible(own, 'profile')

  await visit(own, '/security')
  await own.getByRole('button', { name: 'Set it up' }).click()
  const secret = await own.locator('[data-secret]').innerText()
  const drawn = await own.getByAltText('QR code').evaluate((image) => image.decode().then(() => image.naturalWidth))
  assert.ok(drawn > 0, 'the QR code is drawn')
  await assertAccessible(own, 'security-enrolment')
  await own.getByLabel('Code of the app').fill(totp(secret))
  await own.getByRole('button', { name: 'Switch it on' }).click()
  await own.getByRole('heading', { name: 'Recovery codes' }).waitFor()
  const codes = await own.locator('section code').allInnerTexts()
  assert.equal(codes.length, 10)
  const [download] = await Promise.all([own.waitForEvent('download'), own.getByRole('button', { name: 'Download' }).click()])
  assert.match(download.suggestedFilename(), /recovery/)
  await own.getByRole('button', { name: 'I have kept them' }).click()

  const second = await openPage(browser)
  await second.goto(`${BASE_URL}/sign-in`)
  await second.getByLabel('E-mail or user ID').fill(person.email)
  await second.locator('input[type=password]').fill(password)
  await second.keyboard.press('Enter')
  await second.getByRole('heading', { name: 'Two-factor sign-in' }).waitFor()
  await assertAccessible(second, 'sign-in-code')
  await second.getByLabel('Code').fill('000000')
  await second.getByRole('button', { name: 'Go on' }).click()
  await second.getByRole('alert').waitFor()
  await second.getByLabel('Code').fill(codes[0])
  await second.getByRole('button', { name: 'Go on' }).click()
  await second.getByRole('link', { name: 'Budgets' }).waitFor()

  await visit(own, '/security')
  await own.getByText('This session').waitFor()
  await assertAccessible(own, 'security')
  await own.getByRole('button', { name: 'Sign out all others' }).click()
  await toast(own, 'All other sessions are signed out.').waitFor()
  await second.goto(`${BASE_URL}/budgets`)
  await second.waitForURL(/\/sign-in/)
  await second.context().close()

  await own.getByRole('button', { name: 'Switch it off' }).click()
  await own.getByRole('dialog').locator('input[type=password]').fill(password)
  await own.getByRole('dialog').getByRole('button', { name: 'Switch it off' }).click()
  await toast(own, 'Two-factor sign-in is off.').waitFor()
}

test('sessions and activity of a person', async () => {
  await visit(page, `/users/${person.id}?tab=sessions`)
  await assertAccessible(page, 'users-sessions')
  await panel().getByRole('tab', { name: 'Activity' }).click()
  await page.waitForURL(/tab=activity/)
  await panel().getByText('Reset password').first().waitFor()
  await panel().locator('.diff').first().waitFor()
  await assertAccessible(page, 'users-activity')
})

test('deleting wants the name typed', async () => {
  await visit(page, `/users/${person.id}`)
  await panel().getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${person.name}?` })
  assert.ok(await dialog.getByRole('button', { name: 'Delete' }).isDisabled())
  await dialog.getByRole('textbox').fill(person.id)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await toast(page, 'is deleted').waitFor()
  await page.waitForURL((url) => url.pathname === '/users')
  await row(person.name).waitFor({ state: 'detached' })
})

test('an admin may not manage the super admin, and is told why', async () => {
  const admin = await openPage(browser)
  await signIn(admin, 'manager', 'admin123')
  await visit(admin, '/users/admin')
  assert.ok(await admin.locator('.panel').getByRole('button', { name: 'Edit' }).isDisabled())
  await admin.locator('.panel').getByRole('note').first().hover()
  await admin.getByRole('tooltip', { name: /Only a super admin/ }).waitFor()
  await assertAccessible(admin, 'users-refused')
  await admin.context().close()
})

test('the audit log opens an entry, filters, verifies and exports', async () => {
  await visit(page, '/audit')
  await assertAccessible(page, 'audit')
  await page.locator('tbody .row-link').first().click()
  await page.waitForURL(/\/audit\/\d+/)
  await panel().getByText('What changed').waitFor()
  await assertAccessible(page, 'audit-entry')
  await page.keyboard.press('Escape')
  await page.waitForURL(/\/audit$/)
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Action', { exact: true }).fill('delete_user')
  await page.keyboard.press('Enter')
  await page.waitForURL(/action=delete_user/)
  await settled(page)
  const actions = await page.locator('tbody .row-link').allInnerTexts()
  assert.ok(actions.length > 0 && actions.every((each) => each === 'Delete user'), actions.join())
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verify the log' }).click()
  await toast(page, 'The log is whole').waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV file' }).click()])
  assert.equal(download.suggestedFilename(), 'audit-log.csv')
})

test('an entry of the audit log has its own address, on the open page of the list or not', async () => {
  const asked = []
  const note = (request) => { if (/\/api\/admin\/audit-logs\/\d+$/.test(request.url())) asked.push(request.url()) }
  page.on('request', note)
  const oldest = await page.evaluate(() => fetch('/api/admin/audit-logs/1').then((answer) => answer.json()))
  asked.length = 0
  await visit(page, '/audit/1')
  await panel().getByText('Entry 1', { exact: true }).waitFor()
  await panel().getByText(oldest.details, { exact: true }).waitFor()
  await panel().locator('.diff tbody tr').first().waitFor()
  assert.equal(asked.length, 1, 'it is not among the newest, so it is asked for')
  assert.equal(await panel().getByRole('button', { name: 'Next row' }).count(), 0, 'what is not in the list has no neighbours there')
  assert.match(await page.title(), /^Create user/)
  await assertAccessible(page, 'audit-entry-alone')
  asked.length = 0
  const newest = await page.evaluate(() => fetch('/api/admin/audit-logs?page_size=1').then((answer) => answer.json()))
  await visit(page, `/audit/${newest.logs[0].id}`)
  await panel().getByRole('button', { name: 'Next row' }).waitFor()
  assert.deepEqual(asked, [], 'what the list holds is not asked for again')
  for (const id of ['999999999', 'abc']) {
    await visit(page, `/audit/${id}`)
    await panel().getByText(`There is no entry ${id}.`).waitFor()
  }
  page.off('request', note)
})

test('the sign-in page offers what the server does', async () => {
  const guest = await openPage(browser)
  const says = async (state) => {
    await guest.unroute('**/api/setup')
    if (state) await guest.route('**/api/setup', (route) => route.fulfill({ json: state }))
    await visit(guest, '/sign-in')
    await guest.waitForLoadState('networkidle')
  }
  const register = guest.getByRole('link', { name: 'Create an account' })
  await says(null)
  await register.waitFor()
  await says({ needed: false, self_registration: false })
  await guest.getByLabel('E-mail or user ID').waitFor()
  assert.equal(await register.count(), 0)
  await visit(guest, '/register')
  await guest.getByText('accounts are created by its administrators').waitFor()
  assert.equal(await guest.locator('input').count(), 0)
  await assertAccessible(guest, 'register-closed')
  await says({ needed: true, self_registration: true })
  await guest.getByText('The first one is made with the one-time link that the server printed').waitFor()
  assert.equal(await guest.locator('input').count() + await register.count(), 0, 'nobody could sign in')
  await assertAccessible(guest, 'sign-in-setup')
  await visit(guest, '/register')
  await guest.getByText('The first one is made with the one-time link').waitFor()
  assert.equal(await guest.locator('input').count(), 0, 'the first account is not an ordinary one')
  assert.deepEqual(guest.failures, [])
  await guest.context().close()
})

test('roles and rights: the matrix, and the operations by filter', async () => {
  await visit(page, '/rights')
  await page.getByText('identity:manage', { exact: true }).waitFor()
  await assertAccessible(page, 'rights')
  await page.getByRole('tab', { name: 'Operations' }).click()
  await page.getByLabel('Filter by path').fill('budgets')
  await page.waitForURL(/q=budgets/)
  await page.getByText('/api/v1/financial/budgets').first().waitFor()
  await assertAccessible(page, 'rights-operations')
})

test('analytics: charts with a table and an export behind each', async () => {
  await visit(page, '/analytics')
  await page.locator('.card svg').first().waitFor()
  await assertAccessible(page, 'analytics')
  const card = page.locator('section.card').first()
  await card.getByRole('heading', { name: 'in the last 30 days' }).waitFor()
  await card.getByRole('button', { name: 'Show as a table' }).click()
  assert.equal(await card.locator('tbody tr').count(), 30, 'a month unless another range is chosen')
  for (const days of [7, 90, 365]) {
    await page.getByText(`${days} days`, { exact: true }).click()
    await page.waitForURL((url) => url.searchParams.get('days') === String(days))
    const named = page.getByRole('table', { name: `in the last ${days} days` })
    await named.waitFor()
    assert.equal(await named.locator('tbody tr').count(), days)
    await page.getByRole('heading', { name: `sign-ins in the last ${days} days` }).waitFor()
    await page.getByRole('heading', { name: `Most sign-ins of the last ${days} days` }).waitFor()
  }
  await page.reload()
  await page.getByRole('heading', { name: 'registered in the last 365 days' }).waitFor()
  await assertAccessible(page, 'analytics-year')
  await page.getByText('30 days', { exact: true }).click()
  await page.waitForURL((url) => !url.searchParams.has('days'))
  await card.getByRole('heading', { name: 'in the last 30 days' }).waitFor()
  await card.getByRole('button', { name: 'Show as a table' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'Export as CSV' }).click()])
  assert.equal(download.suggestedFilename(), 'registrations.csv')
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual(page.failures, [])
})

/** A code of RFC 6238, as an authenticator app computes it. */
function totp(secret) {
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map((each) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = hash[19] & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
