// A figure in a tile of its own; with a link where loans or another page stand behind it.
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Tone, Status } from '@/kernel/Status'

interface FactProps {
  label: string
  value: ReactNode
  note?: ReactNode
  tone?: Tone
  to?: string | undefined
}

export function Fact({ label, value, note, tone, to }: FactProps) {
  const inner = (
    <>
      <Text size="sm" c="dimmed" component="span">{label}</Text>
      <b>{value}</b>
      <Text size="sm" c="dimmed" component="span">{tone && note ? <Status tone={tone}>{note}</Status> : note ?? '\u00a0'}</Text>
    </>
  )
  return to ? <Link to={to} className="tile card">{inner}</Link> : <div className="tile card">{inner}</div>
}
