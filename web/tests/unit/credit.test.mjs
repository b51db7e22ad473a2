import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compact, money, wire } from '../../src/kernel/money.ts'
import { gradeOf, INVESTMENT_GRADE, notch, RATINGS } from '../../src/modules/credit/credit.ts'
import { closings, partOf, rate, share, today } from '../../src/modules/credit/figures.ts'
import { chipsOf, figureFilter, FILTER_KEYS, isDay, isNarrowed, join, kept, names, ratingWords, readFilter } from '../../src/modules/credit/filter.ts'
import { portfolioSearch } from '../../src/modules/credit/search.ts'
import { fileName } from '../../src/modules/credit/frame/name.ts'
import { PAGE_KEYS, pageOf, SECTIONS, sectionOf } from '../../src/modules/credit/frame/sections.ts'
import { orderOf } from '../../src/modules/credit/loans/search.ts'
import { line, turns } from '../../src/modules/credit/loans/steps.ts'
import { changes } from '../../src/modules/credit/loans/trail.ts'
import { extent, MOST_HEIGHT, pagesOf, placeAt, revealing, rowsAt, scrolled, yOf } from '../../src/modules/credit/loans/window.ts'
import { readPercent, readSheet, shown, toPercent, toShare, withBefore } from '../../src/modules/credit/rates/lines.ts'
import { ordered, reasons } from '../../src/modules/credit/uploads/faults.ts'
import { formatSize, unfit } from '../../src/modules/credit/uploads/files.ts'
import { BEGUN, further, isOver, read, sent, told } from '../../src/modules/credit/uploads/progress.ts'

test('the scale has 22 notches, ten of them investment grade', () => {
  assert.equal(RATINGS.length, 22)
  assert.deepEqual([INVESTMENT_GRADE.at(-1), notch('AAA'), notch('D'), notch('NR')], ['BBB-', 0, 21, -1])
  assert.deepEqual(['BBB-', 'BB+', 'D', 'NR'].map(gradeOf), ['investment', 'speculative', 'default', null])
})

test('a filter is read from an address, and what makes no sense is left out', () => {
  const raw = { rating: 'BB,BB+,XX', status: 'Watch List,late', sector: ' Retail ', min_amount: '1000.50', max_amount: 'much', maturity_from: '2027-02-30', maturity_to: '2027-12-31', leverage_ratio_from: '4', page: '3' }
  assert.deepEqual(readFilter(raw), { rating: 'BB+,BB', status: 'Watch List', sector: 'Retail', min_amount: '1000.50', maturity_to: '2027-12-31', leverage_ratio_from: '4' })
  assert.deepEqual(readFilter({ rating: '', search: '   ', min_amount: '-5' }), {})
  assert.deepEqual(kept({ ...raw, as_of: '2026-09-30', tab: 'x' }), { ...readFilter(raw), as_of: '2026-09-30' })
  assert.deepEqual(portfolioSearch()({ horizon: 12, other: {}, search: '', as_of: '2027-01-31' }), { horizon: '12', as_of: '2027-01-31' })
  assert.deepEqual(kept({ as_of: 'soon', rating: 'ZZ', sector: 'Retail' }), { sector: 'Retail' })
})

test('a filter that was read is read the same again', () => {
  const all = Object.fromEntries(FILTER_KEYS.map((key) => [key, /(_from|_to|_until)$/.test(key) && /maturity|moved_until/.test(key) ? '2027-01-31' : '2']))
  const once = readFilter({ ...all, rating: 'D,AAA', status: 'Defaulted', moved: 'fallen_angel', moved_from: 'BBB-', moved_to: 'NR', urgent: 'true', unknown: 'debt_to_equity', ids: '1,2' })
  assert.deepEqual(readFilter(once), once)
  assert.equal(Object.keys(once).length, FILTER_KEYS.length)
})

