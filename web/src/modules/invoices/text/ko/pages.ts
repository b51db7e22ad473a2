import type { pages as english } from '../en/pages'

export const pages: typeof english = {
  flagged: '확인 필요',
  stageState: { done: '완료', active: '진행 중', failed: '실패', flagged: '확인 필요', open: '예정' },
  phase: { waiting: '대기', sending: '전송 중', reading: '판독 중', read: '판독 완료', flagged: '확인 필요', failed: '실패', refused: '접수 거부' },
  severity: { info: '참고', warning: '주의', error: '오류' },
  upload: {
    hint: '받은 파일을 끌어다 놓으십시오. 파일마다 판독하고 규칙에 따라 점검한 뒤 결정할 수 있도록 정리합니다.',
    label: '송장 올리기', here: '여기에 송장을 끌어다 놓거나 붙여 넣으십시오', hereToo: '이 묶음에 파일을 더 끌어다 놓으십시오', kinds: 'PDF, JPEG, PNG, TIFF, XML(UBL, CII, XRechnung, Peppol), JSON(GST 전자 송장), 파일당 최대 10MB',
    choose: '파일 선택', folder: '폴더 선택', into: '넣을 묶음', newBatch: '새 묶음에', batchName: '업로드 {{date}}', progress: '업로드 진행 상황',
    busy_one: '파일 {{count}}개 중 {{done}}개 처리됨', busy_other: '파일 {{count}}개 중 {{done}}개 처리됨', through_one: '파일 {{count}}개 처리 완료', through_other: '파일 {{count}}개 모두 처리 완료',
    flagged_one: '확인 필요 {{count}}건', flagged_other: '확인 필요 {{count}}건', failed_one: '실패 {{count}}건', failed_other: '실패 {{count}}건', fine: '지금까지 문제가 없습니다.', toBatch: '묶음 열기', clear: '처리된 항목 지우기',
    more_one: '외 파일 {{count}}개', more_other: '외 파일 {{count}}개', sent: '{{name}}: 전송', repeated: '이미 접수된 파일입니다. 새로 만들지 않았습니다.', retry: '다시 판독', notTaken: '서버가 접수하지 않았습니다.',
    wrongType: '이 종류의 파일은 받지 않습니다.', tooLarge: '10MB보다 큽니다.', empty: '빈 파일입니다.',
  },
  places: {
    title: '자동으로 들어오는 송장', source: '출처', folder: '감시 폴더', maildir: '메일 폴더', imap: '메일함', looked: '마지막 확인', taken: '접수한 송장', refused: '제외한 항목', state: '상태', well: '정상', waiting: '아직 확인하지 않음', off: '사용 안 함', batch: '마지막 묶음',
    none: '감시하는 폴더나 메일함이 없습니다', noneHint: '송장이 자동으로 들어오게 할 수 있습니다. 서버 관리자가 설정에서 폴더(invoices.watch_folder), 메일 폴더 또는 메일함을 지정하면 됩니다.',
  },
  batches: { title: '묶음', number: '묶음', name: '이름', progress: '판독', progressOf: '{{name}} 판독 진행률', flagged: '확인 필요', opened: '생성', empty: '아직 묶음이 없습니다', emptyHint: '위에 파일을 끌어다 놓으면 묶음이 자동으로 만들어집니다.' },
  batch: {
    read_one: '송장 {{count}}건 중 {{done}}건 판독', read_other: '송장 {{count}}건 중 {{done}}건 판독', decided_one: '결정 {{count}}건', decided_other: '결정 {{count}}건', rest: '나머지 {{when}}', took: '소요 시간 {{time}}',
    show: '표시할 송장', empty: '아직 비어 있는 묶음입니다', emptyHint: '위에 파일을 끌어다 놓으십시오.', noneShown: '해당하는 송장이 없습니다', noneShownHint: '위에서 다른 종류를 선택하십시오.', review: '검토', rename: '이름 바꾸기', pause: '판독 일시 중지', resume: '판독 계속',
    deleteTitle: '{{name}} 묶음을 삭제하시겠습니까?', deleteHint_one: '송장과 파일이 함께 삭제되며 되돌릴 수 없습니다.', deleteHint_other: '송장 {{count}}건과 파일이 함께 삭제되며 되돌릴 수 없습니다.', refused: '접수되지 않은 파일',
  },
  show: { all: '전체', flagged: '확인 필요', open: '결정 대기', approved: '승인', rejected: '반려', failed: '실패' },
  all: { hint: '볼 수 있는 모든 송장입니다. 필터가 주소에 담기므로 저장하거나 공유할 수 있습니다.', empty: '아직 송장이 없습니다', emptyHint: '“업로드 및 묶음” 화면에서 올리십시오.' },
  field: { invoice: '송장', number: '번호', vendor: '거래처', date: '일자', due: '지급 기한', total: '합계', tax: '세액', confidence: '신뢰도', flags: '확인 사유', status: '상태', stage: '단계', batch: '묶음', came: '접수', file: '파일', assigned: '담당' },
  filter: { flagged: '확인 필요', unflagged: '이상 없음', mine: '내 담당', from: '시작일', until: '종료일', due: '지급 기한까지', min: '최소 합계', max: '최대 합계', batch: '묶음 ID', vendor: '거래처 ID' },
  exports: { title: '승인된 송장을 내보내시겠습니까?', hint: '승인되었고 아직 내보내지 않은 송장이 파일에 담깁니다. 이후에는 결정을 바꿀 수 없습니다.', csv: 'CSV 파일', xlsx: 'Excel 통합 문서', ubl: 'UBL(XML)', journal: '분개장', one: 'UBL로 내보내기' },
  decide: {
    approve: '승인', reject: '반려', approved: '{{name}} 승인됨', half: '{{name}}: 두 번째 승인이 필요합니다.', rejected: '{{name}} 반려됨', manyApproved_one: '송장 {{count}}건 승인됨', manyApproved_other: '송장 {{count}}건 승인됨',
    manyHalf_one: '송장 {{count}}건은 두 번째 승인이 필요합니다.', manyHalf_other: '송장 {{count}}건은 두 번째 승인이 필요합니다.', manyRejected_one: '송장 {{count}}건 반려됨', manyRejected_other: '송장 {{count}}건 반려됨', left_one: '확인이 필요하거나 준비되지 않은 {{count}}건은 그대로 두었습니다.', left_other: '확인이 필요하거나 준비되지 않은 {{count}}건은 그대로 두었습니다.', noneReady: '승인할 수 있는 송장이 없습니다. 확인이 필요하거나 이미 결정되었거나 아직 판독되지 않았습니다.',
    approveReady: '준비된 것 승인', approveAll_one: '준비된 {{count}}건 승인', approveAll_other: '준비된 {{count}}건 승인', approveAllHint: '판독이 끝났고 확인 사유가 없는 송장입니다. 내보내기 전까지 되돌릴 수 있습니다.', reviewFirst: '검토',
    reason: '사유', needsReason: '사유를 입력하십시오.', often: '자주 쓰는 사유', usual: { duplicate: '중복된 송장입니다.', notOurs: '당사 앞으로 발행된 송장이 아닙니다.', wrongAmount: '금액이 맞지 않습니다.', noOrder: '주문하지 않은 내역입니다.' }, keys: 'Ctrl + Enter로 반려합니다.',
    rejectOne: '{{name}} 송장을 반려하시겠습니까?', rejectMany_one: '송장 {{count}}건을 반려하시겠습니까?', rejectMany_other: '송장 {{count}}건을 반려하시겠습니까?',
  },
  chat: {
    title: '질문', toggle: '질문 창 열기 또는 닫기', close: '질문 창 닫기', log: '질문과 답변', hint: '이 묶음에 대해 자유롭게 물어보십시오: 확인이 필요한 송장과 이유, 합계, 중복, 지급 기한 등.', question: '이 묶음에 대해 질문', send: '질문하기', you: '나', thinking: '찾는 중…', steps: '답을 찾은 과정',
    first: { flagged: 'Which invoices are flagged?', total: 'Total by vendor', duplicates: 'Are there duplicates?', failed: 'Which failed, and why?', largest: 'Show the largest' }, next: { onlyFlagged: 'Only the flagged ones', why: 'Why?', byVendor: 'By vendor', overdue: 'What is overdue?' },
  },
  vendors: {
    hint: '송장에서 자동으로 정리됩니다. 위험도는 송장의 확인 사유에 따라 계산됩니다.', empty: '아직 거래처가 없습니다', emptyHint: '첫 송장이 판독되면 거래처가 등록됩니다.', risk: '위험도', taxId: '사업자 번호', invoices: '송장', blacklist: '거래 제한', listed: '거래 제한 중', unlisted: '제한 없음',
    order: '정렬', last: '최근 송장', of100: '0~100', anyCurrency: '통화 구분 없음', course: '위험도 {{score}}/100', why: '위험도의 근거', noRisk: '지금까지 문제가 없는 거래처입니다.', toAll: '이 거래처의 모든 송장', accounts: '지급 계좌', noAccounts: '송장에 적힌 계좌가 아직 없습니다.',
    seen: '최근 확인', firstNamed: '처음 적힌 송장', contact: '담당자', aliases: '다른 이름', about: '거래처 정보', list: '거래 제한에 추가', unlist: '거래 제한 해제', listTitle: '{{name}} 거래를 제한하시겠습니까?', listHint: '이후 이 거래처의 모든 송장이 확인 필요로 표시됩니다.',
    isListed: '{{name}} 거래가 제한되었습니다.', isUnlisted: '{{name}} 거래 제한이 해제되었습니다.', again: '다시 제한함',
  },
  learned: {
    title: '학습한 내용', none: '아직 없습니다. 이 거래처 송장의 항목을 고치면 다음 송장부터 반영됩니다.', forget: '잊기', forgetAll: '모두 잊기', forgetOne: '{{name}} 잊기', forgotten: '학습 내용을 지웠습니다. 이후의 수정부터 다시 학습합니다.',
    behind: '“{{label}}” 뒤에 있음', below: '“{{label}}” 아래에 있음', here: '같은 자리에 있음', constant: '항상 같음', dayFirst: '일이 월보다 앞에 옴', monthFirst: '월이 일보다 앞에 옴',
    example: '예:', right: '{{seen}}번 중 {{right}}번 맞음', confirmed: '확인됨', open: '확인 필요', from: '학습한 송장',
  },
  template: {
    title: '템플릿', hint: '계속 잘못 읽히는 양식에 사용합니다. 템플릿이 찾은 값이 읽은 값보다 우선합니다. invoice2data 형식으로 작성합니다.', yaml: '템플릿 (YAML)', saved: '템플릿을 저장했습니다. 다음 송장부터 사용합니다.', remove: '삭제', removed: '템플릿을 삭제했습니다.',
  },
  dash: {
    came: '접수', processed: '판독 완료', flagged: '확인 필요', latency: '평균 판독 시간', approval: '승인율', approvalNote: '판독 완료 대비', accuracy: '판독 정확도', accuracyNote: '항목 기준', amount: '합계', rate: '시간당 {{rate}}건', against: '이전 대비 {{change}}%',
    oneCurrency: '전체 송장 기준', range: '기간', lastDays_one: '오늘', lastDays_other: '최근 {{count}}일', ownRange: '직접 지정', trendTitle_one: '이 기간에 {{count}}건이 확인 필요로 표시되었습니다', trendTitle_other: '이 기간에 {{count}}건이 확인 필요로 표시되었습니다', trendUnit: '접수된 송장과 그중 확인 필요 건수',
    throughput: '단계별 처리량', throughputTitle: '{{count}}건 처리, {{errors}}건 실패', throughputUnit: '마지막으로 끝난 단계 기준', success: '판독률', mean: '평균', most: '최장', latencyTitle: '{{stage}} 단계가 가장 오래 걸립니다: 95%가 {{time}} 이내', latencyPlain: '단계별 소요 시간', latencyUnit: '단계별 밀리초', percentiles: '모든 백분위수',
    openTitle_one: '{{count}}건이 결정을 기다립니다', openTitle_other: '{{count}}건이 결정을 기다립니다', statusTitle: '상태별 현황', statusUnit: '상태별 송장 수', risks: '거래처 위험도', allVendors: '전체 거래처', model: '판독 품질', modelTitle: '항목의 {{share}}를 정확히 판독합니다', ready: '실무에 사용 가능', notReady: '아직 부족함',
    precision: '정밀도', recall: '재현율', queue: '학습 대기 중인 수정', learned: '학습', times_one: '{{count}}회', times_other: '{{count}}회',
  },
}
