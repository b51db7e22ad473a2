// When the loans fall due.
import './words'

export function MaturityPage() {
  return null
}
