import type { risk as en } from '../../en/pages/risk'

export const risk: typeof en = {
  overview: {
    title: '익스포저의 {{grade}}가 투자등급이고 {{risk}}가 요주의 이하입니다', mean: '평균', yield: '수익률', yieldRisk: { low: '금리 위험 낮음', medium: '금리 위험 보통', high: '금리 위험 높음' },
    rating: '평균 등급', notch: '가중 평균, 21단계 중 {{notch}}', maturity: '잔존 만기(개월)', live: '만기가 지난 대출 제외 시 {{shown}}', interest: '연간 이자', interestNote: '현재 금리 기준', fine: '모든 대출이 정상이고 만기가 지난 대출이 없습니다.', warnings: '확인이 필요한 사항',
    warning: {
      defaulted_one: '부도 대출 {{shown}}건, 익스포저의 {{share}}', defaulted_other: '부도 대출 {{shown}}건, 익스포저의 {{share}}',
      nonPerforming_one: '부실 대출 {{shown}}건, 익스포저의 {{share}}', nonPerforming_other: '부실 대출 {{shown}}건, 익스포저의 {{share}}',
      matured_one: '만기가 지난 대출 {{shown}}건, 익스포저의 {{share}}', matured_other: '만기가 지난 대출 {{shown}}건, 익스포저의 {{share}}',
      watchList_one: '요주의 대출 {{shown}}건, 익스포저의 {{share}}', watchList_other: '요주의 대출 {{shown}}건, 익스포저의 {{share}}',
    },
    ratings: '{{share}}가 BBB- 이상입니다', ratingsUnit: '등급별 익스포저 비중', sectors: '가장 큰 업종은 {{name}}, {{share}}', statuses: '익스포저의 {{share}}가 정상입니다',
    top_one: '가장 큰 차주의 비중 {{share}}', top_other: '상위 차주 {{count}}곳의 비중 {{share}}',
  },
  risk: {
    title: '익스포저의 {{share}}가 정상이며, 가장 취약한 업종은 {{sector}}(취약 비중 {{weak}})입니다', sound: '모든 익스포저가 정상입니다', sectors: '가장 큰 업종은 {{sector}}, {{share}}', ratings: '가장 많은 등급은 {{rating}}, {{share}}',
    unit: '상태별 익스포저, 막대를 누르면 대출이 열립니다', weakest: '{{sector}} 업종의 취약 비중이 가장 큽니다', noneWeak: '취약한 업종이 없습니다', weakNote: '취약: 요주의, 부실, 부도', weak: '취약 비중', byRating: '등급별 취약 비중',
  },
  maturity: {
    title: '익스포저의 {{share}}가 12개월 안에 만기됩니다', average: '가중 평균 잔존 만기', averageNote: '만기가 지난 대출은 음수로 계산', six: '6개월 내 만기', twelve: '12개월 내 만기', matured: '만기 경과',
    refinancing: { low: '차환 위험 낮음', medium: '차환 위험 보통', high: '차환 위험 높음' }, wall: '만기가 가장 몰린 분기는 {{quarter}}, {{share}}', profile: '분기별 만기', unit: '분기에 만기되는 익스포저', quarter: '분기', due: '만기 금액', cumulative: '누적',
  },
  concentration: {
    title_breach: '상위 차주 {{count}}곳의 비중 {{share}}, 한도 {{limit}}를 {{breaches}}곳이 넘습니다', title_within: '상위 차주 {{count}}곳의 비중 {{share}}, 한도 {{limit}}를 넘는 곳이 없습니다',
    limit: '한 곳의 한도', warn: '경고 기준', by: '편중 기준', names: '차주', sectors: '업종', countries: '국가', ratings: '등급', index: '{{of}} HHI', level: { low: '낮음', medium: '보통', high: '높음' }, effective: '{{groups}}곳이지만 같은 크기 {{effective}}곳과 같은 편중',
    three_high: '상위 세 곳의 비중 {{share}}, 지나치게 큽니다', three_fine: '상위 세 곳의 비중 {{share}}', topThree_high: '합계 30 % 초과', topThree_fine: '합계 30 % 이내', unit: '익스포저 비중, 한도 {{limit}}', within: '한도 이내', above: '한도 초과분',
    table_breach_one: '한도 초과 {{count}}곳, 경고 {{amber}}곳', table_breach_other: '한도 초과 {{count}}곳, 경고 {{amber}}곳', table_within_one: '한도 초과 없음, 경고 {{amber}}곳', table_within_other: '한도 초과 없음, 경고 {{amber}}곳',
    cumulative: '누적', light: '한도', lights: { green: '이내', amber: '근접', breach: '초과' }, excess: '초과 금액',
  },
  geography: {
    title_one: '모든 익스포저가 {{country}}에 있습니다', title_other: '{{count}}개국 중 가장 큰 국가는 {{country}}, {{share}}', limit: '국가별 한도', three: '상위 3개국', above: '{{limit}} 초과', chart_one: '{{count}}개국의 비중 {{share}}', chart_other: '상위 {{count}}개국의 비중 {{share}}',
    table_one: '{{count}}개국', table_other: '전체 {{count}}개국', performing: '정상 비중',
  },
  watch: {
    title_one: '익스포저의 {{share}}를 관찰 중입니다: 대출 {{shown}}건', title_other: '익스포저의 {{share}}를 관찰 중입니다: 대출 {{shown}}건', nobody: '목록에 대출이 없습니다', nobodyHint: '대상 대출 중 이 상태인 대출이 없습니다.', statuses: '목록에 넣을 상태', whole: '목록 금액', low: 'B 이하', lossNote: '목록 기준, 1년',
    soon: '1년 내 만기', soonNote: '만기 경과 포함', chart: '목록의 {{share}}가 1년 안에 만기됩니다', unit: '잔존 일수별 익스포저', bucket: '만기', buckets: { matured: '만기 경과', half: '180일 미만', year: '180~364일', two: '1~2년', later: '그 이후' },
    sector: '목록의 {{share}}가 {{sector}} 업종입니다', rating: '등급별 목록', top_one: '가장 큰 대출', top_other: '가장 큰 대출 {{count}}건', due: '만기까지', overdue_one: '{{shown}}일 경과', overdue_other: '{{shown}}일 경과',
  },
  covenants: {
    title_one: '대출 {{shown}}건이 약정을 위반했습니다. 익스포저의 {{share}}, 긴급 {{urgent}}건', title_other: '대출 {{shown}}건이 약정을 위반했습니다. 익스포저의 {{share}}, 긴급 {{urgent}}건', fine: '약정을 위반한 대출이 없습니다', max_debt_to_equity: '부채비율(배) 상한', min_interest_coverage: '이자보상배율 하한', max_leverage: '레버리지 상한',
    broken: { debt_to_equity: '부채비율 위반', interest_coverage: '이자보상배율 위반', leverage_ratio: '레버리지 위반' }, unknown_one: '{{shown}}건은 알 수 없음', unknown_other: '{{shown}}건은 알 수 없음', urgent: '긴급', total: '위반 건수', byNumber: '한 가지 {{one}}건, 두 가지 {{two}}건, 세 가지 {{three}}건',
    sectors: '업종', sectorTitle_one: '대출의 절반 넘게 위반한 업종 {{count}}개', sectorTitle_other: '대출의 절반 넘게 위반한 업종 {{count}}개', sectorNote: '업종 대출 중 위반 건수의 비중', rate: '위반 비중', breaking: '대출', of: '{{all}}건 중 {{some}}건', trouble: '심각', calm: '절반 미만',
    worst_all_one: '약정을 위반한 대출', worst_all_other: '약정을 위반한 모든 대출, 심각한 순', worst_some_one: '가장 심각한 대출', worst_some_other: '가장 심각한 대출 {{count}}건', state: '상태', urgentLoan_one: '긴급, {{count}}건', urgentLoan_other: '긴급, {{count}}건', breach_one: '위반 {{count}}건', breach_other: '위반 {{count}}건',
  },
  loss: {
    title: '1년 안에 익스포저의 {{loss}}를 잃을 것으로 예상됩니다(부도확률 {{pd}})', pdNote: '익스포저 가중, 1년', density: '익스포저의 {{share}}', recovery: '회수율', plain: '단순 평균 {{share}}', high: '부도확률 5 % 초과', chart: '{{rating}} 등급이 익스포저의 {{held}}로 손실의 {{share}}를 차지합니다', unit: '등급별 예상손실',
    table: '등급별', weight: '위험가중치', filled: '자체 부도율이 없는 등급은 바로 아래 등급의 부도율을 씁니다: {{ratings}}.', top_one: '예상손실이 가장 큰 대출이 손실의 {{share}}를 차지합니다', top_other: '예상손실이 가장 큰 대출 {{count}}건이 손실의 {{share}}를 차지합니다',
  },
  borrowers: {
    title_one: '차주 {{shown}}곳, {{loans}}', title_other: '차주 {{shown}}곳, {{loans}}', found_one: '차주 {{all}}곳 중 {{shown}}곳이 맞습니다', found_other: '차주 {{all}}곳 중 {{shown}}곳이 맞습니다', name: '이름의 일부', order: '순서', sorts: { exposure: '큰 순서', name: '이름순', loans: '대출이 많은 순서', worst: '등급이 나쁜 순서' },
    range: '{{all}}곳 중 {{from}}~{{to}}', before: '이전', next: '다음', page: '{{pages}}쪽 중 {{page}}쪽', worst: '최저 등급', high: 'B+ 이하', change: '바꿔 보기',
  },
}
