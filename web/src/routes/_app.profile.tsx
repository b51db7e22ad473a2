import { createFileRoute } from '@tanstack/react-router'
import { ProfilePage } from '@/modules/identity/ProfilePage'

export const Route = createFileRoute('/_app/profile')({
  component: ProfilePage,
})
