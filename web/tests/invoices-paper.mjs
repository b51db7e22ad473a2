// Invoices for the stories, made on the spot: a page of text as a PDF, and what three of them say.

/** A PDF of one page; each piece of text has its place from the top left, in points. */
export function pdf(pieces) {
  const escaped = (text) => text.replace(/[\\()]/g, (each) => `\\${each}`)
  const content = pieces.map(([x, y, text, size = 10]) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${842 - y} Tm (${escaped(text)}) Tj ET`).join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return String(place).padStart(10, '0')
  })
  const table = file.length
  file += `xref\n0 6\n0000000000 65535 f \n${places.map((place) => `${place} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** Numbers of a company that nobody else has, with right check digits: of seven digits an Irish VAT number and an IBAN. */
export function numbersOf(seven) {
  const digits = String(seven).padStart(7, '0').slice(-7)
  const sum = [...digits].reduce((all, each, at) => all + Number(each) * (8 - at), 0)
  const account = `9311520${digits}`
  // AIBK and IE as numbers: A is 10, …
  const rest = [...`10181120${account}181400`].reduce((left, each) => (left * 10 + Number(each)) % 97, 0)
  return { vat: `IE${digits}${'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23]}`, iban: `IE${String(98 - rest).padStart(2, '0')}AIBK${account}` }
}

const FURNITURE = [['Desk lamp', '4', '75.00', '300.00'], ['Office chair', '1', '200.00', '200.00']]

/** An invoice with its lines; the sums may be wrong on purpose. */
export function invoice({ number, vat, iban, seller, date = '2026-10-05', due = '2026-11-04', rows = FURNITURE, sums = ['500.00', '95.00', '595.00'] }) {
  const [net, tax, total] = sums
  return pdf([
    [50, 60, seller, 16], [50, 80, 'Harbour Street 4, Dublin 2, Ireland'], [50, 94, `VAT number: ${vat}`], [50, 108, `IBAN: ${iban}`],
    [380, 60, 'INVOICE', 18], [380, 84, `Invoice number: ${number}`], [380, 98, `Invoice date: ${date}`], [380, 112, `Due date: ${due}`],
    [50, 160, 'Bill to:'], [50, 174, 'Example Trading Ltd'], [50, 188, '12 Market Square, Cork, Ireland'],
    [50, 240, 'Description'], [300, 240, 'Qty'], [360, 240, 'Unit price'], [480, 240, 'Amount'],
    ...rows.flatMap(([name, count, price, sum], at) => [[50, 262 + at * 18, name], [300, 262 + at * 18, count], [360, 262 + at * 18, price], [480, 262 + at * 18, sum]]),
    [360, 330, 'Subtotal'], [480, 330, net], [360, 346, 'VAT 19%'], [480, 346, tax], [360, 366, 'Total EUR', 12], [480, 366, total, 12],
    [50, 420, 'Please pay within 30 days, quoting the invoice number.'],
  ])
}
