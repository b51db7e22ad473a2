import type { PlanningText } from './en'
import { books } from './ko/books'
import { home } from './ko/home'
import { imports } from './ko/imports'

export const ko: PlanningText = {
  ...books,
  ...home,
  ...imports,
  title: '자금 계획',
  nav: { home: '홈', accounts: '계좌', transactions: '거래', budgets: '예산', goals: '목표', projects: '프로젝트', categories: '분류', imports: '가져오기' },
  action: { newBudget: '예산 추가', newGoal: '목표 추가', active: '진행 중인 목표 보기', newAccount: '계좌 추가', newImport: '은행 파일 가져오기', newProject: '프로젝트 추가', uncategorised: '분류 없는 거래 보기', rules: '규칙 보기', newRule: '규칙 추가', newCategory: '분류 추가' },
  field: { category: '분류', month: '월', limit: '한도', spent: '지출', remaining: '남은 금액', used: '사용', created: '생성', changed: '변경' },
  budgets: {
    title: '예산', spentHint: '기록된 거래 외에 따로 쓴 금액입니다. 기록된 거래는 자동으로 더해집니다.', currencyHint: '비워 두면 기본 통화를 씁니다.', one: '예산', add: '예산 추가', empty: '이 달의 예산이 없습니다', emptyHint: '지출 종류마다 한도를 정하고 얼마나 썼는지 확인하세요.',
    deleted: '삭제했습니다: {{name}}', overCount_one: '예산 {{count}}개가 한도를 넘었습니다', overCount_other: '예산 {{count}}개가 한도를 넘었습니다', allWithin: '모든 예산이 한도 이내입니다', progress: '{{name}}: 한도의 {{percent}}% 지출',
  },
  goals: {
    title: '목표', one: '목표', add: '목표 추가', name: '목표', target: '목표 금액', saved: '모은 금액', deadline: '기한', status: '상태', progress: '진행',
    empty: '목표가 없습니다', emptyHint: '무엇을 위해 얼마를 언제까지 모을지 정하세요.', deleted: '삭제했습니다: {{name}}', needed: '{{date}}까지 매달 약 {{amount}}이면 됩니다.', reached: '목표 금액에 도달했습니다.', late: '기한이 지났습니다. {{amount}}이(가) 모자랍니다.', progressOf: '{{name}}: {{percent}}% 모음',
    dateHint: '2027-03-31, 2027년 3월 31일, +6m처럼 입력하세요.', monthly: '매달 더할 금액', monthlyHint: '매달 모으려는 금액입니다.', annualReturn: '연 수익률 (%)', annualReturnHint: '모은 돈의 수익률입니다. 없으면 비워 두세요.', currency: '통화', onTrack: '순조로움', behind: '지연', required: '매달 필요', pace: '지금까지의 속도', aMonth: '매달', projected: '도달 예상', never: '이 속도로는 어려움', withReturn: '수익률 {{percent}}%일 때',
    notPercent: '0에서 50 사이의 숫자를 입력하세요.', contribute: '적립하기', contributed: '{{name}}에 {{amount}}을(를) 적립했습니다.',
    chart: '매달 {{amount}}씩이면 {{month}}에 {{name}} 목표에 도달합니다', chartNever: '매달 {{amount}}씩으로는 10년 안에 {{name}} 목표에 도달하지 못합니다', chartNone: '매달 모으지 않으면 {{name}} 금액은 그대로입니다', chartUnit: '월별 모은 금액 ({{currency}})', chartTarget: '목표 금액', chartSaved: '모은 금액', left: '모자란 금액', monthsLeft_one: '{{count}}개월 남음', monthsLeft_other: '{{count}}개월 남음',
  },
  status: { active: '진행 중', completed: '완료', abandoned: '중단' },
}
