// A figure that is moved: a slider with its value beside it. It says what it is while it moves, and asks when it rests.
import { Slider } from '@mantine/core'
import '@mantine/core/styles/Slider.css'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

interface KnobProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  format: (value: number) => string
  onChange: (value: number) => void
}

export function Knob({ label, value, min, max, step, format, onChange }: KnobProps) {
  const [moved, setMoved] = useState(value)
  const pending = useRef(false)
  const rest = useDebouncedCallback((next: number) => {
    pending.current = false
    onChange(next)
  }, 180)
  useEffect(() => {
    if (!pending.current) setMoved(value)
  }, [value])
  return (
    <div className="knob">
      <div className="knob-head"><span>{label}</span><b className="figure">{format(moved)}</b></div>
      <Slider
        value={moved} min={min} max={max} step={step} label={null} thumbLabel={label} thumbProps={{ 'aria-valuetext': format(moved) }} size="sm"
        onChange={(next) => {
          pending.current = true
          setMoved(next)
          rest(next)
        }}
      />
      <div className="knob-ends"><span>{format(min)}</span><span>{format(max)}</span></div>
    </div>
  )
}
