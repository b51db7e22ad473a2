import type { ReactNode } from 'react'
import type { FilterOption } from '../table/column'

export type Values = Record<string, string | boolean>

/** One entry of a form: the kind decides the control and how what is typed is read. */
export interface Field {
  name: string
  label: string
  kind: 'text' | 'email' | 'tel' | 'password' | 'new-password' | 'money' | 'amount' | 'month' | 'date' | 'select' | 'switch' | 'lines' | 'suggest'
  required?: boolean
  description?: string
  options?: readonly FilterOption[]
  /** Something to say about what is being typed. */
  hint?: (values: Values) => ReactNode
  disabled?: boolean
  autoComplete?: string
}
