// Words of looking at one invoice.
export const review = {
  keys: { page: 'On the page', zoomIn: 'Larger', zoomOut: 'Smaller', zoomFit: 'Fit the width', nextPage: 'Next page', lastPage: 'Previous page' },
  review: {
    title: 'Reviewing', page: 'Page', pageOf: 'Page {{page}} of {{count}}', file: 'Open the file', noPages: 'This file has no pages to show.', text: 'Text of the file', noText: 'Nothing was read yet.', pickHint: 'Click a word, or draw a box around several: they go into the field. Shift adds.',
    perhaps: 'Perhaps', fromOthers: 'as on this vendor’s other invoices', fields: 'Fields', allFields: 'Show empty fields', notRead: 'not read', byPerson: 'corrected', byLearning: 'learned', byTemplate: 'template', means: 'Is kept as {{value}}', editKeys: 'Enter saves and goes on, Esc leaves it as it was.', corrected: '{{field}} is corrected.',
    unreadable: { date: 'Not a date.', amount: 'Not an amount.', currency: 'Three letters, such as EUR.', flag: 'Yes or no.', text: 'This can’t be kept.' },
    checks: 'Checks', noFindings: 'No rule found anything wrong.', notChecked: 'Not checked yet.', compare: 'Compare', moreFindings_one: 'Show {{count}} more', moreFindings_other: 'Show {{count}} more', editLine: 'Correct line {{number}}', lineCorrected: 'Line {{number}} is corrected.', addLine: 'Add a line', addLineAt: 'Add line {{number}}', lineAdded: 'Line {{number}} is added.', removeLine: 'Remove line {{number}}', lineRemoved: 'Line {{number}} is removed.', lineKeys: 'On a line: Enter corrects, Delete removes, Insert adds one below.',
    netDiffers: 'Lines sum to {{lines}}, the invoice says {{says}} before tax.', grossDiffers: 'Lines sum to {{lines}}, the invoice says {{says}}.', fitsBetween: 'Lines sum to {{lines}}: with discounts, charges and rounding the {{says}} of the invoice.', netFits: 'Lines sum to {{lines}}, as the invoice says before tax.', grossFits: 'Lines sum to {{lines}}, as the invoice says.', problems_one: '{{count}} doubt of the reader', problems_other: '{{count}} doubts of the reader', taxes: 'Taxes', lines: 'Lines', noLines: 'No lines were read.',
    history: 'History', comment: 'Comment', addComment: 'Add the comment', somebody: 'Somebody', undone: 'taken back', wholeTime: 'All together', you: 'You', person: 'Person {{id}}', bringer: 'who brought it', assignedTo: 'With {{name}}', unassigned: 'It is with nobody now.',
    half: '{{name}} approved: a second person must approve too', halfByYou: 'You approved: a second person must approve too', exported: 'Exported', safe: 'Safe to approve', previous: 'Previous invoice', next: 'Next invoice', nextFlagged: 'Next flagged invoice', allDecided: 'Nothing else waits for a decision here.', noMoreFlagged: 'No other flagged invoice waits here.',
    edit: 'Edit the field', nextField: 'Next field', lastField: 'Previous field', takeBack: 'Take the decision back', assign: 'Assign', toMe: 'To me', toBringer: 'To who brought it', toNobody: 'To nobody', findPerson: 'Find a person', nobodyElse: 'Nobody else may see this invoice.', readAgain: 'Read again', readingAgain: 'It is being read again.',
    deleteTitle: 'Delete {{name}}?', deleteHint: 'The invoice and its file are deleted. This can’t be undone.', sideBySide: 'Side by side', endCompare: 'Back to the review', thisOne: 'This one', otherOne: 'The other one', same: 'same',
  },
  decided: { approve: '{{name}} approved', first_approval: '{{name}} approved first', reject: '{{name}} rejected' },
  kind: { credit_note: 'Credit note', debit_note: 'Debit note', receipt: 'Receipt', proforma: 'Pro forma', other: 'No invoice' },
  group: { document: 'Document', seller: 'Vendor', buyer: 'Buyer', amounts: 'Amounts', payment: 'Payment', supply: 'Supply' },
  tax: { kind: 'Tax', rate: 'Rate', base: 'Of' },
  line: { description: 'Description', code: 'Code', quantity: 'Quantity', price: 'Price', unit: 'Unit', net: 'Net', total: 'Total' },
  fields: {
    invoice_number: 'Number', invoice_date: 'Date', due_date: 'Due date', purchase_order: 'Purchase order', customer_number: 'Customer number', original_number: 'Number of the original', irn: 'IRN',
    seller_name: 'Name of the vendor', seller_legal_name: 'Registered name', seller_gstin: 'GSTIN', seller_tax_id: 'Tax number', seller_pan: 'PAN', seller_address: 'Address', seller_email: 'E-mail', seller_phone: 'Telephone',
    buyer_name: 'Name of the buyer', buyer_gstin: 'GSTIN of the buyer', buyer_tax_id: 'Tax number of the buyer', buyer_address: 'Address of the buyer', currency: 'Currency', taxable_amount: 'Before tax', tax_amount: 'Tax', total_amount: 'Total', amount_due: 'To pay',
    discount_amount: 'Discount', charges_amount: 'Charges', round_off: 'Rounding', paid_amount: 'Paid already', iban: 'IBAN', bic: 'BIC', account_number: 'Account number', ifsc: 'IFSC', payment_terms: 'Terms of payment', place_of_supply: 'Place of supply', reverse_charge: 'Reverse charge', sez: 'Special economic zone',
  },
}
