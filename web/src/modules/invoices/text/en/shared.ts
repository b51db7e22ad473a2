// Words that the frame itself needs: the menu, the palette, and where things stand.
export const shared = {
  title: 'Invoices',
  nav: { upload: 'Upload and batches', all: 'All invoices', vendors: 'Vendors', dashboard: 'Figures', found: 'Invoices and vendors' },
  action: { upload: 'Upload invoices', flagged: 'Review flagged invoices', open: 'Show invoices to decide', risky: 'Show vendors of high risk' },
  status: { pending: 'Waiting', processing: 'Being read', completed: 'To decide', failed: 'Failed', approved: 'Approved', rejected: 'Rejected' },
  stage: { upload: 'Upload', ocr: 'Reading', extraction: 'Extraction', validation: 'Validation', arithmetic: 'Arithmetic', duplication: 'Duplicates', flagging: 'Flagging', review: 'Ready' },
  batchStatus: { created: 'Empty', processing: 'Being read', completed: 'Read', failed: 'Failed', paused: 'Paused' },
  risk: { low: 'Low', medium: 'Medium', high: 'High' },
}
