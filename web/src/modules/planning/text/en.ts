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
    title: 'Budgets', one: 'Budget', add: 'Add budget', empty: 'No budgets for this month', emptyHint: 'Set a limit for each kind of spending and see how far along it is.',
    deleted: 'Deleted: {{name}}.', over: 'Over by {{amount}}', within: 'Within the limit', close: 'Nearly used up', usedOf: '{{percent}} % used', total: 'Total', totalLimit: 'Limit of the month', totalSpent: 'Spent so far', totalLeft: 'Left', overCount_one: '{{count}} budget is over its limit', overCount_other: '{{count}} budgets are over their limits', allWithin: 'All budgets are within their limits',
    copy: 'Copy to {{month}}', copied_one: '{{count}} budget copied to {{month}}.', copied_other: '{{count}} budgets copied to {{month}}.', nothingToCopy: '{{month}} has all of these already.', progress: '{{name}}: {{percent}} % of the limit is spent',
  },
  goals: {
    title: 'Goals', one: 'Goal', add: 'Add goal', name: 'Goal', target: 'Target', saved: 'Saved', deadline: 'Deadline', status: 'Status', progress: 'Progress', perMonth: 'Needed a month',
    empty: 'No goals yet', emptyHint: 'Name what you save for, how much it takes and until when.', deleted: 'Deleted: {{name}}.', needed: 'About {{amount}} a month until {{date}} is enough.', reached: 'The target is reached.', late: 'The deadline is past; {{amount}} is missing.', progressOf: '{{name}}: {{percent}} % saved',
    dateHint: 'Written like 31 Mar 2027, 2027-03-31 or +6m.', complete: 'Mark as completed', completed: '{{name}} is completed.',
  },
  status: { active: 'Active', completed: 'Completed', abandoned: 'Abandoned' },
}
export type PlanningText = typeof en
