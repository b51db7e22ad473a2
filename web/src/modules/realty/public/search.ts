// What the addresses of the catalogue may hold. The routes read it: nothing else is imported here.
import { type ListSearch, listSearch } from '@/kernel/table/search'

export type OfferSearch = ListSearch & Partial<Record<'city' | 'type' | 'status' | 'home' | 'min' | 'max' | 'free', string>>
export const offerSearch = listSearch('city', 'type', 'status', 'home', 'min', 'max', 'free')
/** Of one development's page: what is shown, and which home is open. */
export const offerPageSearch = listSearch('tab', 'unit', 'do', 'status', 'home', 'model')
