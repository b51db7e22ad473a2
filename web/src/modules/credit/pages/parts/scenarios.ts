// The standard scenarios come with their English names; the console says them in the reader's language.
import type { TFunction } from 'i18next'

const KEYS = {
  Base: 'base', 'Rates +100 bps': 'rates100', 'Rates +200 bps': 'rates200', 'Rates +300 bps': 'rates300', 'Defaults +2 %': 'defaults2', 'Defaults +5 %': 'defaults5', 'Defaults +10 %': 'defaults10',
  'Recovery 80 %': 'recovery80', 'Recovery 60 %': 'recovery60', 'Recovery 40 %': 'recovery40', Combined: 'combined',
  Growth: 'growth', 'Mild recession': 'mild', Stagflation: 'stagflation', 'Severe recession': 'severe',
} as const

export function scenarioName(name: string, t: TFunction<'credit'>): string {
  const key = KEYS[name as keyof typeof KEYS]
  return key ? t(`analyses.stress.names.${key}`) : name
}
