import { createFileRoute } from '@tanstack/react-router'
import { MyPage } from '@/modules/realty/customer/MyPage'

export const Route = createFileRoute('/_app/my')({ component: MyPage })
