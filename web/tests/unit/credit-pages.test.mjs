import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heatOf, spanOf, wayOf } from '../../src/modules/credit/pages/migration/heat.ts'
import { numberOf, oneOf } from '../../src/modules/credit/pages/parts/read.ts'
import { atRisk, courseOf, everyQuarter, given, movedBy, principalOf, quarterName, rateOf, readFigure, tailOf, vintageName, weak, worstOf } from '../../src/modules/credit/pages/parts/reckon.ts'
import { isUsual, PARTS, sectionsOf, TYPES } from '../../src/modules/credit/pages/parts/report.ts'
import { greatest, shadeOf, tableOf } from '../../src/modules/credit/pages/parts/series.ts'
import { signed } from '../../src/modules/credit/pages/parts/signed.ts'
import { pages as en } from '../../src/modules/credit/text/en/pages.ts'
import { pages as ko } from '../../src/modules/credit/text/ko/pages.ts'

test('what is at risk is all but the first status', () => {
  const statuses = [{ share: 0.25 }, { share: 0.125 }, { share: 0.0625 }, { share: 0.0625 }]
  assert.equal(atRisk(statuses), 0.25)
  assert.equal(weak({ share: 0.5, statuses }), 0.5)
  assert.equal(weak({ share: 0, statuses: [{ share: 0 }, { share: 0 }] }), 0, 'a line without exposure is not weak')
})

test('a part of the score gives what its points weigh, and costs the rest', () => {
  assert.deepEqual(given({ points: 80, weight: 25 }), { gives: 20, costs: 5 })
  assert.deepEqual(given({ points: 100, weight: 30 }), { gives: 30, costs: 0 })
})

test('quarters and vintages have names', () => {
  assert.equal(quarterName('2027-Q3'), 'Q3 2027')
  assert.equal(quarterName('Matured'), 'Matured')
  assert.equal(quarterName(null), '—')
  assert.equal(vintageName('2025-04-01', 'quarter', 'en-GB'), 'Q2 2025')
  assert.equal(vintageName('2025-10-01', 'quarter', 'en-GB'), 'Q4 2025')
  assert.equal(vintageName('2025-01-01', 'year', 'en-GB'), '2025')
  assert.equal(vintageName('2025-05-01', 'month', 'en-GB'), 'May 2025')
})

test('a static curve ends where not all loans were observed; an adjusted one goes on', () => {
  const age = (complete, rate) => ({ complete, cumulative: rate, survival_adjusted: rate * 2, cumulative_by_volume: rate })
  const vintage = { ages: [age(true, 0.01), age(true, 0.02), age(false, 0.025)] }
  assert.deepEqual(courseOf(vintage, 'cumulative', 4), [0.01, 0.02, null, null])
  assert.deepEqual(courseOf(vintage, 'survival_adjusted', 4), [0.02, 0.04, 0.05, null])
  assert.equal(rateOf(vintage, 'cumulative'), 0.025)
  assert.equal(worstOf([{ ages: [] }, vintage, { ages: [age(true, 0.01)] }], 'cumulative'), vintage)
  assert.equal(worstOf([], 'cumulative'), undefined)
})

test('figures of a schedule are read as people write them, and refused beyond what is lent', () => {
  assert.equal(readFigure('1,000,000', 'principal', 'en-GB'), '1000000')
  assert.equal(readFigure('1.000.000,50', 'principal', 'de-DE'), '1000000.5')
  assert.equal(readFigure('5.25 %', 'rate', 'en-GB'), '5.25')
  assert.equal(readFigure('0', 'rate', 'en-GB'), '0')
  for (const [text, field] of [['0', 'principal'], ['0', 'years'], ['-5', 'rate'], ['101', 'rate'], ['1000000001', 'principal'], ['10.005', 'principal'], ['much', 'years'], ['', 'years']]) {
    assert.equal(readFigure(text, field, 'en-GB'), null, `${field} ${text}`)
  }
})

test('what was lent is all payments less the interest, exactly', () => {
  assert.equal(principalOf({ total_payment: 1146070.05, total_interest: 146070.05 }), 10_000_000_000n)
  assert.equal(principalOf({ total_payment: '999999999.99', total_interest: '0.99' }), 9_999_999_990_000n)
})

test('changes are told in percentage points', () => {
  assert.equal(movedBy(0.01, 0.0125), 0.25)
  assert.equal(movedBy(0.3, 0.1), -20)
  assert.equal(movedBy(0.1, 0.1), 0)
  assert.equal(movedBy(null, 0.1), null)
  assert.equal(signed(150, 'en-GB'), '+150')
  assert.equal(signed(-25, 'en-GB'), '-25')
  assert.equal(signed(0, 'en-GB'), '0')
})

