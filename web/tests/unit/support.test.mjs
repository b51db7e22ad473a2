import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatSpan, minutesToWait } from '../../src/modules/support/times.ts'

test('how long something took is said in the two units that matter', () => {
  assert.equal(formatSpan(20, 'en'), '0 min')
  assert.equal(formatSpan(59 * 60, 'en'), '59 min')
  assert.equal(formatSpan(3600, 'en'), '1 hr')
  assert.equal(formatSpan(3 * 3600 + 20 * 60, 'en'), '3 hr 20 min')
  assert.equal(formatSpan(86_400 * 2 + 3600 * 4 + 59, 'en'), '2 days 4 hr')
  assert.equal(formatSpan(-5, 'en'), '0 min')
})

test('how long to wait is rounded up to minutes, and unknown where the server says nothing', () => {
  assert.equal(minutesToWait('61'), 2)
  assert.equal(minutesToWait('1'), 1)
  assert.equal(minutesToWait(null), null)
  assert.equal(minutesToWait('Wed, 21 Oct 2026 07:28:00 GMT'), null)
})
