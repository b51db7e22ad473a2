// Somebody looks for a home as a stranger, becomes a customer, books it, pays, visits, asks and changes, until it is his own.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'
import { homesOf, tower } from './tower.mjs'

let browser
let stranger
let john
let desk
const mark = Date.now().toString(36).toUpperCase()
const name = `Cedar ${mark}`
const email = `mira.${mark.toLowerCase()}@example.com`
const kept = {}

before(async () => {
  browser = await openBrowser()
  stranger = await openPage(browser)
  john = await openPage(browser)
  desk = await openPage(browser)
  await signIn(desk, 'builder@test.com', 'password123')
  await signIn(john, 'customer@test.com', 'password123')
  await begin()
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

/** A development of sixteen homes with two phases, news, and a tower as a model. */
async function begin() {
  const { id } = await call(desk, 'POST', '/api/projects', {
    project_name: name, project_type: 'residential', status: 'construction', location_address: '7 Cedar Lane', location_city: 'Mysore', location_state: 'Karnataka', location_zipcode: '570001',
    total_units: 16, available_units: 16, price_range_min: 4_000_000, price_range_max: 6_000_000, amenities: ['roof_garden', 'gym'], expected_completion_date: '2028-03-31', description: 'Four homes to a floor, and a garden on the roof.',
  })
  kept.id = id
  await call(desk, 'POST', `/api/projects/${id}/units/generate`, {
    first_floor: 1, last_floor: 4, numbering: 'C-{floor}{stack}', price_step: 50_000,
    stacks: ['01', '02', '03', '04'].map((stack, at) => ({ stack, unit_type: at % 2 ? '3BHK' : '2BHK', area_sqft: 900 + at * 100, price: 4_000_000 + at * 500_000, bathrooms: 2, facing: 'east', features: ['modular_kitchen'] })),
  })
  await call(desk, 'POST', `/api/projects/${id}/progress`, { phase_name: 'Foundation', progress_percentage: 100, status: 'completed', weight: 1 })
  kept.phase = (await call(desk, 'POST', `/api/projects/${id}/progress`, { phase_name: 'Structure', progress_percentage: 20, status: 'in_progress', weight: 3, expected_end_date: '2027-09-30' })).id
  await call(desk, 'POST', `/api/projects/${id}/updates`, { update_title: 'First floor poured', update_content: 'Three days early.', update_type: 'milestone' })
  const bytes = tower(homesOf(await call(desk, 'GET', `/api/projects/${id}/matrix`)))
  await desk.evaluate(async ([text, project]) => {
    const form = new FormData()
    form.set('model_name', 'The whole house')
    form.set('model_type', 'project_overview')
    form.set('project_id', String(project))
    form.set('file', new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], 'tower.glb'))
    const answer = await fetch('/api/models', { method: 'POST', body: form })
    if (!answer.ok) throw new Error(await answer.text())
  }, [bytes.toString('base64'), id])
}

const unit = (page, number) => page.locator('.matrix-unit', { hasText: number })
const dialog = (page) => page.locator('[role=dialog][aria-modal=true]')
const homes = (page) => visit(page, `/developments/${kept.id}?tab=homes`)

test('a stranger looks for a home; what he sets is in the address', async () => {
  await visit(stranger, '/developments')
  await stranger.getByRole('heading', { name: 'Homes for sale' }).waitFor()
  await assertAccessible(stranger, 'developments')
  await stranger.getByLabel('Search', { exact: true }).fill(mark)
  await stranger.waitForURL((url) => url.searchParams.get('q') === mark)
  await stranger.getByText('1 development', { exact: true }).waitFor()
  await stranger.getByLabel('Kind of home').selectOption('penthouse')
  await stranger.getByRole('heading', { name: 'Nothing fits.' }).waitFor()
  assert.equal(new URL(stranger.url()).searchParams.get('home'), 'penthouse')
  await stranger.getByRole('button', { name: 'Show all homes' }).click()
  await visit(stranger, `/developments?q=${mark}&home=3BHK&sort=price_low&free=yes`)
  assert.equal(await stranger.getByLabel('Order').inputValue(), 'price_low')
  assert.ok(await stranger.getByLabel('With free homes only').isChecked())
  await stranger.getByRole('link', { name }).click()
  await stranger.getByRole('heading', { level: 1, name }).waitFor()
})

