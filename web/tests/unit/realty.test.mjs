// The arithmetic of the sales desk: shares, plans, days, and walking through the matrix.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentOf, timeOf } from '../../src/modules/realty/builder/appointments.ts'
import { parseNumber, parseShare, shareRest } from '../../src/modules/realty/builder/numbers.ts'
import { nextStack, planBody, startingAt } from '../../src/modules/realty/builder/units/plan.ts'
import { beside, daysOfMonth, daysOfWeek, shiftDay } from '../../src/modules/realty/parts/days.ts'
import { step } from '../../src/modules/realty/parts/grid.ts'
import { unfit } from '../../src/modules/realty/parts/upload.ts'
import { readJson } from '../../src/modules/realty/settings/json.ts'

test('numbers are read the way people write them', () => {
  assert.deepEqual(['1,200', '1200.5', '12,5', '1 200', '-3', 'six', ''].map(parseNumber), [1200, 1200.5, 12.5, 1200, -3, null, null])
})

test('shares are hundredths of a percent, and what is left shares itself to the last one', () => {
  assert.deepEqual(['25', '12.5 %', '0.01', '100', '0', '101', 'x'].map(parseShare), [2500, 1250, 1, 10_000, null, null, null])
  assert.deepEqual(shareRest([2500, null, null]), [2500, 3750, 3750])
  assert.deepEqual(shareRest([null, null, null]), [3334, 3333, 3333])
  assert.deepEqual(shareRest([9999, null, null]), [9999, 0, 0], 'nothing to share leaves all as it is')
  for (let count = 1; count < 40; count++) {
    const whole = shareRest([137, ...Array.from({ length: count }, () => null)])
    assert.equal(whole.reduce((sum, each) => sum + each, 0), 10_000)
  }
})

test('a plan is sent once every stack of it can be read', () => {
  const plan = { ...startingAt('5,000,000.00'), step: '50,000', skip: '4, 13' }
  assert.deepEqual(planBody(plan, 'en-GB'), {
    first_floor: 1, last_floor: 10, skip_floors: [4, 13], numbering: 'A-{floor}{stack}', price_step: '50000.00', skip_existing: false,
    stacks: [{ stack: '01', unit_type: '2BHK', area_sqft: 1200, price: '5000000.00', facing: 'east', bathrooms: 2, balconies: 1, parking_spaces: 1 }],
  })
  assert.equal(planBody(startingAt(''), 'en-GB'), null)
  assert.equal(planBody({ ...plan, skip: 'roof' }, 'en-GB'), null)
})

test('the next stack is like the last, with the next name', () => {
  const [first] = startingAt('1').stacks
  assert.equal(nextStack([first]).stack, '02')
  assert.equal(nextStack([{ ...first, stack: 'B9' }]).stack, 'B10')
  assert.equal(nextStack([{ ...first, stack: 'East' }]).stack, '')
  assert.equal(nextStack([first, { ...first, key: 7, price: '2' }]).key, 8)
  assert.equal(nextStack([first, { ...first, key: 7, price: '2' }]).price, '2')
})

test('keys lead to the neighbour, and to the nearest column where a floor is shorter', () => {
  const unit = (id, column) => ({ id, column })
  const matrix = { columns: ['01', '02', '03'], floors: [{ units: [unit(5, '01')] }, { units: [] }, { units: [unit(1, '01'), unit(2, '02'), unit(3, '03')] }] }
  assert.equal(step(matrix, 1, 'ArrowRight'), 2)
  assert.equal(step(matrix, 3, 'ArrowRight'), undefined)
  assert.equal(step(matrix, 3, 'ArrowUp'), 5)
  assert.equal(step(matrix, 5, 'ArrowDown'), 1)
  assert.equal(step(matrix, 2, 'Home'), 1)
  assert.equal(step(matrix, 2, 'End'), 3)
  assert.equal(step(matrix, 9, 'End'), undefined)
})

test('weeks begin on Monday, months come in whole weeks', () => {
  assert.deepEqual([daysOfWeek('2026-11-22')[0], daysOfWeek('2026-11-22')[6]], ['2026-11-16', '2026-11-22'])
  assert.equal(daysOfWeek('2026-11-16')[0], '2026-11-16')
  const month = daysOfMonth('2026-02-10')
  assert.deepEqual([month[0], month.at(-1), month.length], ['2026-01-26', '2026-03-01', 35])
  assert.equal(shiftDay('2026-12-31', 1), '2027-01-01')
})

test('what overlaps lies side by side, what does not has the whole width', () => {
  const at = (from, to) => ({ appointment_date: `2026-11-22T${from}:00Z`, ends_at: `2026-11-22T${to}:00Z` })
  const lanes = beside([at('09:00', '10:00'), at('09:30', '10:30'), at('10:00', '11:00'), at('12:00', '13:00')]).map(({ lane, lanes: of }) => [lane, of])
  assert.deepEqual(lanes, [[0, 2], [1, 2], [0, 2], [0, 1]])
})

test('a time is the reader’s own, there and back', () => {
  assert.equal(timeOf(momentOf('2026-11-22', '9:30')), '09:30')
  assert.equal(timeOf(momentOf('2026-11-22', '14')), '14:00')
  assert.deepEqual([momentOf('2026-11-22', '25:00'), momentOf('soon', '10:00'), momentOf('2026-11-22', 'noon')], [null, null, null])
})

test('a file is looked at before it is sent', () => {
  const kinds = { types: ['image/png'], endings: /\.png$/i, most: 10 }
  assert.equal(unfit({ name: 'a.PNG', type: '', size: 5 }, kinds), null)
  assert.equal(unfit({ name: 'a.txt', type: 'text/plain', size: 5 }, kinds), 'wrongType')
  assert.equal(unfit({ name: 'a.png', type: 'image/png', size: 11 }, kinds), 'tooLarge')
  assert.equal(unfit({ name: 'a.png', type: 'image/png', size: 0 }, kinds), 'empty')
})

test('JSON says what it is, or from where on it is none', () => {
  const kinds = ['"a"', '-2.5e3', 'true', '[1, 2]', '{"a": 1}', 'null'].map((typed) => { const { kind, count } = readJson(typed); return [kind, count] })
  assert.deepEqual(kinds, [['string', 0], ['number', 0], ['boolean', 0], ['array', 2], ['object', 1], ['null', 0]])
  assert.deepEqual(readJson('{"a": 1,\n "b": 2,}'), { good: false, at: { line: 2, column: 9 } })
  assert.deepEqual(readJson('[1,').at, { line: 1, column: 4 })
  assert.equal(readJson('nine').good, false)
  assert.equal(readJson('').good, false)
})

test('a number that JavaScript cannot hold is refused, not rounded; in a text it may stand', () => {
  assert.deepEqual(readJson('{"a": [1, -9007199254740993]}'), { good: false, number: '-9007199254740993' })
  assert.equal(readJson('{"a 9007199254740993": "\\" 9007199254740993"}').good, true)
  assert.equal(readJson('[9007199254740991, 0.12345678901234567, 12345678901234567e3]').good, true)
})
