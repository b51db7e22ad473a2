import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimNumber, coverLeft, coverTone, earned, flags, formatSize, objections, path, payable, renewalTone } from '../../src/modules/insurance/rules.ts'

const policy = {
  coverage_amount: 1000, cover_left: 400, deductible: 50, start_date: '2026-01-10T00:00:00Z', term_start: '2026-01-10',
  renewal_date: '2027-01-10T00:00:00Z', cancelled_on: null, earned_premium: 25, written_premium: 100,
}

test('cover left and premium earned, in whole percent', () => {
  assert.equal(coverLeft(policy), 40)
  assert.equal(coverTone(policy), 'good')
  assert.equal(coverTone({ ...policy, cover_left: 199 }), 'good')
  assert.equal(coverTone({ ...policy, cover_left: 190 }), 'warn')
  assert.equal(coverTone({ ...policy, cover_left: 0 }), 'bad')
  assert.equal(coverLeft({ ...policy, cover_left: -5 }), 0)
  assert.equal(earned(policy), 25)
  assert.equal(earned({ earned_premium: 0, written_premium: 0 }), 0)
})

test('a renewal is said when it is near, and not of a policy that has ended', () => {
  assert.equal(renewalTone(31, 'active'), 'good')
  assert.equal(renewalTone(30, 'active'), 'warn')
  assert.equal(renewalTone(-1, 'active'), 'bad')
  assert.equal(renewalTone(3, 'cancelled'), 'still')
})

test('what is paid is what lies above the deductible, never below nought', () => {
  assert.equal(payable(1_000_000n, 50), 500_000n)
  assert.equal(payable(100_000n, 50), 0n)
  assert.equal(payable(100_000n, null), 100_000n)
})

test('a claim outside of the dates or above the cover is told before it is sent', () => {
  assert.deepEqual(objections(policy, 4_500_000n, '2026-05-01'), [])
  assert.deepEqual(objections(policy, 4_500_001n, '2026-05-01'), ['above'])
  assert.deepEqual(objections(policy, null, '2026-01-09'), ['before'])
  assert.deepEqual(objections(policy, null, '2026-01-10'), [])
  assert.deepEqual(objections(policy, null, '2027-01-10'), ['after'], 'the renewal date itself is not covered')
  assert.deepEqual(objections({ ...policy, cancelled_on: '2026-04-01' }, null, '2026-04-01'), ['after'])
})

test('a reviewer sees the gravest first', () => {
  const claim = {
    amount: 450, cover_left: 400, deductible: 50, possible_duplicates: [], own: false, policy_status: 'active',
    terms_changed_since: false, documents: 1, override_reason: null,
  }
  assert.deepEqual(flags(claim), [])
  assert.deepEqual(flags({ ...claim, amount: 450.01 }), ['above'])
  assert.deepEqual(flags({ ...claim, own: true, possible_duplicates: [4], documents: 0 }), ['own', 'duplicate', 'noDocuments'])
})

test('the way of a claim', () => {
  assert.deepEqual(path('approved').map((each) => `${each.name} ${each.state}`), ['pending done', 'approved now', 'paid ahead'])
  assert.deepEqual(path('rejected').map((each) => each.name), ['pending', 'rejected'])
})

test('a proposed number has the day and four characters', () => {
  assert.equal(claimNumber('2026-03-01', () => 0), 'CLM-20260301-AAAA')
  assert.match(claimNumber('2026-03-01'), /^CLM-20260301-[A-Z2-9]{4}$/)
})

test('sizes are said in what people know', () => {
  assert.equal(formatSize(2048, 'en'), '2 kB')
  assert.equal(formatSize(5 * 1024 * 1024, 'en'), '5 MB')
})
