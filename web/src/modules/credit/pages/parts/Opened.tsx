// The loans behind a figure of a study. What shows them is fetched when the first figure is opened.
import { lazy, Suspense } from 'react'
import type { OpenedProps } from './OpenedLoans'

const Loans = lazy(() => import('./OpenedLoans').then((file) => ({ default: file.OpenedLoans })))

export function Opened(props: OpenedProps) {
  return <Suspense fallback={null}><Loans {...props} /></Suspense>
}
