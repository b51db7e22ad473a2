import { Anchor, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconFile } from '@/kernel/icons'
import { Empty } from '@/kernel/states/States'
import type { Development } from '../realty'

/** Floor plans and the brochure. */
export function Plans({ of }: { of: Development }) {
  const { t } = useTranslation('realty')
  const plans = of.floor_plans ?? []
  if (plans.length === 0 && !of.brochure_url) return <Empty title={t('customer.dev.noPlans')}>{t('customer.dev.noPlansHint')}</Empty>
  return (
    <div className="columns">
      {plans.length > 0 && (
        <section className="card">
          <Title order={2} mb="sm">{t('customer.dev.plans')}</Title>
          <ul className="plan-list">
            {plans.map((each, at) => (
              <li key={each}>
                <Plan address={each} name={t('customer.dev.plan', { number: at + 1 })} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {of.brochure_url && (
        <section className="card">
          <Title order={2} mb="sm">{t('customer.dev.brochure')}</Title>
          <Anchor href={of.brochure_url} target="_blank" rel="noopener noreferrer" className="plan-link"><IconFile /> {t('customer.dev.brochureOpen')}</Anchor>
        </section>
      )}
    </div>
  )
}

/** A plan may be a picture or a PDF, which its address does not tell: what is no picture shows the sign of a file. */
export function Plan({ address, name }: { address: string; name: string }) {
  const [picture, setPicture] = useState(address.startsWith('/'))
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" className="plan">
      {picture ? <img src={address} alt="" loading="lazy" onError={() => setPicture(false)} /> : <span className="plan-sign"><IconFile size={36} /></span>}
      {name}
    </a>
  )
}
