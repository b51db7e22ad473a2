// Pictures of a development: one large, the others beneath it.
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconLeft, IconRight } from '@/kernel/icons'
import type { Development } from '../realty'
import { Facade, ownPictures } from './Facade'

export function Gallery({ of }: { of: Development }) {
  const { t } = useTranslation('realty')
  const pictures = ownPictures(of.images)
  const [at, setAt] = useState(0)
  const shown = pictures[Math.min(at, pictures.length - 1)]
  if (!shown) return <div className="gallery gallery-none"><Facade seed={of.id} whole /></div>
  const step = (by: number) => setAt((at + by + pictures.length) % pictures.length)
  return (
    <section className="gallery" aria-label={t('customer.dev.pictures')}>
      <div className="gallery-large">
        <a href={shown} target="_blank" rel="noopener"><img src={shown} alt={t('customer.dev.picture', { number: at + 1, total: pictures.length, name: of.project_name })} /></a>
        {pictures.length > 1 && (
          <>
            <ActionIcon variant="default" size="lg" className="gallery-before" aria-label={t('customer.dev.before')} onClick={() => step(-1)}><IconLeft /></ActionIcon>
            <ActionIcon variant="default" size="lg" className="gallery-after" aria-label={t('customer.dev.after')} onClick={() => step(1)}><IconRight /></ActionIcon>
          </>
        )}
      </div>
      {pictures.length > 1 && (
        <ul className="gallery-small">
          {pictures.map((each, place) => (
            <li key={each}><UnstyledButton aria-label={t('customer.dev.show', { number: place + 1 })} aria-current={place === at} onClick={() => setAt(place)}><img src={each} alt="" loading="lazy" /></UnstyledButton></li>
          ))}
        </ul>
      )}
    </section>
  )
}
