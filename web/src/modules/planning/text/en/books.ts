// Words of accounts, registers and categories.
export const books = {
  accounts: {
    title: 'Accounts', one: 'Account', add: 'Open an account', edit: 'Edit account', name: 'Name', nameHint: 'What you call it: Everyday, Savings.', kind: 'Kind', bank: 'Bank', number: 'Account number',
    numberHint: 'An IBAN, say. A bank’s file finds its account by it.', currency: 'Currency', opening: 'Opening balance', openingHint: 'What it holds already; below nought for a debt.', openingDate: 'As of',
    empty: 'No accounts yet', emptyHint: 'An account is where your money is: a current account, a card, cash. Balances and your net worth come of them.',
    net: 'Net worth in {{currency}}', assets: 'What you have', debts: 'What you owe', showClosed: 'Show closed accounts', closedOn: 'closed', isClosed: 'Closed', entries: 'Bookings',
    close: 'Close the account', closeHint: 'An account is closed when it holds nothing. Transfer the rest first.', reopen: 'Open it again', closed: '{{name}} is closed.', reopened: '{{name}} is open again.', deleted: 'Deleted: {{name}}.',
  },
  kind: { checking: 'Current accounts', savings: 'Savings', cash: 'Cash', credit_card: 'Credit cards', loan: 'Loans', investment: 'Investments', other: 'Other' },
  transactions: { title: 'Transactions', ofImport: 'Only what one import brought.', theImport: 'Show the import' },
  type: { deposit: 'Money in', withdrawal: 'Money out', transfer: 'Transfer', opening: 'Opening balance' },
  keys: { edit: 'Edit the row', category: 'Edit the category', previousMonth: 'Previous month', nextMonth: 'Next month' },
  books: {
    date: 'Date', account: 'Account', payee: 'Payee', memo: 'Memo', amount: 'Amount', balance: 'Balance', type: 'Type', fromDay: 'From', toDay: 'To', pending: 'pending', completed: 'booked',
    add: 'Add a transaction', book: 'Add', editing: 'Edit {{name}}', actions: 'Actions for {{name}}', noPayee: 'No payee', uncategorised: 'No category', newCategory: 'New category “{{name}}”', from: 'From {{account}}', to: 'To {{account}}',
    split_one: 'Split in {{count}}', split_other: 'Split in {{count}}', saved: 'Saved.', booked: 'Booked.', deleted_one: '{{count}} transaction deleted.', deleted_other: '{{count}} transactions deleted.',
    categorised_one: '{{count}} transaction is in {{category}} now.', categorised_other: '{{count}} transactions are in {{category}} now.', nothingToCategorise: 'Transfers and opening balances have no category.',
    empty: 'Nothing booked yet', emptyHint: 'Import a file of your bank, or add transactions by hand.', noMatch: 'Nothing matches.', noMatchHint: 'Loosen the search or the filters.',
  },
  split: { title: 'Split the transaction', action: 'Split…', part: 'Part {{number}}', add: 'Add a part', remove: 'Remove part {{number}}', left: 'Still to share out:', sums: 'The parts sum to the amount.' },
  transfer: {
    title: 'Transfer between accounts', action: 'Transfer', edit: 'Edit the transfer', from: 'From', to: 'To', same: 'Choose two different accounts.', leaves: 'What leaves, in {{currency}}', arrives: 'What arrives, in {{currency}}',
    arrivesHint: 'As the bank’s statement says, after its rate and fees.', amount: 'Write an amount above nought.', book: 'Book the transfer', needsTwo: 'A transfer needs two open accounts. Open another one first.',
  },
  categorise: {
    title_one: 'Categorise {{count}} transaction', title_other: 'Categorise {{count}} transactions', action: 'Categorise…', learn: 'Remember for these payees', learnHint: 'What comes from them later gets the category by itself.',
    put: 'Put into {{category}}', clear: 'Take the category away',
  },
  categories: {
    title: 'Categories', one: 'Category', add: 'Add category', name: 'Name', kind: 'Side', empty: 'No categories yet', emptyHint: 'Categories say what money came from and went to. They are also made when you type a new one while you book.', deleted: 'Deleted: {{name}}.',
    show: 'Transactions', rename: 'What is booked to it follows a new name.',
  },
  side: { income: 'Income', expense: 'Spending', equity: 'Opening balances' },
  rules: {
    title: 'Rules', one: 'Rule', add: 'Add rule', pattern: 'Text', whole: 'Match', learned: 'Learned', made: 'Made by you', origin: 'Origin', wholePayee: 'The payee is exactly this', partOf: 'Payee or memo contains it', wholeLabel: 'Only when the payee is exactly this text',
    empty: 'No rules yet', emptyHint: 'A rule puts what your bank reports into a category. Rules are learned when you categorise, and can be written by hand.', deleted: 'Deleted: {{name}}.', patternHint: 'Two letters at least; case does not matter.', unknownCategory: 'There is no category of this name.',
  },
  statement: { title: 'Statement', get: 'Download {{month}}' },
}
