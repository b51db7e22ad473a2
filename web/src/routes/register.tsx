import { createFileRoute } from '@tanstack/react-router'
import { RegisterPage } from '@/modules/identity/GatePages'

export const Route = createFileRoute('/register')({
  component: RegisterPage,
})
