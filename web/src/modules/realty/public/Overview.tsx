import { Anchor, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { Day } from '@/kernel/Time'
import { Meter } from '@/kernel/Meter'
import { type Development, type Matrix, type Phase, UNIT_TYPES, unitTypeName } from '../realty'
import { Cash } from '@/kernel/Cash'
import { money } from '@/kernel/money'
import { Gallery } from './Gallery'
import { Prices } from './OfferCard'
import { builtPercent } from './built'

interface OverviewProps {
  of: Development
  phases: readonly Phase[] | undefined
  matrix: Matrix | undefined
  onTab: (tab: string) => void
}

export function Overview({ of, phases, matrix, onTab }: OverviewProps) {
  const { t } = useTranslation('realty')
  const number = new Intl.NumberFormat(useLocale())
  const built = phases ? builtPercent(phases) : null
  const place = of.latitude !== null && of.longitude !== null ? `${of.latitude},${of.longitude}` : null
  return (
    <>
      <Gallery of={of} />
      <div className="tiles dev-tiles">
        <div className="card tile"><span>{t('customer.dev.prices')}</span><b><Prices of={of} /></b></div>
        <button type="button" className="card tile tile-button" onClick={() => onTab('homes')}>
          <span>{t('customer.dev.free')}</span><b>{number.format(of.available_units)}</b><Text span size="sm" c="dimmed">{t('customer.dev.ofAll', { total: number.format(of.total_units) })}</Text>
        </button>
        <div className="card tile"><span>{t(of.actual_completion_date ? 'customer.dev.completed' : 'customer.dev.ready')}</span><b><Day on={of.actual_completion_date ?? of.expected_completion_date} /></b></div>
        {built !== null && (
          <button type="button" className="card tile tile-button" onClick={() => onTab('building')}>
            <span>{t('customer.dev.built')}</span><b>{built}&nbsp;%</b><Meter label={t('customer.dev.built')} percent={built}>{false}</Meter>
          </button>
        )}
      </div>
      <div className="columns">
        <div>
          {of.description && <section className="card dev-block"><Title order={2} mb="xs">{t('customer.dev.about')}</Title><p className="told">{of.description}</p></section>}
          {matrix && <Kinds of={matrix} onTab={onTab} />}
          {(of.amenities ?? []).length > 0 && (
            <section className="card dev-block">
              <Title order={2} mb="xs">{t('customer.dev.amenities')}</Title>
              <ul className="chips">{(of.amenities ?? []).map((each) => <li key={each}>{said(each)}</li>)}</ul>
            </section>
          )}
        </div>
        <div>
          <section className="card dev-block">
            <Title order={2} mb="xs">{t('customer.dev.facts')}</Title>
            <dl className="facts">
              <dt>{t('customer.dev.address')}</dt><dd>{of.location_address}<br />{of.location_zipcode} {of.location_city}, {of.location_state}</dd>
              {place && <><dt>{t('customer.dev.place')}</dt><dd><span className="figure">{of.latitude}, {of.longitude}</span><br /><Anchor size="sm" href={`geo:${place}`}>{t('customer.dev.map')}</Anchor></dd></>}
              {of.project_area !== null && <><dt>{t('customer.dev.area')}</dt><dd>{t('customer.dev.areaOf', { area: number.format(of.project_area) })}</dd></>}
              <dt>{t('customer.dev.units')}</dt><dd>{number.format(of.total_units)}</dd>
              {of.start_date && <><dt>{t('customer.dev.begun')}</dt><dd><Day on={of.start_date} /></dd></>}
              {of.brochure_url && <><dt>{t('customer.dev.brochure')}</dt><dd><Anchor href={of.brochure_url} target="_blank" rel="noopener noreferrer">{t('customer.dev.brochureOpen')}</Anchor></dd></>}
            </dl>
          </section>
          {of.builder && <BuilderCard of={of.builder} />}
        </div>
      </div>
    </>
  )
}

/** Which kinds of homes are free, and from which price. */
function Kinds({ of, onTab }: { of: Matrix; onTab: (tab: string) => void }) {
  const { t } = useTranslation('realty')
  const number = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 0 })
  const free = of.floors.flatMap((floor) => floor.units).filter((each) => each.status === 'available')
  const kinds = UNIT_TYPES.map((type) => ({ type, homes: free.filter((each) => each.unit_type === type) })).filter(({ homes }) => homes.length > 0)
  if (kinds.length === 0) return null
  return (
    <section className="card dev-block">
      <Title order={2} mb="xs">{t('customer.dev.kinds')}</Title>
      <table className="kinds">
        <thead><tr><th scope="col">{t('customer.dev.kind')}</th><th scope="col">{t('customer.dev.free')}</th><th scope="col">{t('customer.dev.size')}</th><th scope="col">{t('customer.dev.from')}</th></tr></thead>
        <tbody>
          {kinds.map(({ type, homes }) => {
            const areas = homes.map((each) => each.area_sqft)
            const [least, most] = [Math.min(...areas), Math.max(...areas)]
            const price = homes.map((each) => money(each.price)).reduce((one, other) => (other < one ? other : one))
            return (
              <tr key={type}>
                <th scope="row">{unitTypeName(type)}</th><td>{homes.length}</td>
                <td>{t('matrix.sqft', { area: least === most ? number.format(least) : `${number.format(least)}–${number.format(most)}` })}</td><td><Cash of={price} currency={of.currency} short /></td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Anchor component="button" type="button" size="sm" mt="xs" onClick={() => onTab('homes')}>{t('customer.dev.see')}</Anchor>
    </section>
  )
}

function BuilderCard({ of }: { of: NonNullable<Development['builder']> }) {
  const { t } = useTranslation('realty')
  return (
    <section className="card dev-block">
      <Title order={2} mb="xs">{of.company_name}</Title>
      {of.description && <Text size="sm" mb="sm">{of.description}</Text>}
      <dl className="facts">
        <dt>{t('customer.dev.license')}</dt><dd>{of.license_number}{of.verified ? ` · ${t('customer.dev.verified')}` : ''}</dd>
        <dt>{t('customer.dev.phone')}</dt><dd><Anchor href={`tel:${of.phone.replace(/[^+\d]/g, '')}`}>{of.phone}</Anchor></dd>
        <dt>{t('customer.dev.address')}</dt><dd>{of.address}</dd>
        {of.website && /^https?:\/\//.test(of.website) && <><dt>{t('customer.dev.website')}</dt><dd><Anchor href={of.website} target="_blank" rel="noopener noreferrer">{of.website.replace(/^https?:\/\//, '')}</Anchor></dd></>}
        <dt>{t('customer.dev.others')}</dt><dd>{of.total_projects}</dd>
      </dl>
    </section>
  )
}

/** `swimming_pool` as people write it. */
export function said(word: string): string {
  const text = word.replaceAll('_', ' ').trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
