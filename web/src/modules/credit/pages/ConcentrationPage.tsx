// How much hangs on how few.
import './words'

export function ConcentrationPage() {
  return null
}
