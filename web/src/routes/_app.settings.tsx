import { createFileRoute, redirect } from '@tanstack/react-router'

// The address that people and letters call it by.
export const Route = createFileRoute('/_app/settings')({
  beforeLoad: () => { throw redirect({ to: '/preferences', replace: true }) },
})
