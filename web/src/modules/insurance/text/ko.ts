import type { InsuranceText } from './en'

export const ko: InsuranceText = {
  title: '보험',
  nav: { policies: '보험 계약', claims: '보험금 청구', review: '청구 심사', book: '전체 계약', found: '청구와 계약', figures: '계약 통계' },
  action: { newPolicy: '보험 계약 추가', newClaim: '보험금 청구하기', openClaims: '심사 중인 청구 보기', active: '유효한 계약 보기', flagged: '중복 의심 청구 심사', toPay: '지급할 청구 보기' },
  type: { health: '건강', auto: '자동차', home: '주택', life: '생명' },
  policyStatus: { active: '유효', expired: '만료', cancelled: '해지' },
  claimStatus: { pending: '심사 중', approved: '승인', rejected: '거절', paid: '지급 완료' },
  field: {
    policy: '보험 계약', number: '번호', kind: '종류', status: '상태', coverage: '보장 한도', coverLeft: '남은 한도', premium: '보험료', deductible: '자기부담금', currency: '통화', start: '시작일', renewal: '갱신일', term: '현재 보험 기간', holder: '계약자', claims: '청구',
    earned: '경과 보험료', unearned: '미경과 보험료', written: '수입 보험료', created: '등록', changed: '변경', claimNumber: '청구 번호', amount: '금액', approved: '승인 금액', payable: '지급 금액', incident: '사고일', description: '사고 내용', submitted: '접수', reason: '사유', reference: '지급 참조 번호', paidAt: '지급일', age: '대기', documents: '서류', note: '메모',
  },
  policies: {
    title: '보험 계약', one: '보험 계약', add: '계약 추가', empty: '등록된 보험 계약이 없습니다', emptyHint: '증권 번호, 보장 한도, 보험료, 갱신일을 입력해 두면 한눈에 관리할 수 있습니다.', deleted: '삭제했습니다: {{name}}', cover: '보장', claims: '청구', change: '변경',
    coverLeftOf: '{{name}}: 한도의 {{percent}}%가 남음', earnedOf: '{{name}}: 보험료의 {{percent}}% 경과', leftOf: '{{percent}}% 남음', pendingClaims_one: '심사 중인 청구 {{count}}건', pendingClaims_other: '심사 중인 청구 {{count}}건', noPending: '심사 중인 청구 없음',
    days_one: '{{count}}일 후', days_other: '{{count}}일 후', today: '오늘', past_one: '{{count}}일 전', past_other: '{{count}}일 전', cancelledOn: '{{date}}부터 해지', refund: '환급금', cancelReason: '해지 사유',
    inForce: '유효한 계약', endSoon_one: '{{count}}건이 30일 안에 만기', endSoon_other: '{{count}}건이 30일 안에 만기', endNone: '30일 안에 만기되는 계약 없음', next: '다음 갱신', nextNone: '예정 없음', premiumOf: '보험료, {{currency}}', earnedUnearned: '경과 {{earned}}, 미경과 {{unearned}}', open: '심사 중인 청구', openNone: '대기 중인 청구 없음', openAmount: '청구 금액 {{amount}}',
    fileClaim: '보험금 청구', noClaims: '이 계약에 대한 청구가 없습니다.', startHint: '보장이 시작되는 날입니다.', renewalHint: '보장이 끝난 다음 날입니다.', coverageHint: '한 보험 기간에 지급되는 최대 금액입니다.', premiumHint: '보험 기간 전체의 보험료입니다.', deductibleHint: '손해마다 본인이 부담하는 금액입니다.',
    renew: '갱신', renewTitle: '계약 갱신', renewText: '현재 기간이 끝나는 {{date}}에 새 기간이 시작됩니다. 비워 두면 지금과 같게 유지됩니다.', renewPremium: '새 기간의 보험료', renewEnd: '새 기간의 종료일', renewed: '{{name}} 계약을 {{date}}까지 갱신했습니다.',
    cancel: '해지', cancelTitle: '계약 해지', cancelText: '보장이 완전히 끝납니다. 해지한 계약은 되살릴 수 없습니다.', cancelFrom: '보장이 끝나는 날', cancelWhy: '사유', cancelDo: '계약 해지', cancelled: '{{name}} 계약을 해지했습니다. {{amount}}이(가) 환급됩니다.', keep: '유지',
    preview: '환급 예상', previewDays: '보험 기간 {{days}}일 중 {{left}}일 남음', previewEarned: '보장 기간에 해당하는 보험료', previewRefund: '환급금', previewUnread: '날짜를 입력하면 환급금을 보여 드립니다.', file: '보험계약', claimsFile: '보험금청구', remove: '삭제', hasClaims: '청구가 있는 계약은 삭제할 수 없습니다.',
  },
  book: {
    title: '전체 계약', hint: '등록된 모든 보험 계약입니다. 증권 번호나 계약자 이름으로 찾을 수 있습니다.', account: '{{id}}번 계정', ofHolder: '이 계약자의 모든 계약', holderGone: '삭제된 계정입니다.', person: '보험 계약', empty: '등록된 보험 계약이 없습니다', emptyHint: '고객이 계약을 등록하면 여기에 표시됩니다.',
  },
  claims: {
    title: '보험금 청구', one: '청구', add: '청구하기', empty: '청구 내역이 없습니다', emptyHint: '사고가 생기면 서류와 함께 여기에서 청구하세요. 지급될 때까지 진행 상황을 확인할 수 있습니다.', way: '진행 상황', ahead: '예정', waits: '심사를 기다리고 있습니다.',
    choose: '계약을 선택하세요', noPolicies: '청구할 수 있는 유효한 계약이 없습니다.', policyFacts: '{{cover}} {{currency}} 중 {{left}} 남음 · {{from}} – {{to}}', deductibleFact: '자기부담금 {{amount}}', numberHint: '제안된 번호입니다. 이미 받은 번호가 있으면 바꾸세요.', amountHint: '자기부담금을 빼기 전의 전체 손해액입니다.', incidentHint: '2027-03-31, 오늘, -3d처럼 입력하세요.',
    before: '이 계약은 {{date}}에 시작되었습니다.', after: '이 계약의 보장은 {{date}}에 끝납니다.', above: '자기부담금을 빼도 남은 한도 {{amount}}을(를) 넘습니다.', wouldPay: '전액 승인되면 {{amount}}이(가) 지급됩니다.', file: '청구서 제출', filed: '청구 {{number}}을(를) 접수했습니다.', filedPartly: '청구는 접수되었지만 일부 서류가 전송되지 않았습니다. 다시 보내거나 나중에 청구 화면에서 추가하세요.', toClaim: '청구 열기', another: '다시 보내기',
    decisions: '심사 결과', noDecisions: '아직 결정된 내용이 없습니다.', by: '담당 {{name}}', override: '규정에 어긋나지만 승인함: {{reason}}', change: '청구 내용 변경', changed: '청구 내용을 변경했습니다.', duplicates: '중복 가능성이 있는 청구', review: '이 청구 심사하기', ownNote: '본인의 계약이므로 다른 담당자가 심사합니다.', paidNote: '참조 번호 {{reference}}',
  },
  documents: {
    title: '서류', none: '등록된 서류가 없습니다.', drop: 'PDF나 사진을 여기로 끌어다 놓거나', choose: '파일을 선택하세요', limit: 'PDF, JPEG, PNG, TIFF, WebP, HEIC. 파일당 10 MB까지.', wrongType: '{{name}}은(는) PDF나 사진이 아닙니다.', tooLarge: '{{name}}이(가) 10 MB를 넘습니다.', empty: '{{name}}이(가) 비어 있습니다.', remove: '{{name}} 삭제', removeQuestion: '{{name}}을(를) 삭제할까요?', removeText: '청구에서 서류가 삭제되며 되돌릴 수 없습니다.', removed: '{{name}}을(를) 삭제했습니다.', sending: '{{name}} 전송 중: {{percent}}%', sendingNow: '전송 중: {{percent}}%', show: '열기', sent: '{{name}}을(를) 추가했습니다.', failed: '{{name}}: {{problem}}', open: '{{name}} 열기', close: '서류 닫기', download: '다운로드', newTab: '새 탭에서 열기', noPreview: '이 형식은 여기에서 볼 수 없습니다. 다운로드해서 확인하세요.', list: '선택한 서류', waiting: '대기 중', done: '전송됨', viewer: '서류: {{name}}',
  },
  review: {
    title: '청구 심사', hint: '오래된 순입니다. j·k로 이동, Enter로 열기, a 승인, r 거절, p 지급 처리, v 서류 보기.', show: '보기', pending: '심사 대기', approved: '지급 대기', rejected: '거절', paid: '지급 완료', every: '전체', flagged: '확인 필요', flaggedOnly: '중복 의심', empty: '심사할 청구가 없습니다', emptyHint: '새 청구가 접수되면 여기에 표시됩니다.', days_one: '{{count}}일', days_other: '{{count}}일', flags: '확인할 점',
    approve: '승인', reject: '거절', pay: '지급 처리', approveTitle: '{{number}} 승인', rejectTitle: '{{number}} 거절', payTitle: '{{number}} 지급 처리', approvedAmount: '승인 손해액', approvedHint: '자기부담금 {{deductible}}을(를) 빼기 전 금액입니다.', approvedHintNone: '이 계약에는 자기부담금이 없습니다.', willPay: '{{amount}}이(가) 지급됩니다.', reasonHint: '고객에게 표시됩니다.', overrideReason: '예외 승인 사유', overrideHint: '계약 기간을 벗어나거나 남은 한도를 넘는 등 규정에 어긋날 때만 입력하세요. 기록에 남습니다.', referenceHint: '은행 거래 내역과 같게 입력하세요.', approved_done: '{{number}}을(를) 승인했습니다.', rejected_done: '{{number}}을(를) 거절했습니다.', paid_done: '{{number}}을(를) 지급 처리했습니다.', nothing: '이 청구에 대해 더 할 일이 없습니다.', next: '다음 청구', previous: '이전 청구', papers: '서류 보기', keys: '심사 화면', pendingOnPolicy: '이 계약의 심사 중 금액', coverOf: '{{cover}} 중 {{left}}', openPolicy: '계약 {{number}}',
    flag: { own: '본인의 계약: 다른 담당자가 심사', above: '남은 한도 초과', duplicate: '중복 의심', policy: '효력이 없는 계약', terms: '접수 후 계약 조건 변경됨', override: '규정 예외로 접수됨', noDocuments: '서류 없음' },
    short: { own: '본인', above: '한도 초과', duplicate: '중복 의심', policy: '효력 없음', terms: '조건 변경', override: '예외', noDocuments: '서류 없음' },
  },
  figures: {
    title: '계약 통계', asOf: '기준일', inForce: '유효 계약', written: '수입 보험료', earned: '경과 보험료', unearned: '미경과 보험료', lossRatio: '손해율', paid: '지급 보험금', approved: '승인 후 미지급', open: '심사 중', openAmount: '심사 중 금액', incurred: '발생 손해액', total: '합계', kind: '종류', empty: '이 날짜에 해당하는 계약이 없습니다', emptyHint: '다른 날짜를 선택하세요.', ratioTitle: '손해액은 경과 보험료의 {{ratio}}, {{currency}}', ratioTitleNone: '아직 경과 보험료가 없음, {{currency}}', ratioUnit: '종류별 손해율 (%)', premiumTitle: '수입 보험료 {{written}} {{currency}} 중 {{earned}} 경과', premiumUnit: '종류별 보험료, {{currency}}', table: '종류별 전체 통계, {{currency}}', exportPolicies: '계약', exportClaims: '청구', csv: '{{what}} CSV', xlsx: '{{what}} Excel 통합 문서', exports: '내보내기', file: '보험통계', ratioHint: '발생 손해액 ÷ 경과 보험료', coveredHint: '기준일에 보장 중인 계약', nothingEarned: '—', currency: '통화', allCurrencies: '전체',
  },
}
