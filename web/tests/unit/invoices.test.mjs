// What the pages of invoices reckon by themselves: progress, order, places on a page, values, windows of time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf } from '../../src/modules/invoices/batch/socket.ts'
import { showFilter } from '../../src/modules/invoices/batch/show.ts'
import { change, daysBack, partsOf, windowOf } from '../../src/modules/invoices/dashboard/figures.ts'
import { nameIn } from '../../src/modules/invoices/list/exports.ts'
import { blocks } from '../../src/modules/invoices/parts/chatText.ts'
import { level } from '../../src/modules/invoices/parts/confidence.ts'
import { formatTook } from '../../src/modules/invoices/parts/took.ts'
import { isPlace, joined, placeOf, wordAt, wordsIn } from '../../src/modules/invoices/review/boxes.ts'
import { nextField, shownFields, valueOf } from '../../src/modules/invoices/review/fields.ts'
import { completed, lineBelow, lineWith, sumsOf } from '../../src/modules/invoices/review/lines.ts'
import { asListed, inQueue, keepOrder, nextOpen, stepFrom } from '../../src/modules/invoices/review/order.ts'
import { pages } from '../../src/modules/invoices/text/en/pages.ts'
import { review } from '../../src/modules/invoices/text/en/review.ts'
import { shared } from '../../src/modules/invoices/text/en/shared.ts'
import { ko } from '../../src/modules/invoices/text/ko.ts'
import { groups, safeName, unfit } from '../../src/modules/invoices/upload/files.ts'
import { afterStep, afterWhole, statesOf, tally } from '../../src/modules/invoices/upload/progress.ts'
import { refusals } from '../../src/modules/invoices/upload/send.ts'

const item = (more = {}) => ({ key: 1, name: 'a.pdf', size: 1, phase: 'reading', sent: 100, invoiceId: 7, stage: 'upload', took: {}, ...more })

test('files that will not do are told before they are sent', () => {
  const file = (name, size = 10, type = '') => unfit({ name, size, type })
  assert.deepEqual([file('a.PDF'), file('a.xml'), file('a.exe'), file('a.pdf', 0), file('a.pdf', 10_485_761), file('scan', 5, 'image/png')], [null, null, 'wrongType', 'empty', 'tooLarge', null])
  assert.equal(safeName('../Re/ch<nung>: №1.pdf'), '..Rechnung 1.pdf')
  assert.equal(safeName('///'), 'file')
})

test('files share a request up to a number and a size, and none is lost', () => {
  const sizes = [1, 2, 3, 9, 20, 1, 1]
  const made = groups(sizes.map((size) => ({ size })), 3, 10)
  assert.deepEqual(made.map((group) => group.map((each) => each.size)), [[1, 2, 3], [9], [20], [1, 1]])
  assert.deepEqual(groups([]), [])
})

test('a file goes through its stages, and what comes late does not take it back', () => {
  let file = afterStep(item(), { invoice_id: 7, stage: 'ocr', status: 'in_progress' })
  assert.deepEqual([file.stage, file.active], ['ocr', true])
  assert.equal(statesOf(file).ocr, 'active')
  file = afterStep(file, { invoice_id: 7, stage: 'extraction', status: 'success', milliseconds: 12 })
  file = afterStep(file, { invoice_id: 7, stage: 'ocr', status: 'success', milliseconds: 40 })
  assert.deepEqual([file.stage, file.took], ['extraction', { extraction: 12, ocr: 40 }])
  assert.equal(afterStep(file, { invoice_id: 8, stage: 'review', status: 'success' }), file, 'of another invoice')
  file = afterStep(file, { invoice_id: 7, stage: 'review', status: 'success' })
  assert.equal(file.phase, 'read')
  assert.ok(Object.values(statesOf(file)).every((state) => state === 'done'))
})

