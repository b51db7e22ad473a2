// Words of the sales desk.
export const builder = {
  notNumber: '숫자가 아닙니다.', notWhole: '정수가 아닙니다.', coming: '다가오는 약속', toCalendar: '달력', takenOf: '{{name}}: 집의 {{percent}} %가 나갔습니다',
  field: {
    address: '주소', agreed: '약정 금액', amenities: '부대시설', amount: '금액', area: '부지, 제곱피트', available: '분양 중', balconies: '발코니', bathrooms: '욕실', booked: '예약한 때', booking: '예약',
    cancelled: '취소', changed: '변경한 때', city: '도시', completed: '준공일', completion: '준공', customer: '고객', day: '날짜', description: '설명', development: '단지', email: '이메일',
    expected: '완료 예정', facing: '방향', featured: '먼저 보이기', features: '특징', floor: '층', for: '용도', kind: '종류', loan: '대출', method: '납부 방법', name: '이름', next: '다음 납부', note: '메모', open: '남은 금액', order: '순서',
    overdue: '연체', paid: '낸 금액', parking: '주차', phone: '전화', place: '장소', plan: '납부 방식', price: '가격', priceFirst: '최저층 가격', priceFrom: '최저 가격', priceTo: '최고 가격', reason: '이유',
    registration: '등기', sqft: '제곱피트', stack: '라인', start: '시작', state: '주', status: '상태', taken: '나간 집', time: '시간', totalUnits: '전체 집', unit: '집', when: '언제', wishes: '요청 사항', zip: '우편번호',
  },
  tab: { overview: '개요', units: '집', construction: '공사', files: '파일과 모델', steps: '납부 단계', bookings: '예약' },
  order: { newest: '최신순', name: '이름순', completion: '준공이 가까운 순', price_low: '낮은 가격순', price_high: '높은 가격순' },
  tile: {
    active: '진행 중인 예약', activeNote: '계약금 납부 또는 확정', bookings: '예약', built: '공정률', cancelled_one: '취소 {{count}}건', cancelled_other: '취소 {{count}}건', changes: '변경 요청', changesNote: '답변을 기다립니다',
    entered_one: '호수가 등록된 집 {{count}}채', entered_other: '호수가 등록된 집 {{count}}채', ofHomes_one: '전체 {{count}}채 중', ofHomes_other: '전체 {{count}}채 중', open: '받을 금액', overdueOf_one: '예약 {{count}}건', overdueOf_other: '예약 {{count}}건',
    pending: '계약금 이전', pendingCount_one: '계약금 이전 {{count}}건', pendingCount_other: '계약금 이전 {{count}}건', pendingNote: '문의와 방문', received: '받은 금액', taken: '예약과 매매', unread: '읽지 않은 메시지', unreadNote: '고객이 보낸', visits: '약속', visitsNote: '다가오는',
  },
  chart: { title: '지난 열두 달 동안 {{amount}}이(가) 들어왔습니다', unit: '월별 예약 금액과 받은 금액 ({{currency}})', month: '월', booked: '예약', received: '받은 금액' },
  stock: { title: '상태별 집', sentence_one: '{{total}}채 중 {{count}}채가 분양 중입니다', sentence_other: '{{total}}채 중 {{count}}채가 분양 중입니다', unit: '모든 단지 합계', all: '모든 단지' },
  activity: { title: '최근 활동', none: '아직 아무 일도 없었습니다.', booking: '{{what}} 예약, {{status}}', payment: '{{what}} 납부, {{status}}', change: '변경 “{{what}}”, {{status}}', appointment: '{{what}}, {{status}}', message: '메시지를 보냈습니다' },
  profile: { title: '어떤 회사인가요?', hint: '고객은 모든 단지 옆에서 이 내용을 봅니다.', company: '회사', license: '면허 번호', phone: '전화', address: '주소', website: '웹사이트', description: '무엇을 짓나요', save: '시작하기', saved: '프로필을 저장했습니다.' },
  developments: {
    add: '단지 등록', empty: '아직 단지가 없습니다', emptyHint: '첫 단지를 등록하세요. 집은 층과 라인으로 한꺼번에 만들 수 있습니다.', asSeen: '고객이 보는 모습', facts: '정보', messages: '이 단지에 관한 대화',
    availableHint: '호수가 등록된 집은 각자의 상태로 셉니다.', amenitiesHint: '한 줄에 하나씩 또는 쉼표로 나누어 적으세요.', featuredHint: '목록에서 다른 단지보다 먼저 보입니다.',
    removeQuestion: '{{name}}을(를) 삭제할까요?', removeText: '집, 예약, 납부, 공정, 파일이 함께 삭제됩니다. 되돌릴 수 없습니다.', removed: '{{name}}을(를) 삭제했습니다.',
  },
  units: {
    add: '집 등록', generate: '한꺼번에 등록', keys: '집', empty: '아직 집이 없습니다', emptyHint: '층수와 라인을 정하면 호수와 가격이 매겨진 집이 한꺼번에 만들어집니다.', everyKind: '모든 종류', stackHint: '위아래로 이어지는 집: 01, 동쪽.',
    entered: '{{number}}을(를) 등록했습니다.', marked_one: '집 {{count}}채 표시', marked_other: '집 {{count}}채 표시', unmark: '표시 해제', markHint: 'Ctrl을 누르고 클릭하면 여러 채를 표시합니다.', severalDone_one: '집 {{count}}채: {{status}}.', severalDone_other: '집 {{count}}채: {{status}}.',
  },
  unit: {
    keys: '집 한 채', hold: '잡아 두기', keepBack: '보류', offer: '분양하기', soldElsewhere: '다른 곳에서 매매', release: '풀기', bookedBy: '예약됨', heldFor: '잡아 둠', openBooking: '예약 열기', set: '{{number}}: {{status}}.',
    removeQuestion: '{{number}}을(를) 삭제할까요?', removeText: '예약이 있는 집은 삭제할 수 없습니다. 매매 완료나 보류로 바꾸세요.', removed: '{{number}}을(를) 삭제했습니다.',
  },
  hold: { title: '고객을 위해 {{number}} 잡아 두기', place: '잡아 두기', until: '기한', days_one: '{{count}}일', days_other: '{{count}}일', whoHint: '메시지, 방문, 예약이 있었던 고객.', placed: '{{name}} 고객을 위해 {{number}}을(를) 잡아 두었습니다.', released: '{{number}}을(를) 풀었습니다.' },
  plan: {
    first: '최저층', last: '최고층', skip: '집이 없는 층', numbering: '호수', numberingHint: '{floor}는 층, {stack}은 라인입니다. {floor:02}는 두 자리입니다.', step: '층마다 더하는 금액', skipExisting: '이미 있는 호수는 건너뛰기', stacks: '라인', addStack: '라인 추가', removeStack: '빼기', of: '라인 {{stack}}의 {{field}}',
    preview: '만들어질 집', would_one: '집 {{count}}채.', would_other: '집 {{count}}채.', together: '합계', make_one: '집 {{count}}채 만들기', make_other: '집 {{count}}채 만들기', makeNone: '집 만들기', made_one: '집 {{count}}채를 만들었습니다.', made_other: '집 {{count}}채를 만들었습니다.',
    unread: '라인마다 이름, 면적, 가격을 적으세요.', existing_one: '이미 있는 호수 {{count}}개: {{numbers}}', existing_other: '이미 있는 호수 {{count}}개: {{numbers}} …',
  },
  bookings: {
    empty: '아직 예약이 없습니다', emptyHint: '고객이 목록에서 예약하면 바로 여기에 나타납니다.', facts: '정보', paidOf: '{{number}}: 대금의 {{percent}} % 납부', keys: '예약 한 건', way: '진행 상황', write: '메시지 쓰기', registered: '등기 완료', expected: '예정', expectedRegistration: '등기 예정일',
    moveTo: '다음 단계: {{status}}', moved: '{{number}}: {{status}}.', cancel: '예약 취소', cancelTitle: '{{number}}을(를) 취소할까요?', cancelText: '{{unit}}은(는) 다시 분양되고 고객에게 알립니다. 취소한 예약은 되살릴 수 없습니다.', cancelled: '{{number}}을(를) 취소했습니다.', editTitle: '{{number}} 변경',
    priceHint: '차액은 일정의 남은 회차에 나누어집니다.', planHint: '납부가 없는 동안에만 일정을 새로 만듭니다.', loanApproved: '은행 승인', loanOpen: '아직 승인 전', register: '등기', registerTitle: '{{number}} 등기', registerHint: '이 날부터 집은 매매된 것입니다.', registeredDone: '{{number}}을(를) 등기했습니다. 집이 매매되었습니다.',
    agreement: '계약서 작성', agreementAgain: '계약서 다시 작성', download: '계약서',
  },
  pay: {
    enter: '납부 입력', title: '{{number}} 납부', forPart: '납부: {{title}}', save: '입력', received: '이미 받았습니다', receivedHint: '아니면 청구하고 기다립니다.', on: '낸 날', due: '납부 기한', transaction: '은행 참조 번호', entered: '납부를 청구했습니다.', enteredReceived: '납부를 입력했습니다.',
    overdue: '연체 금액:', interest: '지금까지의 연체 이자:', payments: '납부 내역', none: '아직 납부가 없습니다.', actions: '작업', about: '“{{title}}” 작업', demand: '지금 청구', demanded: '“{{title}}”을(를) 청구했습니다.', letter: '청구서 PDF', receipt: '영수증', receive: '입금', fail: '실패', again: '다시 청구',
    refund: '환불', refundTitle: '이 납부를 환불할까요?', refundFailed: '환불하지 못했습니다', refundNoted: '여기에는 기록만 됩니다. 돈은 은행에서 직접 돌려주세요.', refundOpens: '더는 대금으로 치지 않습니다. 이 납부로 낸 회차는 다시 남은 금액이 되고 연체 이자가 붙을 수 있습니다.', refundApart: '대금에 드는 납부가 아니므로 일정은 그대로입니다.',
    refundToken: '예약 상태는 그대로입니다. 예약이 끝났다면 예약도 취소하세요.', refundTold: '고객에게 알립니다. 환불한 납부는 되돌릴 수 없습니다.',
    did: { pending: '납부를 다시 청구했습니다.', completed: '납부를 받았습니다.', failed: '납부가 실패했습니다.', refunded: '납부를 환불했습니다.' },
  },
  steps: {
    title: '납부 단계', hint: '앞으로의 예약에서 이 단지의 집값을 내는 방식입니다. 일시불에는 해당하지 않습니다.', house: '따로 정한 단계가 없습니다. 공정의 비중에 따른 기본 방식을 씁니다.', along: '공정에 맞추기', add: '단계 추가', fill: '나머지를 고르게 나누기', of: '단계 {{number}}의 {{what}}', stepTitle: '제목', share: '비율', when: '시기', days: '일수', phase: '공정', up: '위로', down: '아래로',
    kind: { booking: '예약 시', days_after: '예약 후 일수', phase: '공정 완료 시', handover: '열쇠 인도 시' }, booking: '예약 시', onPhase: '{{phase}} 완료 시', keys: '열쇠 인도 시', sum: '합계: {{percent}} %', missing: '{{percent}} % 모자랍니다', over: '{{percent}} % 넘습니다', saved: '납부 단계를 저장했습니다.', example: '오늘 예약하면 집값을 내는 일정',
  },
  phase: {
    add: '공정 추가', edit: '{{name}} 수정', remove: '{{name}} 삭제', slider: '{{name}} 진행률', set: '{{name}}: {{percent}} %.', complete: '완료', completeNamed: '{{name}} 완료', completeTitle: '{{name}} 공정이 끝났나요?', completeText: '이 공정을 기다리던 납부를 청구하고 고객에게 알립니다.', emptyHint: '기초, 골조, 마감 같은 공정은 고객에게 진행 상황을 보여 주고 납부 시기를 정합니다.', pageHint: '슬라이더를 당기면 고객이 바로 봅니다.',
    nameHint: '이 공정을 기다리는 납부도 함께 바뀝니다.', weight: '비중', weightHint: '다른 공정과 견주어 전체에서 차지하는 몫.', notes: '시공사의 말', visible: '고객에게 보이기', removeQuestion: '{{name}}을(를) 삭제할까요?', removeText: '이 공정을 기다리는 납부는 계속 기다립니다.', removed: '{{name}}을(를) 삭제했습니다.',
  },
  news: {
    tell: '소식 알리기', title: '제목', text: '소식', priority: '중요도', delay: '지연 일수', weather: '날씨 때문', now: '바로 공개', pictures: '사진 추가', post: '공개', published: '공개했습니다. 예약한 고객에게 알립니다.', kept: '초안으로 저장했습니다.', publish: '공개', hide: '숨기기', hidden: '고객에게 숨겼습니다.', older: '이전 소식', removeQuestion: '“{{title}}”을(를) 삭제할까요?', removeText: '고객이 더는 볼 수 없습니다.',
  },
  files: {
    images: '사진', plans: '평면도', brochure: '안내 책자', addImages: '사진 추가', addPlans: '평면도 추가', addBrochure: '안내 책자 추가', noBrochure: '아직 안내 책자가 없습니다.', pictureHint: 'JPEG, PNG, WebP, GIF, AVIF, 파일당 20 MB까지.', planHint: 'PDF 또는 사진, 파일당 20 MB까지.', brochureHint: 'PDF 하나, 20 MB까지. 이전 것을 바꿉니다.',
    file: '파일 {{number}}', takeAway: '사진 {{number}} 빼기', remove: '파일 {{number}} 빼기', removed: '뺐습니다.',
  },
  model: {
    shows: '보여 주는 것', access: '볼 수 있는 사람', add: '3D 모델 추가', hint: 'GLB, glTF, OBJ, FBX, BLEND, 200 MB까지. 호수와 이름이 같은 부분은 상태의 색으로 칠해집니다.', none: '아직 모델이 없습니다.', empty: '아직 모델이 없습니다', emptyHint: '단지를 고르고 모델을 놓으세요.', all: '모든 단지', pageHint: '둘러볼 수 있는 건물과 집입니다.', open: '3D로 열기', edit: '{{name}} 수정', remove: '{{name}} 삭제', version: '버전 {{version}}', versionLabel: '버전', nodes_one: '이름 있는 부분 {{count}}개', nodes_other: '이름 있는 부분 {{count}}개',
    removeQuestion: '{{name}}을(를) 삭제할까요?', removeText: '파일도 함께 삭제됩니다. 되돌릴 수 없습니다.', removed: '{{name}}을(를) 삭제했습니다.',
  },
  customers: { hint: '메시지, 방문, 예약이 있었거나 집을 잡아 둔 고객입니다.', empty: '아직 고객이 없습니다', emptyHint: '첫 메시지, 방문, 예약과 함께 나타납니다.', active: '진행 중인 예약', allBookings: '모든 예약', since: '처음 만난 때', noBookings: '예약이 없습니다.', write: '메시지 쓰기' },
  appointments: {
    add: '약속 잡기', view: '보기', empty: '약속이 없습니다', emptyHint: '방문, 상담, 입주 인도가 여기에 나타납니다.', counts: '요청 {{scheduled}}건, 확정 {{confirmed}}건.', agenda: '이야기할 내용', notes: '메모', minutes: '분', arrange: '잡기', arranged: '약속을 잡고 고객에게 알렸습니다.', notTime: '시간이 아닙니다. 14:30처럼 적으세요.', keys: '약속 한 건', confirm: '확정', done: '완료', move: '옮기기', moved: '약속을 옮기고 고객에게 알렸습니다.', movedBecause: '옮긴 이유',
    cancel: '취소', cancelQuestion: '이 약속을 취소할까요?', cancelText: '{{name}} 고객에게 알립니다.', set: '약속: {{status}}.', ics: '달력 파일',
  },
  feed: { open: '구독', title: '내 달력에서 구독하기', text: '달력 프로그램이 비밀 주소에서 모든 약속을 읽고 늘 새롭게 유지합니다. 주소를 아는 사람은 약속을 볼 수 있습니다.', make: '주소 만들기', again: '새 주소 만들기', address: '주소', once: '지금 한 번만 보여 드립니다.', revoke: '주소 없애기', revoked: '주소를 없앴습니다.' },
  changes: {
    hint: '고객이 자기 집에서 바꾸고 싶은 것입니다. 비용과 기간은 고객이 받아들이면 적용됩니다.', one: '변경 요청', show: '보여 줄 요청', cost: '비용', costHint: '비용이 없으면 비워 두세요. 고객이 받아들이면 일정이 바뀝니다.', days: '일수', word: '고객의 결정', waits: '기다리는 중', accepted: '수락', declined: '거절', waitsHint: '비용과 기간에 대한 고객의 결정을 기다립니다.', nothing: '할 일이 없습니다.', asked: '요청한 때', empty: '요청이 없습니다', emptyHint: '새 요청은 저절로 나타납니다.', keys: '변경 요청', next: '다음 요청', previous: '이전 요청',
    approve: '승인', reject: '거절', complete: '완료', review: '검토하기', reviewing: '검토 중임을 고객이 봅니다.', response: '고객에게 답변', finalCost: '최종 비용', wanted: '원하는 것', now: '지금', then: '바꿀 모습', papers: '파일', did: { approve: '승인하고 고객에게 알렸습니다.', reject: '거절하고 고객에게 알렸습니다.', complete: '완료하고 고객에게 알렸습니다.' },
  },
  messages: {
    unread_one: '읽지 않은 메시지 {{count}}개', unread_other: '읽지 않은 메시지 {{count}}개', list: '대화 목록', write: '새 메시지', begin: '쓰기', answer: '답하기', next: '다음 대화', previous: '이전 대화', noProject: '단지와 관계없음', empty: '아직 대화가 없습니다', emptyHint: '고객은 단지 페이지에서 메시지를 보냅니다. 먼저 말을 걸 수도 있습니다.', choose: '대화를 고르세요', chooseHint: 'j와 k로 넘기고 r로 답합니다.', back: '모든 대화',
  },
}
