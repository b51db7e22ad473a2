// What was dropped, pasted or chosen, as plain files: folders are walked through.
export const MOST_BYTES = 10_485_760
export const MOST_FILES = 500
const ENDINGS = /\.(pdf|jpe?g|png|tiff?|xml|json)$/i
export const ACCEPT = '.pdf,.jpg,.jpeg,.png,.tif,.tiff,.xml,.json'

export type Unfit = 'wrongType' | 'tooLarge' | 'empty'

/** Why a file will not do; the server looks again, at what it holds. */
export function unfit(file: Pick<File, 'name' | 'type' | 'size'>): Unfit | null {
  if (!ENDINGS.test(file.name) && !/^(application\/(pdf|xml|json)|image\/(jpeg|png|tiff)|text\/xml)$/.test(file.type)) return 'wrongType'
  if (file.size > MOST_BYTES) return 'tooLarge'
  return file.size === 0 ? 'empty' : null
}

/** Files to a request: few enough that each is heard of soon, enough that they share its cost. */
export function groups<T extends { size: number }>(files: readonly T[], most = 8, bytes = 8_000_000): T[][] {
  const made: T[][] = []
  let sum = 0
  for (const file of files) {
    const last = made.at(-1)
    if (last && last.length < most && sum + file.size <= bytes) {
      last.push(file)
      sum += file.size
    } else {
      made.push([file])
      sum = file.size
    }
  }
  return made
}

/** Hidden files of a folder are nobody's invoices. */
const hidden = (name: string) => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini'

export async function dropped(transfer: DataTransfer): Promise<File[]> {
  // The list empties once the event is over: entries are taken first, and walked through then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const plain = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return plain
  const found: File[] = []
  for (const entry of entries) if (entry) await walk(entry, found)
  return found
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (hidden(entry.name) || found.length >= MOST_FILES * 4) return
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A browser gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const each of some) await walk(each, found)
  }
}

/** What was chosen as a folder, without what a system hides in it. */
export function chosen(list: FileList | null): File[] {
  return [...(list ?? [])].filter((file) => !hidden(file.name))
}

/** The name as the server keeps it: without what no file system wants. */
export function safeName(name: string): string {
  const safe = [...name].filter((each) => /[\p{L}\p{N}._\- ]/u.test(each)).slice(0, 255).join('')
  return safe.replace(/^[. ]+|[. ]+$/g, '') === '' ? 'file' : safe
}
