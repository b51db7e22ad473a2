import type { PlanningText } from './en'

export const ko: PlanningText = {
  title: '계획',
  nav: { budgets: '예산', goals: '목표' },
  action: { newBudget: '예산 추가', newGoal: '목표 추가', active: '진행 중인 목표 보기' },
  field: { category: '분류', month: '월', limit: '한도', spent: '지출', remaining: '남은 금액', used: '사용', created: '생성', changed: '변경' },
  budgets: {
    title: '예산', one: '예산', add: '예산 추가', empty: '이 달의 예산이 없습니다', emptyHint: '지출 종류마다 한도를 정하고 얼마나 썼는지 확인하세요.',
    deleted: '삭제했습니다: {{name}}.', over: '{{amount}} 초과', within: '한도 이내', close: '거의 소진', usedOf: '{{percent}} % 사용', total: '합계', totalLimit: '이 달의 한도', totalSpent: '지금까지 지출', totalLeft: '남은 금액', overCount_one: '예산 {{count}}개가 한도를 넘었습니다', overCount_other: '예산 {{count}}개가 한도를 넘었습니다', allWithin: '모든 예산이 한도 이내입니다',
    copy: '{{month}}로 복사', copied_one: '예산 {{count}}개를 {{month}}로 복사했습니다.', copied_other: '예산 {{count}}개를 {{month}}로 복사했습니다.', nothingToCopy: '{{month}}에 이미 모두 있습니다.', progress: '{{name}}: 한도의 {{percent}} % 지출',
  },
  goals: {
    title: '목표', one: '목표', add: '목표 추가', name: '목표', target: '목표 금액', saved: '모은 금액', deadline: '기한', status: '상태', progress: '진행', perMonth: '매달 필요',
    empty: '목표가 없습니다', emptyHint: '무엇을 위해 얼마를 언제까지 모을지 정하세요.', deleted: '삭제했습니다: {{name}}.', needed: '{{date}}까지 매달 약 {{amount}}이면 됩니다.', reached: '목표 금액에 도달했습니다.', late: '기한이 지났습니다. {{amount}}이(가) 모자랍니다.', progressOf: '{{name}}: {{percent}} % 모음',
    dateHint: '2027-03-31, 31 Mar 2027, +6m처럼 쓰세요.', complete: '완료로 표시', completed: '{{name}} 목표를 완료했습니다.',
  },
  status: { active: '진행 중', completed: '완료', abandoned: '중단' },
}
