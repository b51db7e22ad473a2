import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Sparkline } from './Sparkline'

interface TileProps {
  label: string
  value: ReactNode
  note?: ReactNode
  course?: readonly number[]
  to: string
}

/** One number, how it moves, and a link to the list behind it. */
export function Tile({ label, value, note, course, to }: TileProps) {
  return (
    <Link to={to} className="tile card">
      <Text size="sm" c="dimmed" component="span">{label}</Text>
      <b>{value}</b>
      <Text size="sm" c="dimmed" component="span">{note ?? '\u00a0'}</Text>
      {course && <Sparkline values={course} />}
    </Link>
  )
}
