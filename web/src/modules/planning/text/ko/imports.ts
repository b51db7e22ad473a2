// 은행 파일이 장부에 들어가는 길의 말.
import type { imports as English } from '../en/imports'

export const imports: typeof English = {
  imports: {
    title: '가져오기', add: '파일 가져오기', another: '다른 파일 가져오기', addHint: '은행에서 내려받은 파일을 거래로 바꿔 줍니다. 기록하기 전에 모두 확인할 수 있습니다.', file: '파일', uploaded: '올린 시각', format: '형식', lines: '줄 수', booked: '기록한 거래',
    empty: '가져온 파일이 없습니다', emptyHint: '은행에서 CSV나 OFX 같은 파일을 내려받아 여기에 놓으세요.', drop: '파일을 여기에 놓으세요', choose: '파일 선택', formats: 'CSV, Excel, OFX, QFX, QIF, CAMT, MT940. 형식은 내용을 보고 자동으로 판별합니다.', reading: '{{name}} 읽는 중…',
    into: '계좌', intoHint: '파일에 계좌가 적혀 있지 않을 때만 선택하세요.', asFile: '파일에 적힌 대로', safe: '같은 거래가 두 번 기록되지 않습니다. 이전 파일로 들어온 거래는 그대로 둡니다.', refused: '파일을 받지 못했습니다.', unread: '파일을 읽지 못했습니다.',
    chooseAccount: '먼저 계좌를 선택하세요', chooseAccountHint: '파일에 어느 계좌의 거래인지 적혀 있지 않습니다.', nearWait_one: '이미 있는 거래와 비슷한 줄이 {{count}}개 있습니다. 어떻게 할지 정해 주세요.', nearWait_other: '이미 있는 거래와 비슷한 줄이 {{count}}개 있습니다. 어떻게 할지 정해 주세요.',
    book: '기록하기', bookRest: '정한 대로 기록하기', bookingLines: '기록 중: {{all}}줄 중 {{done}}줄', readingLines: '읽는 중: 지금까지 {{done}}줄', result: '결과', bookedCount_one: '거래 {{count}}건을 기록했습니다.', bookedCount_other: '거래 {{count}}건을 기록했습니다.',
    knownCount_one: '{{count}}줄은 이미 있었습니다.', knownCount_other: '{{count}}줄은 이미 있었습니다.', unreadCount_one: '{{count}}줄은 읽지 못했습니다.', unreadCount_other: '{{count}}줄은 읽지 못했습니다.',
    show: '새 거래 보기', categorise: '분류하기', nothingNew: '이 파일에는 새로운 거래가 없습니다.', dropIt: '폐기', dropTitle: '가져온 내용을 폐기할까요?', dropText: '{{name}} 파일에서 읽은 내용을 지웁니다. 기록된 거래는 없습니다.', dropped: '가져온 내용을 폐기했습니다.', wasDropped: '폐기한 파일입니다.',
  },
  importStatus: { reading: '읽는 중', ready: '기록 전', booking: '기록 중', done: '완료', failed: '읽을 수 없음', cancelled: '폐기됨' },
  sources: { title: '파일 속 계좌', unnamed: '파일에 계좌가 적혀 있지 않습니다', entries_one: '{{count}}줄', entries_other: '{{count}}줄', mine: '{{account}}에 해당하는 내 계좌', choose: '계좌를 선택하세요', create: '새 계좌…' },
  understood: {
    title: '파일을 이렇게 읽었습니다', separator: '열 구분 “{{sign}}”', tab: '탭', negated: '부호 뒤집음', show: '열 확인', hide: '열 숨기기', ambiguous: '확인해 주세요: 다르게 읽을 수도 있습니다', ambiguousHint: '아래의 날짜와 금액이 맞는지 확인하고, 맞지 않으면 다른 방식으로 읽어 보세요.',
    otherWay: '다른 방식 ({{number}})', other: { sign: '부호 뒤집음', columns: '다른 열' }, preview: '파일의 앞부분', column: '{{number}}열', means: '{{column}} 열의 뜻', dates: '날짜', decimal: '소수점', negate: '부호 뒤집기', again: '다시 읽기',
    lacks: { date: '날짜 열을 알려 주세요.', amount: '금액 열을 알려 주세요.' },
  },
  dateOrder: { year_month_day: '연, 월, 일', day_month_year: '일, 월, 연', month_day_year: '월, 일, 연' },
  decimalMark: { point: '마침표 (.)', comma: '쉼표 (,)' },
  role: {
    ignored: '무시', date: '날짜', value_date: '기산일', amount: '금액', debit: '출금', credit: '입금', direction: '입출금 구분', balance: '잔액', currency: '통화', payee: '거래처', counterparty: '상대 계좌',
    memo: '메모', reference: '참조 번호', end_to_end: '종단 간 참조 번호', number: '번호', code: '코드', category: '분류', account: '계좌', status: '상태',
  },
  lines: {
    booked: '이 줄들을 기록했습니다.',
    title: '파일 내용', in: '입금', out: '출금', line: '줄', reason: '이유', candidate: '비슷한 거래', decision: '결정', skip: '건너뛰기', import: '가져오기', skipAll: '모두 건너뛰기', importAll: '모두 가져오기', none: '줄이 없습니다.', before: '이전 줄', after: '다음 줄', decideOn: '{{name}} 결정',
  },
  decision: { import: '가져옴', skip: '건너뜀' },
  verdict: { new: '새 거래', known: '이미 있음', near: '비슷함', unreadable: '읽을 수 없음' },
  verdictHint: {
    new: '이 줄들을 기록합니다. 분류는 여기서, 또는 나중에 바꿀 수 있습니다.', known: '이전에 가져온 거래입니다. 그대로 둡니다.', near: '장부에 금액이 같고 날짜도 거의 같은 거래가 있습니다. 같은 거래인가요, 다른 거래인가요?',
    unreadable: '이 줄들은 제외됩니다. 무엇이 잘못되었는지 이유를 확인하세요.',
  },
}
