// Risk by rating, status and sector.
import './words'

export function RiskPage() {
  return null
}
