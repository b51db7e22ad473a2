interface SparklineProps {
  values: readonly number[]
}

/** A number's recent course, without axes: a decoration beside the number itself. */
export function Sparkline({ values }: SparklineProps) {
  if (values.length < 2) return null
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map((value, at) => `${(at / (values.length - 1)) * 100},${26 - ((value - low) / span) * 24}`)
  return (
    <svg viewBox="0 0 100 28" preserveAspectRatio="none" width="100%" height="28" style={{ display: 'block', marginTop: 6 }} aria-hidden="true" focusable="false">
      <polyline points={points.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
