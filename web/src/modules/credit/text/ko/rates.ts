import type { rates as en } from '../en/rates'

export const rates: typeof en = {
  hint: '모든 예상손실, 자본, 스트레스 수치를 이 값으로 계산합니다. 판마다 적용 시작일이 있으며, 그 이전 기준일의 수치는 바뀌지 않습니다.',
  table: '부도율', versions: '변경 이력', set: '새 부도율 설정', asOf: '기준일', holds: '{{day}}에 적용되는 값입니다.', since: '적용 시작', by: '설정한 사람', when: '설정한 때', always: '처음부터',
  column: { default_probability: '부도 확률(%)', recovery_rate: '회수율(%)', risk_weight: '위험가중치(%)' }, fieldOf: '{{rating}}: {{column}}',
  setHint: '바뀌는 값만 고치세요. 선택한 날부터 다음 판까지 적용되며, 그대로 둔 등급은 지금 값을 유지합니다.', from: '적용 시작일',
  unread: { default_probability: '0~100, 소수 넷째 자리까지', recovery_rate: '0~100, 소수 둘째 자리까지', risk_weight: '0~1250, 소수 둘째 자리까지' },
  save_zero: '저장', save_one: '{{count}}개 등급 저장', save_other: '{{count}}개 등급 저장', saved_one: '{{day}}부터 {{count}}개 등급에 적용합니다.', saved_other: '{{day}}부터 {{count}}개 등급에 적용합니다.',
}
