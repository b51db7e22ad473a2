// The list of portfolios, the frame of one, and the filter that its pages share.
export const frame = {
  pages: 'Pages of this portfolio',
  group: { overview: 'Overview', loans: 'Loans', risk: 'Risk', money: 'Money', wrong: 'What could go wrong', time: 'Over time', borrowers: 'Borrowers', report: 'Report', uploads: 'Uploads' },
  page: {
    overview: 'Overview', loans: 'Loans', risk: 'Risk', maturity: 'Maturity', concentration: 'Concentration', geography: 'Geography', watchList: 'Watch list', covenants: 'Covenants',
    cashFlow: 'Cash flow', amortisation: 'Amortisation', yield: 'Yield', arrears: 'Arrears', loss: 'Expected loss', capital: 'Capital', ifrs9: 'IFRS 9', stress: 'Stress', whatIf: 'What if', health: 'Health',
    migration: 'Migration', defaultRates: 'Default rates', vintages: 'Vintages', staticPools: 'Static pools', borrowers: 'Borrowers', report: 'Report', uploads: 'Uploads',
  },
  status: { performing: 'Performing', watchList: 'Watch list', nonPerforming: 'Non-performing', defaulted: 'Defaulted' },
  grade: { investment: 'Investment grade', speculative: 'Speculative grade', default: 'In default', none: 'Not rated' },
  field: {
    loanId: 'Loan', borrower: 'Borrower', amount: 'Amount', rate: 'Rate', sector: 'Sector', maturity: 'Maturity', rating: 'Rating', status: 'Status', country: 'Country', debtToEquity: 'Debt to equity',
    interestCoverage: 'Interest cover', leverage: 'Leverage', created: 'Entered', updated: 'Changed', exposure: 'exposure', averageRating: 'average rating', share: 'Share', loans: 'Loans',
  },
  asOf: { today: 'As of today', day: 'As of {{day}}', other: 'As of another day', show: 'Show', month: 'End of last month, {{day}}', quarter: 'End of last quarter, {{day}}', year: 'End of last year, {{day}}' },
  filter: {
    label: 'Which loans', search: 'Loan or borrower', searched: 'Search', more: 'More filters', moreSet: 'More filters ({{count}})', set: 'What narrows the loans', clear: 'Clear all', clearOne: 'Clear', takeOff: 'Take off {{name}}',
    sector: 'Sector, exactly', country: 'Country, exactly', borrower: 'Borrower, exactly', from: 'From', to: 'To', apply: 'Apply', notNumber: 'Not a number in range.', noneHint: 'No loan fits all of these filters.',
    sectors: 'Sectors', countries: 'Countries', borrowers: 'Borrowers', without: 'none', unknown: 'Not known', breaches: 'Covenants broken', urgent: 'urgent', ids: 'Chosen loans', moved: 'Rating moved',
    between: '{{from}} to {{to}}', atLeast: 'from {{value}}', atMost: 'up to {{value}}',
  },
  move: { upgrade: 'Upgrade', downgrade: 'Downgrade', fallen_angel: 'Fallen angel', rising_star: 'Rising star', default: 'Default', withdrawn: 'Withdrawn' },
  analysis: { definition: 'How this is computed', loans_one: '{{shown}} loan', loans_other: '{{shown}} loans', asOf: 'as of {{day}}' },
  portfolios: {
    hint: 'Each portfolio is a book of loans with its figures.', absent: 'There is no such portfolio.', loans_one: '{{shown}} loan', loans_other: '{{shown}} loans', archived: 'Archived', add: 'Open a portfolio', empty: 'No portfolios yet',
    emptyHint: 'Open one, then load its loans from a file: CSV or Excel, up to millions of rows.', none: 'No portfolio fits.', all: 'All', inUse: 'In use', show: 'Which portfolios', search: 'Find a portfolio', name: 'Name', description: 'What it is about',
    edit: 'Rename {{name}}', saved: '{{name}} is saved.', created: '{{name}} is open. Load its loans next.', archive: 'Archive', restore: 'Take into use', archivedNow: '{{name}} is archived.', restored: '{{name}} is in use again.',
    deleteQuestion: 'Delete {{name}}?', deleteText_one: '{{shown}} loan goes with it, with its ratings. This cannot be undone.', deleteText_other: '{{shown}} loans go with it, with their ratings. This cannot be undone.', deleted: '{{name}} is deleted.',
    together: 'All portfolios together', mix: '{{name}}: {{share}} of the loans perform', actions: 'More for {{name}}', upload: 'Load a file', noLoans: 'No loans yet', exposureOf: 'Exposure', atRisk: 'Watch list or worse', share: 'of the loans', open: 'Open',
    order: 'Order', orderName: 'By name', orderExposure: 'Largest first', orderRisk: 'Most at risk first', more: 'Show more',
  },
  load: 'Load a file',
  loans: {
    empty: 'No loans yet', emptyHint: 'Load them from a file, or enter the first by hand.', add: 'Enter a loan', count_one: '{{shown}} loan', count_other: '{{shown}} loans',
  },
  bulk: {
    status: 'Set status…', statusOf_one: 'Status of {{count}} loan', statusOf_other: 'Status of {{count}} loans', statusHint: 'It can be undone for a few seconds.', setStatus: 'Set', set_one: '{{count}} loan: {{status}}.', set_other: '{{count}} loans: {{status}}.',
    delete: 'Delete…', deleteQuestion_one: 'Delete {{count}} loan?', deleteQuestion_other: 'Delete {{count}} loans?', deleted_one: '{{count}} loan is deleted.', deleted_other: '{{count}} loans are deleted.',
  },
  loan: {
    one: 'Loan', id: 'Loan ID', rate: 'Rate, % a year', ratingFollows: 'A new rating also goes into the history, under today.', part: '{{share}} of the portfolio', absent: 'There is no such loan.',
    created: 'Loan {{name}} is entered.', saved: 'Loan {{name}} is saved.', deleteQuestion: 'Delete loan {{name}}?', deleteText: 'Its ratings over time go with it. This cannot be undone.', deleted: 'Loan {{name}} is deleted.',
  },
  history: {
    title: 'Ratings over time', add: 'Enter a rating', none: 'No rating was entered under a day yet.', line: 'Between {{best}} and {{worst}}', withdrawn: 'No longer rated', up_one: 'up {{count}} notch', up_other: 'up {{count}} notches', down_one: 'down {{count}} notch', down_other: 'down {{count}} notches',
    takeOut: 'Take out the rating of {{day}}', entered: 'The rating of {{day}} is entered.', taken: 'The rating of {{day}} is taken out.', day: 'Since', enter: 'Enter',
  },
  trail: { title: 'What was changed', none: 'Nothing yet.', created: 'Entered', updated: 'Changed', deleted: 'Deleted' },
}
