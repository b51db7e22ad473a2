// Words of the lists, the batches, the vendors and the figures.
export const pages = {
  flagged: 'Flagged',
  stageState: { done: 'done', active: 'under way', failed: 'failed', flagged: 'flagged', open: 'to come' },
  phase: { waiting: 'Waiting', sending: 'Being sent', reading: 'Being read', read: 'Read', flagged: 'Flagged', failed: 'Failed', refused: 'Not taken' },
  severity: { info: 'Note', warning: 'Warning', error: 'Error' },
  upload: {
    hint: 'Drop what came in. Every file is read, checked against the rules and put where somebody can decide it.',
    label: 'Bring invoices', here: 'Drop invoices here, or paste them', hereToo: 'Drop more files for this batch', kinds: 'PDF, JPEG, PNG, TIFF, XML (UBL, CII, XRechnung, Peppol) and JSON (GST e-invoice), up to 10 MB each',
    choose: 'Choose files', folder: 'Choose a folder', into: 'Into which batch', newBatch: 'Into a new batch', batchName: 'Upload {{date}}', progress: 'Progress of the upload',
    busy_one: '{{done}} of {{count}} file is through', busy_other: '{{done}} of {{count}} files are through', through_one: '{{count}} file is through', through_other: 'All {{count}} files are through',
    flagged_one: '{{count}} flagged', flagged_other: '{{count}} flagged', failed_one: '{{count}} failed', failed_other: '{{count}} failed', fine: 'Nothing to complain of so far.', toBatch: 'Open the batch', clear: 'Clear what is through',
    more_one: 'and {{count}} more file', more_other: 'and {{count}} more files', sent: '{{name}}: sent', repeated: 'Was here before: nothing new was made of it.', retry: 'Read again', notTaken: 'The server did not take it.',
    wrongType: 'Files of this kind are not taken.', tooLarge: 'Larger than 10 MB.', empty: 'The file is empty.',
  },
  places: {
    title: 'Invoices that come by themselves', source: 'From', folder: 'Watched folder', maildir: 'Mail folder', imap: 'Mailbox', looked: 'Last looked', taken: 'Invoices taken', refused: 'Put aside', state: 'State', well: 'All is well', waiting: 'Not looked at yet', off: 'Switched off', batch: 'Last batch',
    none: 'No folder or mailbox is watched', noneHint: 'Invoices can come by themselves. Whoever runs this server names a folder (invoices.watch_folder), a mail folder or a mailbox in its settings.',
  },
  batches: { title: 'Batches', number: 'Batch', name: 'Name', progress: 'Read', progressOf: 'How much of {{name}} is read', flagged: 'Flagged', opened: 'Opened', empty: 'No batches yet', emptyHint: 'Drop files above: a batch is opened for them by itself.' },
  batch: {
    read_one: '{{done}} of {{count}} invoice read', read_other: '{{done}} of {{count}} invoices read', decided_one: '{{count}} decided', decided_other: '{{count}} decided', rest: 'The rest {{when}}', took: 'Took {{time}}',
    show: 'Which invoices', empty: 'Nothing is in this batch yet', emptyHint: 'Drop files above.', noneShown: 'None of this kind', noneShownHint: 'Choose another kind above.', review: 'Review', rename: 'Rename', pause: 'Pause reading', resume: 'Go on reading',
    deleteTitle: 'Delete {{name}}?', deleteHint_one: 'Its invoice and its file are deleted with it. This can’t be undone.', deleteHint_other: 'Its {{count}} invoices and their files are deleted with it. This can’t be undone.', refused: 'Files that were not taken',
  },
  show: { all: 'All', flagged: 'Flagged', open: 'To decide', approved: 'Approved', rejected: 'Rejected', failed: 'Failed' },
  all: { hint: 'Every invoice that you may see. The filters are in the address: save it, or pass it on.', empty: 'No invoices yet', emptyHint: 'Bring some on the page “Upload and batches”.' },
  field: {
    invoice: 'Invoice', number: 'Number', vendor: 'Vendor', date: 'Date', due: 'Due', total: 'Total', tax: 'Tax', confidence: 'Confidence', flags: 'Flags', status: 'Status', stage: 'Stage', batch: 'Batch', came: 'Came in', file: 'File', assigned: 'Assigned',
  },
  filter: { flagged: 'Flagged', unflagged: 'Not flagged', mine: 'To me', from: 'From', until: 'Until', due: 'Due until', min: 'Total of at least', max: 'Total of at most', batch: 'Id of the batch', vendor: 'Id of the vendor' },
  exports: { title: 'Export approved invoices?', hint: 'What is approved and was not exported yet goes into the file. Its decisions stand from then on.', csv: 'CSV file', xlsx: 'Excel workbook', ubl: 'UBL (XML)', journal: 'Journal', one: 'Export as UBL' },
  decide: {
    approve: 'Approve', reject: 'Reject', approved: '{{name}} is approved.', half: '{{name}} needs a second approval.', rejected: '{{name}} is rejected.', manyApproved_one: '{{count}} invoice is approved.', manyApproved_other: '{{count}} invoices are approved.',
    manyHalf_one: '{{count}} invoice needs a second approval.', manyHalf_other: '{{count}} invoices need a second approval.', manyRejected_one: '{{count}} invoice is rejected.', manyRejected_other: '{{count}} invoices are rejected.', left_one: '{{count}} is flagged or not ready and was left.', left_other: '{{count}} are flagged or not ready and were left.', noneReady: 'None of these is ready: they are flagged, decided or not read yet.',
    approveReady: 'Approve what is ready', approveAll_one: 'Approve {{count}} ready', approveAll_other: 'Approve {{count}} ready', approveAllHint: 'All that are read and not flagged. Each can be taken back until it is exported.', reviewFirst: 'Review',
    reason: 'Reason', needsReason: 'Say why.', often: 'Frequent reasons', usual: { duplicate: 'It is a duplicate.', notOurs: 'It is not addressed to us.', wrongAmount: 'The amount is wrong.', noOrder: 'We did not order this.' }, keys: 'Ctrl + Enter rejects.',
    rejectOne: 'Reject {{name}}?', rejectMany_one: 'Reject {{count}} invoice?', rejectMany_other: 'Reject {{count}} invoices?',
  },
  chat: {
    title: 'Questions', toggle: 'Open or close the questions', close: 'Close the questions', log: 'Questions and answers', hint: 'Ask about this batch in your own words: what is flagged and why, sums, duplicates, what is due.', question: 'Ask about this batch', send: 'Ask', you: 'You', thinking: 'Looking…', steps: 'How this was found',
    first: { flagged: 'Which invoices are flagged?', total: 'Total by vendor', duplicates: 'Are there duplicates?', failed: 'Which failed, and why?', largest: 'Show the largest' }, next: { onlyFlagged: 'Only the flagged ones', why: 'Why?', byVendor: 'By vendor', overdue: 'What is overdue?' },
  },
  vendors: {
    hint: 'Kept from the invoices by themselves. The risk follows from what their invoices were flagged for.', empty: 'No vendors yet', emptyHint: 'The first invoice that is read enters its vendor.', risk: 'Risk', taxId: 'Tax number', invoices: 'Invoices', blacklist: 'Black list', listed: 'On the black list', unlisted: 'Not listed',
    order: 'Order', last: 'Last invoice', of100: 'from 0 to 100', anyCurrency: 'whatever the currency', course: 'The risk is {{score}} of 100', why: 'Where the risk comes from', noRisk: 'Nothing speaks against this vendor so far.', toAll: 'All invoices of this vendor', accounts: 'Accounts to pay to', noAccounts: 'No invoice named one yet.',
    seen: 'Last named', firstNamed: 'First invoice that names it', contact: 'Contact', aliases: 'Also writes as', about: 'About', list: 'Put on the black list', unlist: 'Take off the black list', listTitle: 'Put {{name}} on the black list?', listHint: 'Every invoice of this vendor is flagged from then on.',
    isListed: '{{name}} is on the black list.', isUnlisted: '{{name}} is off the black list.', again: 'Listed again',
  },
  learned: {
    title: 'What was learned', none: 'Nothing yet. When somebody corrects a field of an invoice of this vendor, the next one is read with that.', forget: 'Forget', forgetAll: 'Forget all', forgetOne: 'Forget {{name}}', forgotten: 'It is forgotten. Later corrections teach anew.',
    behind: 'stands behind “{{label}}”', below: 'stands under “{{label}}”', here: 'stands in the same place', constant: 'is always the same', dayFirst: 'has the day before the month', monthFirst: 'has the month before the day',
    example: 'such as', right: 'right {{right}} of {{seen}} times', confirmed: 'Confirmed', open: 'Needs confirmation', from: 'Learned from this invoice',
  },
  template: {
    title: 'Template', hint: 'For a layout that is misread again and again: what a template finds beats what was read. Written as for invoice2data.', yaml: 'Template (YAML)', saved: 'The template is saved. It is used from the next invoice on.', remove: 'Remove', removed: 'The template is removed.',
  },
  dash: {
    came: 'Came in', processed: 'Read', flagged: 'Flagged', latency: 'Mean time', approval: 'Approved', approvalNote: 'of what is read', accuracy: 'Read right', accuracyNote: 'of all fields', amount: 'Sum', rate: '{{rate}} an hour', against: '{{change}} % vs before',
    oneCurrency: 'of all invoices', range: 'Time', lastDays_one: 'Today', lastDays_other: 'Last {{count}} days', ownRange: 'Own dates', trendTitle_one: '{{count}} invoice was flagged in this time', trendTitle_other: '{{count}} invoices were flagged in this time', trendUnit: 'Invoices that came in, and how many of them are flagged',
    throughput: 'Throughput by stage', throughputTitle: '{{count}} invoices are through, {{errors}} failed', throughputUnit: 'By the last stage that ended', success: 'Share read', mean: 'Mean', most: 'Longest', latencyTitle: '{{stage}} takes the longest: 95 of 100 within {{time}}', latencyPlain: 'How long each stage takes', latencyUnit: 'Milliseconds by stage', percentiles: 'All percentiles',
    openTitle_one: '{{count}} invoice waits for a decision', openTitle_other: '{{count}} invoices wait for a decision', statusTitle: 'Where they stand', statusUnit: 'Invoices by status', risks: 'Vendors by risk', allVendors: 'All vendors', model: 'How well the reading works', modelTitle: '{{share}} of the fields are read right', ready: 'Good enough to rely on', notReady: 'Not good enough yet',
    precision: 'Precision', recall: 'Recall', queue: 'Corrections not learned yet', learned: 'Learned', times_one: '{{count}} time', times_other: '{{count}} times',
  },
}