test('a development tells all of itself without an account', async () => {
  await settled(stranger)
  await stranger.getByText('Roof garden').waitFor()
  await stranger.getByText('of 16 homes').waitFor()
  await stranger.getByText('40 %').first().waitFor()
  await assertAccessible(stranger, 'development')
  await stranger.getByRole('tab', { name: 'Construction' }).click()
  await stranger.getByText('Three days early.').waitFor()
  await stranger.getByRole('heading', { name: 'The building is 40 % done' }).waitFor()
  await assertAccessible(stranger, 'development-building')
  await stranger.getByRole('tab', { name: 'Plans and brochure' }).click()
  await stranger.getByRole('heading', { name: 'No plans yet' }).waitFor()
})

test('the model is turned by keys and buttons, coloured by how homes stand, and read as a list', async () => {
  await stranger.getByRole('tab', { name: '3D model' }).click()
  const canvas = stranger.getByRole('application', { name: '3D model: The whole house' })
  await stranger.getByRole('toolbar', { name: 'Turn and look' }).waitFor()
  await settled(stranger)
  assert.equal(await stranger.getByRole('list', { name: 'Homes in the model' }).getByRole('button').count(), 16, 'every home is found by its number')
  await stranger.getByRole('button', { name: 'Available 16' }).waitFor()
  await assertAccessible(stranger, 'development-model')
  const before = await canvas.screenshot()
  await canvas.focus()
  await stranger.keyboard.press('ArrowLeft')
  await stranger.waitForTimeout(200)
  assert.ok(!before.equals(await canvas.screenshot()), 'an arrow key turns it')
  await stranger.keyboard.press('0')
  for (const each of ['Nearer', 'Farther', 'From higher up', 'Show all of it', 'Back to the beginning']) await stranger.getByRole('button', { name: each }).click()
  const [saved] = await Promise.all([stranger.waitForEvent('download'), stranger.getByRole('button', { name: 'Save as a picture' }).click()])
  const picture = await readFile(await saved.path())
  assert.equal(picture.subarray(1, 4).toString(), 'PNG')
  assert.ok(picture.length > 5_000, 'the picture is not empty')
  await stranger.getByRole('list', { name: 'Homes in the model' }).getByRole('button', { name: /C-404/ }).click()
  await stranger.locator('.panel').getByRole('heading', { name: 'Home C-404' }).waitFor()
})

test('a home says what it costs and when; to book it a stranger needs an account', async () => {
  await homes(stranger)
  await unit(stranger, 'C-201').click()
  const panel = stranger.locator('.panel')
  await panel.getByText('Modular kitchen').waitFor()
  const total = panel.locator('tfoot td')
  await total.getByText('4,050,000.00').waitFor()
  await panel.getByLabel('How you pay').selectOption('full_payment')
  await stranger.waitForFunction(() => document.querySelectorAll('.panel .preview tbody tr').length < 3)
  await total.getByText('4,050,000.00').waitFor()
  await assertAccessible(stranger, 'development-home')
  await panel.getByRole('button', { name: 'Book this home' }).click()
  await panel.getByText('You need an account for this.').waitFor()
  await panel.getByRole('link', { name: 'Create an account' }).click()
  await stranger.waitForURL(/\/join/)
  await assertAccessible(stranger, 'join')
})

