// The pages of a portfolio, in groups, in the order of a morning: what there is, what it is worth, what could go wrong.
export const SECTIONS = [
  { group: 'overview', pages: [''] },
  { group: 'loans', pages: ['loans'] },
  { group: 'risk', pages: ['risk', 'maturity', 'concentration', 'geography', 'watch-list', 'covenants'] },
  { group: 'money', pages: ['cash-flow', 'amortisation', 'yield', 'arrears', 'loss', 'capital', 'ifrs9'] },
  { group: 'wrong', pages: ['stress', 'what-if', 'health'] },
  { group: 'time', pages: ['migration', 'default-rates', 'vintages', 'static-pools'] },
  { group: 'borrowers', pages: ['borrowers'] },
  { group: 'report', pages: ['report'] },
  { group: 'uploads', pages: ['uploads'] },
] as const

export type Section = (typeof SECTIONS)[number]
export type PageName = Section['pages'][number]

/** What the pages are called among the texts. */
export const PAGE_KEYS = {
  '': 'overview', loans: 'loans', risk: 'risk', maturity: 'maturity', concentration: 'concentration', geography: 'geography', 'watch-list': 'watchList', covenants: 'covenants',
  'cash-flow': 'cashFlow', amortisation: 'amortisation', yield: 'yield', arrears: 'arrears', loss: 'loss', capital: 'capital', ifrs9: 'ifrs9', stress: 'stress', 'what-if': 'whatIf', health: 'health',
  migration: 'migration', 'default-rates': 'defaultRates', vintages: 'vintages', 'static-pools': 'staticPools', borrowers: 'borrowers', report: 'report', uploads: 'uploads',
} as const satisfies Record<PageName, string>

/** Which page an address is of: `/credit/3/watch-list` → `watch-list`. */
export function pageOf(path: string): PageName {
  const word = /^\/credit\/[^/]+\/?([^/]*)/.exec(path)?.[1] ?? ''
  return Object.keys(PAGE_KEYS).find((each): each is PageName => each === word) ?? ''
}

export function sectionOf(page: PageName): Section {
  return SECTIONS.find(({ pages }) => pages.some((each) => each === page)) ?? SECTIONS[0]
}

/** Uploads are of the whole portfolio, and the calculators of none. */
const UNFILTERED: readonly PageName[] = ['uploads', 'amortisation', 'yield', 'arrears']

export function isFiltered(page: PageName): boolean {
  return !UNFILTERED.includes(page)
}
