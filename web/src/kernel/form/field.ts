import type { ReactNode } from 'react'
import type { FilterOption } from '../table/column'

export type Values = Record<string, string | boolean>

/** One entry of a form: the kind decides the control and how what is typed is read. */
export interface Field {
  name: string
  label: string
  kind: 'text' | 'email' | 'tel' | 'password' | 'new-password' | 'money' | 'amount' | 'month' | 'date' | 'select' | 'switch' | 'lines' | 'suggest' | 'find'
  required?: boolean
  description?: string
  options?: readonly FilterOption[]
  /** Of a `find`: what the words may mean. The field's value is the chosen one's; `options` names the one it begins with. */
  find?: (text: string, signal: AbortSignal) => Promise<readonly FilterOption[]>
  /** Something to say about what is being typed. */
  hint?: (values: Values) => ReactNode
  disabled?: boolean
  autoComplete?: string
}
