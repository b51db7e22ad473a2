export const RANGES = [7, 30, 90, 365] as const
export type Days = (typeof RANGES)[number]
export const USUAL: Days = 30
