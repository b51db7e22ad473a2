import type { pages as en } from '../en/pages'
import { over } from './pages/over'
import { risk } from './pages/risk'
import { tools } from './pages/tools'
import { wrong } from './pages/wrong'

export const pages: typeof en = {
  ...risk, ...wrong, ...over, ...tools,
  nameless: '이름 없음', none: '없음', showLoans: '대출 보기', exposure: '익스포저', expectedLoss: '예상손실', rwa: '위험가중자산', pd: '부도확률', lgd: '부도시 손실률',
  ofAll: '익스포저의 {{share}}', from: '시작일', to: '종료일',
  loans_one: '대출 {{shown}}건', loans_other: '대출 {{shown}}건', months_one: '{{shown}}개월', months_other: '{{shown}}개월', years_one: '{{shown}}년', years_other: '{{shown}}년', days_one: '{{shown}}일', days_other: '{{shown}}일',
  points: '{{value}}bp', percentPoints: '{{value}}%p',
  horizons: { year: '1년', half_year: '반기', quarter: '분기', month: '월' },
  opened: { steps_one: '이동 {{shown}}건', steps_other: '이동 {{shown}}건', grid: '대출 목록에서 보기', none: '해당하는 대출이 없습니다.', before: '이전', after: '이후', on: '날짜' },
}
