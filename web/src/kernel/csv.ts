// One cell of a CSV file, safe to open in a spreadsheet.
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  // A leading = + - @ would be run as a formula; a plain negative number is harmless.
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
