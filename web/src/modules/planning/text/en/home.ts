// Words of the start page.
export const home = {
  home: {
    kept: 'Kept this month', greeting: 'Hello, {{name}}', net: 'Net worth', netNote: '<amount/> since {{month}}', income: 'Income this month', spending: 'Spent this month', 
    before: '<amount/> the month before', currency: 'Currency', flowUp: 'In {{month}} more came in than went out', flowDown: 'In {{month}} more went out than came in', flowEven: 'In {{month}} as much came in as went out', flowUnit: 'Income and spending by month, in {{currency}}', flow: 'Amount', in: 'Income', out: 'Spending', month: 'Month',
    categories: 'Most went to {{category}} this month', categoriesNone: 'Nothing spent yet this month', categoriesHint: 'The line marks the month before.', wasBefore: 'before <amount/>', none: 'No category', budgets: 'Budgets', budgetsUse: '{{percent}} % of this month’s budgets is spent', used: '{{percent}} % of budgets spent', toBudgets: 'All budgets',
    noBudgets: 'No budgets this month.', goals: 'Goals', toGoals: 'All goals', noGoals: 'No goals under way.', reachedOn: 'Reached {{date}} at this pace', noPace: 'Nothing put aside yet', onTrack: 'On track', behind: 'Behind', upcoming: 'Coming up', nothingUpcoming: 'Nothing is due soon.', renewal: 'Policy {{number}} renews', goalDue: 'Goal “{{name}}” is due',
    recent: 'Latest transactions', toTransactions: 'All transactions', noRecent: 'Nothing booked yet.', claims_one: '{{count}} open claim', claims_other: '{{count}} open claims', unread_one: '{{count}} unread message', unread_other: '{{count}} unread messages', tickets_one: '{{count}} open ticket', tickets_other: '{{count}} open tickets', 
    
    start: 'Three steps to begin with', startHint: 'After them this page shows where your money stands.', stepAccount: 'Open an account', stepAccountHint: 'Where your money is, and what it holds today.', stepImport: 'Import a bank file', stepImportHint: 'A year of statements takes a minute.', stepBudget: 'Set a budget', stepBudgetHint: 'A limit for what you spend the most on.', done: 'Done',
  },
  month: {
    figures: '{{month}} in figures', income: 'Income', planned: 'Planned', spent: 'Spent', left: 'Left', unassigned: 'Unassigned', unassignedHint: 'What came in and is neither spent nor planned.', overplanned: 'More is planned than came in.', perDay_one: 'a day for {{count}} day', perDay_other: 'a day for {{count}} days', unbudgeted: 'Spent without a budget', unbudgetedHint: 'What you spent on what has no limit yet.',
    make: 'Make a budget', copy: 'Copy from {{month}}', copied_one: '{{count}} budget copied.', copied_other: '{{count}} budgets copied.', nothingToCopy: 'There is nothing to copy from {{month}}.', move: 'Move money', moveTitle: 'Move money between budgets', moveFrom: 'From', moveTo: 'To', moved: '{{amount}} moved from {{from}} to {{to}}.', available: '{{name}} ({{amount}} left)',
    carriedColumn: 'Carried', availableColumn: 'Available', editLimit: 'Limit of {{name}}: {{amount}}. Edit', limitOf: 'Limit of {{name}}', limitSaved: 'The limit of {{name}} is {{amount}} now.', entered: 'entered {{entered}}, booked {{booked}}',
  },
  rollover: {
    label: 'What is left at the end of the month', none: 'Start afresh', surplus: 'Carry what is left', surplus_and_deficit: 'Carry what is left, and what was overspent', noneHint: 'Each month begins with its limit alone.', surplusHint: 'What last month left unspent is added to this month’s limit; an overspent month is forgotten.', surplus_and_deficitHint: 'What last month left is added, and what it overspent is taken off this month’s limit.',
  },
  projects: { title: 'Projects', one: 'Project', add: 'Add project', name: 'Project', description: 'Description', budget: 'Budget', start: 'Begins', end: 'Ends', empty: 'No projects yet', emptyHint: 'A renovation, a wedding, a move: what it is about, what it may cost and how far it is.', deleted: 'Deleted: {{name}}.' },
  projectStatus: { planning: 'Planning', in_progress: 'Under way', completed: 'Completed' },
}
