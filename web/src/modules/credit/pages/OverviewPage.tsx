// The portfolio at a glance.
import './words'

export function OverviewPage() {
  return null
}
