import type { wrong as en } from '../../en/pages/wrong'

export const wrong: typeof en = {
  cashFlow: {
    title_one: '{{count}}개월 안에 익스포저의 {{share}}가 상환됩니다', title_other: '{{count}}개월 안에 익스포저의 {{share}}가 상환되고, {{peak}}부터 한 달이 가장 많습니다', months: '기간', interestOn: '이자 계산 대상', interests: { constant: '모든 대출, 전 기간', outstanding: '남은 대출만' }, ends: '두 달의 경계에 만기되는 금액', endsOf: { both: '두 달 모두에 포함', first: '한 번만 포함' },
    principal: '원금', interest: '이자', perMonth: '매월 연간 이자의 12분의 1', peak: '가장 많은 달', cumulative: '합계', twice: '두 번 포함된 금액:', chart_one: '{{from}}부터 한 달이 가장 많습니다: 만기 {{shown}}건', chart_other: '{{from}}부터 한 달이 가장 많습니다: 만기 {{shown}}건', unit: '30일 단위, 막대를 누르면 만기되는 대출이 열립니다', from: '시작일', due: '만기 대출', total: '합계',
  },
  schedule: {
    title: { annuity_one: '균등 상환 {{count}}회 동안 이자는 대출금의 {{share}}입니다', annuity_other: '균등 상환 {{count}}회 동안 이자는 대출금의 {{share}}입니다', straight_line_one: '원금 균등 상환 {{count}}회 동안 이자는 대출금의 {{share}}입니다', straight_line_other: '원금 균등 상환 {{count}}회 동안 이자는 대출금의 {{share}}입니다', bullet_one: '만기에 일시 상환하며 이자는 대출금의 {{share}}입니다', bullet_other: '{{count}}회 뒤 일시 상환하며 이자는 대출금의 {{share}}입니다' },
    kind: '상환 방식', kinds: { annuity: '원리금 균등', straight_line: '원금 균등', bullet: '만기 일시' }, principal: '금액', rate: '연이율, %', years: '기간(년)', often: '상환 주기', times: { monthly: '매월', quarterly: '분기마다', half_yearly: '반기마다', yearly: '매년' }, start: '대출일', period: '{{period}}회차',
    first: '첫 상환액', currency: '통화 {{currency}}', totalInterest: '총 이자', ofPrincipal: '대출금의 {{share}}', total: '총 상환액', payments_one: '상환 {{shown}}회', payments_other: '상환 {{shown}}회', largest: '가장 큰 상환액', chart: '회차별 상환액의 구성', number: '회차', due: '상환일', payment: '상환액', balance: '잔액', sum: '합계',
  },
  stress: {
    own: '직접 만든 시나리오', ownTitle_loss: '이 시나리오의 손실은 익스포저의 {{share}}입니다', ownTitle_none: '이 시나리오는 손실이 없습니다', shift: '금리 변동', defaults: '부도나는 대출', recovery: '부도 후 회수', loss: '손실', after: '이후 가치', before: '이전:', defaulted: '부도 금액', loansDefault: '평균 크기 대출 {{shown}}건', was: '이전 {{value}}',
    interest: '연간 이자', interestNote: '부도 전 변동액', title: '손실이 가장 큰 경우는 ‘{{name}}’, 익스포저의 {{share}}', chart: '표준 시나리오별 손실', unit: '손실', scenario: '시나리오', scenarios: '표준 시나리오 11가지', economies: '네 가지 경제 상황', economiesNote: '부도 금액의 40 %를 잃습니다. 열면 수치를 바꿔 볼 수 있습니다.', shiftShort: '변동, bp', defaultsShort: '부도', recoveryShort: '회수', lossRate: '손실률',
    falls_one: '모든 등급이 {{count}}단계 내리면 부도확률은 {{share}}입니다', falls_other: '모든 등급이 {{count}}단계 내리면 부도확률은 {{share}}입니다', fall: '모든 등급 하락', notches_one: '{{count}}단계', notches_other: '{{count}}단계',
    names: { base: '현재 그대로', rates100: '금리 +100bp', rates200: '금리 +200bp', rates300: '금리 +300bp', defaults2: '부도 2 %, 전액 회수', defaults5: '부도 5 %, 전액 회수', defaults10: '부도 10 %, 전액 회수', recovery80: '부도 2 %, 회수 80 %', recovery60: '부도 5 %, 회수 60 %', recovery40: '부도 10 %, 회수 40 %', combined: '금리와 부도 함께', growth: '성장', mild: '완만한 침체', stagflation: '스태그플레이션', severe: '심각한 침체' },
  },
  whatIf: {
    choose: '바꿀 것', kinds: { rate: '금리', default: '한 등급의 부도', borrower: '한 차주', economy: '경제 상황' }, rateTitle: '수익률이 {{before}}에서 {{after}}로 바뀝니다', defaultTitle_one: '{{rating}} 등급 대출 {{shown}}건이 부도나면 익스포저의 {{share}}를 잃습니다', defaultTitle_other: '{{rating}} 등급 대출 {{shown}}건이 부도나면 익스포저의 {{share}}를 잃습니다', nobodyRated: '{{rating}} 등급 대출이 없습니다', part: '부도 비중, 큰 대출부터',
    stays: '그대로', newRating: '등급', newStatus: '상태', exposure: '금액 증감', whose: '이름 입력', choosePerson: '차주를 고르면 포트폴리오가 어떻게 바뀌는지 보여 줍니다.', borrowerTitle: '이 차주의 비중이 {{before}}에서 {{after}}로 바뀝니다', nobody: '그 이름의 차주가 없습니다', nobodyHint: '대출에 있는 이름과 정확히 같아야 합니다. 목록에서 고르세요.', itsShare: '차주의 비중', itsLoans: '차주의 대출',
    states: '이전과 이후', figure: '수치', before: '이전', after: '이후', change: '변동', economyTable: '경제 상황별 결과',
  },
  health: {
    title: '포트폴리오 점수는 100점 중 {{score}}점, {{verdict}}입니다', verdict: { healthy: '건전', monitor: '관찰 필요', at_risk: '위험' }, verdictLong: { healthy: '건전', monitor: '관찰 필요', at_risk: '위험' }, dial: '100점 중 {{score}}점', worst: '가장 크게 깎인 항목은 {{part}}, {{costs}}점입니다.', borders: '75점부터 건전, 50점부터 관찰 필요입니다.', made: '점수의 구성', part: '항목', points: '100점 만점', weight: '가중치', gives: '얻은 점수', costs: '깎인 점수', who: '점수를 깎은 대출', score: '점수',
    parts: { performing: '정상 비중', quality: '등급의 질', spread: '차주 분산', maturity: '잔존 만기' }, index: '차주 HHI는 {{points}}입니다: {{level}}.',
  },
  report: {
    title_one: '{{type}}: 항목 {{count}}개', title_other: '{{type}}: 항목 {{count}}개', whole: '{{day}} 기준 전체 대출의 PDF입니다.', narrowed: '{{day}} 기준, 위 필터에 맞는 대출의 PDF입니다.', type: '종류', sections: '항목', top: '목록의 줄 수', make: 'PDF 받기', usual: '기본 항목으로',
    types: {
      comprehensive: { name: '종합 보고서', hint: '모든 항목' }, executive_summary: { name: '경영진 요약', hint: '의사결정자를 위한 한두 쪽' }, portfolio_overview: { name: '포트폴리오 개요', hint: '현황' }, risk_analysis: { name: '위험 분석', hint: '잘못될 수 있는 것' }, watch_list: { name: '요주의 목록', hint: '관찰 대상과 약정 위반' },
    },
    parts: {
      summary: { name: '요약', hint: '한눈에 보는 포트폴리오' }, mix: { name: '구성', hint: '업종과 등급별 상태' }, maturity: { name: '만기', hint: '대출의 만기 시점' }, concentration: { name: '편중', hint: '소수에 몰린 정도' }, losses: { name: '손실', hint: '부도확률, 예상손실' }, stress: { name: '스트레스', hint: '시나리오' }, covenants: { name: '재무약정', hint: '위반한 약정' }, watch_list: { name: '요주의', hint: '목록의 대출' }, health: { name: '건전성', hint: '점수' },
    },
  },
}
