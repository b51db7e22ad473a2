import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, formatMonth, formatRelative, monthsUntil, parseDate, parseMonth } from '../../src/kernel/dates.ts'

const now = new Date(2026, 0, 31, 15)

test('reads days the way people write them', () => {
  const same = ['2026-03-01', '2026/3/1', '2026. 3. 1.', '2026년 3월 1일', '1.3.2026', '1.3.26', '01.03.', '1 Mar 2026', '1. March', 'mar 1', 'March 1, 2026', '2026-03-01T10:00:00Z', '1/3/2026']
  for (const text of same) assert.equal(parseDate(text, 'en-GB', now), '2026-03-01', text)
})

test('the month comes first where the locale writes it first', () => {
  assert.equal(parseDate('3/1/2026', 'en-US', now), '2026-03-01')
  assert.equal(parseDate('3/1/2026', 'en-GB', now), '2026-01-03')
  assert.equal(parseDate('1.3.2026', 'en-US', now), '2026-03-01')
})

test('reads days from today on', () => {
  assert.equal(parseDate('today', 'en-GB', now), '2026-01-31')
  assert.equal(parseDate('tomorrow', 'en-GB', now), '2026-02-01')
  assert.equal(parseDate('내일', 'ko-KR', now), '2026-02-01')
  assert.equal(parseDate('+2w', 'en-GB', now), '2026-02-14')
  assert.equal(parseDate('+1m', 'en-GB', now), '2026-02-28')
  assert.equal(parseDate('-1y', 'en-GB', now), '2025-01-31')
})

test('refuses days that there are not', () => {
  for (const text of ['', 'soon', '30 Feb 2026', '2026-13-01', '31.4.2026', '0.1.2026', '1 Xyz 2026']) {
    assert.equal(parseDate(text, 'en-GB', now), null, text)
  }
  assert.equal(parseDate('29.2.2028', 'en-GB', now), '2028-02-29')
})

test('reads months the way people write them', () => {
  for (const text of ['2026-03', '2026-3', '3/2026', '03.2026', 'March 2026', 'mar', 'Mar. 2026', '2026년 3월']) assert.equal(parseMonth(text, 'en-GB', now), '2026-03', text)
  assert.equal(parseMonth('next month', 'en-GB', now), '2026-02')
  for (const text of ['', '2026-13', '0/2026', 'spring']) assert.equal(parseMonth(text, 'en-GB', now), null, text)
})

test('what is written as a month can be read again', () => {
  for (const locale of ['en-GB', 'de-DE', 'fr-FR', 'ko-KR', 'pl-PL']) {
    for (const month of ['2026-01', '2026-03', '2026-12']) {
      assert.equal(parseMonth(formatMonth(month, locale), locale, now), month, `${month} in ${locale}`)
    }
  }
})

test('months are counted over the turn of the year', () => {
  assert.equal(addMonths('2026-12', 1), '2027-01')
  assert.equal(addMonths('2026-01', -1), '2025-12')
  assert.equal(addMonths('2026-05', 24), '2028-05')
})

test('months until a deadline', () => {
  assert.equal(monthsUntil('2026-07-31T00:00:00Z', now), 6)
  assert.equal(monthsUntil('2026-02-05T00:00:00Z', now), 1)
  assert.equal(monthsUntil('2025-02-05T00:00:00Z', now), 0)
})

test('how long ago', () => {
  assert.equal(formatRelative(new Date(now.getTime() - 2 * 3_600_000).toISOString(), 'en-GB', now), '2 hours ago')
  assert.equal(formatRelative(new Date(now.getTime() - 5_000).toISOString(), 'en-GB', now), 'now')
})
