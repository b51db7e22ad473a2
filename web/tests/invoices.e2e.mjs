// A pile of invoices comes in, is watched while it is read, is corrected and decided by keyboard, asked about, and exported.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, assertFits, BASE_URL, openBrowser, openPage, settled, signIn, toast, visit } from './browser.mjs'
import { invoice, numbersOf } from './invoices-paper.mjs'

let browser
let page
let batch
const mark = Date.now().toString(36).toUpperCase()
const seller = `Lamplight ${mark} Ltd`
const own = numbersOf(Date.now() % 10_000_000)
const number = (at) => `LS-${mark}-${at}`
const file = (name, what) => ({ name: `${name}-${mark}.pdf`, mimeType: 'application/pdf', buffer: invoice({ seller, ...own, ...what }) })

before(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  await signIn(page, 'finsentry.user', 'User@123')
})
after(async () => {
  await browser?.close()
})

// What differs in its lines is no duplicate of the others.
const STORAGE = [['Filing cabinet', '1', '350.00', '350.00'], ['Whiteboard', '3', '50.00', '150.00']]
const PAPER = [['Printer toner', '8', '45.00', '360.00'], ['Copy paper', '20', '2.00', '40.00']]

const row = (name) => page.locator('tbody tr', { hasText: name })
const line = (name) => page.locator('.upload-list li', { hasText: name })
const field = (name) => page.locator(`[data-field="${name}"]`)
const heading = (name) => page.getByRole('heading', { level: 1, name })
const status = (word) => page.locator('.review-facts .status', { hasText: word })
/** What the server says of an invoice, beside the page. */
const told = (id) => page.evaluate(async (at) => (await fetch(`/api/invoices/${at}`)).json(), id)
const idHere = () => Number(/\/invoices\/(\d+)/.exec(page.url())[1])

test('files that are dropped become a batch of their own, and are watched while they are read', async () => {
  await page.getByRole('link', { name: 'Upload and batches' }).click()
  await page.waitForURL(/\/invoices$/)
  await settled(page)
  await assertAccessible(page, 'invoices-upload')
  const files = [file('first', { number: number(1) }), file('second', { number: number(2), date: '2026-10-06', rows: STORAGE, sums: ['500.00', '95.00', '695.00'] }), file('third', { number: number(3), date: '2026-10-07', rows: PAPER, sums: ['400.00', '76.00', '476.00'] })]
  const transfer = await page.evaluateHandle((list) => {
    const held = new DataTransfer()
    for (const { name, text } of list) held.items.add(new File([Uint8Array.from(text, (each) => each.charCodeAt(0))], name, { type: 'application/pdf' }))
    held.items.add(new File(['nothing'], 'note.exe', { type: 'application/x-msdownload' }))
    return held
  }, files.map(({ name, buffer }) => ({ name, text: buffer.toString('latin1') })))
  await page.locator('.drop-zone').dispatchEvent('dragover', { dataTransfer: transfer })
  await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: transfer })
  await line('note.exe').getByText('Files of this kind are not taken.').waitFor()
  await page.getByText('All 4 files are through').waitFor({ timeout: 30_000 })
  await line('first').getByText('Read', { exact: true }).waitFor()
  await line('second').getByText('Flagged', { exact: true }).waitFor()
  assert.equal(await line('third').locator('.stages li[data-state="done"]').count(), 8)
  await assertAccessible(page, 'invoices-uploaded')
})

test('the batch shows what is in it, and what of it is doubtful', async () => {
  await page.getByRole('link', { name: 'Open the batch' }).click()
  await page.waitForURL(/\/invoices\/batches\/\d+/)
  batch = new URL(page.url()).pathname
  await settled(page)
  await row(number(1)).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 3)
  await assertAccessible(page, 'invoices-batch')
  await page.getByText(/^Flagged 1$/).click()
  await page.waitForURL(/show=flagged/)
  await row(number(1)).waitFor({ state: 'detached' })
  await row(number(2)).waitFor()
})