test('only days of the calendar are days', () => {
  assert.deepEqual(['2028-02-29', '2027-02-29', '2027-13-01', '2027-1-1', ''].map(isDay), [true, false, false, false, false])
})

test('what a figure asks for is joined with what was asked already', () => {
  const outer = { rating: 'BB+,BB,BB-', status: 'Performing', min_amount: '900', max_amount: '5000', maturity_from: '2027-01-01', sector: 'Retail' }
  assert.deepEqual(join(outer, { rating: 'BB', min_amount: '1000', max_amount: '10000', maturity_from: '2026-06-01', maturity_to: '2027-06-30' }), {
    rating: 'BB', status: 'Performing', sector: 'Retail', min_amount: '1000', max_amount: '5000', maturity_from: '2027-01-01', maturity_to: '2027-06-30',
  })
  // Amounts are compared as numbers: 900 is less than 1000.
  assert.equal(join({ min_amount: '1000' }, { min_amount: '900' }).min_amount, '1000')
  assert.deepEqual(join({}, outer), outer)
  assert.deepEqual(join(outer, {}), outer)
  assert.deepEqual(join(outer, outer), outer)
})

test('a figure’s own filter passes, whatever it asks for', () => {
  assert.deepEqual(figureFilter({ ids: '4,17', moved: 'upgrade', moved_to: 'BB+', sectors: 'A|B' }), { ids: '4,17', moved: 'upgrade', moved_to: 'BB+', sectors: 'A|B' })
  assert.deepEqual(figureFilter(null), {})
  assert.deepEqual(figureFilter({ ids: '4;drop', moved: 'sideways' }), {})
})

test('names with bars and backslashes in them are told apart', () => {
  assert.deepEqual(names('A|B'), ['A', 'B'])
  assert.deepEqual(names('A\\|B|C\\\\'), ['A|B', 'C\\'])
  assert.deepEqual(names('|'), [''])
  assert.deepEqual(names('|A'), ['', 'A'])
})

test('a filter comes apart into pieces that can be taken off', () => {
  const chips = chipsOf({ search: 'steel', rating: 'A,A-', min_amount: '5', maturity_from: '2027-01-01', maturity_to: '2027-12-31', min_breaches: '2', max_leverage: '4', moved: 'default', ids: '1,2,3' })
  assert.deepEqual(chips.map(({ key }) => key), ['search', 'rating', 'amount', 'maturity', 'breaches', 'moved', 'ids'])
  assert.deepEqual(chips[2].range, { kind: 'amount', name: 'amount', from: '5' })
  assert.deepEqual(chips[2].keys, ['min_amount', 'max_amount'])
  assert.equal(chips.at(-1).values.length, 3)
  // A limit without a number of breaches leaves nothing out.
  assert.deepEqual([chipsOf({ max_leverage: '4' }), isNarrowed({ max_leverage: '4' }), isNarrowed({ ids: '1' })], [[], false, true])
})

test('a run of notches is said in few words', () => {
  assert.equal(ratingWords(['B-', 'BB+', 'BB', 'BB-', 'B+', 'B']), 'BB+ – B-')
  assert.equal(ratingWords(['AAA', 'AA+', 'D']), 'AAA, AA+, D')
  assert.equal(ratingWords(['AAA', 'BBB+', 'BBB', 'BBB-', 'D']), 'AAA, BBB+ – BBB-, D')
  assert.equal(ratingWords([]), '')
})

test('shares and rates are written in percent', () => {
  assert.deepEqual([share(0.01234, 'en-GB'), share(null, 'en-GB'), share(Number.NaN, 'en-GB'), rate('5.5', 'en-GB'), share(1, 'en-GB', 0)], ['1.23%', '—', '—', '5.50%', '100%'])
  assert.equal(compact(money('12345678.90'), 'en-GB'), '12.35m')
  assert.deepEqual([partOf('1', '3'), partOf(250, 1000), partOf('1', '0')], [0.33333, 0.25, null])
  assert.equal(partOf('99999999999999.99', '99999999999999.99'), 1)
})

