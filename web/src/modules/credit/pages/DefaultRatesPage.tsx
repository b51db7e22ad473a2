// How many defaulted, over time.
import './words'

export function DefaultRatesPage() {
  return null
}
