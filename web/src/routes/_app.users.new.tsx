import { createFileRoute } from '@tanstack/react-router'
import { NewUserPanel } from '@/modules/identity/NewUserPanel'

export const Route = createFileRoute('/_app/users/new')({
  component: NewUserPanel,
})