test('he makes one and is back at the same home', async () => {
  await stranger.getByLabel('First name').fill('Mira')
  await stranger.getByLabel('Last name').fill('Iyer')
  await stranger.getByLabel('Telephone').fill('+91 98 7654 3210')
  await stranger.getByLabel('E-mail address').fill(email)
  const [password, repeat] = await stranger.locator('input[type=password]').all()
  await password.fill('a long one indeed')
  await repeat.fill('another')
  await stranger.getByRole('button', { name: 'Create the account' }).click()
  await stranger.getByText('The two do not match.').first().waitFor()
  await repeat.fill('a long one indeed')
  await stranger.getByRole('button', { name: 'Create the account' }).click()
  await stranger.waitForURL(new RegExp(`/developments/${kept.id}`))
  await stranger.locator('.panel').getByRole('heading', { name: 'Home C-201' }).waitFor()
  await stranger.getByRole('link', { name: 'My homes' }).waitFor()
})

test('the booking shows its schedule as the token is typed; the home is his', async () => {
  const panel = stranger.locator('.panel')
  await panel.getByLabel('Token').fill('100,000')
  await panel.locator('.preview').getByText('100,000.00').waitFor()
  await panel.locator('.preview tfoot').getByText('4,050,000.00').waitFor()
  await panel.getByLabel('Wishes').fill('The lift side, please.')
  await assertAccessible(stranger, 'development-book')
  // Somebody else looks at the same home.
  await visit(john, `/developments/${kept.id}?tab=homes`)
  await unit(john, 'C-201').click()
  await john.locator('.panel').getByRole('button', { name: 'Book this home' }).click()
  await john.locator('.panel').getByRole('button', { name: /^Book for 4,050,000/ }).waitFor()
  await panel.getByRole('button', { name: 'Book for 4,050,000.00 INR' }).click()
  await stranger.waitForURL(/\/my\/home\/\d+/)
  kept.booking = Number(/home\/(\d+)/.exec(stranger.url())[1])
  await stranger.getByRole('heading', { level: 1, name: `C-201, ${name}` }).waitFor()
  await settled(stranger)
  await stranger.locator('.data-table tfoot').getByText('4,050,000.00').first().waitFor()
  await assertAccessible(stranger, 'my-home')
})

test('who was a moment slower is told so, and the matrix shows how it stands', async () => {
  const panel = john.locator('.panel')
  const book = panel.getByRole('button', { name: /^Book for/ })
  if (await book.isVisible()) {
    await book.click()
    await Promise.race([panel.getByText(/not available/i).first().waitFor(), panel.getByText('Somebody has booked this home.').waitFor()])
  }
  await john.locator('.matrix-unit[data-status=booked]', { hasText: 'C-201' }).waitFor()
  await panel.getByText('Somebody has booked this home.').waitFor()
})

test('a home is kept for a while, undone, and kept again', async () => {
  await unit(john, 'C-302').click()
  const panel = john.locator('.panel')
  await panel.getByRole('button', { name: 'Keep it for me' }).click()
  await panel.getByText(/Kept for you until/).waitFor()
  await john.locator('.matrix-unit[data-status=reserved]', { hasText: 'C-302' }).waitFor()
  await toast(john, 'C-302 is kept for you').getByRole('button', { name: 'Undo' }).click()
  await john.locator('.matrix-unit[data-status=available]', { hasText: 'C-302' }).waitFor()
  await panel.getByRole('button', { name: 'Keep it for me' }).click()
  await panel.getByText(/Kept for you until/).waitFor()
  await visit(john, '/my')
  await john.getByText(`C-302 in ${name} is kept for you`).waitFor()
  await assertAccessible(john, 'my')
  await john.locator('.held-one', { hasText: 'C-302' }).getByRole('button', { name: 'Give it up' }).click()
  await john.getByText(`C-302 in ${name} is kept for you`).waitFor({ state: 'detached' })
})

test('the page of my homes answers: what is paid, what is next', async () => {
  await visit(stranger, '/my')
  await stranger.getByRole('heading', { name: 'Good to see you, Mira' }).waitFor()
  await stranger.getByRole('link', { name: `C-201, ${name}` }).waitFor()
  await stranger.getByText('Next payment').waitFor()
  await assertAccessible(stranger, 'my-first')
  await stranger.getByRole('link', { name: `C-201, ${name}` }).click()
  await stranger.waitForURL(/\/my\/home\/\d+/)
})

