// A builder enters a development with its homes, and a customer books one: the sales desk follows without a reload.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'

let browser
let desk
let home
let phone
const mark = Date.now().toString(36).toUpperCase()
const name = `Maple ${mark}`
const kept = {}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/** A model of two boxes without shapes, named like homes. */
function glb() {
  const json = JSON.stringify({ asset: { version: '2.0' }, scene: 0, scenes: [{ nodes: [0, 1] }], nodes: [{ name: 'A-101' }, { name: 'A-102' }] })
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4, ' '))
  const head = Buffer.alloc(20)
  head.write('glTF', 0, 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(20 + text.length, 8)
  head.writeUInt32LE(text.length, 12)
  head.write('JSON', 16, 'latin1')
  return Buffer.concat([head, text])
}

before(async () => {
  browser = await openBrowser()
  desk = await openPage(browser)
  home = await openPage(browser)
  await signIn(desk, 'builder@test.com', 'password123')
  await signIn(home, 'customer@test.com', 'password123')
})
after(async () => {
  await browser?.close()
})

/** Sends as the page would: the cookie counts only for what comes from this site. */
const call = (page, method, path, body) => page.evaluate(async ([how, to, what]) => {
  const answer = await fetch(to, { method: how, headers: { 'content-type': 'application/json' }, ...(what ? { body: JSON.stringify(what) } : {}) })
  if (!answer.ok) throw new Error(`${how} ${to}: ${await answer.text()}`)
  return answer.status === 204 ? null : answer.json()
}, [method, path, body])

const field = (page, label) => page.getByRole('textbox', { name: label, exact: true })
const panel = () => desk.locator('.panel')
const unit = (number) => desk.locator('.matrix-unit', { hasText: number })
const dialog = () => desk.locator('[role=dialog][aria-modal=true]')
const status = (number, word) => desk.locator(`.matrix-unit[data-status=${word}]`, { hasText: number }).waitFor()
/** A page of one's own development. */
const page = (tab) => visit(desk, `/builder/developments/${kept.id}?tab=${tab}`)

test('the sales desk shows what came in, what is late and what waits', async () => {
  await visit(desk, '/builder')
  await desk.getByRole('link', { name: /Overdue/ }).waitFor()
  await desk.getByRole('heading', { name: /homes? of \d+ (is|are) on offer/ }).waitFor()
  await assertAccessible(desk, 'builder')
})

test('a development is entered and its homes come next', async () => {
  await visit(desk, '/builder/developments')
  await assertAccessible(desk, 'builder-developments')
  await desk.keyboard.press('n')
  await desk.waitForURL(/developments\/new/)
  await field(panel(), 'Name').fill(name)
  await field(panel(), 'Address').fill('1 Maple Street')
  await field(panel(), 'City').fill('Pune')
  await field(panel(), 'State').fill('Maharashtra')
  await field(panel(), 'Postal code').fill('411001')
  await field(panel(), 'Homes in all').fill('six')
  await field(panel(), 'On offer').fill('6')
  await field(panel(), 'Price from').fill('5,000,000')
  await panel().getByRole('button', { name: 'Create' }).click()
  await panel().getByText('This is not a whole number.').first().waitFor()
  await field(panel(), 'Homes in all').fill('6')
  await panel().getByRole('button', { name: 'Create' }).click()
  await desk.waitForURL(/tab=units/)
  kept.id = Number(/developments\/(\d+)/.exec(desk.url())[1])
  await desk.getByRole('heading', { name: 'No homes yet' }).waitFor()
})

test('many homes are made at once, and shown before they are made', async () => {
  await desk.getByRole('button', { name: 'Enter many at once' }).click()
  await desk.getByLabel('Highest floor').fill('3')
  await desk.getByLabel('Each floor adds').fill('50,000')
  await desk.getByRole('button', { name: 'Add a stack' }).click()
  await desk.getByLabel('Price, lowest floor of stack 02').fill('6,000,000')
  await desk.getByText('6 homes.').waitFor()
  await unit('A-302').getByText('6.1m').waitFor()
  assert.deepEqual(await call(desk, 'GET', `/api/projects/${kept.id}/units`), [], 'a look makes nothing')
  await assertAccessible(desk, 'builder-generator')
  await desk.getByRole('button', { name: 'Make 6 homes' }).click()
  await toast(desk, '6 homes made.').waitFor()
  await status('A-101', 'available')
  assert.equal(await desk.locator('.matrix-unit').count(), 6)
})

