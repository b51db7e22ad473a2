// Who breaks what was agreed.
import './words'

export function CovenantsPage() {
  return null
}
