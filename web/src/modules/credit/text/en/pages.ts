// The words of the analyses.
import { over } from './pages/over'
import { risk } from './pages/risk'
import { tools } from './pages/tools'
import { wrong } from './pages/wrong'

export const pages = {
  ...risk, ...wrong, ...over, ...tools,
  nameless: 'not named', none: 'none', showLoans: 'Show the loans', exposure: 'Exposure', expectedLoss: 'Expected loss', rwa: 'Risk-weighted assets', pd: 'Default probability', lgd: 'Loss given default',
  ofAll: '{{share}} of the exposure', from: 'From', to: 'To',
  loans_one: '{{shown}} loan', loans_other: '{{shown}} loans', months_one: '{{shown}} month', months_other: '{{shown}} months', years_one: '{{shown}} years', years_other: '{{shown}} years', days_one: '{{shown}} day', days_other: '{{shown}} days',
  points: '{{value}} bp', percentPoints: '{{value}} pp',
  horizons: { year: 'Year', half_year: 'Half-year', quarter: 'Quarter', month: 'Month' },
  opened: { steps_one: '{{shown}} move', steps_other: '{{shown}} moves', grid: 'These loans in the grid', none: 'No loan did that.', before: 'Before', after: 'After', on: 'On' },
}
