// Where the borrowers are.
import './words'

export function GeographyPage() {
  return null
}
