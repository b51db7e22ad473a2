import type { over as en } from '../../en/pages/over'

export const over: typeof en = {
  migration: {
    title: '등급의 {{up}}가 상향, {{down}}가 하향되었습니다', method: '방법', methods: { cohort: '코호트', duration: '듀레이션' }, show: '칸의 값', shows: { shares: '확률', counts: '건수', intervals: '신뢰구간' }, horizon: '기간', withdrawals: '등급 철회', withdrawal: { removed: '제외', own_column: '별도 열' },
    kinds: { upgrades: '상향', downgrades: '하향', fallen_angels: '추락 천사', rising_stars: '라이징 스타', defaults: '부도', withdrawn: '등급 철회' }, drift_up_one: '{{from}}~{{to}} 이동 {{shown}}건, 등급이 평균 {{drift}}단계 올랐습니다.', drift_up_other: '{{from}}~{{to}} 이동 {{shown}}건, 등급이 평균 {{drift}}단계 올랐습니다.', drift_down_one: '{{from}}~{{to}} 이동 {{shown}}건, 등급이 평균 {{drift}}단계 내렸습니다.', drift_down_other: '{{from}}~{{to}} 이동 {{shown}}건, 등급이 평균 {{drift}}단계 내렸습니다.',
    matrix: '등급 전이 행렬', fromTo: '이전 ↓ 이후 →', cell: '{{from}}에서 {{to}}로 이동한 대출', way: '{{from}}에서 {{to}}로:', cellName_one: '{{from}}에서 {{to}}로: {{share}}, {{shown}}건', cellName_other: '{{from}}에서 {{to}}로: {{share}}, {{shown}}건', timeline: '기간별 이동', timelineUnit: '기간마다 이동한 건수', cumulative_one: '{{count}}기간 뒤 {{rating}} 등급의 {{share}}가 부도 상태가 됩니다', cumulative_other: '{{count}}기간 뒤 {{rating}} 등급의 {{share}}가 부도 상태가 됩니다', periods: '기간',
  },
  defaults: {
    title_one: '대출 {{all}}건 중 {{shown}}건이 부도났습니다: 연 {{rate}}', title_other: '대출 {{all}}건 중 {{shown}}건이 부도났습니다: 연 {{rate}}', base: '부도율', bases: { by_count: '건수 기준', adjusted_by_count: '건수 기준, 조정', by_volume: '금액 기준', adjusted_by_volume: '금액 기준, 조정' }, all: '전체 대출', of: '{{all}}건 중 {{some}}건 부도', interval: '{{level}} 신뢰구간', intervalNote: '건수 기준, {{from}}~{{to}}', wilson: '신뢰구간',
    chart: '부도가 가장 많은 등급은 {{rating}}, 연 {{rate}}', nobody: '부도가 없습니다', unit: '{{base}}, 연율, 첫날의 등급별', timeline: '기간별 부도율', timelineUnit: '기간 첫날의 대출 중 부도 비중', first: '첫날 등급', defaulted: '부도', withdrawn: '이탈', aYear: '연율', openedAll: '부도난 대출', opened: '부도난 {{rating}} 등급 대출',
  },
  vintages: {
    title: '부도가 가장 많은 빈티지는 {{vintage}}, {{share}}', none: '아직 부도난 빈티지가 없습니다', by: '부도율', rates: { cumulative: '정적 풀', survival_adjusted: '생존 조정', cumulative_by_volume: '금액 기준' }, grain: '빈티지', age: '경과 단위', opened: '{{vintage}} 대출의 결과', chart_one: '빈티지 {{count}}개의 경과 기간별 누적 부도율', chart_other: '빈티지 {{count}}개의 경과 기간별 누적 부도율',
    unit: '오래된 빈티지일수록 옅은 색, 관찰이 끝나지 않은 구간은 점선, 경과 단위: {{age}}', ages: { quarter: '분기', year: '년', month: '월' }, soFar: '{{vintage}}, 현재까지', vintage: '시작', observed: '관찰 기간', openedDefaulted: '부도난 {{vintage}} 대출', openDefaulted: '{{name}}: 부도 {{shown}}건 보기',
  },
  pools: {
    title: '부도가 가장 많은 최초 등급은 {{rating}}, {{share}}', none: '아직 부도난 풀이 없습니다', from: '풀 시작일', to: '풀 종료일(미포함)', every: '풀 구성 주기', rating: '최초 등급', opened: '최초 등급이 {{rating}}인 대출의 결과',
    starts_one: '풀 기준일은 {{first}}이며, 대출마다 한 번씩 셉니다.', starts_other: '기준일 {{shown}}개({{first}}~{{last}}). 대출은 등급이 있던 기준일마다 한 번씩 셉니다.', chart_one: '등급 {{count}}개의 경과 기간별 누적 부도율', chart_other: '등급 {{count}}개의 경과 기간별 누적 부도율',
    unit: '등급이 좋을수록 흐린 색, 관찰이 끝나지 않은 구간은 점선, 부도가 없는 등급은 표에만 표시, 경과 단위: {{age}}',
  },
  ifrs9: {
    title: '익스포저의 {{coverage}}를 충당금으로 쌓아야 합니다. 2단계 {{two}}, 3단계 {{three}}', notches: '2단계로 보는 하락 폭', off: '사용 안 함', timing: '구간 중 부도 시점', timings: { middle: '구간 중간', end: '구간 끝' }, steps: '구간', repayment: '상환 방식', watch: '요주의는 2단계', stage: '{{stage}}단계', stageHeader: '단계', allowance: '충당금', twelve: '12개월 손실', lifetime: '전체 기간 손실', ifAll: '모든 대출에 적용했을 때',
    chart: '충당금의 {{share}}가 2단계와 3단계입니다', unit: '충당금과 12개월 손실', table: '단계별', coverage: '적립률', reasons: '대출이 그 단계인 이유', reason: '이유', start: '최초 등급', because: { nothing: '1단계를 벗어날 사유 없음', status: '부실 또는 부도', rated_default: 'D 등급', long_past_due: '장기 연체', past_due: '연체', watch_list: '요주의', downgrade: '최초 등급에서 하락' },
  },
  capital: {
    title: '대출에 필요한 자본은 익스포저의 {{share}}, 위험가중치 {{weight}}입니다', class: '자산 분류', classes: { corporate: '기업', financial: '금융회사', sme: '중소기업', mortgage: '주택담보', revolving: '회전 소매', retail: '기타 소매' }, floors: '하한', floor: { pd: 'PD', pd_and_lgd: 'PD와 LGD', none: '없음' }, capital: '자본', weight: '위험가중치 {{share}}', ead: '부도시 익스포저', chart: '등급별 자본과 예상손실', unit: '내부등급법', correlation: '상관계수', maturity: '만기(년)', riskWeight: '위험가중치',
    losses: '손실 분포', lossTitle: '{{years}}년 중 가장 나쁜 해에는 익스포저의 {{share}}를 잃습니다', level: '신뢰수준', ofClass: '자산 분류에 따름', fixed: '모두 같게', quantile: '신뢰수준의 손실', economic: '경제적 자본', economicNote: '신뢰수준의 손실에서 예상손실을 뺀 값', shortfall: '기대 부족액', shortfallNote: '신뢰수준을 넘는 손실의 평균', distribution: '두 해 중 한 해는 손실이 {{share}} 미만입니다', distributionUnit: '해당 확률로 넘지 않는 손실의 익스포저 비중', lossShare: '손실',
  },
}
