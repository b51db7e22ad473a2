// What the pages of the books reckon by themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { difference, kindOf, lacking } from '../../src/modules/planning/import/imports.ts'
import { again, filterOf, seen, withBalance } from '../../src/modules/planning/register/lines.ts'
import { byCurrency, completed, course, known, open, portion, toneOfUse } from '../../src/modules/planning/rules.ts'
import { upcoming } from '../../src/modules/planning/home/dashboard.ts'
import { lastDay, today } from '../../src/modules/planning/books.ts'
import { money } from '../../src/kernel/money.ts'

test('the parts of a split leave what they do not cover', () => {
  assert.equal(open(money('-60.25'), [money('-40.25'), money('-20')]), 0n)
  assert.equal(open(money('-60.25'), [money('-40.25')]), money('-20'))
  assert.equal(open(money('0.3'), [money('0.1'), money('0.2')]), 0n, 'exact where floating numbers are not')
})

test('a category that was begun is completed only when it is the only one', () => {
  const names = ['Groceries', 'Gifts', 'Car', 'Car insurance']
  assert.equal(completed('gro', names), 'Groceries')
  assert.equal(completed('g', names), null, 'one letter is not enough')
  assert.equal(completed('car', names), 'Car', 'what is typed whole wins')
  assert.equal(completed('xy', names), null)
  assert.ok(known(' groceries ', names))
  assert.ok(!known('grocer', names))
})

test('savings grow by the return and then the contribution, until the target', () => {
  const plain = course(money(0), money(100), null, money(250), 12)
  assert.deepEqual(plain.map((each) => each.amount), [0, 100, 200, 300].map((each) => money(each)))
  const earning = course(money(1000), 0n, 5, money(5000), 12)
  const year = Number(earning.at(-1).amount) / 10_000
  assert.ok(Math.abs(year - 1050) < 0.1, `5 % of 1000 in a year, not ${year - 1000}`)
  assert.equal(course(0n, 0n, null, money(1), 1000).length, 121, 'a drawing ends')
})

test('a bar never leaves its frame', () => {
  assert.equal(portion(money(50), money(200)), 0.25)
  assert.equal(portion(money(-5), money(200)), 0)
  assert.equal(portion(money(5), 0n), 0)
  assert.equal(toneOfUse({ left: -0.01, used_percent: 100 }), 'bad')
  assert.equal(toneOfUse({ left: 5, used_percent: 95 }), 'warn')
  assert.equal(toneOfUse({ left: 5, used_percent: null }), 'good')
})

test('amounts of two currencies stay apart', () => {
  const apart = byCurrency([{ currency: 'EUR', a: 1 }, { currency: 'USD', a: 2 }, { currency: 'EUR', a: 3 }])
  assert.deepEqual([...apart].map(([currency, rows]) => [currency, rows.length]), [['EUR', 2], ['USD', 1]])
})

test('an address becomes the filter of the server, and nonsense nothing', () => {
  assert.deepEqual(filterOf({ category: 'none', from: '2026-03-01', type: 'deposit', q: 'shop' }), { uncategorised: true, from: '2026-03-01', type: 'deposit', search: 'shop' })
  assert.deepEqual(filterOf({ category: '7; drop', from: 'March', type: 'gift', status: '', account: '-1' }), {})
  assert.deepEqual(filterOf({ account: '9' }, 4), { account_id: 4 })
  assert.ok(withBalance({ page: 3 }, 4))
  assert.ok(!withBalance({ q: 'a' }, 4), 'a running balance with lines left out would be wrong')
  assert.ok(!withBalance({}, undefined))
})

const plain = {
  account_id: 1, date: '2026-03-01', payee: 'Shop', memo: '', amount: -12.5, status: 'completed', to_account_id: null, to_amount: null,
  category: 'Food', splits: [{ category: 'Food', amount: -12.5, memo: '' }],
}

test('a deleted transaction is made again as it was', () => {
  assert.deepEqual(again(plain), { account_id: 1, date: '2026-03-01', payee: 'Shop', memo: '', amount: '-12.50', status: 'completed', category: 'Food' })
  const split = again({ ...plain, category: null, splits: [{ category: 'Food', amount: -10, memo: 'a' }, { category: null, amount: -2.5, memo: '' }] })
  assert.deepEqual(split.splits.map((each) => each.amount), ['-10.00', '-2.50'])
  assert.ok(!('category' in split))
  const transfer = again({ ...plain, to_account_id: 2, to_amount: 11.2, splits: [] })
  assert.equal(transfer.to_amount, '11.20')
  assert.ok(!('category' in transfer))
})

test('a transfer is seen from the account that one looks at', () => {
  const transfer = { ...plain, amount: -100, to_account_id: 2, to_amount: 92.4 }
  assert.equal(seen(transfer, 2), money('92.40'))
  assert.equal(seen(transfer, 1), money(-100))
  assert.equal(seen(transfer, undefined), money(-100))
})

test('a table needs a date and an amount to be read', () => {
  assert.equal(lacking(['payee', 'amount']), 'date')
  assert.equal(lacking(['date', 'memo']), 'amount')
  assert.equal(lacking(['value_date', 'debit', 'credit']), null)
  const mapping = { dates: 'day_month_year', decimal: 'point', negate: false, columns: ['date', 'amount'] }
  assert.deepEqual(difference(mapping, { ...mapping, dates: 'month_day_year', negate: true }), ['dates', 'sign'])
  assert.equal(kindOf({ kind: 'liability' }), 'loan')
  assert.equal(kindOf({ kind: null }), 'checking')
})

test('what comes up is sorted, and only what is near', () => {
  const now = new Date(2026, 10, 22)
  const goal = (id, deadline) => ({ id, goal_name: `G${id}`, deadline, remaining: 10, currency: 'EUR' })
  const renewal = { policy_id: 5, policy_number: 'A-1', renewal_date: '2026-12-10T00:00:00Z', premium: 940, currency: 'USD' }
  const found = upcoming({ goals: [goal(1, '2030-01-01T00:00:00Z'), goal(2, '2026-12-01T00:00:00Z')], renewals: [renewal] }, now)
  assert.deepEqual(found.map((each) => each.key), ['goal-2', 'policy-5'])
  assert.deepEqual(upcoming({ goals: [], next_renewal: renewal }, now).map((each) => each.key), ['policy-5'])
  assert.equal(lastDay('2028-02'), '2028-02-29')
  assert.equal(today(now), '2026-11-22')
})