test('closings are last days', () => {
  assert.deepEqual(closings(new Date(2026, 10, 22)), { month: '2026-10-31', quarter: '2026-09-30', year: '2025-12-31' })
  assert.deepEqual(closings(new Date(2028, 2, 1)), { month: '2028-02-29', quarter: '2027-12-31', year: '2027-12-31' })
  assert.equal(today(new Date(2026, 0, 5)), '2026-01-05')
})

test('every page is in one group, and is known by its address', () => {
  const pages = SECTIONS.flatMap((section) => section.pages)
  assert.deepEqual([...pages].sort(), Object.keys(PAGE_KEYS).sort())
  assert.equal(new Set(pages).size, pages.length)
  assert.deepEqual(['/credit/3', '/credit/3/watch-list', '/credit/3/loans/5', '/credit/3/uploads/new', '/credit/3/nothing'].map(pageOf), ['', 'watch-list', 'loans', 'uploads', ''])
  assert.equal(sectionOf('ifrs9').group, 'money')
})

test('files are named after portfolio, page and day', () => {
  assert.equal(fileName('UK Corporate / Loans', '/api/v1/portfolios/{id}/analytics/watch-list', '2026-09-30', 'xlsx'), 'uk-corporate-loans-watch-list-2026-09-30.xlsx')
  assert.equal(fileName('한국 대출', 'x/y', '2026-09-30', 'csv'), '한국-대출-y-2026-09-30.csv')
})

test('the order of the grid is read from the address', () => {
  assert.deepEqual(orderOf('-amount'), { sort: 'amount', order: 'desc' })
  assert.deepEqual(orderOf('borrower'), { sort: 'borrower', order: 'asc' })
  assert.deepEqual([orderOf('-'), orderOf('password'), orderOf(undefined)], [null, null, null])
})

const ROW = 38
test('a short list scrolls as it is', () => {
  const of = extent(1000, ROW, 600)
  assert.equal(of.height, 38_000)
  assert.deepEqual(scrolled({ top: 0, offset: 0 }, 5000, of), { top: 5000, offset: 0 })
  assert.deepEqual(rowsAt({ top: 3800, offset: 0 }, of, ROW, 1000, 0), { first: 100, end: 116 })
  assert.deepEqual(rowsAt({ top: 0, offset: 0 }, extent(3, ROW, 600), ROW, 3), { first: 0, end: 3 })
})

test('a list of a million reaches its first and its last row', () => {
  const of = extent(1_000_000, ROW, 600)
  assert.equal(of.height, MOST_HEIGHT)
  const end = placeAt(Infinity, of)
  assert.equal(yOf(end), of.whole - 600)
  assert.equal(end.top, of.height - 600)
  assert.equal(rowsAt(end, of, ROW, 1_000_000, 0).end, 1_000_000)
  assert.deepEqual(placeAt(0, of), { top: 0, offset: 0 })
  // Dragged to the very bottom and back to the top.
  assert.equal(yOf(scrolled({ top: 0, offset: 0 }, of.height - 600, of)), of.whole - 600)
  assert.equal(yOf(scrolled(end, 0, of)), 0)
})

test('in a list of a million a small step moves by as much, from anywhere', () => {
  const of = extent(1_000_000, ROW, 600)
  for (const y of [40_000, 12_345_678, 37_000_000]) {
    const place = placeAt(y, of)
    assert.ok(Math.abs(yOf(place) - y) < 1e-6)
    const next = scrolled(place, place.top + 100, of)
    assert.ok(Math.abs(yOf(next) - yOf(place) - 100) < 1e-6, String(y))
    // The bar tells how far down one is.
    assert.ok(Math.abs(place.top / (of.height - 600) - y / (of.whole - 600)) < 1e-6)
  }
})

