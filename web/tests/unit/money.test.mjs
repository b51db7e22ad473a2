import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney, money, parseMoney, percent, share, sum, wire } from '../../src/kernel/money.ts'

const typed = (text, locale = 'en-GB') => {
  const amount = parseMoney(text, locale)
  return amount === null ? null : wire(amount)
}

test('reads amounts the way people write them', () => {
  const same = ['1,234.5', '1 234,50', '1 234,50', '1\u202f234,50', "1'234.50", '1.234,5', '€ 1,234.50', '1234.5', '+1,234.50', '1,234.50 €']
  for (const text of same) assert.equal(typed(text), '1234.50', text)
  assert.equal(typed('1,234,567.89'), '1234567.89')
  assert.equal(typed('.5'), '0.50')
  assert.equal(typed('12,5'), '12.50')
  assert.equal(typed('0,1234'), '0.1234')
})

test('reads what is below nought', () => {
  for (const text of ['-5', '(5)', '\u22125', '-5.00', '-€ 5']) assert.equal(typed(text), '-5.00', text)
})

test('one separator before three digits means what the locale says', () => {
  assert.equal(typed('1,234', 'en-GB'), '1234.00')
  assert.equal(typed('1,234', 'de-DE'), '1.234')
  assert.equal(typed('1.234', 'de-DE'), '1234.00')
  assert.equal(typed('1.234', 'en-GB'), '1.234')
  assert.equal(typed('0.234', 'de-DE'), '0.234')
})

test('refuses what is no amount', () => {
  for (const text of ['', 'abc', '1,23,4', '1.2.3', '12,34.5', '1.23456', '--5', '1e5', '5-', '1 2', '9'.repeat(16)]) {
    assert.equal(parseMoney(text, 'en-GB'), null, text)
  }
})

test('sums are exact where floating point is not', () => {
  assert.equal(wire(sum([money(0.1), money(0.2)])), '0.30')
  assert.equal(wire(sum(Array.from({ length: 1000 }, () => money('0.0001')))), '0.10')
  assert.equal(wire(money('99999999999999.9999')), '99999999999999.9999')
})

test('goes over the wire and back unchanged', () => {
  for (const text of ['0.00', '500.00', '-0.01', '1234.5678', '12.345']) assert.equal(wire(money(text)), text)
  assert.equal(wire(money(500)), '500.00')
  assert.equal(wire(money(1e-4)), '0.0001')
  assert.equal(wire(money(null)), '0.00')
  assert.throws(() => money('1.23456'), RangeError)
})

test('is written in the reader’s way', () => {
  assert.equal(formatMoney(money('1234567.8'), 'en-GB'), '1,234,567.80')
  assert.equal(formatMoney(money('1234.5678'), 'de-DE'), '1.234,5678')
  assert.equal(formatMoney(money('99999999999999.9999'), 'en-GB'), '99,999,999,999,999.9999')
})

test('what is written can be read again', () => {
  for (const locale of ['en-GB', 'de-DE', 'fr-FR', 'de-CH', 'ko-KR', 'en-IN', 'pl-PL']) {
    for (const text of ['0.00', '5.00', '999.99', '1234.00', '123456.70', '-1234.5678']) {
      assert.equal(typed(formatMoney(money(text), locale), locale), text, `${text} in ${locale}`)
    }
  }
})

test('percent rounds half up and knows no share of nothing', () => {
  assert.equal(percent(money(1), money(3)), 33)
  assert.equal(percent(money(2), money(3)), 67)
  assert.equal(percent(money('0.5'), money(100)), 1)
  assert.equal(percent(money(5), 0n), null)
})

test('equal shares suffice', () => {
  assert.equal(wire(share(money(100), 3)), '33.34')
  assert.equal(wire(share(money(100), 4)), '25.00')
  assert.equal(wire(share(money(100), 0)), '100.00')
})
