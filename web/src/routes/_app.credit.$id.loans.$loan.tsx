import { createFileRoute } from '@tanstack/react-router'

/** The frame of the portfolio shows the loan beside the grid: see `PortfolioPage`. */
export const Route = createFileRoute('/_app/credit/$id/loans/$loan')({ component: () => null })
