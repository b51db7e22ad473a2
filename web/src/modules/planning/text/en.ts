import { books } from './en/books'
import { home } from './en/home'
import { imports } from './en/imports'

export const en = {
  ...books,
  ...home,
  ...imports,
  title: 'Planning',
  nav: { home: 'Home', accounts: 'Accounts', transactions: 'Transactions', budgets: 'Budgets', goals: 'Goals', projects: 'Projects', categories: 'Categories', imports: 'Imports' },
  action: { newBudget: 'Add a budget', newGoal: 'Add a goal', active: 'Show active goals', newAccount: 'Open an account', newImport: 'Import a bank file', newProject: 'Add a project', uncategorised: 'Show transactions without a category', rules: 'Show rules', newRule: 'Add a rule', newCategory: 'Add a category' },
  field: { category: 'Category', month: 'Month', limit: 'Limit', spent: 'Spent', remaining: 'Remaining', used: 'Used', created: 'Created', changed: 'Changed' },
  budgets: {
    title: 'Budgets', spentHint: 'Besides what is booked: that is added by itself.', currencyHint: 'Yours, where you leave it empty.', one: 'Budget', add: 'Add budget', empty: 'No budgets for this month', emptyHint: 'Set a limit for each kind of spending and see how far along it is.',
    deleted: 'Deleted: {{name}}.', overCount_one: '{{count}} budget is over its limit', overCount_other: '{{count}} budgets are over their limits', allWithin: 'All budgets are within their limits',
    progress: '{{name}}: {{percent}} % of the limit is spent',
  },
  goals: {
    title: 'Goals', one: 'Goal', name: 'Goal', target: 'Target', saved: 'Saved', deadline: 'Deadline', status: 'Status', progress: 'Progress', 
    empty: 'No goals yet', emptyHint: 'Name what you save for, how much it takes and until when.', deleted: 'Deleted: {{name}}.', needed: 'About {{amount}} a month until {{date}} is enough.', reached: 'The target is reached.', late: 'The deadline is past; {{amount}} is missing.', progressOf: '{{name}}: {{percent}} % saved',
    dateHint: 'Written like 31 Mar 2027, 2027-03-31 or +6m.', monthly: 'You add a month', monthlyHint: 'What you mean to put aside each month.', annualReturn: 'Return a year, in %', annualReturnHint: 'What the savings earn; leave it empty for none.', currency: 'Currency', onTrack: 'On track', behind: 'Behind', required: 'Needed a month', pace: 'Pace so far', aMonth: 'a month', projected: 'Will be reached', never: 'Not at this pace', withReturn: 'With {{percent}} % return', notPercent: 'Write a number between 0 and 50.', contribute: 'Put money aside', contributed: '{{amount}} put aside for {{name}}.', add: 'Add goal',
    chart: 'At {{amount}} a month {{name}} is reached in {{month}}', chartNever: 'At {{amount}} a month {{name}} is not reached within ten years', chartNone: 'Without monthly saving {{name}} stays where it is', chartUnit: 'Savings by month, in {{currency}}', chartTarget: 'Target', chartSaved: 'Savings', left: 'Missing', monthsLeft_one: '{{count}} month left', monthsLeft_other: '{{count}} months left',
  },
  status: { active: 'Active', completed: 'Completed', abandoned: 'Abandoned' },
}
export type PlanningText = typeof en
