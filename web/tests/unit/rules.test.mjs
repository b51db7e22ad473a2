import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en as kernelEn } from '../../src/kernel/text/en.ts'
import { ko as kernelKo } from '../../src/kernel/text/ko.ts'
import { safeNext } from '../../src/kernel/auth/next.ts'
import { differences } from '../../src/modules/identity/differences.ts'
import { en as identityEn } from '../../src/modules/identity/text/en.ts'
import { ko as identityKo } from '../../src/modules/identity/text/ko.ts'
import { pages as insurancePages } from '../../src/modules/insurance/text/en/pages.ts'
import { shared as insuranceShared } from '../../src/modules/insurance/text/en/shared.ts'
import { ko as insuranceKo } from '../../src/modules/insurance/text/ko.ts'
import { en as notificationsEn } from '../../src/modules/notifications/text/en.ts'
import { ko as notificationsKo } from '../../src/modules/notifications/text/ko.ts'
import { missing, perMonth, remaining, saved, toneOf, used } from '../../src/modules/planning/rules.ts'
import { en as planningEn } from '../../src/modules/planning/text/en.ts'
import { ko as planningKo } from '../../src/modules/planning/text/ko.ts'
import { builder } from '../../src/modules/realty/text/en/builder.ts'
import { customer } from '../../src/modules/realty/text/en/customer.ts'
import { settings } from '../../src/modules/realty/text/en/settings.ts'
import { shared } from '../../src/modules/realty/text/en/shared.ts'
import { ko as realtyKo } from '../../src/modules/realty/text/ko.ts'
import { pages as supportPages } from '../../src/modules/support/text/en/pages.ts'
import { shared as supportShared } from '../../src/modules/support/text/en/shared.ts'
import { ko as supportKo } from '../../src/modules/support/text/ko.ts'

test('a budget is good, nearly used up or over', () => {
  assert.equal(toneOf({ limit: 500, spent: 100 }), 'good')
  assert.equal(toneOf({ limit: 500, spent: 450 }), 'warn')
  assert.equal(toneOf({ limit: 500, spent: 500 }), 'warn')
  assert.equal(toneOf({ limit: 500, spent: 500.01 }), 'bad')
  assert.equal(remaining({ limit: 500, spent: 500.01 }), -100n)
  assert.equal(used({ limit: 0, spent: 5 }), null)
})

test('a goal says what it needs a month', () => {
  const now = new Date('2026-01-10T12:00:00Z')
  const goal = { target_amount: 1000, current_amount: 100, deadline: '2026-10-10T00:00:00Z' }
  assert.equal(perMonth(goal, now), 1_000_000n)
  assert.equal(saved(goal), 10)
  assert.equal(perMonth({ ...goal, current_amount: 1000 }, now), null)
  assert.equal(perMonth({ ...goal, deadline: '2025-01-01T00:00:00Z' }, now), null)
  assert.equal(missing({ ...goal, current_amount: 2000 }), 0n)
})

test('before and after: only what changed, whichever side knows it', () => {
  assert.deepEqual(differences({ a: 1, b: 2, c: null }, { a: 1, b: 3, d: [1] }), [
    { field: 'b', before: 2, after: 3 },
    { field: 'd', before: undefined, after: [1] },
  ])
  assert.deepEqual(differences(null, 'text'), [])
})

test('after signing in one goes on within this console only', () => {
  assert.equal(safeNext('/users?role=admins'), '/users?role=admins')
  for (const next of ['https://example.com', '//example.com', '/\\example.com', '/sign-in', '/sign-in?next=/', '', 7, undefined]) {
    assert.equal(safeNext(next), undefined, String(next))
  }
})

const shape = (text) => Object.entries(text).flatMap(([key, value]) =>
  typeof value === 'string' ? [`${key} ${(value.match(/{{\w+}}/g) ?? []).sort().join(' ')}`] : shape(value).map((each) => `${key}.${each}`))

const said = (text) => shape(text).sort()

test('Korean says everything that English says, with the same blanks', () => {
  assert.deepEqual(said(kernelKo), said(kernelEn))
  assert.deepEqual(said(identityKo), said(identityEn))
  assert.deepEqual(said(realtyKo), said({ ...shared, builder, customer, settings }))
  assert.deepEqual(said(planningKo), said(planningEn))
  assert.deepEqual(said(insuranceKo), said({ ...insuranceShared, ...insurancePages, book: { ...insuranceShared.book, ...insurancePages.book } }))
  assert.deepEqual(said(notificationsKo), said(notificationsEn))
  assert.deepEqual(said(supportKo), said({ ...supportShared, ...supportPages }))
})
