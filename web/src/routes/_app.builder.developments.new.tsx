import { createFileRoute } from '@tanstack/react-router'
import { NewDevelopmentPanel } from '@/modules/realty/builder/NewDevelopmentPanel'

export const Route = createFileRoute('/_app/builder/developments/new')({ component: NewDevelopmentPanel })