test('the same bytes again make nothing new', async () => {
  await page.locator('.drop-zone input[type=file]').first().setInputFiles([file('first', { number: number(1) })])
  await visit(page, batch)
  await row(number(1)).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 3)
})

test('review begins with the flagged one; its checks lead to the field and to its place on the page', async () => {
  await page.getByRole('link', { name: 'Review', exact: true }).click()
  await heading(number(2)).waitFor()
  await settled(page)
  await page.locator('.sheet img').waitFor()
  assert.ok(await page.locator('.sheet img').evaluate(async (image) => { await image.decode(); return image.naturalWidth }) >= 900)
  await page.locator('.checks button').first().click()
  await page.locator('.field-row[data-on]').waitFor()
  await field('invoice_number').click()
  await page.locator('.box[data-tone="focus"]').waitFor()
  await assertAccessible(page, 'invoices-review')
})

test('a field is corrected by keyboard and by a click on the page; Undo takes it back', async () => {
  await field('total_amount').click()
  await page.keyboard.press('e')
  const input = field('total_amount').getByRole('textbox')
  await input.fill('five')
  await input.press('Enter')
  await page.getByText('Not an amount.').waitFor()
  await input.fill('595')
  await page.getByText('Is kept as 595.00').waitFor()
  await input.press('Enter')
  await toast(page, 'Total is corrected.').waitFor()
  await field('total_amount').getByText('corrected').waitFor()
  assert.equal((await told(idHere())).total_amount, 595)
  await toast(page, 'Total is corrected.').getByRole('button', { name: 'Undo' }).click()
  await field('total_amount').getByText('695.00').waitFor()
  // The word under the pointer goes into the field that waits for it.
  const words = await page.evaluate(async (id) => (await (await fetch(`/api/invoices/${id}/pages/0`)).json()), idHere())
  const [x0, y0, x1, y1] = words.words.find((each) => each.text === '500.00').area
  await field('taxable_amount').click()
  await page.keyboard.press('Enter')
  await page.locator('.sheet[data-picking]').waitFor()
  await page.waitForResponse((answer) => /pages\/0$/.test(answer.url())).catch(() => undefined)
  const sheet = await page.locator('.sheet').boundingBox()
  await page.mouse.click(sheet.x + ((x0 + x1) / 2 / words.width) * sheet.width, sheet.y + ((y0 + y1) / 2 / words.height) * sheet.height)
  assert.equal(await field('taxable_amount').getByRole('textbox').inputValue(), '500.00')
  await page.keyboard.press('Enter')
  await toast(page, 'Before tax is corrected.').waitFor()
  assert.equal((await told(idHere())).taxable_amount, 500)
})

