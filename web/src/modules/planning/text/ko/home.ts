// 시작 화면, 한 달의 예산, 프로젝트의 말.
import type { home as English } from '../en/home'

export const home: typeof English = {
  home: {
    kept: '이번 달 남은 돈', greeting: '{{name}}님, 안녕하세요', net: '순자산', netNote: '{{month}} 이후 <amount/>', income: '이번 달 수입', spending: '이번 달 지출',
    before: '지난달 <amount/>', currency: '통화', flowUp: '{{month}}에는 나간 돈보다 들어온 돈이 많았습니다', flowDown: '{{month}}에는 들어온 돈보다 나간 돈이 많았습니다', flowEven: '{{month}}에는 들어온 돈과 나간 돈이 같았습니다', flowUnit: '월별 수입과 지출 ({{currency}})', flow: '금액', in: '수입', out: '지출', month: '월',
    categories: '이번 달에는 {{category}}에 가장 많이 썼습니다', categoriesNone: '이번 달에는 아직 지출이 없습니다', categoriesHint: '세로선은 지난달 지출입니다.', wasBefore: '지난달 <amount/>', none: '분류 없음', budgets: '예산', budgetsUse: '이번 달 예산의 {{percent}}% 사용', used: '예산의 {{percent}}% 사용', toBudgets: '모든 예산',
    noBudgets: '이 달의 예산이 없습니다.', goals: '목표', toGoals: '모든 목표', noGoals: '진행 중인 목표가 없습니다.', reachedOn: '이대로면 {{date}}에 도달', noPace: '아직 모은 돈이 없습니다', onTrack: '순조로움', behind: '지연', upcoming: '다가오는 일정', nothingUpcoming: '곧 다가오는 일정이 없습니다.', renewal: '보험 {{number}} 갱신', goalDue: '목표 “{{name}}” 기한',
    recent: '최근 거래', toTransactions: '모든 거래', noRecent: '기록된 거래가 없습니다.', claims_one: '진행 중인 청구 {{count}}건', claims_other: '진행 중인 청구 {{count}}건', unread_one: '읽지 않은 알림 {{count}}건', unread_other: '읽지 않은 알림 {{count}}건', tickets_one: '미해결 문의 {{count}}건', tickets_other: '미해결 문의 {{count}}건',
    start: '세 단계로 시작하기', startHint: '마치면 이 화면에서 자산과 돈의 흐름을 한눈에 볼 수 있습니다.', stepAccount: '계좌 추가', stepAccountHint: '돈이 어디에 있고 오늘 잔액이 얼마인지 입력합니다.', stepImport: '은행 파일 가져오기', stepImportHint: '1년 치 내역도 1분이면 충분합니다.', stepBudget: '예산 정하기', stepBudgetHint: '가장 많이 쓰는 분류부터 한도를 정하세요.', done: '완료',
  },
  month: {
    figures: '{{month}} 요약', income: '수입', planned: '계획', spent: '지출', left: '남음', unassigned: '미배정', unassignedHint: '들어온 돈 가운데 쓰지도 계획하지도 않은 금액입니다.', overplanned: '들어온 돈보다 계획한 금액이 많습니다.', perDay_one: '/일 · {{count}}일 남음', perDay_other: '/일 · {{count}}일 남음', unbudgeted: '예산 없이 쓴 돈', unbudgetedHint: '아직 한도가 없는 곳에 쓴 돈입니다.',
    make: '예산 만들기', copy: '{{month}}에서 복사', copied_one: '예산 {{count}}개를 복사했습니다.', copied_other: '예산 {{count}}개를 복사했습니다.', nothingToCopy: '{{month}}에서 복사할 예산이 없습니다.', move: '돈 옮기기', moveTitle: '예산 사이에 돈 옮기기', moveFrom: '보내는 예산', moveTo: '받는 예산', moved: '{{from}}에서 {{to}}(으)로 {{amount}}을(를) 옮겼습니다.', available: '{{name}} ({{amount}} 남음)',
    carriedColumn: '이월', availableColumn: '사용 가능', editLimit: '{{name}} 한도: {{amount}}. 편집', limitOf: '{{name}} 한도', limitSaved: '{{name}} 한도는 이제 {{amount}}입니다.', entered: '입력 {{entered}}, 기록 {{booked}}',
  },
  rollover: {
    label: '월말 잔액 처리', none: '이월하지 않음', surplus: '남은 금액 이월', surplus_and_deficit: '남은 금액과 초과 금액 이월', noneHint: '매달 정해진 한도로 새로 시작합니다.', surplusHint: '지난달에 쓰지 않고 남은 금액이 이번 달 한도에 더해집니다. 초과 지출은 반영하지 않습니다.', surplus_and_deficitHint: '지난달에 남은 금액은 더하고, 초과한 금액은 이번 달 한도에서 뺍니다.',
  },
  projects: { title: '프로젝트', one: '프로젝트', add: '프로젝트 추가', name: '프로젝트', description: '설명', budget: '예산', start: '시작', end: '종료', empty: '프로젝트가 없습니다', emptyHint: '집수리, 결혼, 이사 같은 큰일의 예산과 진행 상황을 관리하세요.', deleted: '삭제했습니다: {{name}}' },
  projectStatus: { planning: '계획 중', in_progress: '진행 중', completed: '완료' },
}
