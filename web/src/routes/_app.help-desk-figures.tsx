import { createFileRoute } from '@tanstack/react-router'
import { FiguresPage } from '@/modules/support/FiguresPage'
import { RANGES, type Days, USUAL } from '@/modules/support/ranges'

export const Route = createFileRoute('/_app/help-desk-figures')({
  validateSearch: (raw: Record<string, unknown>): { days?: Days | undefined } => {
    const days = RANGES.find((each) => each === Number(raw.days))
    return days && days !== USUAL ? { days } : {}
  },
  component: Page,
})

function Page() {
  return <FiguresPage days={Route.useSearch().days ?? USUAL} />
}