test('a home is kept back and put on offer again by one key each, with Undo', async () => {
  await unit('A-301').click()
  await panel().getByText('5,100,000.00').waitFor()
  await assertAccessible(desk, 'builder-unit')
  await desk.keyboard.press('r')
  await status('A-301', 'reserved')
  await desk.getByRole('button', { name: 'Reserved 1' }).click()
  await desk.locator('.matrix-unit[data-faded]').first().waitFor()
  assert.equal(await desk.locator('.matrix-unit[data-faded]').count(), 5)
  await desk.getByRole('button', { name: 'Reserved 1' }).click()
  await toast(desk, 'A-301: Reserved.').getByRole('button', { name: 'Undo' }).click()
  await status('A-301', 'available')
  await desk.keyboard.press('Escape')
})

test('arrow keys walk through the matrix', async () => {
  await unit('A-301').focus()
  await desk.keyboard.press('ArrowRight')
  await desk.keyboard.press('ArrowDown')
  assert.match(await desk.evaluate(() => document.activeElement.textContent), /^A-202/)
})

test('payment steps must make a whole, and the rest shares itself', async () => {
  await page('steps')
  await desk.getByRole('button', { name: 'Add a step' }).click()
  await field(desk, 'Title of step 1').fill('With the booking')
  await field(desk, 'Share of step 1').fill('25')
  await desk.getByLabel('When of step 1').selectOption('booking')
  await desk.getByText('75 % are missing').waitFor()
  assert.ok(await desk.getByRole('button', { name: 'Save' }).isDisabled())
  for (const [at, title] of [[2, 'On completion of Foundation'], [3, 'At the keys']]) {
    await desk.getByRole('button', { name: 'Add a step' }).click()
    await field(desk, `Title of step ${at}`).fill(title)
  }
  await desk.getByLabel('Phase of step 2').fill('Foundation')
  await desk.getByLabel('When of step 3').selectOption('handover')
  await desk.getByRole('button', { name: 'Share the rest evenly' }).click()
  await desk.getByText('Sum: 100 %').waitFor()
  assert.equal(await field(desk, 'Share of step 3').inputValue(), '37.5')
  await assertAccessible(desk, 'builder-steps')
  await desk.getByRole('button', { name: 'Save' }).click()
  await toast(desk, 'The payment steps are saved.').waitFor()
  await desk.getByRole('row', { name: /When “Foundation” is completed/ }).getByText('1,912,500.00').waitFor()
})

test('a booking shows in the matrix at once, without a reload', async () => {
  await page('units')
  const units = await call(desk, 'GET', `/api/projects/${kept.id}/units`)
  const wanted = units.find((each) => each.unit_number === 'A-201')
  const { customer } = await call(home, 'GET', '/api/realty/profile')
  kept.customer = customer
  await status('A-201', 'available')
  kept.booking = await call(home, 'POST', '/api/bookings', { customer_id: customer.id, unit_id: wanted.id, total_amount: wanted.price, token_amount: 200_000 })
  await status('A-201', 'booked')
  await unit('A-201').click()
  await panel().getByText('John Doe').waitFor()
  await panel().getByRole('link', { name: 'Open the booking' }).click()
  await desk.waitForURL(/builder\/bookings\/\d+/)
  await settled(desk)
})