test('any row can be brought into view, and one that is stays where it is', () => {
  const of = extent(1_000_000, ROW, 600)
  let place = { top: 0, offset: 0 }
  for (const index of [0, 15, 16, 500, 999_999, 123_456, 123_455, 0]) {
    place = revealing(index, place, of, ROW) ?? place
    const y = yOf(place)
    assert.ok(index * ROW >= y - 1e-6 && (index + 1) * ROW <= y + 600 + 1e-6, String(index))
    assert.equal(revealing(index, place, of, ROW) === null || Math.abs(yOf(revealing(index, place, of, ROW)) - y) < 1e-6, true)
  }
})

test('rows in view need at most two pages', () => {
  assert.deepEqual([pagesOf(0, 30, 200), pagesOf(190, 220, 200), pagesOf(199, 200, 200), pagesOf(200, 230, 200), pagesOf(0, 0, 200)], [[0], [0, 1], [0], [1], [0]])
})

const rated = (day, credit_rating) => ({ snapshot_date: day, credit_rating })
test('each rating says how it turned from the one before it', () => {
  const found = turns([rated('2025-06-30', 'BB'), rated('2026-06-30', 'B+'), rated('2024-12-31', 'BB'), rated('2026-09-30', 'NR'), rated('2026-11-01', 'BBB-')])
  assert.deepEqual(found.map(({ entry, turn, by }) => [entry.snapshot_date, turn, by]), [
    ['2026-11-01', 'same', 0], ['2026-09-30', 'same', 0], ['2026-06-30', 'down', 2], ['2025-06-30', 'same', 0], ['2024-12-31', 'first', 0],
  ])
})

test('ratings over time are drawn as steps from the best to the worst', () => {
  const drawn = line([rated('2026-01-01', 'A'), rated('2026-07-02', 'BBB')], '2027-01-01', 100, 40)
  assert.deepEqual(drawn, { points: '0,0 49.9,0 49.9,40 100,40', best: 'A', worst: 'BBB' })
  assert.equal(line([rated('2026-01-01', 'A')], '2027-01-01', 100, 40), null)
  assert.equal(line([rated('2026-01-01', 'A'), rated('2026-02-01', 'NR')], '2027-01-01', 100, 40), null)
})

test('of a change only what is another is told', () => {
  const before = { id: 1, amount: '5.00', country: null, updated_at: 'x', status: 'Performing' }
  assert.deepEqual(changes(before, { ...before, amount: '6.00', country: 'France', updated_at: 'y' }), [{ field: 'amount', from: '5.00', to: '6.00' }, { field: 'country', from: null, to: 'France' }])
  assert.deepEqual(changes(null, 'x'), [])
})

test('default rates are typed in percent and kept exactly', () => {
  const typed = (text, column) => {
    const value = readPercent(text, column, 'en-GB')
    return value === null ? null : toShare(value)
  }
  assert.deepEqual(['0.42', '0.42 %', '100', '0.0001', '0', '100.0001', '-1', 'x', ''].map((text) => typed(text, 'default_probability')), [0.0042, 0.0042, 1, 0.000001, 0, null, null, null, null])
  assert.deepEqual(['62.5', '62.55', '62.555'].map((text) => typed(text, 'recovery_rate')), [0.625, 0.6255, null])
  assert.deepEqual(['1,250', '1250.01', '115'].map((text) => typed(text, 'risk_weight')), [12.5, null, 1.15])
  // Every probability that the server can keep comes back as it was.
  for (let millionths = 0; millionths <= 1_000_000; millionths += 997) {
    const value = millionths / 1_000_000
    assert.equal(typed(shown(value, 'en-GB'), 'default_probability'), value)
    assert.equal(toPercent(value), BigInt(millionths))
  }
})

