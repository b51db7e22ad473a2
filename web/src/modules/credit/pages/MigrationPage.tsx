// How ratings moved.
import './words'

export function MigrationPage() {
  return null
}