test('a token comes in: the booking moves on, and the schedule fills from its oldest part', async () => {
  await desk.getByRole('button', { name: 'Enter a payment' }).waitFor()
  await desk.keyboard.press('p')
  await field(dialog(), 'Amount').fill('300,000')
  await dialog().getByLabel('For', { exact: true }).selectOption('token')
  await dialog().getByRole('button', { name: 'Enter' }).click()
  await toast(desk, 'The payment is entered.').waitFor()
  await desk.locator('.booking-way [aria-current]', { hasText: 'Token paid' }).waitFor()
  await desk.getByRole('row', { name: /^Token.*Paid/ }).waitFor()
  await desk.getByRole('row', { name: /With the booking.*Partly paid|With the booking.*(Due|Partly)/ }).first().waitFor()
  const sums = await call(desk, 'GET', `/api/bookings/${kept.booking.id}/payments`)
  assert.equal(sums.total_paid, 300_000)
  assert.equal(sums.payment_schedule.reduce((all, each) => all + each.amount, 0), kept.booking.total_amount)
  await desk.getByRole('button', { name: 'Receipt' }).waitFor()
  await assertAccessible(desk, 'builder-booking')
})

test('the agreement is written and comes as a PDF', async () => {
  const download = desk.waitForEvent('download')
  await desk.keyboard.press('a')
  assert.match((await download).suggestedFilename(), /^BK-\d+\.pdf$/)
  await desk.getByRole('button', { name: 'Agreement', exact: true }).waitFor()
})

test('a payment that fails is asked for again, received, and refunded only once it is said what that means', async () => {
  const row = desk.getByRole('table', { name: 'Payments' }).getByRole('row', { name: /Instalment/ })
  const paid = async () => (await call(desk, 'GET', `/api/bookings/${kept.booking.id}/payments`)).total_paid
  await call(desk, 'POST', '/api/payments', { booking_id: kept.booking.id, amount: 40_000, payment_type: 'installment', payment_method: 'cheque' })
  await row.getByRole('button', { name: 'Failed' }).click()
  await row.getByRole('button', { name: 'Ask again' }).click()
  await row.getByRole('button', { name: 'Received' }).click()
  await row.getByRole('button', { name: 'Refund' }).waitFor()
  assert.equal(await paid(), 340_000)
  await row.getByRole('button', { name: 'Refund' }).click()
  await dialog().getByText('pay the money back at your bank').waitFor()
  await dialog().getByText('is open again').waitFor()
  await assertAccessible(desk, 'builder-refund')
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await dialog().waitFor({ state: 'detached' })
  assert.equal(await paid(), 340_000, 'a look refunds nothing')
  await row.getByRole('button', { name: 'Refund' }).click()
  await field(dialog(), 'Note').fill('Paid twice')
  await dialog().getByRole('button', { name: 'Refund' }).click()
  await toast(desk, 'The payment is refunded.').waitFor()
  await row.getByText('Refunded').waitFor()
  await row.getByText('Paid twice').waitFor()
  assert.equal(await row.getByRole('button').count(), 0, 'refunded it stays')
  assert.equal(await paid(), 300_000)
})

test('a phase moves by its slider; completing it asks first, and then for the money', async () => {
  await page('construction')
  await desk.getByRole('button', { name: 'Add a phase' }).click()
  await field(dialog(), 'Name').fill('Foundation')
  await dialog().getByRole('button', { name: 'Create' }).click()
  const slider = desk.getByRole('slider', { name: 'Progress of Foundation' })
  await slider.focus()
  await slider.press('End')
  await dialog().getByText('Payments that wait for this phase').waitFor()
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await slider.focus()
  for (let at = 0; at < 3; at++) await slider.press('ArrowRight')
  await toast(desk, 'Foundation: 3 %.').waitFor()
  await assertAccessible(desk, 'builder-construction')
  await desk.getByRole('button', { name: 'Complete Foundation' }).click()
  await dialog().getByRole('button', { name: 'Complete' }).click()
  await desk.locator('.phase-line [data-tone=good]', { hasText: 'Completed' }).waitFor()
  const { payment_schedule: schedule } = await call(desk, 'GET', `/api/bookings/${kept.booking.id}/payments`)
  assert.ok(schedule.find((each) => each.phase === 'Foundation').due_date, 'the part that waited has a day now')
})