const held = (credit_rating, default_probability, recovery_rate, risk_weight) => ({ credit_rating, default_probability, recovery_rate, risk_weight, valid_from: '1970-01-01', set_by: 'system', created_at: '' })
test('only notches that were changed are sent, a new one as a whole', () => {
  const lines = [held('A', 0.001, 0.9, 0.2), held('BBB', 0.004, 0.82, 0.5)]
  assert.deepEqual(readSheet({ A: { default_probability: '0.10' }, BBB: { default_probability: '0.42' } }, lines, 'en-GB'), {
    lines: [{ credit_rating: 'BBB', default_probability: 0.0042, recovery_rate: 0.82, risk_weight: 0.5 }], wrong: [],
  })
  assert.deepEqual(readSheet({ AAA: { default_probability: '0.01' } }, lines, 'en-GB').wrong, [{ rating: 'AAA', column: 'recovery_rate' }, { rating: 'AAA', column: 'risk_weight' }])
  assert.deepEqual(readSheet({ A: { risk_weight: 'much' } }, lines, 'en-GB').wrong, [{ rating: 'A', column: 'risk_weight' }])
})

test('a version stands beside what the notch had before it', () => {
  const [newer, other, older] = [held('A', 0.002, 0.9, 0.2), held('BBB', 0.004, 0.8, 0.5), held('A', 0.001, 0.9, 0.2)]
  assert.deepEqual(withBefore([newer, other, older]).map(({ before }) => before), [older, null, null])
})

test('bad rows are ordered by any column, equal ones as in the file', () => {
  const fault = (row, column, error, value = '') => ({ row, column, error, value, loan_id: `L-${row}` })
  const faults = [fault(12, 'rate', 'x'), fault(3, 'amount', 'y'), fault(100, 'amount', 'y')]
  assert.deepEqual(ordered(faults, { by: 'row', down: false }).map(({ row }) => row), [3, 12, 100])
  assert.deepEqual(ordered(faults, { by: 'column', down: true }).map(({ row }) => row), [12, 3, 100])
  assert.deepEqual(ordered(faults, { by: 'loan_id', down: false }).map(({ row }) => row), [3, 12, 100])
  assert.deepEqual(reasons(faults), [{ column: 'amount', error: 'y', count: 2 }, { column: 'rate', error: 'x', count: 1 }])
})

test('files of other kinds are refused before they are sent', () => {
  assert.deepEqual([unfit({ name: 'Tape.CSV', size: 5 }), unfit({ name: 'tape.xlsx', size: 5 }), unfit({ name: 'tape.xls', size: 5 }), unfit({ name: 'tape.csv', size: 0 })], [null, null, 'wrongType', 'empty'])
  assert.deepEqual([formatSize(512, 'en-GB'), formatSize(95_300_000, 'en-GB')], ['512 byte', '95.3 MB'])
})

test('progress goes forward only: sent, then read', () => {
  let now = BEGUN
  for (const [next, percent, phase] of [[sent(50, 100), 50, 'sending'], [sent(40, 100), 50, 'sending'], [sent(100, 100), 0, 'reading'], [read({ bytes: 30, total_bytes: 100, rows: 3 }), 30, 'reading'], [sent(90, 100), 30, 'reading'], [read({ bytes: 20, total_bytes: 100, rows: 2 }), 30, 'reading']]) {
    now = further(now, next)
    assert.deepEqual([now.percent, now.phase], [percent, phase])
  }
  assert.equal(read({ bytes: 5, total_bytes: 0, rows: 1 }).percent, 0)
  assert.deepEqual(told({ load_id: 1, portfolio_id: 2, rows: 3, bytes: 4, total_bytes: 5, state: 'running', key: 'k' }), { load_id: 1, portfolio_id: 2, rows: 3, bytes: 4, total_bytes: 5, state: 'running', key: 'k' })
  assert.deepEqual([told(null), told({ load_id: '1' }), isOver('running'), isOver('failed')], [null, null, false, true])
})

test('amounts of the list add up exactly', () => {
  assert.equal(wire(money('250329999.99') + money(0.01)), '250330000.00')
})
