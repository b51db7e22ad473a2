import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsDay, readLimits, readLoans, EXAMPLE as SNAPSHOTS } from '../../src/modules/credit/pages/arrears/loans.ts'
import { cellsOf, decoded } from '../../src/modules/credit/pages/parts/cells.ts'
import { drawnPools } from '../../src/modules/credit/pages/parts/reckon.ts'
import { addressOf, BLANK, EXAMPLE, fromAddress, lacking, MOST_FLOWS, padded, pasted, presentValues, ratesAround, readFlows, rowsOf, timesOf, totals, withRows, worthAt } from '../../src/modules/credit/pages/yield/flows.ts'

const GB = 'en-GB'

test('cells come out of a spreadsheet, out of a CSV, and out of one with semicolons', () => {
  assert.deepEqual(cellsOf('a\tb\r\n1\t2\r\n'), [['a', 'b'], ['1', '2']])
  assert.deepEqual(cellsOf('\ufeffa,b\n"1,000.50","say ""no"""\n\n'), [['a', 'b'], ['1,000.50', 'say "no"']])
  assert.deepEqual(cellsOf('a;b\n1.000,50;2\n'), [['a', 'b'], ['1.000,50', '2']])
  assert.deepEqual(cellsOf('a,"two\nlines"'), [['a', 'two\nlines']])
  assert.deepEqual(cellsOf('  \n\t\n'), [])
})

test('a file is read in Unicode, else in the way of the country', () => {
  assert.equal(decoded(new TextEncoder().encode('\ufeff대출,5'), GB), '대출,5')
  assert.equal(decoded(new Uint8Array([0xff, 0xfe, 0x41, 0, 0x2c, 0, 0x35, 0]), GB), 'A,5')
  assert.equal(decoded(new Uint8Array([0xb4, 0xeb, 0xc3, 0xe2, 0x2c, 0x35]), 'ko-KR'), '대출,5')
  assert.equal(decoded(new Uint8Array([0x43, 0x61, 0x66, 0xe9]), GB), 'Café')
  assert.equal(decoded(new Uint8Array([0x35]).buffer, GB), '5')
})

test('flows are read as people write them; a row that cannot be read is named', () => {
  const read = readFlows([{ day: '15.1.2026', amount: '(1,000)' }, { day: '2026-07-15', amount: '€ 1,050.25' }, BLANK], true, GB)
  assert.deepEqual(read, { flows: [{ date: '2026-01-15', amount: '-1000' }, { date: '2026-07-15', amount: '1050.25' }], wrong: [] })
  assert.deepEqual(readFlows([{ day: 'soon', amount: '1' }, { day: '2026-02-30', amount: 'much' }, { day: '', amount: '5' }], true, GB).wrong, [{ row: 0, cell: 'day' }, { row: 1, cell: 'day' }, { row: 1, cell: 'amount' }, { row: 2, cell: 'day' }])
  assert.deepEqual(readFlows([{ day: '', amount: '999999999999999' }], false, GB).wrong, [{ row: 0, cell: 'amount' }], 'more digits than the server takes')
})

test('without days an empty period is one in which nothing flows, and the rest is no period', () => {
  const rows = [{ day: '', amount: '-100' }, BLANK, { day: 'ignored', amount: '121' }, BLANK, BLANK]
  assert.deepEqual(readFlows(rows, false, GB), { flows: [{ amount: '-100' }, { amount: '0' }, { amount: '121' }], wrong: [] })
})

test('what the server would refuse is said before it is asked', () => {
  const of = (...amounts) => lacking({ flows: amounts.map((amount) => ({ amount })), wrong: [] })
  assert.equal(of('-1'), 'few')
  assert.equal(of('1', '2'), 'signs')
  assert.equal(of('0', '-2'), 'signs')
  assert.equal(of('-1', '0', '2'), null)
  assert.equal(lacking({ flows: [], wrong: [{ row: 0, cell: 'day' }] }), 'wrong')
})

