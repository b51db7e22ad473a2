// What there is, and where it could hurt.
export const risk = {
  overview: {
    title: '{{grade}} of the exposure is investment grade; {{risk}} is on the watch list or worse', mean: 'on average', yield: 'Yield', yieldRisk: { low: 'Low rate risk', medium: 'Medium rate risk', high: 'High rate risk' },
    rating: 'Average rating', notch: 'weighted, notch {{notch}} of 21', maturity: 'Months to maturity', live: '{{shown}} without matured loans', interest: 'Interest a year', interestNote: 'at today’s rates', fine: 'Every loan performs, and none is past its maturity.', warnings: 'What asks for attention',
    warning: {
      defaulted_one: '{{shown}} loan is in default, {{share}} of the exposure', defaulted_other: '{{shown}} loans are in default, {{share}} of the exposure',
      nonPerforming_one: '{{shown}} loan does not perform, {{share}} of the exposure', nonPerforming_other: '{{shown}} loans do not perform, {{share}} of the exposure',
      matured_one: '{{shown}} loan is past its maturity, {{share}} of the exposure', matured_other: '{{shown}} loans are past their maturity, {{share}} of the exposure',
      watchList_one: '{{shown}} loan is on the watch list, {{share}} of the exposure', watchList_other: '{{shown}} loans are on the watch list, {{share}} of the exposure',
    },
    ratings: '{{share}} is rated BBB- or better', ratingsUnit: 'Share of the exposure by rating', sectors: '{{name}} is the largest sector with {{share}}', statuses: '{{share}} of the exposure performs',
    top_one: 'The largest borrower holds {{share}}', top_other: 'The {{count}} largest borrowers hold {{share}}',
  },
  risk: {
    title: '{{share}} of the exposure performs; {{sector}} is weakest: {{weak}} of it does not', sound: 'All of the exposure performs', sectors: '{{sector}} is the largest sector with {{share}}', ratings: '{{rating}} is the largest rating with {{share}}',
    unit: 'Exposure by status; click a piece for its loans', weakest: '{{sector}} has the largest weak part', noneWeak: 'No sector has a weak part', weakNote: 'Weak: watch list, non-performing or in default', weak: 'Weak part', byRating: 'The same by rating',
  },
  maturity: {
    title: '{{share}} of the exposure falls due within twelve months', average: 'Weighted time to maturity', averageNote: 'matured loans count as negative time', six: 'Due in six months', twelve: 'Due in twelve months', matured: 'Past maturity',
    refinancing: { low: 'Low refinancing risk', medium: 'Medium refinancing risk', high: 'High refinancing risk' }, wall: 'Most falls due in {{quarter}}: {{share}}', profile: 'Maturities by quarter', unit: 'Exposure that falls due in a quarter', quarter: 'Quarter', due: 'Falls due', cumulative: 'Due by then',
  },
  concentration: {
    title_breach: 'The {{count}} largest borrowers hold {{share}}; {{breaches}} above the limit of {{limit}}', title_within: 'The {{count}} largest borrowers hold {{share}}; none is above the limit of {{limit}}',
    limit: 'Limit for one', warn: 'Warning from', by: 'Concentration by', names: 'Borrowers', sectors: 'Sectors', countries: 'Countries', ratings: 'Ratings', index: 'HHI of {{of}}', level: { low: 'Low', medium: 'Moderate', high: 'High' }, effective: 'like {{effective}} equal ones of {{groups}}',
    three_high: 'The three largest hold {{share}}: too much', three_fine: 'The three largest hold {{share}}', topThree_high: 'Above 30 % together', topThree_fine: 'Within 30 % together', unit: 'Share of the exposure; the limit is {{limit}}', within: 'Within the limit', above: 'Above the limit',
    table_breach_one: '{{count}} is above the limit, {{amber}} near it', table_breach_other: '{{count}} are above the limit, {{amber}} near it', table_within_one: 'None is above the limit, {{amber}} near it', table_within_other: 'None is above the limit, {{amber}} near it',
    cumulative: 'Together', light: 'Limit', lights: { green: 'Within', amber: 'Near', breach: 'Above' }, excess: 'Excess',
  },
  geography: {
    title_one: 'All of the exposure is in {{country}}', title_other: '{{country}} is the largest of {{count}} countries with {{share}}', limit: 'Limit for a country', three: 'Three largest countries', above: 'Above {{limit}}', chart_one: '{{count}} country holds {{share}}', chart_other: 'The {{count}} largest hold {{share}}',
    table_one: '{{count}} country', table_other: 'All {{count}} countries', performing: 'Performing',
  },
  watch: {
    title_one: '{{share}} of the exposure is watched: {{shown}} loan', title_other: '{{share}} of the exposure is watched: {{shown}} loans', nobody: 'No loan is on the list', nobodyHint: 'None of the loans looked at has one of these statuses.', statuses: 'Statuses on the list', whole: 'On the list', low: 'Rated B or worse', lossNote: 'of the list, within a year',
    soon: 'Due within a year', soonNote: 'or already past maturity', chart: '{{share}} of the list falls due within a year', unit: 'Exposure by days to maturity', bucket: 'Falls due', buckets: { matured: 'Matured', half: 'Under 180 days', year: '180 to 364 days', two: '1 to 2 years', later: 'Later' },
    sector: '{{sector}} makes up {{share}} of the list', rating: 'The list by rating', top_one: 'The largest loan', top_other: 'The {{count}} largest loans', due: 'Falls due in', overdue_one: '{{shown}} day over', overdue_other: '{{shown}} days over',
  },
  covenants: {
    title_one: '{{shown}} loan breaks a covenant, {{share}} of the exposure; urgent: {{urgent}}', title_other: '{{shown}} loans break a covenant, {{share}} of the exposure; {{urgent}} are urgent', fine: 'No loan breaks a covenant', max_debt_to_equity: 'Debt to equity at most', min_interest_coverage: 'Interest cover at least', max_leverage: 'Leverage at most',
    broken: { debt_to_equity: 'Too much debt to equity', interest_coverage: 'Too little interest cover', leverage_ratio: 'Too much leverage' }, unknown_one: '{{shown}} not known', unknown_other: '{{shown}} not known', urgent: 'Urgent', total: 'Broken covenants', byNumber: '{{one}} loans break one, {{two}} two, {{three}} three',
    sectors: 'Sectors', sectorTitle_one: 'In {{count}} sector more than half of the loans break a covenant', sectorTitle_other: 'In {{count}} sectors more than half of the loans break a covenant', sectorNote: 'Share of a sector’s loans that break a covenant, by count', rate: 'Breaking', breaking: 'Loans', of: '{{some}} of {{all}}', trouble: 'In trouble', calm: 'Below half',
    worst_all_one: 'The loan that breaks a covenant', worst_all_other: 'All loans that break a covenant, worst first', worst_some_one: 'The worst loan', worst_some_other: 'The {{count}} worst loans', state: 'State', urgentLoan_one: 'Urgent, {{count}}', urgentLoan_other: 'Urgent, {{count}}', breach_one: '{{count}} breach', breach_other: '{{count}} breaches',
  },
  loss: {
    title: '{{loss}} of the exposure is expected to be lost within a year, at a default probability of {{pd}}', pdNote: 'weighted by exposure, one year', density: '{{share}} of the exposure', recovery: 'Recovery', plain: 'plain mean {{share}}', high: 'Default probability above 5 %', chart: '{{rating}} makes up {{share}} of the loss with {{held}} of the exposure', unit: 'Expected loss by rating',
    table: 'By rating', weight: 'Risk weight', filled: 'Ratings without a rate of their own took that of the next worse: {{ratings}}.', top_one: 'The loan with the largest expected loss makes up {{share}} of it', top_other: 'The {{count}} loans with the largest expected loss make up {{share}} of it',
  },
  borrowers: {
    title_one: '{{shown}} borrower holds {{loans}}', title_other: '{{shown}} borrowers hold {{loans}}', found_one: '{{shown}} of {{all}} borrowers fits', found_other: '{{shown}} of {{all}} borrowers fit', name: 'Part of the name', order: 'Order', sorts: { exposure: 'Largest first', name: 'By name', loans: 'Most loans first', worst: 'Worst rating first' },
    range: '{{from}} to {{to}} of {{all}}', before: 'Before', next: 'Next', page: 'Page {{page}} of {{pages}}', worst: 'Worst rating', high: 'B+ or worse', change: 'Change it',
  },
}
