import { createFileRoute } from '@tanstack/react-router'
import { ForgotPasswordPage } from '@/modules/identity/GatePages'

export const Route = createFileRoute('/forgot-password')({
  component: ForgotPasswordPage,
})