test('a failure says why, and reading again begins anew', () => {
  const failed = afterStep(item({ stage: 'ocr', active: true }), { invoice_id: 7, stage: 'ocr', status: 'error', message: 'The file is damaged.' })
  assert.deepEqual([failed.phase, failed.says, statesOf(failed).ocr, statesOf(failed).extraction], ['failed', 'The file is damaged.', 'failed', 'open'])
  const whole = { id: 7, status: 'pending', current_stage: 'upload', is_flagged: false }
  const again = afterWhole(failed, whole)
  assert.deepEqual([again.phase, again.says], ['reading', undefined])
  const flagged = afterWhole(again, { ...whole, status: 'completed', is_flagged: true, flag_reasons: ['Total is wrong', 'No date'] })
  assert.deepEqual([flagged.phase, flagged.says, statesOf(flagged).flagging], ['read', 'Total is wrong · No date', 'flagged'])
  assert.deepEqual(tally([failed, flagged, item(), item({ phase: 'refused' })]), { all: 4, done: 1, failed: 2, flagged: 1 })
})

test('refused files are read from the header, whatever stands there', () => {
  assert.deepEqual(refusals('[{"filename":"a","status":400,"detail":"no"},{"x":1}]').map((each) => each.filename), ['a'])
  assert.deepEqual([refusals(null), refusals('{'), refusals('{}')], [[], [], []])
})

const row = (id, status, is_flagged = false) => ({ id, status, is_flagged })

test('flagged ones come first, and the order stays while they are decided', () => {
  const rows = [row(1, 'completed'), row(2, 'approved'), row(3, 'completed', true), row(4, 'failed'), row(5, 'completed', true)]
  assert.deepEqual(inQueue(rows).map((each) => each.id), [3, 5, 1, 4, 2])
  const order = keepOrder([], rows)
  const later = [row(1, 'completed'), row(2, 'approved'), row(3, 'approved', true), row(5, 'completed', true), row(6, 'completed', true)]
  assert.deepEqual(keepOrder(order, later), [3, 5, 1, 2, 6], 'what is gone is gone, what is new comes last')
  assert.deepEqual([stepFrom(order, 5, 1), stepFrom(order, 3, -1), stepFrom(order, 99, 1), stepFrom([], 1, 1)], [1, null, 3, null])
  assert.equal(nextOpen(order, rows, 5, true), 3, 'round to the beginning')
  assert.equal(nextOpen(order, rows, 3, false), 5)
  assert.equal(nextOpen([2], [row(2, 'approved')], 2, false), null)
})

test('places on a page become shares of the picture', () => {
  assert.deepEqual([isPlace([1, 1, 2, 2]), isPlace([0, 0, 0, 0]), isPlace(null), isPlace([5, 5, 4, 9])], [true, false, false, false])
  assert.deepEqual(placeOf([52, 102, 98, 122], { width: 500, height: 1000 }), { left: '10.000%', top: '10.000%', width: '10.000%', height: '2.400%' })
  const word = (text, ...area) => ({ text, area, confidence: 1 })
  const words = [word('Total', 10, 10, 40, 20), word('595.00', 50, 10, 90, 20), word('EUR', 10, 30, 40, 40)]
  assert.equal(wordAt(words, 60, 15)?.text, '595.00')
  assert.equal(wordAt(words, 92, 15)?.text, '595.00', 'a little beside it')
  assert.equal(wordAt(words, 200, 200), null)
  assert.equal(joined(wordsIn(words, [95, 25], [0, 0])), 'Total 595.00', 'drawn from any corner')
})

test('what is clicked becomes the value that is kept', () => {
  assert.deepEqual(['1.234,50', '€ 1.234,50', '1.234,50 EUR', 'Rs. 12,000.00', '(12,00)', 'none'].map((text) => valueOf('amount', text, 'de-DE')), ['1234.50', '1234.50', '1234.50', '12000.00', '-12.00', null])
  assert.deepEqual(['2026-10-07', '7 Oct 2026', 'soon'].map((text) => valueOf('date', text, 'en-GB')), ['2026-10-07', '2026-10-07', null])
  assert.deepEqual(['€', 'eur', 'Total EUR:', '?'].map((text) => valueOf('currency', text, 'en')), ['EUR', 'EUR', 'EUR', null])
  assert.deepEqual(['yes', 'nein', 'perhaps', ''].map((text) => valueOf('flag', text, 'en')), ['true', 'false', null, ''])
})