test('what an address says is kept within its borders', () => {
  assert.equal(numberOf('12', 5, [0, 10]), 10)
  assert.equal(numberOf('-3', 5, [0, 10]), 0)
  assert.equal(numberOf('7.5', 5, [0, 10]), 7.5)
  for (const text of [undefined, '', ' ', 'NaN', 'Infinity', 'six']) assert.equal(numberOf(text, 5, [0, 10]), 5)
  assert.equal(oneOf('b', ['a', 'b']), 'b')
  assert.equal(oneOf('c', ['a', 'b']), 'a')
  assert.equal(oneOf(undefined, ['a', 'b']), 'a')
})

test('cells of the matrix: better is up, small shares are seen, and figures can be read on the warmest', () => {
  assert.equal(wayOf('BB+', 'BBB-'), 'up')
  assert.equal(wayOf('BBB-', 'BB+'), 'down')
  assert.equal(wayOf('D', 'D'), 'stay')
  assert.equal(heatOf(0), 0)
  assert.ok(heatOf(0.01) > 3)
  assert.ok(heatOf(1) <= 38 && heatOf(5) === heatOf(1))
  assert.deepEqual(spanOf(['BBB', 'A-', 'NR', 'BB+']), ['A-', 'BBB+', 'BBB', 'BBB-', 'BB+'])
  assert.deepEqual(spanOf([]), [])
})

test('each type of report has its sections, and chosen ones stand in the order of the paper', () => {
  assert.equal(TYPES.length, 5)
  assert.equal(PARTS.length, 9)
  assert.deepEqual(sectionsOf('watch_list', undefined), ['covenants', 'watch_list'])
  assert.deepEqual(sectionsOf('executive_summary', 'health,mix,nonsense'), ['mix', 'health'])
  assert.deepEqual(sectionsOf('executive_summary', 'nonsense'), ['summary', 'watch_list', 'health'])
  assert.ok(isUsual('comprehensive', PARTS))
  assert.ok(!isUsual('comprehensive', ['mix']))
})

test('a chart knows its table, its greatest and its shades', () => {
  assert.deepEqual(tableOf(['a', 'b'], [{ key: 'x', name: 'X', values: [1, null] }, { key: 'y', name: 'Y', values: [3] }]), [['a', 1, 3], ['b', '', '']])
  assert.equal(greatest([1, 5, 5, 2]), 1)
  assert.equal(greatest([]), -1)
  assert.deepEqual([shadeOf(0, 1), shadeOf(0, 3), shadeOf(2, 3)], [1, 0, 1])
})

test('the analyses speak Korean with the same names for what is filled in', () => {
  const gaps = (text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).filter((name) => !['count', 'peak', 'sector', 'all', 'context'].includes(name)).sort()
  const compare = (one, other, path) => {
    for (const key of Object.keys(one)) {
      if (typeof one[key] === 'object') { compare(one[key], other[key], `${path}.${key}`); continue }
      assert.ok(other[key], `${path}.${key} is empty`)
      for (const gap of gaps(one[key])) assert.ok(/_one$/.test(key) || other[key].includes(`{{${gap}}}`), `${path}.${key} lost ${gap}`)
      for (const gap of other[key].matchAll(/\{\{(\w+)\}\}/g)) {
        const forms = Object.entries(one).filter(([name]) => name.replace(/_(one|other)$/, '') === key.replace(/_(one|other)$/, '')).map(([, text]) => text).join()
        assert.ok(forms.includes(gap[0]) || gap[1] === 'count', `${path}.${key} fills in ${gap[1]}, which English does not know`)
      }
    }
  }
  compare(en, ko, 'analyses')
})

test('what falls due in no quarter stands in the chart as nothing, and the tail of a curve goes on from its last full age', () => {
  const quarter = (year, number, exposure, cumulative_share) => ({ key: `${year}-Q${number}`, year, quarter: number, exposure, cumulative_share, filter: {} })
  const all = everyQuarter([quarter(2027, 3, 10, 0.5), quarter(2028, 1, 10, 1)])
  assert.deepEqual(all.map((each) => each.key), ['2027-Q3', '2027-Q4', '2028-Q1'])
  assert.deepEqual([all[1].exposure, all[1].cumulative_share, all[1].filter], [0, 0.5, undefined])
  assert.deepEqual(everyQuarter([]), [])
  assert.equal(everyQuarter([quarter(2027, 1, 1, 0.5), quarter(2127, 1, 1, 1)]).length, 2, 'a century is not filled in')
  const age = (complete, rate) => ({ complete, cumulative: rate, survival_adjusted: rate, cumulative_by_volume: rate })
  const vintage = { ages: [age(true, 0), age(true, 0.02), age(false, 0.025)] }
  assert.deepEqual(tailOf(vintage, 'cumulative', 4), [null, 0.02, 0.025, null])
  assert.deepEqual(tailOf(vintage, 'survival_adjusted', 4), [null, null, null, null])
})