test('a line is corrected as a whole', async () => {
  await page.getByRole('button', { name: 'Correct line 1' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Quantity').fill('5')
  await dialog.getByLabel('Description').fill('Filing cabinet, black')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await toast(page, 'Line 1 is corrected.').waitFor()
  await page.locator('.lines').getByText('Filing cabinet, black').waitFor()
  const [line, other] = (await told(idHere())).extracted_data.lines
  assert.deepEqual([line.quantity, line.description, other.description], [5, 'Filing cabinet, black', 'Whiteboard'])
  await toast(page, 'Line 1 is corrected.').getByRole('button', { name: 'Undo' }).click()
  await page.locator('.lines').getByText('Filing cabinet, black').waitFor({ state: 'detached' })
})

test('a line is added by keyboard and taken out again; whether all sum up is told while it is typed', async () => {
  const id = idHere()
  const count = () => told(id).then((row) => row.extracted_data.lines.length)
  await page.getByText('Lines sum to 500.00, as the invoice says').waitFor()
  await page.locator('h1').focus()
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Description').fill('Delivery')
  assert.equal(await dialog.getByLabel('Quantity').inputValue(), '1.00')
  await dialog.getByLabel('Price').fill('10')
  await dialog.getByText('Lines sum to 510.00, the invoice says 500.00').waitFor()
  await assertAccessible(page, 'invoices-line')
  await dialog.getByLabel('Price').press('Enter')
  await toast(page, 'Line 3 is added.').waitFor()
  await page.locator('.lines').getByText('Delivery').waitFor()
  const { extracted_data } = await told(id)
  const added = extracted_data.lines[2]
  assert.deepEqual([added.description, added.quantity, added.unit_price, added.taxable_value ?? added.total], ['Delivery', 1, 10, 10])
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-line') === '2')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await toast(page, 'Line 3 is removed.').waitFor()
  await page.locator('.lines').getByText('Delivery').waitFor({ state: 'detached' })
  assert.equal(await count(), 2)
  await toast(page, 'Line 3 is removed.').getByRole('button', { name: 'Undo' }).click()
  await page.locator('.lines').getByText('Delivery').waitFor()
  assert.equal(await count(), 3)
  await page.getByRole('button', { name: 'Remove line 3' }).click()
  await page.locator('.lines').getByText('Delivery').waitFor({ state: 'detached' })
  assert.equal(await count(), 2)
})

test('somebody else’s change is not written over, and what was typed stays', async () => {
  const id = idHere()
  await field('due_date').click()
  await page.keyboard.press('e')
  await field('due_date').getByRole('textbox').fill('30 Nov 2026')
  // The news of the change does not get through.
  await page.route(`**/api/invoices/${id}`, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()))
  await page.evaluate((at) => fetch(`/api/invoices/${at}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"fields":{"purchase_order":"PO-9"}}' }), id)
  await page.keyboard.press('Enter')
  await page.getByText('Somebody else changed this record in the meantime.').waitFor()
  assert.equal(await field('due_date').getByRole('textbox').inputValue(), '30 Nov 2026')
  await page.unroute(`**/api/invoices/${id}`)
  assert.equal((await told(id)).due_date, '2026-11-04')
  await page.evaluate((at) => fetch(`/api/invoices/${at}/comments`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"Looks odd"}' }), id)
  await page.evaluate((at) => fetch(`/api/invoices/${at}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"fields":{"customer_number":"C-1"}}' }), id)
  await field('customer_number').getByText('C-1').waitFor()
  await field('due_date').getByRole('textbox').press('Enter')
  await toast(page, 'Due date is corrected.').waitFor()
  const { due_date, extracted_data } = await told(id)
  assert.deepEqual([due_date, extracted_data.fields.purchase_order.value], ['2026-11-30', 'PO-9'])
  await page.getByText('Looks odd').waitFor()
})

test('one is rejected with a reason, the next ones approved, all by keyboard', async () => {
  await page.locator('h1').focus()
  await page.keyboard.press('?')
  await page.getByText('Next flagged invoice').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Next flagged invoice').waitFor({ state: 'detached' })
  const rejected = idHere()
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Reason' }).waitFor()
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await dialog.getByText('Say why.').waitFor()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The sum is wrong')
  await page.keyboard.press('Control+Enter')
  await toast(page, `${number(2)} is rejected.`).waitFor()
  assert.equal((await told(rejected)).status, 'rejected')
  await page.waitForURL((url) => !url.pathname.endsWith(`/${rejected}`))
  await settled(page)
  const first = idHere()
  await page.keyboard.press('a')
  await page.waitForURL((url) => !url.pathname.endsWith(`/${first}`))
  assert.equal((await told(first)).status, 'approved')
  await settled(page)
  await page.keyboard.press('k')
  await page.waitForURL((url) => url.pathname.endsWith(`/${first}`))
  await status('Approved').waitFor()
  await page.keyboard.press('z')
  await status('To decide').waitFor()
  await page.keyboard.press('a')
  await page.waitForURL((url) => !url.pathname.endsWith(`/${first}`))
  assert.equal((await told(first)).status, 'approved')
  await settled(page)
})

test('an invoice is handed on, and a comment is written', async () => {
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'To me' }).click()
  await page.locator('.review-facts').getByText('With You').waitFor()
  // Those who may look at it are asked for, though they never said a word.
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Test Manager' }).click()
  await page.locator('.review-facts').getByText('With Test Manager').waitFor()
  await page.getByRole('textbox', { name: 'Comment' }).fill('Asked the vendor')
  await page.keyboard.press('Control+Enter')
  await page.locator('.timeline').getByText('Asked the vendor').waitFor()
})

