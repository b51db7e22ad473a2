// Cells as they come out of a spreadsheet: pasted, or from a CSV file. Pure.
import { parseDate } from '@/kernel/dates'
import { parseMoney } from '@/kernel/money'

/** Rows of cells, without the empty ones. The separator is a tab, else a semicolon, else a comma: what the first line has. */
export function cellsOf(text: string): string[][] {
  const plain = text.replace(/^\ufeff/, '')
  const first = plain.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const bare = first.replace(/"[^"]*"/g, '')
  // Where semicolons separate, commas are those of amounts.
  const separator = bare.includes('\t') ? '\t' : bare.includes(';') ? ';' : ','
  return rowsOf(plain, separator).map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''))
}

function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  const add = (letter: string) => {
    const row = rows[rows.length - 1] ?? []
    row[row.length - 1] += letter
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const cell = rows.at(-1)?.at(-1) ?? ''
    if (quoted) {
      if (letter !== '"') add(letter)
      else if (text[at + 1] === '"') { add('"'); at += 1 } else quoted = false
    } else if (letter === '"' && cell.trim() === '') quoted = true
    else if (letter === separator) rows.at(-1)?.push('')
    else if (letter === '\n') rows.push([''])
    else if (letter !== '\r') add(letter)
  }
  return rows
}

/** What a file says. Spreadsheets still save CSV in the way of their country where it is not Unicode. */
export function decoded(bytes: ArrayBuffer | Uint8Array, locale: string): string {
  const [first, second] = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(locale.startsWith('ko') ? 'euc-kr' : 'windows-1252').decode(bytes)
  }
}

/** Whether a cell is a figure or a day rather than a heading. */
export function isValue(cell: string, locale: string): boolean {
  return parseMoney(cell, locale) !== null || parseDate(cell, locale) !== null
}
