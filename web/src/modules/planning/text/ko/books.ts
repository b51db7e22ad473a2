// 계좌, 거래 내역, 분류의 말.
import type { books as English } from '../en/books'

export const books: typeof English = {
  accounts: {
    title: '계좌', one: '계좌', add: '계좌 추가', edit: '계좌 편집', name: '이름', nameHint: '예: 생활비, 비상금.', kind: '종류', bank: '은행', number: '계좌 번호',
    numberHint: '예: IBAN. 은행 파일이 이 번호로 계좌를 찾습니다.', currency: '통화', opening: '기초 잔액', openingHint: '기준일에 들어 있던 금액입니다. 부채는 음수로 입력하세요.', openingDate: '기준일',
    empty: '계좌가 없습니다', emptyHint: '입출금 계좌, 카드, 현금처럼 돈이 있는 곳을 추가하면 잔액과 순자산을 볼 수 있습니다.',
    net: '순자산 ({{currency}})', assets: '자산', debts: '부채', showClosed: '닫은 계좌 보기', closedOn: '닫음', isClosed: '닫음', entries: '기록 수',
    close: '계좌 닫기', closeHint: '잔액이 없어야 닫을 수 있습니다. 남은 금액을 먼저 이체하세요.', reopen: '다시 열기', closed: '{{name}} 계좌를 닫았습니다.', reopened: '{{name}} 계좌를 다시 열었습니다.', deleted: '삭제했습니다: {{name}}',
  },
  kind: { checking: '입출금 계좌', savings: '저축', cash: '현금', credit_card: '신용카드', loan: '대출', investment: '투자', other: '기타' },
  transactions: { title: '거래', ofImport: '한 번에 가져온 거래만 표시합니다.', theImport: '가져오기 보기' },
  type: { deposit: '입금', withdrawal: '출금', transfer: '이체', opening: '기초 잔액' },
  keys: { edit: '행 편집', category: '분류 편집', previousMonth: '이전 달', nextMonth: '다음 달' },
  books: {
    date: '날짜', account: '계좌', payee: '거래처', memo: '메모', amount: '금액', balance: '잔액', type: '종류', fromDay: '시작일', toDay: '종료일', pending: '대기', completed: '확정',
    add: '거래 추가', book: '추가', editing: '{{name}} 편집', actions: '{{name}} 작업', noPayee: '거래처 없음', uncategorised: '분류 없음', newCategory: '새 분류 “{{name}}”', from: '{{account}}에서 받음', to: '{{account}}(으)로 보냄',
    split_one: '{{count}}개로 나눔', split_other: '{{count}}개로 나눔', saved: '저장했습니다.', booked: '기록했습니다.', deleted_one: '거래 {{count}}건을 삭제했습니다.', deleted_other: '거래 {{count}}건을 삭제했습니다.',
    categorised_one: '거래 {{count}}건의 분류: {{category}}.', categorised_other: '거래 {{count}}건의 분류: {{category}}.', nothingToCategorise: '이체와 기초 잔액에는 분류가 없습니다.',
    empty: '기록된 거래가 없습니다', emptyHint: '은행 파일을 가져오거나 직접 추가하세요.', noMatch: '조건에 맞는 거래가 없습니다.', noMatchHint: '검색어나 필터를 바꿔 보세요.',
  },
  split: { title: '거래 나누기', action: '나누기…', part: '{{number}}번째 항목', add: '항목 추가', remove: '{{number}}번째 항목 삭제', left: '아직 나누지 않은 금액:', sums: '항목의 합계가 거래 금액과 같습니다.' },
  transfer: {
    title: '계좌 간 이체', action: '이체', edit: '이체 편집', from: '보내는 계좌', to: '받는 계좌', same: '서로 다른 두 계좌를 선택하세요.', leaves: '나가는 금액 ({{currency}})', arrives: '들어오는 금액 ({{currency}})',
    arrivesHint: '은행 내역에 표시된, 환율과 수수료를 반영한 금액입니다.', amount: '0보다 큰 금액을 입력하세요.', book: '이체 기록', needsTwo: '이체하려면 열린 계좌가 두 개 있어야 합니다. 먼저 계좌를 더 추가하세요.',
  },
  categorise: {
    title_one: '거래 {{count}}건 분류', title_other: '거래 {{count}}건 분류', action: '분류…', learn: '이 거래처에 계속 적용', learnHint: '앞으로 이 거래처의 거래는 자동으로 이 분류에 들어갑니다.',
    put: '{{category}}(으)로 분류', clear: '분류 지우기',
  },
  categories: {
    title: '분류', one: '분류', add: '분류 추가', name: '이름', kind: '구분', empty: '분류가 없습니다', emptyHint: '돈이 어디서 들어와 어디에 쓰였는지 분류로 확인합니다. 거래를 기록할 때 새 이름을 입력해도 만들어집니다.', deleted: '삭제했습니다: {{name}}',
    show: '거래', rename: '이름을 바꾸면 기록된 거래에도 반영됩니다.',
  },
  side: { income: '수입', expense: '지출', equity: '기초 잔액' },
  rules: {
    title: '규칙', one: '규칙', add: '규칙 추가', pattern: '문구', whole: '일치', learned: '학습됨', made: '직접 만듦', origin: '출처', wholePayee: '거래처와 정확히 같음', partOf: '거래처나 메모에 들어 있음', wholeLabel: '거래처가 이 문구와 정확히 같을 때만',
    empty: '규칙이 없습니다', emptyHint: '규칙은 은행 거래를 자동으로 분류합니다. 거래를 분류할 때 자동으로 만들어지며 직접 추가할 수도 있습니다.', deleted: '삭제했습니다: {{name}}', patternHint: '두 글자 이상 입력하세요. 대소문자는 구분하지 않습니다.', unknownCategory: '이런 이름의 분류가 없습니다.',
  },
  statement: { title: '명세서', get: '{{month}} 내려받기' },
}
