// The capital that the loans tie up.
import './words'

export function CapitalPage() {
  return null
}