test('what the builder receives shows at once, with its receipt', async () => {
  const payment = await call(desk, 'POST', '/api/payments', { booking_id: kept.booking, payment_type: 'token', amount: 100_000, payment_method: 'bank_transfer' })
  await call(desk, 'PATCH', `/api/payments/${payment.id}`, { payment_status: 'completed', transaction_id: 'UTR-1' })
  await stranger.getByText('UTR-1').waitFor()
  await stranger.locator('.my-way [aria-current=step]', { hasText: 'Token paid' }).waitFor()
  const [receipt] = await Promise.all([stranger.waitForEvent('download'), stranger.getByRole('button', { name: 'Receipt' }).click()])
  assert.equal((await readFile(await receipt.path())).subarray(0, 5).toString(), '%PDF-')
  await call(desk, 'POST', `/api/bookings/${kept.booking}/generate-agreement`)
  await stranger.getByRole('tab', { name: 'Papers' }).click()
  await stranger.reload()
  await settled(stranger)
  await assertAccessible(stranger, 'my-papers')
  const [agreement] = await Promise.all([stranger.waitForEvent('download'), stranger.getByRole('button', { name: 'Download: Sale agreement' }).click()])
  assert.equal((await readFile(await agreement.path())).subarray(0, 5).toString(), '%PDF-')
})

test('a phase is completed, and its payment is asked for', async () => {
  await stranger.getByRole('tab', { name: 'Payments' }).click()
  await stranger.getByText('When “Structure” is completed').waitFor()
  await call(desk, 'PATCH', `/api/progress/${kept.phase}`, { status: 'completed' }).catch(() => call(desk, 'PATCH', `/api/phases/${kept.phase}`, { status: 'completed' }))
  await stranger.getByText('When “Structure” is completed').waitFor({ state: 'detached' })
  await stranger.getByRole('button', { name: /Demand: .*Structure/ }).waitFor()
  await stranger.getByRole('tab', { name: 'Construction' }).click()
  await stranger.getByRole('heading', { name: 'The building is 100 % done' }).waitFor()
})

test('a visit is arranged, moved and called off', async () => {
  await visit(stranger, `/my/appointments?do=new&project=${kept.id}`)
  await assertAccessible(stranger, 'my-visit-new')
  const panel = stranger.locator('.panel')
  await panel.getByRole('textbox', { name: 'Day' }).fill('yesterday')
  await panel.getByRole('button', { name: 'Ask for this time' }).click()
  await panel.getByText(/this time has passed/).first().waitFor()
  await panel.getByRole('textbox', { name: 'Day' }).fill('+21d')
  await panel.getByLabel('Time', { exact: true }).selectOption('15:30')
  await panel.getByLabel('What about').fill('The view from the fourth floor')
  await panel.getByRole('button', { name: 'Ask for this time' }).click()
  await toast(stranger, 'Asked for:').waitFor()
  await stranger.locator('.visit-line', { hasText: 'Site visit' }).first().click()
  await panel.getByText('It waits for').waitFor()
  await assertAccessible(stranger, 'my-visit')
  const id = Number(new URL(stranger.url()).searchParams.get('open'))
  await call(desk, 'PATCH', `/api/appointments/${id}/reschedule`, { appointment_date: new Date(Date.now() + 22 * 86_400_000).toISOString(), reschedule_reason: 'The crane comes that day' })
  await panel.getByText('The crane comes that day').waitFor()
  await panel.getByRole('button', { name: 'Confirm it' }).click()
  await panel.getByText('Confirmed', { exact: true }).waitFor()
  await panel.getByRole('button', { name: 'Move it' }).click()
  await panel.getByLabel('Time', { exact: true }).selectOption('08:30')
  await panel.getByRole('button', { name: 'Propose this time' }).click()
  await toast(stranger, 'Moved.').waitFor()
  const [invitation] = await Promise.all([stranger.waitForEvent('download'), panel.getByRole('button', { name: 'Into my calendar' }).click()])
  assert.match(await readFile(await invitation.path(), 'utf8'), /BEGIN:VCALENDAR/)
  await panel.getByRole('button', { name: 'Cancel it' }).click()
  await dialog(stranger).getByRole('button', { name: 'Cancel it' }).click()
  await panel.getByText('Cancelled', { exact: true }).waitFor()
  for (const view of ['Week', 'Month']) {
    await stranger.getByText(view, { exact: true }).click()
    await stranger.getByRole('region', { name: 'Calendar' }).waitFor()
    await assertAccessible(stranger, `my-visits-${view.toLowerCase()}`)
  }
})