test('fields that an invoice ought to have are shown even when they were not read', () => {
  const shown = shownFields({ fields: { iban: { value: 'X' }, seller_gstin: { value: '27A' } } }, false)
  assert.ok(shown.includes('iban') && shown.includes('total_amount') && shown.includes('seller_gstin'))
  assert.ok(!shown.includes('seller_tax_id'), 'one tax number is enough')
  assert.ok(!shown.includes('irn') && shownFields(null, true).includes('irn'))
  assert.ok(shownFields({ fields: {}, suggestions: { irn: { value: 'X' } } }, false).includes('irn'), 'what is offered can be taken')
  assert.deepEqual([nextField(['currency', 'iban'], 'currency', 1), nextField(['currency', 'iban'], 'iban', 1), nextField(['currency'], null, 1), nextField([], null, 1)], ['iban', 'iban', 'currency', null])
})

test('an answer of the chat is taken apart, and never trusted as anything but text and links', () => {
  const [line, first] = blocks('2 are **flagged**:\n- [INV\\-7](/invoices/7): 12\\*\n')
  assert.deepEqual(line.pieces, [{ kind: 'text', text: '2 are ' }, { kind: 'strong', text: 'flagged' }, { kind: 'text', text: ':' }])
  assert.equal(first.kind, 'item')
  assert.deepEqual(first.pieces, [{ kind: 'link', text: 'INV-7', to: '/invoices/7' }, { kind: 'text', text: ': 12*' }])
  assert.deepEqual(blocks('[x](/vendors/3)')[0].pieces, [{ kind: 'link', text: 'x', to: '/invoices/vendors/3' }])
  for (const evil of ['[x](javascript:alert(1))', '[x](https://elsewhere.example)', '<img src=x onerror=alert(1)>']) {
    assert.ok(blocks(evil).every((block) => block.pieces.every((piece) => piece.kind === 'text')), evil)
  }
  assert.deepEqual([frameOf('{"type":"content","content":"a"}')?.type, frameOf('{"type":"x"}'), frameOf('{'), frameOf(null)], ['content', null, null, null])
})

test('a window of time falls into equal parts without gaps', () => {
  const now = new Date(2026, 10, 22, 12)
  const whole = windowOf(undefined, undefined, now)
  assert.equal(whole.end - whole.start, 30 * 86_400_000)
  for (const window of [whole, windowOf('2026-11-01', '2026-11-03', now), windowOf('2026-11-22', undefined, now), windowOf('2026-12-01', '2026-11-01', now), windowOf('1', 'x', now)]) {
    const parts = partsOf(window)
    assert.ok(parts.length >= 1 && parts.length <= 10)
    assert.equal(parts[0].start.getTime(), window.start.getTime())
    assert.equal(parts.at(-1).end.getTime(), window.end.getTime())
    parts.slice(1).forEach((part, at) => assert.equal(part.start.getTime(), parts[at].end.getTime()))
  }
  const days = windowOf('2026-11-01', '2026-11-03', now)
  assert.deepEqual([days.start.getDate(), days.end.getDate()], [1, 4], 'the last day is in it')
  assert.deepEqual([daysBack(1, now), daysBack(30, now)], ['2026-11-22', '2026-10-24'])
  assert.deepEqual([change(12.34, 'en'), change(-3, 'en'), change(0, 'en')], ['+12.3', '-3', '0'])
})

test('small things are said in few figures', () => {
  assert.deepEqual([0.95, 0.8, 0.2].map(level), ['high', 'middle', 'low'])
  assert.deepEqual([0.44, 133, 2_400, 300_000].map((each) => formatTook(each, 'en')), ['0.4 ms', '133 ms', '2.4 sec', '5 min'])
  assert.deepEqual([nameIn('attachment; filename="invoices.csv"'), nameIn("attachment; filename=a_1.xlsx"), nameIn(null)], ['invoices.csv', 'a_1.xlsx', null])
  assert.deepEqual([showFilter('flagged'), showFilter('open'), showFilter(undefined)], [{ is_flagged: true }, { status: 'completed' }, {}])
})

