// Money, and what could go wrong.
export const wrong = {
  cashFlow: {
    title_one: '{{share}} of the exposure is paid back within {{count}} month', title_other: '{{share}} of the exposure is paid back within {{count}} months; most comes from {{peak}} on', months: 'How far', interestOn: 'Interest is paid on', interests: { constant: 'all loans, throughout', outstanding: 'what is outstanding' }, ends: 'Due on a border of two months', endsOf: { both: 'counts in both', first: 'counts once' },
    principal: 'Principal', interest: 'Interest', perMonth: 'a twelfth of a year’s each month', peak: 'Strongest month', cumulative: 'All together', twice: 'counted twice:', chart_one: 'The month from {{from}} brings most: {{shown}} loan is due', chart_other: 'The month from {{from}} brings most: {{shown}} loans are due', unit: 'Months of 30 days; click one for the loans that fall due', from: 'Month from', due: 'Loans due', total: 'Total',
  },
  schedule: {
    title: { annuity_one: 'Interest comes to {{share}} of the loan over {{count}} equal payment', annuity_other: 'Interest comes to {{share}} of the loan over {{count}} equal payments', straight_line_one: 'Interest comes to {{share}} of the loan over {{count}} falling payment', straight_line_other: 'Interest comes to {{share}} of the loan over {{count}} falling payments', bullet_one: 'Interest comes to {{share}} of the loan, which is repaid at the end', bullet_other: 'Interest comes to {{share}} of the loan, which is repaid at the end of {{count}} periods' },
    kind: 'How it is paid back', kinds: { annuity: 'Annuity', straight_line: 'Straight line', bullet: 'Bullet' }, principal: 'Amount', rate: 'Rate, % a year', years: 'Years', often: 'Paid', times: { monthly: 'Monthly', quarterly: 'Quarterly', half_yearly: 'Half-yearly', yearly: 'Yearly' }, start: 'Paid out on', period: 'Payment {{period}}',
    first: 'First payment', currency: 'in {{currency}}', totalInterest: 'Interest in all', ofPrincipal: '{{share}} of the amount', total: 'Payments in all', payments_one: '{{shown}} payment', payments_other: '{{shown}} payments', largest: 'Largest payment', chart: 'What each payment is made of', number: 'No.', due: 'Due', payment: 'Payment', balance: 'Still owed', sum: 'Sum',
  },
  stress: {
    own: 'A scenario of your own', ownTitle_loss: 'This scenario costs {{share}} of the exposure', ownTitle_none: 'This scenario costs nothing', shift: 'Rates shift by', defaults: 'Loans that default', recovery: 'Comes back of them', loss: 'Loss', after: 'Value after', before: 'before:', defaulted: 'In default', loansDefault: '{{shown}} loans of mean size', was: 'was {{value}}',
    interest: 'Interest a year', interestNote: 'change, before defaults', title: '“{{name}}” costs most: {{share}} of the exposure', chart: 'What each standard scenario costs', unit: 'Loss', scenario: 'Scenario', scenarios: 'The eleven standard scenarios', economies: 'Four states of the economy', economiesNote: 'Two fifths of what defaults are lost. Open one to change its figures.', shiftShort: 'Shift, bp', defaultsShort: 'Defaults', recoveryShort: 'Recovery', lossRate: 'Loss rate',
    falls_one: 'If every rating fell by {{count}} notch, the default probability would be {{share}}', falls_other: 'If every rating fell by {{count}} notches, the default probability would be {{share}}', fall: 'All ratings fall by', notches_one: '{{count}} notch', notches_other: '{{count}} notches',
    names: { base: 'As it is', rates100: 'Rates +100 bp', rates200: 'Rates +200 bp', rates300: 'Rates +300 bp', defaults2: 'Defaults 2 %, all recovered', defaults5: 'Defaults 5 %, all recovered', defaults10: 'Defaults 10 %, all recovered', recovery80: 'Defaults 2 %, 80 % recovered', recovery60: 'Defaults 5 %, 60 % recovered', recovery40: 'Defaults 10 %, 40 % recovered', combined: 'Rates and defaults together', growth: 'Growth', mild: 'Mild recession', stagflation: 'Stagflation', severe: 'Severe recession' },
  },
  whatIf: {
    choose: 'What changes', kinds: { rate: 'Rates', default: 'Default of a rating', borrower: 'A borrower', economy: 'The economy' }, rateTitle: 'The yield goes from {{before}} to {{after}}', defaultTitle_one: 'If {{shown}} loan rated {{rating}} defaults, {{share}} of the exposure is lost', defaultTitle_other: 'If {{shown}} loans rated {{rating}} default, {{share}} of the exposure is lost', nobodyRated: 'No loan is rated {{rating}}', part: 'Part that defaults, largest first',
    stays: 'Stays as it is', newRating: 'Rated', newStatus: 'Status', exposure: 'Owes more or less', whose: 'Type a name', choosePerson: 'Choose a borrower to see what the portfolio would look like.', borrowerTitle: 'The borrower’s share goes from {{before}} to {{after}}', nobody: 'Nobody of that name has a loan here', nobodyHint: 'The name must be exactly as in the loans. Pick one of the list.', itsShare: 'Its share', itsLoans: 'Its loans',
    states: 'Before and after', figure: 'Figure', before: 'Before', after: 'After', change: 'Change', economyTable: 'What each state of the economy does',
  },
  health: {
    title: 'The portfolio scores {{score}} of 100: {{verdict}}', verdict: { healthy: 'healthy', monitor: 'to be monitored', at_risk: 'at risk' }, verdictLong: { healthy: 'Healthy', monitor: 'To be monitored', at_risk: 'At risk' }, dial: '{{score}} of 100 points', worst: '{{part}} costs most: {{costs}} points.', borders: 'Healthy from 75, to be monitored from 50.', made: 'What the score is made of', part: 'Part', points: 'Points of 100', weight: 'Weight', gives: 'Gives', costs: 'Costs', who: 'Loans that cost', score: 'Score',
    parts: { performing: 'Performing share', quality: 'Quality of ratings', spread: 'Spread over borrowers', maturity: 'Time to maturity' }, index: 'The HHI over borrowers is {{points}}: {{level}}.',
  },
  report: {
    title_one: '{{type}}: {{count}} section', title_other: '{{type}}: {{count}} sections', whole: 'As a PDF, of all loans as of {{day}}.', narrowed: 'As a PDF, of the loans of the filter above as of {{day}}.', type: 'Type', sections: 'Sections', top: 'Lines of each list', make: 'Download the PDF', usual: 'Usual sections',
    types: {
      comprehensive: { name: 'Comprehensive', hint: 'Everything' }, executive_summary: { name: 'Executive summary', hint: 'A page or two for those who decide' }, portfolio_overview: { name: 'Portfolio overview', hint: 'What there is' }, risk_analysis: { name: 'Risk analysis', hint: 'What may go wrong' }, watch_list: { name: 'Watch list', hint: 'What is watched, and broken covenants' },
    },
    parts: {
      summary: { name: 'Summary', hint: 'The portfolio at a glance' }, mix: { name: 'Mix', hint: 'Sector and rating by status' }, maturity: { name: 'Maturity', hint: 'When loans fall due' }, concentration: { name: 'Concentration', hint: 'How much hangs on few' }, losses: { name: 'Losses', hint: 'Default probability, expected loss' }, stress: { name: 'Stress', hint: 'The scenarios' }, covenants: { name: 'Covenants', hint: 'Which are broken' }, watch_list: { name: 'Watch list', hint: 'The loans on it' }, health: { name: 'Health', hint: 'The score' },
    },
  },
}
