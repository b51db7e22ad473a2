// What the server says of its figures, in the reader's language: its words are English, and the exact words are the key.
import { useEffect, useState } from 'react'
import { usePreferences } from '@/kernel/preferences'

let korean: Readonly<Record<string, string>> | null = null

/** A definition in the reader's language; as the server says it where nobody has put it into Korean. */
export function useDefinitions(): (english: string) => string {
  const { language } = usePreferences()
  const [, arrived] = useState(korean !== null)
  useEffect(() => {
    if (language !== 'ko' || korean) return
    let shown = true
    void import('../text/ko/definitions').then((file) => {
      korean = file.definitions
      if (shown) arrived(true)
    })
    return () => { shown = false }
  }, [language])
  return (english) => (language === 'ko' ? korean?.[english] ?? english : english)
}

export function Definition({ of }: { of: string }) {
  const said = useDefinitions()(of)
  const { language } = usePreferences()
  return <span lang={language === 'ko' && said === of ? 'en' : undefined}>{said}</span>
}