test('news goes out with a picture', async () => {
  await desk.getByRole('button', { name: 'Tell news' }).click()
  await field(desk, 'Title').fill('Concrete is in')
  await field(desk, 'News').fill('The foundation has set.')
  await desk.locator('.drop-files input[type=file]').setInputFiles({ name: 'site.png', mimeType: 'image/png', buffer: png })
  await desk.getByRole('img', { name: 'site.png' }).waitFor()
  await desk.getByRole('button', { name: 'Publish' }).click()
  await desk.locator('.feed', { hasText: 'Concrete is in' }).waitFor()
  await desk.getByRole('img', { name: 'Picture 1 of “Concrete is in”' }).waitFor()
})

test('pictures and models are dropped; what is of another kind is refused in words', async () => {
  await page('files')
  const drop = (label) => desk.getByRole('group', { name: label }).locator('input[type=file]')
  await drop('Add pictures').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
  await desk.getByText('notes.txt is of another kind.').waitFor()
  await drop('Add pictures').setInputFiles({ name: 'front.png', mimeType: 'image/png', buffer: png })
  await desk.getByRole('img', { name: `Picture 1 of “${name}”` }).waitFor()
  await drop('Add a 3D model').setInputFiles({ name: 'Tower.glb', mimeType: 'model/gltf-binary', buffer: glb() })
  await desk.locator('.model-list', { hasText: 'Tower' }).getByText('2 named parts').waitFor()
  await assertAccessible(desk, 'builder-files')
  await visit(desk, `/builder/models?project=${kept.id}`)
  await desk.locator('.model-list', { hasText: 'Tower' }).waitFor()
  await assertAccessible(desk, 'builder-models')
})

test('a change request is answered with cost and days, and counts once the customer accepts', async () => {
  const asked = await call(home, 'POST', '/api/change-requests', { booking_id: kept.booking.id, request_type: 'layout', request_title: `Arch ${mark}`, request_description: 'An arch instead of the door.' })
  await visit(desk, '/builder/changes')
  await desk.locator('tbody tr', { hasText: `Arch ${mark}` }).getByRole('link').click()
  await panel().getByText('An arch instead of the door.').waitFor()
  await desk.keyboard.press('a')
  await field(panel(), 'Cost').fill('40,000')
  await field(panel(), 'Days').fill('5')
  await assertAccessible(desk, 'builder-changes')
  await panel().getByRole('button', { name: 'Approve' }).click()
  await panel().getByText('It waits for the customer’s word on cost and time.').waitFor()
  await call(home, 'POST', `/api/change-requests/${asked.id}/accept`)
  await panel().getByText('accepted').waitFor()
  const now = await call(desk, 'GET', `/api/bookings/${kept.booking.id}`)
  assert.equal(now.total_amount, kept.booking.total_amount + 40_000)
})

test('a customer writes, the badge shows it, and the answer reaches him', async () => {
  await visit(desk, '/builder/messages')
  const words = `When do we get the keys, ${mark}?`
  const { builder } = await call(desk, 'GET', '/api/realty/profile')
  await call(home, 'POST', '/api/messages', { recipient_id: builder.user_id, project_id: kept.id, message_content: words })
  const talk = desk.locator('.talk-list a', { hasText: name })
  await talk.locator('em', { hasText: '1' }).waitFor()
  await talk.click()
  await desk.locator('.talk', { hasText: words }).waitFor()
  await talk.locator('em').waitFor({ state: 'detached' })
  await field(desk, 'Message').fill('In spring.')
  await assertAccessible(desk, 'builder-messages')
  await field(desk, 'Message').press('Control+Enter')
  await desk.locator('.talk [data-side=own]', { hasText: 'In spring.' }).waitFor()
  const { messages } = await call(home, 'GET', `/api/messages/conversation/${builder.user_id}/${kept.id}`)
  assert.equal(messages.at(-1).message_content, 'In spring.')
})