test('Korean says all that English says, with the same figures in it', () => {
  const said = (text, at = '') => Object.entries(text).flatMap(([key, value]) => (typeof value === 'string' ? [`${at}${key}: ${[...value.matchAll(/\{\{(\w+)\}\}/g)].map((each) => each[1]).sort()}`] : said(value, `${at}${key}.`))).sort()
  assert.deepEqual(said(ko), said({ ...shared, ...pages, ...review }))
})

test('a new line begins as the one above, and what follows from its figures is filled in', () => {
  assert.deepEqual(lineBelow({ description: 'Toner', unit: 'pcs', gst_rate: 19, quantity: 8, total: 428.4 }), { unit: 'pcs', gst_rate: 19, quantity: '1', confidence: 1 })
  assert.deepEqual(lineBelow(undefined), { quantity: '1', confidence: 1 })
  const others = [{ taxable_value: 360, gst_amount: 68.4, total: 428.4 }]
  const typed = lineWith(lineBelow(others[0]), { description: 'Paper', quantity: '3', unit: 'pcs', unit_price: '3.3333', gst_rate: '19.00', taxable_value: '', gst_amount: '', total: '' })
  const { taxable_value, gst_amount, total, hsn_code, confidence } = completed(typed, others)
  assert.deepEqual([taxable_value, gst_amount, total, hsn_code, confidence], ['10.00', '1.90', '11.90', null, 1])
  const alone = completed(typed, [{ total: 5 }])
  assert.deepEqual([alone.taxable_value, alone.total], [null, '10.00'], 'what the others do not say is not said')
  assert.equal(completed({ ...typed, taxable_value: '7.00' }, others).total, '8.33', 'what is typed stays')
  assert.equal(completed({ ...typed, quantity: '-3' }, others).taxable_value, '-10.00')
})

test('lines sum up to the net or the gross, with what lies between', () => {
  const fields = (all) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { value }]))
  const lines = [{ taxable_value: 600, total: 714 }, { taxable_value: '400.00', total: 476 }]
  const says = (all, of = lines) => { const sums = sumsOf(of, fields(all)); return sums && [sums.of, String(sums.lines), String(sums.says), sums.fits] }
  assert.deepEqual(says({ taxable_amount: '1000.00' }), ['net', '10000000', '10000000', true])
  assert.deepEqual(says({ taxable_amount: '1010.00' }), ['net', '10000000', '10100000', false])
  assert.deepEqual(says({ taxable_amount: '950.00', discount_amount: '50.00' }), ['net', '10000000', '9500000', true])
  assert.deepEqual(says({ total_amount: '1190.40', round_off: '0.40' }), ['gross', '11900000', '11904000', true])
  assert.deepEqual(says({ total_amount: '1000.00' }), ['gross', '10000000', '10000000', true], 'prices with the tax in them')
  assert.deepEqual(says({ taxable_amount: '500.00', total_amount: '695.00' }, [{ total: 500 }, { total: 10 }]), ['net', '5100000', '5000000', false], 'the nearest')
  assert.deepEqual(says({ taxable_amount: '2492.59' }, [{ total: 1861.27 }, { total: 631.314 }]), ['net', '24925840', '24925900', true], 'parts of a cent were rounded')
  assert.equal(says({}), null)
  assert.equal(says({ taxable_amount: '1.00' }, [{ description: 'no figures' }]), null)
  assert.equal(says({ taxable_amount: 'one' }), null)
})

test('a list is walked through as it was shown', () => {
  const rows = [{ id: 9, status: 'completed', is_flagged: false }, { id: 4, status: 'approved', is_flagged: false }, { id: 7, status: 'completed', is_flagged: true }]
  assert.deepEqual(asListed(rows, true).map((row) => row.id), [9, 7, 4])
  assert.deepEqual(keepOrder([], rows, (some) => asListed(some, false)), [9, 4, 7])
  assert.deepEqual(keepOrder([7], rows, (some) => asListed(some, true)), [7, 9, 4])
})