test('a duplicate is flagged, and compared side by side', async () => {
  await visit(page, batch)
  await page.locator('.drop-zone input[type=file]').first().setInputFiles([file('again', { number: number(1), due: '2026-11-05' })])
  await page.locator('tbody tr').nth(3).waitFor({ timeout: 20_000 })
  const found = await page.waitForFunction(async ([name, at]) => {
    const { items } = await (await fetch(`/api/invoices?batch_id=${at}&search=${name}`)).json()
    const twin = items.find((each) => each.is_flagged && each.status === 'completed')
    return twin?.id ?? null
  }, [`again-${mark}`, batch.split('/').at(-1)], { timeout: 20_000 })
  await visit(page, `/invoices/${await found.jsonValue()}`)
  await page.getByRole('link', { name: 'Compare' }).first().click()
  await page.getByRole('heading', { name: 'Side by side' }).waitFor()
  await settled(page)
  await page.locator('.compare-pages .sheet img').nth(1).waitFor()
  await assertAccessible(page, 'invoices-compare')
})

test('the chat answers about the batch, with links, and goes on from its answer', async () => {
  await visit(page, `${batch}?chat=on`)
  await page.getByRole('textbox', { name: 'Ask about this batch' }).fill('Which invoices are flagged?')
  await page.keyboard.press('Enter')
  const log = page.getByRole('log')
  await log.getByRole('link', { name: number(2) }).first().waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'By vendor' }).waitFor({ timeout: 30_000 })
  await page.waitForFunction(() => !document.querySelector('.chat-offers button[disabled]'), null, { timeout: 30_000 })
  await page.getByRole('button', { name: 'By vendor' }).click()
  await log.locator('.chat-message:not([data-mine])', { hasText: 'Lamplight' }).last().waitFor({ timeout: 30_000 })
  await page.waitForFunction(() => !document.querySelector('.chat-offers button[disabled]'), null, { timeout: 30_000 })
  await assertAccessible(page, 'invoices-chat')
})

test('several e-invoices come as an archive, under the name that the server gives', async () => {
  await page.evaluate(async (at) => {
    const { items } = await (await fetch(`/api/invoices?batch_id=${at}&status=completed`)).json()
    for (const each of items.filter((one) => !one.is_flagged)) await fetch(`/api/invoices/${each.id}/approve`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  }, batch.split('/').at(-1))
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'UBL (XML)' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'UBL (XML)' }).click()
  const file = await download
  assert.match(file.suggestedFilename(), /\.zip$/)
  assert.equal(Buffer.concat(await (await file.createReadStream()).toArray()).subarray(0, 2).toString(), 'PK')
  // One more for the next export.
  await page.evaluate(async (at) => {
    const { items } = await (await fetch(`/api/invoices?batch_id=${at}&status=completed`)).json()
    for (const each of items) await fetch(`/api/invoices/${each.id}/approve`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  }, batch.split('/').at(-1))
})

test('what is approved is exported once it is asked for', async () => {
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'CSV file' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'CSV file' }).click()
  const lines = (await (await (await download).createReadStream()).toArray()).join('')
  assert.match(lines, new RegExp(mark))
  assert.equal(lines.includes(number(2)), false, 'what is rejected is not in it')
})

test('every list, vendor and figure opens by its address', async () => {
  for (const [path, name, text] of [[`/invoices/all?q=${mark}`, 'invoices-all', number(1)], [`/invoices/vendors?q=${mark}`, 'invoices-vendors', seller], ['/invoices/dashboard', 'invoices-figures', 'Vendors by risk']]) {
    await visit(page, path)
    await page.getByText(text).first().waitFor()
    await settled(page)
    await assertAccessible(page, name)
    if (path.includes('vendors')) {
      await row(seller).getByRole('link').click()
      await heading(seller).waitFor()
      await settled(page)
      await page.getByText(own.iban).waitFor()
      await assertAccessible(page, 'invoices-vendor')
    }
  }
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV file' }).click()
  assert.match((await download).suggestedFilename(), /\.csv$/)
})

