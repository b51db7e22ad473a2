// How a loan is paid back.
import './words'

export function AmortisationPage() {
  return null
}