test('rows are pasted from a spreadsheet, with or without headings, or as amounts alone', () => {
  const both = [{ day: '15/01/2026', amount: '-1,000.00' }, { day: '15/07/2026', amount: '1,050.00' }]
  assert.deepEqual(pasted('Date\tAmount\r\n15/01/2026\t-1,000.00\r\n15/07/2026\t1,050.00\r\n', GB), both)
  assert.deepEqual(pasted('15/01/2026\t-1,000.00\n15/07/2026\t1,050.00', GB), both)
  assert.deepEqual(pasted('Amount\n-1,000.00\n1,050.00\n', GB), [{ day: '', amount: '-1,000.00' }, { day: '', amount: '1,050.00' }])
  assert.deepEqual(pasted('2026-01-15;-1.000,00\n2026-07-15;1.050,00', 'de-DE'), [{ day: '2026-01-15', amount: '-1.000,00' }, { day: '2026-07-15', amount: '1.050,00' }])
  assert.deepEqual(pasted('-100\n230', GB).map((row) => row.amount), ['-100', '230'])
})

test('pasted rows stand over the others from where they were put; amounts alone leave the days', () => {
  const rows = padded([{ day: '2026-01-01', amount: '-5' }, { day: '2026-02-01', amount: '2' }])
  assert.deepEqual(withRows(rows, 1, [{ day: '', amount: '3' }, { day: '2026-03-01', amount: '4' }], true), [{ day: '2026-01-01', amount: '-5' }, { day: '2026-02-01', amount: '3' }, { day: '2026-03-01', amount: '4' }, BLANK])
  assert.deepEqual(padded([]), [BLANK])
  const many = padded(Array.from({ length: MOST_FLOWS + 50 }, () => ({ day: '', amount: '1' })))
  assert.equal(many.length, MOST_FLOWS, 'no more than the server takes, and no empty row beyond')
})

test('an address holds the flows, unless they are too many for one', () => {
  assert.deepEqual(fromAddress(addressOf(EXAMPLE)), EXAMPLE)
  assert.equal(addressOf([{ amount: '-100' }, { amount: '230.5' }]), ':-100,:230.5')
  assert.deepEqual(fromAddress(':-100,:230.5'), [{ amount: '-100' }, { amount: '230.5' }])
  assert.equal(addressOf([]), undefined)
  assert.equal(addressOf(Array.from({ length: 200 }, () => ({ date: '2026-01-01', amount: '-1' }))), undefined)
  for (const text of [undefined, '', 'x', '2026-01-01:1e9', '2026-1-1:5', ':5,'.repeat(900)]) assert.equal(fromAddress(text), null, text?.slice(0, 20))
  assert.deepEqual(rowsOf([{ date: '2026-01-15', amount: '-985000' }], GB), [{ day: '2026-01-15', amount: '-985,000.00' }, BLANK])
})

test('present values: at the rate of return the flows are worth nothing', () => {
  const flows = [{ amount: '-100' }, { amount: '230' }, { amount: '-132' }]
  for (const rate of [0.1, 0.2]) assert.ok(Math.abs(worthAt(flows, rate)) < 1e-9, `${rate}`)
  assert.ok(Math.abs(worthAt(flows, 0.15) - 0.1890359168241986) < 1e-12)
  assert.deepEqual(presentValues([{ amount: '-100' }, { amount: '110' }], 0.1).map((value) => Math.round(value)), [-100, 100])
  assert.deepEqual(timesOf([{ date: '2027-01-01', amount: '1' }, { date: '2026-01-01', amount: '-1' }]), [1, 0], 'the earliest is the first moment, wherever it stands')
  assert.deepEqual(totals([{ amount: '-100.25' }, { amount: '60' }, { amount: '50.0001' }]), { out: 1_002_500n, back: 1_100_001n })
})

test('the curve goes around all rates, which are on it, and stays above the loss of everything', () => {
  const rates = ratesAround([0.1, 0.2])
  assert.ok(rates.includes(0.1) && rates.includes(0.2))
  assert.ok(rates[0] < 0.1 && rates.at(-1) > 0.2)
  assert.deepEqual([...rates].sort((one, other) => one - other), rates)
  assert.ok(ratesAround([-0.95])[0] > -1)
  assert.deepEqual(ratesAround([]), [])
})

