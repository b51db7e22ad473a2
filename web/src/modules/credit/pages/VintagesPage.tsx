// How each vintage did with age.
import './words'

export function VintagesPage() {
  return null
}
