// Stages and provisions.
import './words'

export function Ifrs9Page() {
  return null
}
