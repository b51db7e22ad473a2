import { $api } from '@/kernel/api/client'

/** What the account keeps beside the person: address, mail, text messages. */
export const settingsQuery = $api.queryOptions('get', '/api/v1/settings')
