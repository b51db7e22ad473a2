// What happens in bad weather.
import './words'

export function StressPage() {
  return null
}
