// A stranger asks, somebody answers; a client asks, and the conversation goes on until it is resolved.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let client
let desk
let number
const mark = `Question ${Date.now().toString(36)}`

before(async () => {
  browser = await openBrowser()
  client = await openPage(browser)
  desk = await openPage(browser)
  await signIn(client, 'alice', 'test123')
  await signIn(desk, 'admin', 'admin123')
})
after(async () => {
  await browser?.close()
})

const row = (page, name) => page.locator('tbody tr', { hasText: name })

test('a stranger asks without an account, and gets a number', async () => {
  const guest = await openPage(browser)
  await visit(guest, '/contact')
  await assertAccessible(guest, 'contact')
  await guest.getByRole('button', { name: 'Send' }).click()
  await guest.getByText('Fill this in.').first().waitFor()
  await guest.getByLabel('Subject').fill(`${mark} of a stranger`)
  await guest.getByLabel('Message').fill('When are you open?')
  await guest.getByLabel('Priority').selectOption('high')
  await guest.getByLabel('Your e-mail address').fill('not an address')
  await guest.getByRole('button', { name: 'Send' }).click()
  await guest.getByText('Not an e-mail address.').waitFor()
  await guest.getByLabel('Your e-mail address').fill('')
  await guest.getByLabel('Your name').fill('Maria')
  await guest.getByRole('button', { name: 'Send' }).click()
  await guest.getByRole('heading', { name: 'Thank you, we have it.' }).waitFor()
  number = await guest.locator('.ticket-number').innerText()
  assert.match(number, /^TKT-[0-9A-F]{8}$/)
  await assertAccessible(guest, 'contact-sent')
  assert.deepEqual(guest.failures, [])
  await guest.context().close()
})

test('who sends too much is told so in plain words, and loses nothing that he wrote', async () => {
  const guest = await openPage(browser)
  await guest.route('**/api/v1/support', (route) => route.fulfill({
    status: 429, headers: { 'retry-after': '61', 'content-type': 'application/problem+json' }, body: JSON.stringify({ title: 'Too Many Requests', status: 429, detail: 'Too many requests' }),
  }))
  await visit(guest, '/contact')
  await guest.getByLabel('Subject').fill('Again')
  await guest.getByLabel('Message').fill('And again')
  await guest.getByRole('button', { name: 'Send' }).click()
  await guest.getByRole('alert').getByText('Wait 2 minutes, then send it again').waitFor()
  assert.equal(await guest.getByLabel('Message').inputValue(), 'And again')
  await guest.context().close()
})

test('a client asks, and sees it among his tickets', async () => {
  await visit(client, '/tickets')
  await assertAccessible(client, 'tickets')
  await client.keyboard.press('n')
  await client.waitForURL(/\/tickets\/new/)
  await client.getByLabel('Subject').fill(mark)
  await client.getByLabel('Message').fill('Where is my card?')
  await client.getByRole('button', { name: 'Send' }).click()
  await toast(client, /Ticket TKT-\w+ is open\./).waitFor()
  await client.waitForURL(/\/tickets\/\d+/)
  await row(client, mark).getByText('Waits for an answer').waitFor({ state: 'attached' })
})

test('the help desk finds it; what is set there is in the address', async () => {
  await visit(desk, '/help-desk')
  await assertAccessible(desk, 'help-desk')
  await desk.getByLabel('Status', { exact: true }).selectOption('open')
  await desk.getByLabel('Answered by', { exact: true }).selectOption('none')
  await desk.getByLabel('Search', { exact: true }).fill(mark)
  await desk.waitForURL((url) => url.searchParams.get('status') === 'open' && url.searchParams.get('assignee') === 'none' && url.searchParams.get('q') === mark)
  await row(desk, `${mark} of a stranger`).waitFor()
  assert.equal(await row(desk, mark).count(), 2)
})

test('priority is changed where it stands, and undone', async () => {
  const select = row(desk, 'Alice').getByLabel(/^Priority of/)
  await select.selectOption('urgent')
  await toast(desk, 'Changed.').getByRole('button', { name: 'Undo' }).click()
  await toast(desk, 'Undone.').waitFor()
  await desk.waitForFunction((each) => each.value === 'normal', await select.elementHandle())
})

