import { createFileRoute } from '@tanstack/react-router'
import { NewAppointmentPanel } from '@/modules/realty/builder/AppointmentPanels'

export const Route = createFileRoute('/_app/builder/appointments/new')({ component: NewAppointmentPanel })
