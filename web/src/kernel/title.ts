import i18next from 'i18next'
import { useEffect } from 'react'

/** The tab's title, most particular first: the record, the page, the product. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), i18next.t('product')].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
