export function LoanPanel({ loan }: { loan: string }) {
  return <>{loan}</>
}
