// What is expected to be lost.
import './words'

export function LossPage() {
  return null
}
