// One thing changed at a time.
import './words'

export function WhatIfPage() {
  return null
}