test('the figures are narrowed by where invoices stand, and the address says so', async () => {
  const at = batch.split('/').at(-1)
  const came = page.locator('.tile', { hasText: 'Came in' }).locator('b')
  await visit(page, `/invoices/dashboard?batch=${at}&status=rejected`)
  await came.getByText('1', { exact: true }).waitFor()
  assert.equal(await page.getByLabel('Status').inputValue(), 'rejected')
  assert.match(await page.locator('.tile', { hasText: 'Came in' }).getAttribute('href'), /status=rejected/)
  await page.getByLabel('Status').selectOption('approved')
  await page.waitForURL(/status=approved/)
  const approved = await page.evaluate(async (id) => (await (await fetch(`/api/invoices?batch_id=${id}&status=approved`)).json()).total, at)
  await came.getByText(String(approved), { exact: true }).waitFor()
  await page.getByText(`${approved} invoices are through, 0 failed`).waitFor()
  await page.locator('.tile', { hasText: 'Sum' }).getByText('EUR').first().waitFor()
  await visit(page, `/invoices/dashboard?batch=${at}&status=approved`)
  await came.getByText(String(approved), { exact: true }).waitFor()
  await assertAccessible(page, 'invoices-figures-narrowed')
})

test('a manager sees what others brought, and keeps the black list; an administrator sees it too', async () => {
  const manager = await openPage(browser)
  await signIn(manager, 'finsentry.manager', 'Manager@123')
  await visit(manager, `/invoices/vendors?q=${mark}`)
  await manager.locator('tbody tr', { hasText: seller }).getByRole('link').click()
  await manager.getByRole('button', { name: 'Put on the black list' }).click()
  await manager.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Invoices that nobody ordered')
  await manager.getByRole('dialog').getByRole('button', { name: 'Put on the black list' }).click()
  await manager.getByText('On the black list: Invoices that nobody ordered').waitFor()
  await toast(manager, 'is on the black list.').getByRole('button', { name: 'Undo' }).click()
  await manager.getByText('On the black list: Invoices that nobody ordered').waitFor({ state: 'detached' })
  await manager.context().close()
  const admin = await openPage(browser)
  await signIn(admin, 'finsentry.admin', 'Admin@123')
  await visit(admin, batch)
  await admin.locator('tbody tr', { hasText: number(1) }).first().waitFor()
  assert.equal(await admin.locator('.drop-zone').count(), 0, 'only its owner brings more')
  assert.deepEqual([...manager.failures, ...admin.failures], [])
  await admin.context().close()
})

test('a stranger’s batch is not shown, and a phone has room for everything', async () => {
  const other = await openPage(browser)
  await signIn(other, 'alice', 'test123')
  await visit(other, batch)
  await other.getByText("You don't have access to this batch").waitFor()
  await other.context().close()
  const phone = { width: 360, height: 740 }
  await page.setViewportSize(phone)
  for (const path of ['/invoices', batch, `${batch}?chat=on`, '/invoices/all', '/invoices/dashboard', '/invoices/vendors']) {
    await visit(page, path)
    await assertFits(page, path)
  }
  await page.getByRole('link').first().waitFor()
  await visit(page, `/invoices/all?q=${number(1)}`)
  await row(number(1)).getByRole('link').first().click()
  await page.waitForURL(/\/invoices\/\d+/)
  await settled(page)
  await assertFits(page, 'review')
  await assertAccessible(page, 'phone-invoices-review')
  await page.setViewportSize({ width: 3840, height: 2160 })
  await visit(page, batch)
  await assertFits(page, '4k')
  assert.deepEqual(page.failures, [])
  assert.ok(BASE_URL)
})
