import { createFileRoute } from '@tanstack/react-router'
import { ContactPage } from '@/modules/support/ContactPage'

export const Route = createFileRoute('/contact')({ component: ContactPage })
