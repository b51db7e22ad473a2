// The calculators that take a sheet of figures: yield and arrears.
export const tools = {
  sheet: { load: 'Load a CSV', clear: 'Clear', example: 'Show an example' },
  yield: {
    title: 'These flows yield {{rate}} a year', noRate: 'No rate makes these flows worth nothing', kind: 'When the flows are', kinds: { dated: 'On days (XIRR)', periods: 'One period apart (IRR)' }, often: 'A period is', periods: { yearly: 'a year', half_yearly: 'half a year', quarterly: 'a quarter', monthly: 'a month' },
    flows: 'Flows of cash', day: 'Day', period: 'Period', dayOf: 'Day of flow {{at}}', amountOf: 'Amount of flow {{at}}', remove: 'Take out', removeOne: 'Take out flow {{at}}', wrong: { day: 'Row {{at}}: not a day.', amount: 'Row {{at}}: not an amount.' },
    hint: 'What goes out is below 0. Rows can be pasted from a spreadsheet: a day and an amount, or amounts alone; up to {{most}}.',
    lacks: { wrong: 'Put right what cannot be read, then the rate is worked out.', few: 'Enter at least two flows.', signs: 'There has to be something that goes out, below 0, and something that comes in.' },
    aYear: 'A year', aPeriod: 'A period', methods: { irr: 'internal rate, compounded', xirr: 'internal rate of dated flows' }, out: 'Goes out', back: 'Comes in', times: '{{times}} times what goes out', gain: 'Gain', changes_one: 'the sign changes once', changes_other: 'the sign changes {{count}} times',
    several_one: '{{count}} rate fits these flows', several_other: '{{count}} rates fit these flows', severalHint: 'Each makes them worth nothing. Choose the one to look at:', incomplete: 'The sign changes too often to be sure that these are all rates.',
    chart: 'At {{rate}} the flows are worth nothing', unit: 'Present value of all flows, by rate', rate: 'Rate', worth: 'Present value', values: 'What each flow is worth on the first day', factor: 'Factor',
  },
  arrears: {
    title: '{{share}} of what is owed is past due', titleBoth: '{{share}} of what is owed is past due; it was {{before}} before', before: 'Before', after: 'After', hint: 'Paste columns from a spreadsheet, or load or drop a file: loan_id, balance, and days_past_due or oldest_due.', hintAfter: 'The same one period later: leave it empty for the buckets of one day.',
    dayOf: '{{sheet}}: as of', by: 'Shares', bases: { balance: 'Of the balance', loans: 'Of the loans' }, limits: 'Buckets end at, days', limitsWrong: 'Ascending whole days, such as 0, 30, 60, 90.', columns: { loan_id: 'Loan', balance: 'Balance', days_past_due: 'Days past due', oldest_due: 'Oldest unpaid day' },
    read_one: '{{shown}} loan is read.', read_other: '{{shown}} loans are read.', absent: 'These columns are missing: {{columns}}.', tooMany: 'More than {{most}} loans cannot be worked out at once.', fault: { missing: 'Line {{line}}: {{column}} is missing.', unreadable: 'Line {{line}}: {{column}} cannot be “{{text}}”.', twice: 'Line {{line}}: “{{text}}” is there twice.' }, moreFaults_one: 'And {{count}} more.', moreFaults_other: 'And {{count}} more.', needsDay: 'Say as of which day: some loans only tell since when they are past due.',
    lacks: { loans: 'Enter the loans of a day: their buckets follow at once.', faults: 'Put right what cannot be read, then the buckets follow.' },
    pastDue: 'Past due', was: '{{share}} before', ofBalance: 'of the balance', owed: 'Owed', joined: 'Joined', left: 'Left', chart: 'How late what is owed is', chartLoans: 'How late the loans are', unit: 'Share by days past due', bucket: 'Days past due', table: 'Buckets', loansBefore: 'Loans before', balanceBefore: 'Balance before', shareBefore: 'Share before',
    matrix: 'From which bucket into which they rolled', matrixNote: 'Share of the balance that each bucket had before; those that left were paid off or sold.', matrixNoteLoans: 'Share of the loans that were in each bucket before; those that left were paid off or sold.', fromTo: 'Before ↓ after →', cell: 'Rolled from {{from}} to {{to}}', bucketOf: '{{bucket}} days past due', firstOnly_one: 'the first {{count}}', firstOnly_other: 'the first {{count}}',
    flows: 'How much flows on', opening: 'Owed before', closing: 'Owed after', netFlow: 'Net flow', cured: 'Became current', toLast: 'Reaches the last bucket',
  },
}
