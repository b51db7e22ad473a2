// How files are called: by the server, or else after portfolio, page and day.

/** The name that the server gives a file. */
export function nameIn(response: Response): string | null {
  const found = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(response.headers.get('content-disposition') ?? '')
  return found?.[1]?.trim() || null
}

/** `uk-corporate-loans-concentration-2026-11-22.xlsx` */
export function fileName(portfolio: string, path: string, day: string, format: string): string {
  const words = [portfolio, path.split('/').at(-1) ?? '', day].map((each) => each.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''))
  return `${words.filter(Boolean).join('-')}.${format}`
}