test('loans are read by the names of their columns in any order, or by their place', () => {
  const by = (text, locale = GB) => readLoans(text, locale)
  assert.deepEqual(by('DPD;Loan ID;Balance\n35;L-1;1.000,50\n;L-2;0', 'de-DE').loans, [{ loan_id: 'L-1', balance: '1000.50', days_past_due: 35 }, { loan_id: 'L-2', balance: '0.00' }])
  assert.deepEqual(by('대출번호\t잔액\t연체일수\nL-1\t500\t3').loans, [{ loan_id: 'L-1', balance: '500.00', days_past_due: 3 }])
  assert.deepEqual(by('L-1\t500\t3\nL-2\t600\t2026-05-31\nL-3\t700').loans, [{ loan_id: 'L-1', balance: '500.00', days_past_due: 3 }, { loan_id: 'L-2', balance: '600.00', oldest_due: '2026-05-31' }, { loan_id: 'L-3', balance: '700.00' }])
  assert.deepEqual(by('loan_id,balance,days_past_due,oldest_due\nL-1,5,7,2026-05-31').loans, [{ loan_id: 'L-1', balance: '5.00', days_past_due: 7 }], 'the server takes one of both')
  assert.ok(needsDay(by('L-2\t600\t2026-05-31').loans) && !needsDay(by('L-1\t500\t3').loans))
  for (const { text } of Object.values(SNAPSHOTS)) assert.deepEqual([by(text).loans.length, by(text).faults], [10, []])
})

test('what cannot be read is named by its line and column, and is not among the loans', () => {
  const found = readLoans('loan_id,balance,days_past_due\nL-1,5,0\n,5,0\nL-1,5,0\nL-2,-5,0\nL-3,,0\nL-4,1000000001,x\nL-5,1,36501', GB)
  assert.deepEqual(found.loans.map((loan) => loan.loan_id), ['L-1'])
  assert.deepEqual(found.faults.map(({ line, field, kind }) => `${line} ${field} ${kind}`), ['3 loan_id missing', '4 loan_id twice', '5 balance unreadable', '6 balance missing', '7 balance unreadable', '7 days_past_due unreadable', '8 days_past_due unreadable'])
  assert.deepEqual(readLoans('loan,days\nL-1,5', GB).absent, ['balance'])
  assert.deepEqual(readLoans('customer,rate\nNorthern Steel,five', GB).absent, ['loan_id', 'balance'], 'a heading that nobody knows says what is missing')
  assert.deepEqual(readLoans('', GB), { loans: [], faults: [], absent: [], tooMany: false })
  assert.ok(readLoans('L,1,0\n'.repeat(10_001), GB).tooMany)
})

test('buckets end at ascending whole days', () => {
  assert.deepEqual(readLimits('0, 30; 60 90'), [0, 30, 60, 90])
  for (const text of ['', ' ', '30, 0', '0, 0', '1.5', 'a', '-1', '36501', Array.from({ length: 31 }, (_, at) => at).join()]) assert.equal(readLimits(text), null, text)
})

test('of the pools those are drawn that defaulted, of too many the worst, in the order of the ratings', () => {
  const pool = (name, rate) => ({ name, ages: [{ complete: true, cumulative: rate, survival_adjusted: rate, cumulative_by_volume: rate }] })
  const pools = [pool('A', 0), pool('BBB', 0.01), pool('BB', 0.3), pool('B', 0.2), pool('CCC', 0)]
  assert.deepEqual(drawnPools(pools, 'cumulative').map(({ name }) => name), ['BBB', 'BB', 'B'])
  assert.deepEqual(drawnPools(pools, 'cumulative', 2).map(({ name }) => name), ['BB', 'B'])
  assert.deepEqual(drawnPools([pool('A', 0), pool('B', 0)], 'cumulative').map(({ name }) => name), ['A', 'B'])
})
