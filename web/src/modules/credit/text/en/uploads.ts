// Loading files, and the uploads so far.
export const uploads = {
  add: 'Load a file', earlier: 'Earlier uploads', steps: 'Steps of loading a file', step: { choose: 'Choose a file', check: 'Check', load: 'Load' },
  what: 'What is in the file?', kind: { loans: 'Loans', ratings: 'Ratings over time' }, kindHint: { loans: 'One row for each loan.', ratings: 'One row for each loan and day, of loans that are there.' },
  zone: 'Drop a file here', drop: 'Drop a CSV or Excel file here', takes: 'Comma, semicolon or tab; UTF-8, UTF-16 or Windows; decimal point or comma. It is checked first: nothing is written yet.', choose: 'Choose a file', template: 'Template',
  unfit: { wrongType: 'Only CSV and Excel (.xlsx) files are taken.', empty: 'The file is empty.', several: 'One file at a time.' }, needed: 'Columns, in any order:', optional: 'and if you have them:',
  checking: 'Checking {{name}}', checkingHint: 'Nothing is written. You see what is wrong before anything is loaded.', loading: 'Loading {{name}}', loadingHint: 'You can go on working: it also shows among the earlier uploads.',
  phase: { sending: 'Sending', reading: 'Reading' }, progress: 'Progress of {{name}}', rows_one: '{{shown}} row', rows_other: '{{shown}} rows',
  checked: {
    nothing: 'There is no row in this file', allGood_one: 'The row is good', allGood_other: 'All {{shown}} rows are good', noneGood_one: 'The row is not good', noneGood_other: 'None of the {{shown}} rows is good',
    someBad_one: '{{bad}} of {{all}} rows is not good', someBad_other: '{{bad}} of {{all}} rows are not good', hint: 'Load the good rows now, or mend the file and check it again. Nothing has been written yet.',
  },
  load: { loans_one: 'Load {{shown}} loan', loans_other: 'Load {{shown}} loans', ratings_one: 'Load {{shown}} rating', ratings_other: 'Load {{shown}} ratings' },
  loadGood_one: 'Load the good row', loadGood_other: 'Load the {{shown}} good rows', another: 'Another file',
  loaded: { loans_one: '{{shown}} loan is loaded', loans_other: '{{shown}} loans are loaded', ratings_one: '{{shown}} rating is loaded', ratings_other: '{{shown}} ratings are loaded', none: 'Nothing was loaded' },
  see: { loans: 'See the loans', ratings: 'See how ratings moved' }, repeated: 'This very file was loaded before', repeatedHint: 'What came of it then is shown; nothing was written twice.', took: '{{seconds}} s',
  separator: { comma: 'comma', semicolon: 'semicolon', tab: 'tab' }, failed: '{{name}} was not taken',
  faults: 'Rows that are not good', firstFaults: 'The first {{shown}} of {{all}}; all of them are in the file.', allFaults: 'All bad rows as CSV', fault: { row: 'Row', loan_id: 'Loan', column: 'Column', value: 'Value', error: 'What is wrong' },
  none: 'Nothing was loaded yet', noneHint: 'Files that are checked or loaded are listed here, with their bad rows.', list: 'Uploads', file: 'File', mode: 'Mode', rowsHead: 'Rows', good: 'Good', bad: 'Bad', when: 'When', length: 'Took', state: 'State',
  modes: { accept_valid: 'Good rows', all_or_nothing: 'All or nothing', dry_run: 'Check only' }, states: { running: 'Running', done: 'Done', failed: 'Broken off', unwritten: 'Nothing written' }, errorsOf: 'Bad rows of {{name}}',
}
