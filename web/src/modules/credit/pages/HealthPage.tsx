// How sound the portfolio is.
import './words'

export function HealthPage() {
  return null
}
