import { createFileRoute } from '@tanstack/react-router'
import { NewPasswordPage } from '@/modules/identity/GatePages'

export const Route = createFileRoute('/new-password')({
  component: NewPasswordPage,
})
