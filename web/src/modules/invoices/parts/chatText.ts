// An answer of the chat is text with lists and links to records: it is taken apart here, and never run as HTML.
export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; to: string } | { kind: 'strong'; text: string }
export interface Block { kind: 'line' | 'item'; pieces: Piece[] }

const LINK = /\[((?:\\.|[^\\\]])*)\]\(\/(invoices|vendors|invoices\/vendors)\/(\d+)\)|\*\*((?:\\.|[^\\*])+)\*\*/g

export function blocks(content: string): Block[] {
  return content.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const item = /^\s*[-*]\s+(.*)$/.exec(line)
    return { kind: item ? 'item' : 'line', pieces: pieces(item?.[1] ?? line) }
  })
}

function pieces(line: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  const put = (text: string) => { if (text) found.push({ kind: 'text', text: plain(text) }) }
  for (const match of line.matchAll(LINK)) {
    put(line.slice(at, match.index))
    at = match.index + match[0].length
    if (match[4] !== undefined) found.push({ kind: 'strong', text: plain(match[4]) })
    else found.push({ kind: 'link', text: plain(match[1] ?? ''), to: match[2] === 'invoices' ? `/invoices/${match[3]}` : `/invoices/vendors/${match[3]}` })
  }
  put(line.slice(at))
  return found
}

/** Without the backslashes that keep its characters from meaning anything. */
function plain(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/\u200b/g, '')
}
