// Who owes how much.
import './words'

export function BorrowersPage() {
  return null
}
