// The report as a PDF.
import './words'

export function ReportPage() {
  return null
}
