// Words of the way from a bank's file to the books.
export const imports = {
  imports: {
    title: 'Imports', add: 'Import a file', another: 'Import another', addHint: 'What your bank lets you download becomes transactions. You see everything before it is booked.', file: 'File', uploaded: 'Uploaded', format: 'Format', lines: 'Lines', booked: 'Booked',
    empty: 'No imports yet', emptyHint: 'Download a file from your bank, CSV or OFX say, and drop it here.', drop: 'Drop a file here', choose: 'Choose a file', formats: 'CSV, Excel, OFX, QFX, QIF, CAMT or MT940; it is known by its content.', reading: 'Reading {{name}}…',
    into: 'Account', intoHint: 'Only where the file does not say it.', asFile: 'As the file says', safe: 'Nothing is booked twice: what an earlier file brought is left alone.', refused: 'The file was not taken.', unread: 'The file could not be read.',
    chooseAccount: 'Choose the account first', chooseAccountHint: 'The file does not say to which of your accounts its lines belong.', nearWait_one: '{{count}} line looks like a transaction that is there, and waits for your decision.', nearWait_other: '{{count}} lines look like transactions that are there, and wait for your decision.',
    book: 'Book', bookRest: 'Book what you decided', bookingLines: 'Booking: {{done}} of {{all}} lines', readingLines: 'Reading: {{done}} lines so far', result: 'Result', bookedCount_one: '{{count}} transaction booked.', bookedCount_other: '{{count}} transactions booked.',
    knownCount_one: '{{count}} line was there already.', knownCount_other: '{{count}} lines were there already.', unreadCount_one: '{{count}} line could not be read.', unreadCount_other: '{{count}} lines could not be read.',
    show: 'Show the new transactions', categorise: 'Categorise them', nothingNew: 'There is nothing new in this file.', dropIt: 'Discard', dropTitle: 'Discard the import?', dropText: '{{name}} is forgotten. Nothing was booked of it.', dropped: 'The import is discarded.', wasDropped: 'This import was discarded.',
  },
  importStatus: { reading: 'Reading', ready: 'To be booked', booking: 'Booking', done: 'Done', failed: 'Not readable', cancelled: 'Discarded' },
  sources: { title: 'Accounts in the file', unnamed: 'The file names no account', entries_one: '{{count}} line', entries_other: '{{count}} lines', mine: 'Your account for {{account}}', choose: 'Choose an account', create: 'New account…' },
  understood: {
    title: 'How the file was understood', separator: 'columns separated by “{{sign}}”', tab: 'tab', negated: 'signs turned around', show: 'Check the columns', hide: 'Hide the columns', ambiguous: 'Please check: it could mean something else', ambiguousHint: 'Look whether dates and amounts below are right. If not, read the file another way.',
    otherWay: 'Another way ({{number}})', other: { sign: 'signs turned around', columns: 'other columns' }, preview: 'The first rows of the file', column: 'Column {{number}}', means: 'What {{column}} means', dates: 'Dates', decimal: 'Decimals', negate: 'Turn the signs around', again: 'Read again',
    lacks: { date: 'Say which column has the date.', amount: 'Say which column has the amount.' },
  },
  dateOrder: { year_month_day: 'Year, month, day', day_month_year: 'Day, month, year', month_day_year: 'Month, day, year' },
  decimalMark: { point: 'Decimal point', comma: 'Decimal comma' },
  role: {
    ignored: 'Ignore', date: 'Date', value_date: 'Value date', amount: 'Amount', debit: 'Money out', credit: 'Money in', direction: 'In or out', balance: 'Balance', currency: 'Currency', payee: 'Payee', counterparty: 'Their account',
    memo: 'Memo', reference: 'Reference', end_to_end: 'End-to-end reference', number: 'Number', code: 'Code', category: 'Category', account: 'Account', status: 'Status',
  },
  lines: {
    booked: 'These were booked.',
    title: 'Lines of the file', in: 'In', out: 'Out', line: 'Line', reason: 'Why', candidate: 'Looks like', decision: 'Decision', skip: 'Skip', import: 'Import', skipAll: 'Skip all', importAll: 'Import all', none: 'No lines.', before: 'Earlier lines', after: 'Later lines', decideOn: 'Decision on {{name}}',
  },
  decision: { import: 'Imported', skip: 'Skipped' },
  verdict: { new: 'New', known: 'Already there', near: 'Look alike', unreadable: 'Unreadable' },
  verdictHint: {
    new: 'These will be booked. A category may be changed here, or later.', known: 'An earlier import brought these. They are left alone.', near: 'Same amount and nearly the same day as something in your books: the same thing, or another one?',
    unreadable: 'These lines are left out. The reason says what was wrong with them.',
  },
}