test('a change costs nothing before it is accepted, and is in the schedule after', async () => {
  await visit(stranger, '/my/changes')
  await stranger.getByRole('button', { name: 'Ask for a change' }).waitFor()
  await stranger.keyboard.press('n')
  const panel = stranger.locator('.panel')
  await panel.getByLabel('In a few words').fill('Open kitchen')
  await panel.getByRole('button', { name: 'Send the request' }).click()
  await panel.getByText('Fill this in.').first().waitFor()
  await panel.getByLabel('What exactly').fill('No wall between kitchen and living room.')
  await panel.getByRole('button', { name: 'Send the request' }).click()
  const card = stranger.locator('.change', { hasText: 'Open kitchen' })
  await card.getByText('Submitted').waitFor()
  const [{ id }] = await call(desk, 'GET', `/api/change-requests?booking_id=${kept.booking}`)
  await call(desk, 'PATCH', `/api/change-requests/${id}`, { status: 'under_review' })
  await call(desk, 'PATCH', `/api/change-requests/${id}`, { status: 'approved', estimated_cost: 75_000.5, estimated_timeline_days: 12, builder_response: 'It can be done.' })
  await card.getByText('Waits for your word').waitFor()
  await card.getByText('75,000.50').waitFor()
  await assertAccessible(stranger, 'my-changes')
  await card.getByRole('button', { name: 'Accept' }).click()
  await dialog(stranger).getByRole('button', { name: 'Accept' }).click()
  await card.getByText('You accepted it').waitFor()
  await visit(stranger, `/my/home/${kept.booking}`)
  await stranger.locator('.data-table tfoot').getByText('4,125,000.50').first().waitFor()
})

test('a question to the builder begins a conversation, live on both sides', async () => {
  await visit(stranger, `/developments/${kept.id}?do=ask`)
  await stranger.getByLabel('Your question').fill(`When is the roof done? ${mark}`)
  await stranger.getByRole('button', { name: 'Send', exact: true }).click()
  await stranger.waitForURL(/\/my\/messages/)
  await stranger.locator('.talk').getByText(mark).waitFor()
  const me = (await call(stranger, 'GET', '/api/auth/me')).id
  await call(desk, 'POST', '/api/messages', { recipient_id: me, project_id: kept.id, message_content: 'In March.' })
  await stranger.locator('.talk').getByText('In March.').waitFor()
  await assertAccessible(stranger, 'my-messages')
  await stranger.getByLabel('Message').fill('Good!')
  await stranger.keyboard.press('Control+Enter')
  await stranger.locator('.talk').getByText('Good!').waitFor()
})

test('his own home stands out in the model', async () => {
  await visit(stranger, '/my/models')
  await stranger.getByRole('list', { name: 'Homes in the model' }).locator('[aria-current=true]', { hasText: 'C-201' }).waitFor()
  await stranger.getByRole('button', { name: 'Booked 1' }).click()
  assert.equal(await stranger.getByRole('list', { name: 'Homes in the model' }).getByRole('button').count(), 1)
  await assertAccessible(stranger, 'my-models')
  await visit(stranger, `/my/home/${kept.booking}?tab=home`)
  await stranger.getByText('The lift side, please.').waitFor()
  await assertAccessible(stranger, 'my-home-facts')
})

