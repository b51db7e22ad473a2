// Default rates.
export const rates = {
  hint: 'What every expected loss, every capital figure and every stress is computed with. Versions have a day from which they hold; figures as of an earlier day stay as they were.',
  table: 'Rates', versions: 'Versions', set: 'Set new rates', asOf: 'As of', holds: 'As they hold on {{day}}.', since: 'Since', by: 'Set by', when: 'Set', always: 'from the start',
  column: { default_probability: 'Probability of default, %', recovery_rate: 'Recovery, %', risk_weight: 'Risk weight, %' }, fieldOf: '{{rating}}: {{column}}',
  setHint: 'Change the figures that are new. They hold from the day you choose, until the next version; notches that you leave alone keep theirs.', from: 'Holds from',
  unread: { default_probability: '0 to 100, up to 4 decimals', recovery_rate: '0 to 100, up to 2 decimals', risk_weight: '0 to 1250, up to 2 decimals' },
  save_zero: 'Save', save_one: 'Save {{count}} notch', save_other: 'Save {{count}} notches', saved_one: '{{count}} notch is set from {{day}} on.', saved_other: '{{count}} notches are set from {{day}} on.',
}