test('an appointment is arranged for a customer and stands in the calendar; two at once are refused', async () => {
  const day = new Date(Date.now() + (20 + Math.floor(Math.random() * 300)) * 86_400_000).toISOString().slice(0, 10)
  const arrange = async () => {
    await visit(desk, `/builder/appointments/new?customer=${kept.customer.id}&project=${kept.id}&day=${day}`)
    await field(panel(), 'Day').fill(day)
    await panel().getByLabel('Time').fill('09:30')
    await panel().getByRole('button', { name: 'Arrange' }).click()
  }
  await arrange()
  await toast(desk, 'Arranged; the customer is told.').waitFor()
  await desk.getByRole('button', { name: /09:30: John Doe, Site visit, Asked for/ }).waitFor()
  await arrange()
  await panel().getByRole('alert').waitFor()
  await visit(desk, `/builder/appointments?day=${day}`)
  await desk.getByRole('button', { name: /09:30: John Doe/ }).click()
  await desk.waitForURL(/appointments\/\d+/)
  await panel().getByText('On site').waitFor()
  await assertAccessible(desk, 'builder-appointments')
  await visit(desk, `/builder/appointments?view=month&day=${day}`)
  await desk.getByRole('button', { name: /09:30: John Doe/ }).waitFor()
  await assertAccessible(desk, 'builder-appointments-month')
})

test('customers, bookings and what they owe are found', async () => {
  await visit(desk, `/builder/customers/${kept.customer.id}`)
  await panel().getByRole('link', { name: new RegExp(kept.booking.booking_number) }).waitFor()
  await assertAccessible(desk, 'builder-customers')
  await visit(desk, `/builder/bookings?project=${kept.id}`)
  await desk.locator('tbody tr', { hasText: kept.booking.booking_number }).waitFor()
  assert.equal(await desk.locator('tbody tr').count(), 1)
  await assertAccessible(desk, 'builder-bookings')
  await desk.keyboard.press('Control+k')
  await desk.getByRole('textbox', { name: 'Command palette' }).fill(kept.booking.booking_number)
  await desk.locator('.mantine-Spotlight-action', { hasText: `${kept.booking.booking_number} · John Doe` }).click()
  await desk.waitForURL(new RegExp(`/builder/bookings/${kept.booking.id}`))
})

test('a cancelled booking gives the home back', async () => {
  await settled(desk)
  await desk.keyboard.press('c')
  await field(dialog(), 'Reason').fill('Moved abroad')
  await dialog().getByRole('button', { name: 'Cancel booking' }).click()
  await desk.getByText('Moved abroad').waitFor()
  await page('units')
  await status('A-201', 'available')
})

test('every page of the desk fits a phone', async () => {
  phone = await openPage(browser, { viewport: { width: 360, height: 740 } })
  await signIn(phone, 'builder@test.com', 'password123')
  const one = `/builder/developments/${kept.id}`
  for (const path of [
    '/builder', '/builder/developments', one, `${one}?tab=units`, `${one}?tab=units&plan=yes`, `${one}?tab=construction`, `${one}?tab=files`, `${one}?tab=steps`, '/builder/bookings', `/builder/bookings/${kept.booking.id}`,
    '/builder/customers', '/builder/appointments', '/builder/appointments?view=month', '/builder/progress', '/builder/changes?show=every', '/builder/messages', `/builder/messages?with=${kept.customer.user_id}&project=${kept.id}`, '/builder/models',
  ]) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll(/[/?=&]/g, '-').replace(String(kept.id), 'x')}`)
  }
})

test('the development goes with all that belongs to it', async () => {
  await page('overview')
  await desk.getByRole('button', { name: 'Delete' }).click()
  await dialog().getByRole('textbox').fill(name)
  await dialog().getByRole('button', { name: 'Delete' }).click()
  await desk.waitForURL((url) => url.pathname === '/builder/developments')
  const gone = await desk.evaluate(async (to) => (await fetch(to)).status, `${BASE_URL}/api/projects/${kept.id}`)
  assert.equal(gone, 404)
  assert.deepEqual(desk.failures, [])
})