test('a booking is given up while nothing is paid, and the home is free again', async () => {
  await visit(john, `/developments/${kept.id}?tab=homes&unit=${await idOf('C-403')}&do=book`)
  await john.locator('.panel').getByRole('button', { name: /^Book for/ }).click()
  await john.waitForURL(/\/my\/home\/\d+/)
  await john.getByRole('tab', { name: 'The home' }).click()
  await john.getByRole('button', { name: 'Give up this booking' }).click()
  await dialog(john).getByLabel(/Why/).fill('Found a larger one')
  await dialog(john).getByRole('button', { name: 'Give it up' }).click()
  await john.getByText('This booking is cancelled; the home is free for others. Why: Found a larger one').waitFor()
  await homes(john)
  await john.locator('.matrix-unit[data-status=available]', { hasText: 'C-403' }).waitFor()
})

const idOf = async (number) => (await call(desk, 'GET', `/api/projects/${kept.id}/units`)).find((each) => each.unit_number === number).id

test('what is not there is said plainly; a builder has no pages of a customer', async () => {
  await visit(john, '/developments/99999999')
  await john.getByRole('heading', { name: 'This development is not for sale any more' }).waitFor()
  await visit(john, `/my/home/${kept.booking}`)
  await john.getByText(/Not authorized/).first().waitFor()
  await visit(desk, '/my')
  await desk.getByText('realty:buy').waitFor()
  await visit(desk, `/developments/${kept.id}`)
  assert.equal(await desk.getByRole('button', { name: 'Choose a home' }).count(), 0)
})

test('on a phone every page of it fits', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 }, storageState: await stranger.context().storageState() })
  const own = `/my/home/${kept.booking}`
  const pages = [
    '/developments', `/developments/${kept.id}`, `/developments/${kept.id}?tab=homes`, `/developments/${kept.id}?tab=model`, `/developments/${kept.id}?do=visit`, '/my', own, `${own}?tab=building`, `${own}?tab=papers`,
    `${own}?tab=changes&do=new`, '/my/appointments', '/my/appointments?view=month', '/my/appointments?do=subscribe', '/my/changes', '/my/messages', '/my/models',
  ]
  for (const path of pages) {
    await visit(phone, path)
    await assertFits(phone, path)
    await assertAccessible(phone, `phone${path.replaceAll(/[^a-z0-9]+/g, '-')}`)
  }
  const guest = await openPage(browser, { viewport: { width: 360, height: 740 } })
  for (const path of ['/developments', `/developments/${kept.id}?tab=homes`, '/join']) {
    await visit(guest, path)
    await assertFits(guest, path)
    await assertAccessible(guest, `phone-guest${path.replaceAll(/[^a-z0-9]+/g, '-')}`)
  }
  assert.deepEqual([...phone.failures, ...guest.failures], [])
  await Promise.all([phone.context().close(), guest.context().close()])
})

test('in Korean nothing is left in English', async () => {
  const korean = await openPage(browser, { locale: 'ko-KR', storageState: await stranger.context().storageState() })
  await visit(korean, `/my/home/${kept.booking}`)
  await korean.getByRole('heading', { level: 1, name: `${name} C-201호` }).waitFor()
  await korean.getByRole('tab', { name: '납부' }).waitFor()
  for (const path of ['/my', '/developments', '/my/changes']) {
    await visit(korean, path)
    const raw = await korean.evaluate(() => document.body.innerText.match(/customer\.[a-z.]+|\{\{[a-z]+\}\}/gi) ?? [])
    assert.deepEqual(raw, [], path)
  }
  await korean.context().close()
})

test('no page threw, and the content policy was never in the way', () => {
  assert.deepEqual([...stranger.failures, ...john.failures, ...desk.failures], [])
})
