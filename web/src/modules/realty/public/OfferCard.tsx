import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { DevelopmentBadge } from '../parts/badges'
import { type Development, developmentTypeName } from '../realty'
import { Facade, ownPictures } from './Facade'

/** A development among others. All of it is the link. */
export function OfferCard({ of }: { of: Development }) {
  const { t } = useTranslation('realty')
  const [picture] = ownPictures(of.images)
  const ready = of.actual_completion_date ?? of.expected_completion_date
  return (
    <article className="offer">
      <div className="offer-picture">
        {picture ? <img src={picture} alt="" loading="lazy" /> : <Facade seed={of.id} />}
        {of.is_featured && <span className="offer-mark">{t('customer.offer.featured')}</span>}
      </div>
      <div className="offer-text">
        <h2><Link to="/developments/$id" params={{ id: String(of.id) }}>{of.project_name}</Link></h2>
        <Text size="sm" c="dimmed">{[of.location_city, of.location_state].join(', ')}{of.builder ? ` · ${of.builder.company_name}` : ''}</Text>
        <p className="offer-price"><Prices of={of} /></p>
        <div className="small-facts">
          <DevelopmentBadge status={of.status} />
          <span>{developmentTypeName(of.project_type)}</span>
          {ready && <span>{t(of.actual_completion_date ? 'customer.offer.done' : Date.parse(ready) < Date.now() ? 'customer.offer.was' : 'customer.offer.ready')} <Day on={ready} /></span>}
        </div>
        <p className="offer-left" data-none={of.available_units === 0 || undefined}>
          {of.available_units === 0 ? t('customer.offer.none') : t('customer.offer.left', { count: of.available_units, total: of.total_units })}
        </p>
      </div>
    </article>
  )
}

/** From the least price to the highest, in few figures. */
export function Prices({ of }: { of: Pick<Development, 'price_range_min' | 'price_range_max' | 'currency'> }) {
  const { t } = useTranslation('realty')
  const { price_range_min: least, price_range_max: most, currency } = of
  if (least === null && most === null) return <Text span c="dimmed">{t('customer.offer.ask')}</Text>
  if (least === null || most === null || least === most) return <Cash of={least ?? most} currency={currency} short />
  return <><Cash of={least} short />{'\u202f–\u202f'}<Cash of={most} currency={currency} short /></>
}
