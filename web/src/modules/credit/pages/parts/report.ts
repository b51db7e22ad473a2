// Which sections each type of report has unless others are chosen: the server's own rule, shown before one asks. Pure.

export const TYPES = ['comprehensive', 'executive_summary', 'portfolio_overview', 'risk_analysis', 'watch_list'] as const
export const PARTS = ['summary', 'mix', 'maturity', 'concentration', 'losses', 'stress', 'covenants', 'watch_list', 'health'] as const
export type ReportType = (typeof TYPES)[number]
export type ReportPart = (typeof PARTS)[number]

const USUAL: Record<ReportType, readonly ReportPart[]> = {
  executive_summary: ['summary', 'watch_list', 'health'],
  portfolio_overview: ['summary', 'mix', 'maturity', 'concentration'],
  risk_analysis: ['mix', 'concentration', 'losses', 'stress', 'covenants', 'health'],
  watch_list: ['covenants', 'watch_list'],
  comprehensive: PARTS,
}

/** The sections in the order of the paper: the chosen ones, or those of the type. */
export function sectionsOf(type: ReportType, chosen: string | undefined): readonly ReportPart[] {
  const given = (chosen ?? '').split(',')
  const known = PARTS.filter((each) => given.includes(each))
  return known.length > 0 ? known : USUAL[type]
}

export function isUsual(type: ReportType, sections: readonly ReportPart[]): boolean {
  return sections.join() === USUAL[type].join()
}
