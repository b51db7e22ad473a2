import { useEffect, useState } from 'react'
import { IconFile } from '@/kernel/icons'

const SHOWABLE = /^image\/(jpeg|png|webp)$/

/** A small picture of a file that was just chosen. */
export function Thumb({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!SHOWABLE.test(file.type)) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return <span className="thumb">{url ? <img src={url} alt="" /> : <IconFile />}</span>
}
