/** How much of the building stands, each phase by its weight; null without phases. */
export function builtPercent(phases: readonly { progress_percentage: number; weight: number }[]): number | null {
  const weight = phases.reduce((all, phase) => all + phase.weight, 0)
  if (weight === 0) return null
  return Math.round(phases.reduce((all, phase) => all + phase.progress_percentage * phase.weight, 0) / weight)
}
