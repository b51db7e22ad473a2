import type { frame as en } from '../en/frame'

export const frame: typeof en = {
  pages: '이 포트폴리오의 페이지',
  group: { overview: '개요', loans: '대출', risk: '위험', money: '자금', wrong: '위기 상황', time: '추이', borrowers: '차주', report: '보고서', uploads: '업로드' },
  page: {
    overview: '개요', loans: '대출', risk: '위험', maturity: '만기', concentration: '편중', geography: '지역', watchList: '요주의', covenants: '재무약정',
    cashFlow: '현금흐름', amortisation: '상환 일정', yield: '수익률', arrears: '연체', loss: '예상손실', capital: '자본', ifrs9: 'IFRS 9', stress: '스트레스', whatIf: '가정 분석', health: '건전성',
    migration: '등급 전이', defaultRates: '부도율', vintages: '빈티지', staticPools: '정적 풀', borrowers: '차주', report: '보고서', uploads: '업로드',
  },
  status: { performing: '정상', watchList: '요주의', nonPerforming: '부실', defaulted: '부도' },
  grade: { investment: '투자등급', speculative: '투기등급', default: '부도', none: '등급 없음' },
  field: {
    loanId: '대출', borrower: '차주', amount: '금액', rate: '금리', sector: '업종', maturity: '만기', rating: '등급', status: '상태', country: '국가', debtToEquity: '부채비율(배)',
    interestCoverage: '이자보상배율', leverage: '레버리지', created: '입력한 때', updated: '변경한 때', exposure: '익스포저', averageRating: '평균 등급', share: '비중', loans: '대출 건수',
  },
  asOf: { today: '오늘 기준', day: '{{day}} 기준', other: '다른 기준일', show: '보기', month: '지난달 말, {{day}}', quarter: '지난 분기 말, {{day}}', year: '지난해 말, {{day}}' },
  filter: {
    label: '대상 대출', search: '대출 또는 차주', searched: '검색', more: '필터 더 보기', moreSet: '필터 더 보기 ({{count}})', set: '적용된 필터', clear: '모두 지우기', clearOne: '지우기', takeOff: '{{name}} 필터 지우기',
    sector: '업종(정확히)', country: '국가(정확히)', borrower: '차주(정확히)', from: '부터', to: '까지', apply: '적용', notNumber: '범위에 맞는 숫자가 아닙니다.', noneHint: '모든 필터에 맞는 대출이 없습니다.',
    sectors: '업종', countries: '국가', borrowers: '차주', without: '없음', unknown: '알 수 없음', breaches: '약정 위반', urgent: '긴급', ids: '선택한 대출', moved: '등급 변동',
    between: '{{from}} ~ {{to}}', atLeast: '{{value}} 이상', atMost: '{{value}} 이하',
  },
  move: { upgrade: '상향', downgrade: '하향', fallen_angel: '투기등급 강등', rising_star: '투자등급 승격', default: '부도', withdrawn: '철회' },
  analysis: { definition: '계산 방법', loans_one: '대출 {{shown}}건', loans_other: '대출 {{shown}}건', asOf: '{{day}} 기준' },
  portfolios: {
    hint: '포트폴리오마다 대출 장부와 그 수치가 있습니다.', absent: '그런 포트폴리오가 없습니다.', loans_one: '대출 {{shown}}건', loans_other: '대출 {{shown}}건', archived: '보관됨', add: '포트폴리오 만들기', empty: '아직 포트폴리오가 없습니다',
    emptyHint: '먼저 포트폴리오를 만든 다음 파일에서 대출을 불러오세요. CSV나 Excel, 수백만 행까지 됩니다.', none: '맞는 포트폴리오가 없습니다.', all: '전체', inUse: '사용 중', show: '표시할 포트폴리오', search: '포트폴리오 찾기', name: '이름', description: '설명',
    edit: '{{name}} 이름 바꾸기', saved: '{{name}}을(를) 저장했습니다.', created: '{{name}}을(를) 만들었습니다. 이제 대출을 불러오세요.', archive: '보관', restore: '다시 사용', archivedNow: '{{name}}을(를) 보관했습니다.', restored: '{{name}}을(를) 다시 사용합니다.',
    deleteQuestion: '{{name}}을(를) 삭제할까요?', deleteText_one: '대출 {{shown}}건과 그 등급 이력도 함께 삭제됩니다. 되돌릴 수 없습니다.', deleteText_other: '대출 {{shown}}건과 그 등급 이력도 함께 삭제됩니다. 되돌릴 수 없습니다.', deleted: '{{name}}을(를) 삭제했습니다.',
    together: '모든 포트폴리오 합계', mix: '{{name}}: 대출의 {{share}}가 정상입니다', actions: '{{name}}의 추가 작업', upload: '파일 불러오기', noLoans: '아직 대출이 없습니다', exposureOf: '익스포저', atRisk: '요주의 이하', share: '대출 건수 중', open: '열기',
    order: '순서', orderName: '이름순', orderExposure: '큰 순서', orderRisk: '위험이 큰 순서', more: '더 보기',
  },
  load: '파일 불러오기',
  loans: {
    empty: '아직 대출이 없습니다', emptyHint: '파일에서 불러오거나 첫 대출을 직접 입력하세요.', add: '대출 입력', count_one: '대출 {{shown}}건', count_other: '대출 {{shown}}건',
  },
  bulk: {
    status: '상태 바꾸기…', statusOf_one: '대출 {{count}}건의 상태', statusOf_other: '대출 {{count}}건의 상태', statusHint: '몇 초 동안 되돌릴 수 있습니다.', setStatus: '바꾸기', set_one: '대출 {{count}}건: {{status}}.', set_other: '대출 {{count}}건: {{status}}.',
    delete: '삭제…', deleteQuestion_one: '대출 {{count}}건을 삭제할까요?', deleteQuestion_other: '대출 {{count}}건을 삭제할까요?', deleted_one: '대출 {{count}}건을 삭제했습니다.', deleted_other: '대출 {{count}}건을 삭제했습니다.',
  },
  loan: {
    one: '대출', id: '대출 번호', rate: '연이율(%)', ratingFollows: '새 등급은 오늘 날짜로 이력에도 남습니다.', part: '포트폴리오의 {{share}}', absent: '그런 대출이 없습니다.',
    created: '대출 {{name}}을(를) 입력했습니다.', saved: '대출 {{name}}을(를) 저장했습니다.', deleteQuestion: '대출 {{name}}을(를) 삭제할까요?', deleteText: '등급 이력도 함께 삭제됩니다. 되돌릴 수 없습니다.', deleted: '대출 {{name}}을(를) 삭제했습니다.',
  },
  history: {
    title: '등급 추이', add: '등급 입력', none: '아직 날짜별 등급이 없습니다.', line: '{{best}}와 {{worst}} 사이', withdrawn: '등급 철회', up_one: '{{count}}단계 상향', up_other: '{{count}}단계 상향', down_one: '{{count}}단계 하향', down_other: '{{count}}단계 하향',
    takeOut: '{{day}} 등급 빼기', entered: '{{day}} 등급을 입력했습니다.', taken: '{{day}} 등급을 뺐습니다.', day: '시작일', enter: '입력',
  },
  trail: { title: '변경 내역', none: '아직 없습니다.', created: '입력', updated: '변경', deleted: '삭제' },
}