test('by keys: taken, answered, noted; the client sees the answer at once and never the note', async () => {
  await visit(desk, `/help-desk?q=${encodeURIComponent(mark)}`)
  await row(desk, 'Alice').getByRole('link').click()
  await desk.getByRole('button', { name: 'Send the reply' }).waitFor()
  const taken = desk.locator('.panel').getByLabel('Answered by')
  await desk.keyboard.press('m')
  await desk.waitForFunction((each) => each.selectedOptions[0].textContent.endsWith('(Me)'), await taken.elementHandle())
  await desk.keyboard.press('n')
  await desk.keyboard.type('She called before')
  await desk.getByText('Only those who answer tickets see it.').waitFor()
  await desk.keyboard.press('Control+Enter')
  await desk.locator('.thread [data-internal]').getByText('She called before').waitFor()
  await desk.locator('.panel h2').click()
  await desk.keyboard.press('r')
  await desk.keyboard.type('It left us yesterday.')
  await desk.keyboard.press('Control+Enter')
  await desk.locator('.thread').getByText('It left us yesterday.').waitFor()
  await assertAccessible(desk, 'help-desk-record')
  await client.locator('.thread').getByText('It left us yesterday.').waitFor()
  assert.equal(await client.getByText('She called before').count(), 0)
  await row(client, mark).getByText('In progress').waitFor()
  await assertAccessible(client, 'tickets-record')
})

test('the client replies, it is resolved, and a further reply opens it again', async () => {
  await client.getByLabel('Your reply').fill('It is here, thank you!')
  await client.getByRole('button', { name: 'Send the reply' }).click()
  await desk.locator('.thread').getByText('It is here, thank you!').waitFor()
  await desk.locator('.panel h2').click()
  await desk.keyboard.press('e')
  await toast(desk, 'Changed.').waitFor()
  await row(client, mark).getByText('Resolved').waitFor()
  await client.getByText('Replying opens this ticket again.').waitFor()
  await client.getByLabel('Your reply').fill('One more thing')
  await client.keyboard.press('Control+Enter')
  await desk.locator('.panel').getByText('Open', { exact: true }).first().waitFor()
  await desk.locator('.panel h2').click()
  await desk.keyboard.press('e')
  await row(client, mark).getByText('Resolved').waitFor()
})

test('what is half written is not lost by leaving', async () => {
  await client.getByLabel('Your reply').fill('Half a')
  await client.getByRole('link', { name: 'Claims' }).click()
  await client.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
  assert.equal(await client.getByLabel('Your reply').inputValue(), 'Half a')
  await client.getByLabel('Your reply').fill('')
})

test('the notice of an answer leads to the ticket', async () => {
  await visit(client, '/inbox?kind=support.ticket_answered')
  await row(client, mark).first().getByRole('link').click()
  await client.getByRole('link', { name: 'Open it' }).click()
  await client.locator('.panel').getByRole('heading', { name: mark }).waitFor()
})

test('the stranger’s ticket is deleted with its number typed', async () => {
  await visit(desk, `/help-desk?q=${number}`)
  await row(desk, number).getByRole('link').click()
  await desk.getByText('No address: an answer can’t reach this person.').waitFor()
  await desk.getByRole('button', { name: 'Delete' }).click()
  const question = desk.getByRole('dialog', { name: 'Delete this ticket?' })
  assert.ok(await question.getByRole('button', { name: 'Delete' }).isDisabled())
  await question.getByLabel(`Type ${number} to confirm`).fill(number)
  await question.getByRole('button', { name: 'Delete' }).click()
  await row(desk, number).waitFor({ state: 'detached' })
})

test('the figures say how long people wait', async () => {
  await visit(desk, '/help-desk-figures')
  await desk.getByText('First answer, median').waitFor()
  await desk.locator('.chart svg').first().waitFor()
  await assertAccessible(desk, 'help-desk-figures')
  await desk.getByText('90 days').click()
  await desk.waitForURL(/days=90/)
})

test('a client has no help desk', async () => {
  assert.equal(await client.getByRole('link', { name: 'Help desk' }).count(), 0)
  await visit(client, '/help-desk')
  await client.getByText('support:answer').waitFor()
})

test('on a phone every page of it fits', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await desk.context().storageState() })
  for (const path of ['/contact', '/tickets', '/tickets/new', '/help-desk', '/help-desk/1', '/help-desk-figures']) {
    await visit(phone, path)
    await settled(phone)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll('/', '-')}`)
  }
  assert.deepEqual(phone.failures, [])
  await phone.context().close()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual([...client.failures, ...desk.failures], [])
})
