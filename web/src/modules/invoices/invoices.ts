// What every page of invoices speaks of: types, the values of each list, the colours of where things stand, and their words.
import i18next from 'i18next'
import type { Answer, Body } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'
import type { FilterOption } from '@/kernel/table/column'

export type Batch = Answer<'/api/batches/{id}'>
export type Invoice = Answer<'/api/invoices'>['items'][number]
export type Detail = Answer<'/api/invoices/{id}'>
export type Finding = Detail['findings'][number]
export type StageEnd = Detail['stages'][number]
export type Extracted = NonNullable<Detail['extracted_data']>
export type ReadField = NonNullable<Extracted['fields']>[string]
export type Line = NonNullable<Extracted['lines']>[number]
export type Tax = NonNullable<Extracted['taxes']>[number]
export type PageSize = Answer<'/api/invoices/{id}/pages'>[number]
export type PageWord = Answer<'/api/invoices/{id}/pages/{page}'>['words'][number]
export type Decision = Answer<'/api/invoices/{id}/decisions'>[number]
export type Comment = Answer<'/api/invoices/{id}/comments'>[number]
export type Vendor = Answer<'/api/vendors'>[number]
export type VendorDetail = Answer<'/api/vendors/{id}'>
export type VendorHint = Answer<'/api/vendors/{id}/hints'>[number]
export type RiskPoint = Answer<'/api/vendors/{id}/risk'>[number]
export type ChatMessage = Answer<'/api/chat/history/{id}'>['messages'][number]
export type Uploaded = Answer<'/api/invoices/upload', 'post'>[number]
export type ExportFormat = NonNullable<Body<'/api/invoices/exports'>['format']>

export type InvoiceStatus = Invoice['status']
export type Stage = Invoice['current_stage']
export type BatchStatus = Batch['status']
export type Severity = Finding['severity']
export type Risk = Vendor['risk_category']

export const STATUSES = ['pending', 'processing', 'completed', 'failed', 'approved', 'rejected'] as const satisfies readonly InvoiceStatus[]
export const STAGES = ['upload', 'ocr', 'extraction', 'validation', 'arithmetic', 'duplication', 'flagging', 'review'] as const satisfies readonly Stage[]
export const BATCH_STATUSES = ['created', 'processing', 'completed', 'failed', 'paused'] as const satisfies readonly BatchStatus[]
export const RISKS = ['low', 'medium', 'high'] as const satisfies readonly Risk[]

export const STATUS_TONES: Record<InvoiceStatus, Tone> = { pending: 'still', processing: 'open', completed: 'warn', failed: 'bad', approved: 'good', rejected: 'still' }
export const BATCH_TONES: Record<BatchStatus, Tone> = { created: 'still', processing: 'open', completed: 'good', failed: 'bad', paused: 'warn' }
export const SEVERITY_TONES: Record<Severity, Tone> = { info: 'still', warning: 'warn', error: 'bad' }
export const RISK_TONES: Record<Risk, Tone> = { low: 'good', medium: 'warn', high: 'bad' }

export const VIEW = 'invoices:read'
export const BRING = 'invoices:upload'
export const DECIDE = 'invoices:decide'
export const MANAGE = 'invoices:manage'
/** May set the templates of vendors, and have forgotten what was learned. */
export const TEACH = 'invoices:teach'

export const statusName = (status: InvoiceStatus) => i18next.t(`invoices:status.${status}`)
export const stageName = (stage: Stage) => i18next.t(`invoices:stage.${stage}`)
export const batchStatusName = (status: BatchStatus) => i18next.t(`invoices:batchStatus.${status}`)
export const riskName = (risk: Risk) => i18next.t(`invoices:risk.${risk}`)

/** The words of a list, as options of a filter. */
export function options<V extends string>(values: readonly V[], name: (value: V) => string): FilterOption[] {
  return values.map((value) => ({ value, label: name(value) }))
}

/** What people call an invoice: its number, or while it has none, its file. */
export function nameOf(invoice: Pick<Invoice, 'invoice_number' | 'filename'>): string {
  return invoice.invoice_number || invoice.filename
}

/** Nothing more happens to it by itself. */
export function isRead(status: InvoiceStatus): boolean {
  return status !== 'pending' && status !== 'processing'
}

/** It waits for a person. */
export function isOpen(invoice: Pick<Invoice, 'status'>): boolean {
  return invoice.status === 'completed'
}
