// The inbox: live, read by opening, kept by its owner; and the ways that each kind takes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let client
let admin
const mark = `News ${Date.now().toString(36)}`

before(async () => {
  browser = await openBrowser()
  client = await openPage(browser)
  admin = await openPage(browser)
  await signIn(client, 'bob', 'test123')
  await signIn(admin, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

const row = (page, name) => page.locator('tbody tr', { hasText: name })
const ask = (page, method, path, body) => page.evaluate(async ([how, to, what]) => {
  const answer = await fetch(to, { method: how, headers: { 'content-type': 'application/json' }, ...(what ? { body: JSON.stringify(what) } : {}) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.status === 204 ? null : answer.json()
}, [method, path, body])

async function tell(title, link = null) {
  const { id } = await ask(client, 'GET', '/api/auth/me')
  await ask(admin, 'POST', '/api/v1/notifications/send', { user_id: id, title, message: 'The words of it.', link })
}

test('what arrives is counted on the bell at once, and shown by it', async () => {
  await ask(client, 'PUT', '/api/v1/notifications/mark-all-as-read')
  await visit(client, '/policies')
  await client.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  await tell(mark, '/claims')
  const bell = client.getByRole('button', { name: 'Notifications: 1 unread' })
  await bell.click()
  const newest = client.getByRole('dialog', { name: 'Notifications' })
  await newest.getByRole('link', { name: new RegExp(mark) }).waitFor()
  await assertAccessible(client, 'bell')
  await newest.getByRole('link', { name: new RegExp(mark) }).click()
  await client.waitForURL(/\/claims$/)
  await client.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
})

test('the inbox is narrowed in the address, and opening marks as read', async () => {
  await tell(`${mark} two`, '/claims')
  await visit(client, '/inbox')
  await assertAccessible(client, 'inbox')
  await client.getByLabel('State', { exact: true }).selectOption('no')
  await client.waitForURL(/read=no/)
  await row(client, `${mark} two`).getByRole('link').click()
  await client.waitForURL(/\/inbox\/\d+/)
  await client.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  await assertAccessible(client, 'inbox-record')
  await client.locator('.panel').getByRole('link', { name: 'Open it' }).click()
  await client.waitForURL(/\/claims/)
})

test('many are marked together', async () => {
  await tell(`${mark} three`)
  await tell(`${mark} four`)
  await visit(client, '/inbox?read=no')
  await row(client, `${mark} four`).waitFor()
  await client.locator('h1').click()
  await client.keyboard.press('j')
  await client.keyboard.press('x')
  await client.keyboard.press('j')
  await client.keyboard.press('x')
  await client.getByRole('toolbar', { name: '2 selected' }).getByRole('button', { name: 'Mark as read' }).click()
  await toast(client, '2 notifications marked as read.').waitFor()
  await row(client, mark).waitFor({ state: 'detached' })
})

test('all at once, too', async () => {
  await tell(`${mark} five`)
  await visit(client, '/inbox')
  await client.getByRole('button', { name: 'Mark all as read' }).click()
  await toast(client, 'Everything is marked as read.').waitFor()
  await client.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
})

test('deleting asks, because it does not come back', async () => {
  await row(client, `${mark} five`).getByRole('link').click()
  await client.locator('.panel').getByRole('button', { name: 'Delete' }).click()
  const question = client.getByRole('dialog', { name: 'Delete this notification?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await client.locator('.panel').getByRole('button', { name: 'Delete' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await row(client, `${mark} five`).waitFor({ state: 'detached' })
})

test('the administration writes into somebody’s inbox, and what is wrong is told on its field', async () => {
  await visit(admin, '/inbox')
  await admin.getByRole('link', { name: 'Write to somebody' }).click()
  await admin.waitForURL(/\/inbox\/send/)
  const panel = admin.locator('.panel')
  await panel.getByRole('button', { name: 'Send' }).click()
  await panel.getByText('Fill this in.').first().waitFor()
  await panel.getByRole('combobox', { name: 'To' }).fill('bob')
  await admin.getByRole('option', { name: /\(bob\)/ }).click()
  await panel.getByLabel('Title').fill(`${mark} six`)
  await panel.getByLabel('Message').fill('Please look at your claims.')
  await panel.getByLabel('Filed as').selectOption('reminder')
  await panel.getByLabel('Leads to').fill('claims')
  await panel.getByText('Begin with a slash').waitFor()
  await panel.getByRole('button', { name: 'Send' }).click()
  await panel.locator('.mantine-InputWrapper-error', { hasText: '/claims/7' }).waitFor()
  assert.equal(await panel.getByLabel('Title').inputValue(), `${mark} six`, 'nothing typed is lost')
  await assertAccessible(admin, 'inbox-send')
  await visit(client, '/inbox?type=reminder')
  assert.equal(await row(client, `${mark} six`).count(), 0, 'what was refused is not sent')
  await panel.getByLabel('Leads to').fill('/claims')
  await panel.getByRole('button', { name: 'Send' }).click()
  await toast(admin, `“${mark} six” is in the inbox.`).waitFor()
  await admin.waitForURL(/\/inbox$/)
  await row(client, `${mark} six`).getByRole('link').click()
  await client.locator('.panel').getByText('Please look at your claims.').waitFor()
  await client.locator('.panel').getByRole('link', { name: 'Open it' }).click()
  await client.waitForURL(/\/claims$/)
})

test('an account leads to the form with its person in it; those without the right have neither', async () => {
  await visit(admin, '/users/bob')
  await admin.getByRole('navigation', { name: 'More of this person' }).getByRole('link', { name: 'Write into the inbox' }).click()
  await admin.waitForURL(/\/inbox\/send\?to=bob$/)
  const to = admin.locator('.panel').getByRole('combobox', { name: 'To' })
  await to.waitFor()
  assert.match(await to.inputValue(), /\(bob\)$/)
  await admin.locator('.panel').getByRole('button', { name: 'Cancel' }).click()
  await admin.waitForURL(/\/inbox$/)
  await visit(admin, '/inbox/send?to=nobody-of-this-name')
  await admin.locator('.panel').getByText('This record does not exist any more.').waitFor()
  await visit(client, '/inbox')
  assert.equal(await client.getByRole('link', { name: 'Write to somebody' }).count(), 0)
  await visit(client, '/inbox/send')
  await client.getByText('notifications:send').waitFor()
})

/** Turns a switch and waits until the server has said yes: it shows what is kept, not what was clicked. */
async function turn(box, on) {
  if ((await box.isChecked()) === on) return
  await box.click()
  for (let tries = 0; (await box.isChecked()) !== on; tries += 1) {
    assert.ok(tries < 100, 'the switch turns')
    await client.waitForTimeout(50)
  }
}

test('a kind that is switched off is not heard of, and another still is', async () => {
  await visit(client, '/preferences')
  const box = client.getByRole('checkbox', { name: 'The administration wrote to you: in the app' })
  await box.waitFor()
  await assertAccessible(client, 'preferences-channels')
  const mail = client.getByRole('checkbox', { name: 'A ticket is answered: by mail' })
  const before = await mail.isChecked()
  await turn(mail, !before)
  await client.reload()
  await settled(client)
  await mail.waitFor()
  assert.equal(await mail.isChecked(), !before, 'the choice is kept')
  await turn(mail, before)
  const answered = client.getByRole('checkbox', { name: 'A ticket is answered: in the app' })
  await turn(answered, false)
  await client.waitForFunction(async () => (await (await fetch('/api/v1/notifications/channels')).json()).find((each) => each.kind === 'support.ticket_answered').in_app === false)
  const ticket = await ask(client, 'POST', '/api/v1/support', { subject: mark, message: 'Hello' })
  await ask(admin, 'POST', `/api/v1/support/${ticket.id}/messages`, { message: 'Yes' })
  await ask(admin, 'PUT', `/api/v1/support/${ticket.id}`, { status: 'resolved' })
  await visit(client, '/inbox')
  await row(client, `Ticket ${ticket.ticket_number} resolved`).waitFor()
  assert.equal(await row(client, `Ticket ${ticket.ticket_number} answered`).count(), 0)
  await visit(client, '/preferences')
  await turn(answered, true)
  await ask(admin, 'DELETE', `/api/v1/support/${ticket.id}`)
})

test('mail can be switched off altogether, and the ways by mail say so', async () => {
  await turn(client.getByRole('switch', { name: 'By mail' }), false)
  await client.getByText('Mail is switched off for your account altogether').waitFor()
  assert.ok(await client.getByRole('checkbox', { name: 'A ticket is answered: by mail' }).isDisabled())
  await turn(client.getByRole('switch', { name: 'By mail' }), true)
  await client.getByText('Mail is switched off for your account altogether').waitFor({ state: 'detached' })
})

test('address and telephone number are kept in the profile', async () => {
  await visit(client, '/profile')
  await client.getByLabel('Phone').fill('+44 20 7946 0000')
  await client.getByLabel('Address').fill('14 Harbour Street')
  await client.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(client, 'Saved.').waitFor()
  await client.reload()
  await client.waitForFunction(() => document.querySelector('textarea')?.value === '14 Harbour Street')
  await assertAccessible(client, 'profile')
  await visit(client, '/preferences')
  await client.getByText('To +44 20 7946 0000.').waitFor()
})

test('letters lead to /settings, which is the page of preferences', async () => {
  await visit(client, '/settings')
  await client.waitForURL(/\/preferences$/)
})

test('on a phone it fits', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await client.context().storageState() })
  for (const path of ['/inbox', '/preferences', '/profile']) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll('/', '-')}`)
  }
  await phone.getByRole('button', { name: /^Notifications/ }).click()
  await phone.getByRole('link', { name: 'Open the inbox' }).waitFor()
  await assertFits(phone, 'bell')
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
  const desk = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await admin.context().storageState() })
  await visit(desk, '/inbox/send')
  await desk.getByRole('combobox', { name: 'To' }).waitFor()
  await assertFits(desk, '/inbox/send')
  await assertAccessible(desk, 'phone-inbox-send')
  assert.deepEqual(desk.failures, [])
  await desk.context().close()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual([...client.failures, ...admin.failures], [])
})
