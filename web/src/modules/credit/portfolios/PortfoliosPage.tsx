export function PortfoliosPage({ open }: { open?: 'new' | number }) {
  return <>{open}</>
}
