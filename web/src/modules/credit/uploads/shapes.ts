// Uploads as the server tells of them.
export type LoadKind = 'loans' | 'ratings'
export type LoadMode = 'accept_valid' | 'all_or_nothing' | 'dry_run'

export interface Fault {
  row: number
  loan_id: string
  error: string
  column: string
  value: string
}

export interface LoadResult {
  total_rows: number
  successful: number
  failed: number
  errors: Fault[]
  mode: LoadMode
  load_id: number
  errors_url: string | null
  repeated: boolean
  written: boolean
  took_ms: number
  encoding: string
  separator: string | null
}

export interface Load {
  id: number
  portfolio_id: number
  user_id: number | null
  kind: LoadKind
  mode: LoadMode
  state: 'running' | 'done' | 'failed'
  file_name: string
  bytes: number
  encoding: string
  separator: string | null
  total_rows: number
  successful: number
  failed: number
  written: boolean
  message: string | null
  errors_url: string | null
  took_ms: number | null
  created_at: string
  finished_at: string | null
}
