// The loans to keep an eye on.
import './words'

export function WatchListPage() {
  return null
}
