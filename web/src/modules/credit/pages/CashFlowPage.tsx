// What will come in, and when.
import './words'

export function CashFlowPage() {
  return null
}
