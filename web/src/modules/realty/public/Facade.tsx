// A drawing in place of a picture that nobody has taken yet: a house with as many windows as it takes.

interface FacadeProps {
  /** The same number draws the same house. */
  seed: number
  floors?: number
  /** All of the drawing in a broad, low place; else it fills its place. */
  whole?: boolean
}

export function Facade({ seed, floors, whole }: FacadeProps) {
  const towers = [0, 1, 2].map((at) => {
    const size = (seed * 7 + at * 5) % 4
    return { x: 62 + at * 74, width: 58, height: Math.min(118, 56 + (floors ?? 4 + size * 2) * 5 + (at === 1 ? 18 : size * 6)) }
  })
  return (
    <svg viewBox="0 0 340 190" className="facade" preserveAspectRatio={whole ? 'xMidYMax meet' : 'xMidYMax slice'} aria-hidden="true" focusable="false">
      <circle cx={40 + ((seed * 53) % 240)} cy="42" r="14" className="facade-sun" />
      {towers.map(({ x, width, height }, at) => (
        <g key={at}>
          <rect x={x} y={166 - height} width={width} height={height} className="facade-wall" data-tone={at % 2} />
          {Array.from({ length: Math.floor((height - 16) / 13) }, (_, row) => [0, 1, 2].map((column) => (
            <rect key={`${row}-${column}`} x={x + 8 + column * 15} y={166 - height + 9 + row * 13} width="9" height="7" rx="1" className="facade-window" data-lit={(seed + row * 3 + column * 5 + at) % 4 === 0 || undefined} />
          )))}
        </g>
      ))}
      <path d="M-2000 166h4340v24H-2000z" className="facade-ground" />
    </svg>
  )
}

/** Only our own pictures are shown: the page loads nothing from elsewhere. */
export function ownPictures(addresses: readonly string[] | null | undefined): string[] {
  return (addresses ?? []).filter((address) => address.startsWith('/'))
}
