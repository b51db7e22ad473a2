// The frame of a calculator: what it found as a sentence, what is entered, the figures, and what they mean.
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Failed, Lines } from '@/kernel/states/States'
import { Files } from './Analysis'
import type { Calculation } from './calculator'
import { Definition } from './Definition'

interface CalculatorProps<T extends { definition: string }> {
  of: Calculation<T>
  name: string
  title: (data: T) => string
  inputs: ReactNode
  /** Said instead of figures while nothing can be asked. */
  waiting?: ReactNode
  /** Its table as CSV, where the server has no file of it. */
  csv?: (data: T) => void
  children: (data: T) => ReactNode
}

export function Calculator<T extends { definition: string }>({ of, name, title, inputs, waiting, csv, children }: CalculatorProps<T>) {
  const { data, error, stale, again, download } = of
  return (
    <section className="analysis" aria-label={name} aria-busy={!waiting && ((!data && !error) || stale)}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs" mb="sm">
        <Title order={2}>{data && !waiting ? title(data) : name}</Title>
        {data && !waiting && <div className="no-print"><Files {...(csv ? { download: () => csv(data), formats: ['csv'] } : { download })} /></div>}
      </Group>
      <div className="calculator-inputs">{inputs}</div>
      {waiting ?? (error && !stale ? <Failed error={error} retry={again} /> : !data ? <Lines count={8} /> : <div className="analysis-body" data-stale={stale || undefined}>{children(data)}</div>)}
      {data && !waiting && <Text size="sm" className="definition" mt="md" role="note"><Definition of={data.definition} /></Text>}
    </section>
  )
}
