import type { tools as en } from '../../en/pages/tools'

export const tools: typeof en = {
  sheet: { load: 'CSV 불러오기', clear: '비우기', example: '예시 보기' },
  yield: {
    title: '이 현금흐름의 수익률은 연 {{rate}}입니다', noRate: '현재가치를 0으로 만드는 수익률이 없습니다', kind: '현금흐름 시점', kinds: { dated: '날짜별(XIRR)', periods: '같은 간격(IRR)' }, often: '한 기간', periods: { yearly: '1년', half_yearly: '반년', quarterly: '분기', monthly: '1개월' },
    flows: '현금흐름', day: '날짜', period: '기간', dayOf: '{{at}}번째 현금흐름의 날짜', amountOf: '{{at}}번째 현금흐름의 금액', remove: '빼기', removeOne: '{{at}}번째 현금흐름 빼기', wrong: { day: '{{at}}행: 날짜가 아닙니다.', amount: '{{at}}행: 금액이 아닙니다.' },
    hint: '나가는 돈은 음수로 적습니다. 스프레드시트에서 날짜와 금액 또는 금액만 복사해 붙여 넣을 수 있습니다. 최대 {{most}}행.',
    lacks: { wrong: '읽을 수 없는 값을 고치면 수익률을 계산합니다.', few: '현금흐름을 두 건 이상 입력하세요.', signs: '나가는 돈(음수)과 들어오는 돈이 모두 있어야 합니다.' },
    aYear: '연 수익률', aPeriod: '기간 수익률', methods: { irr: '내부수익률, 복리 환산', xirr: '날짜별 현금흐름의 내부수익률' }, out: '나가는 돈', back: '들어오는 돈', times: '나가는 돈의 {{times}}배', gain: '순이익', changes_one: '부호가 {{count}}번 바뀝니다', changes_other: '부호가 {{count}}번 바뀝니다',
    several_one: '수익률이 {{count}}개입니다', several_other: '수익률이 {{count}}개입니다', severalHint: '모두 현재가치를 0으로 만듭니다. 볼 수익률을 고르세요:', incomplete: '부호가 너무 자주 바뀌어 모든 수익률을 찾았는지 확실하지 않습니다.',
    chart: '{{rate}}에서 현재가치가 0이 됩니다', unit: '할인율별 현재가치 합계', rate: '할인율', worth: '현재가치', values: '첫날 기준 현금흐름별 현재가치', factor: '할인계수',
  },
  arrears: {
    title: '잔액의 {{share}}가 연체입니다', titleBoth: '잔액의 {{share}}가 연체입니다. 이전에는 {{before}}였습니다', before: '이전', after: '이후', hint: '스프레드시트에서 열을 붙여 넣거나 파일을 불러오세요: loan_id(대출번호), balance(잔액), days_past_due(연체일수) 또는 oldest_due(최초 미납일).', hintAfter: '한 기간 뒤의 같은 자료입니다. 하루 기준 구간만 보려면 비워 두세요.',
    dayOf: '{{sheet}} 기준일', by: '비중 기준', bases: { balance: '잔액 기준', loans: '건수 기준' }, limits: '구간의 마지막 일수', limitsWrong: '0, 30, 60, 90처럼 커지는 정수 일수로 적으세요.', columns: { loan_id: '대출', balance: '잔액', days_past_due: '연체일수', oldest_due: '최초 미납일' },
    read_one: '대출 {{shown}}건을 읽었습니다.', read_other: '대출 {{shown}}건을 읽었습니다.', absent: '없는 열: {{columns}}.', tooMany: '한 번에 {{most}}건까지 계산할 수 있습니다.', fault: { missing: '{{line}}행: {{column}} 값이 없습니다.', unreadable: '{{line}}행: {{column}} 값으로 “{{text}}”은(는) 쓸 수 없습니다.', twice: '{{line}}행: “{{text}}”이(가) 두 번 있습니다.' }, moreFaults_one: '그 밖에 {{count}}건.', moreFaults_other: '그 밖에 {{count}}건.', needsDay: '기준일을 입력하세요. 최초 미납일만 있는 대출이 있습니다.',
    lacks: { loans: '하루 기준 대출을 입력하면 연체 구간을 바로 계산합니다.', faults: '읽을 수 없는 값을 고치면 연체 구간을 계산합니다.' },
    pastDue: '연체', was: '이전 {{share}}', ofBalance: '잔액 대비', owed: '잔액', joined: '신규', left: '이탈', chart: '잔액의 연체 기간', chartLoans: '대출의 연체 기간', unit: '연체일수별 비중', bucket: '연체일수', table: '연체 구간', loansBefore: '이전 건수', balanceBefore: '이전 잔액', shareBefore: '이전 비중',
    matrix: '연체 구간의 이동(롤레이트)', matrixNote: '이전 구간 잔액 대비 비중입니다. 이탈은 상환되거나 매각된 대출입니다.', matrixNoteLoans: '이전 구간 건수 대비 비중입니다. 이탈은 상환되거나 매각된 대출입니다.', fromTo: '이전 ↓ 이후 →', cell: '{{from}}에서 {{to}}(으)로 이동', bucketOf: '연체 {{bucket}}일', firstOnly_one: '처음 {{count}}건', firstOnly_other: '처음 {{count}}건',
    flows: '다음 구간으로 넘어가는 비중', opening: '이전 잔액', closing: '이후 잔액', netFlow: '순이동률', cured: '정상 회복', toLast: '마지막 구간 도달',
  },
}
