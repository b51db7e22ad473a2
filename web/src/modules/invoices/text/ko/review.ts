import type { review as english } from '../en/review'

export const review: typeof english = {
  keys: { page: '페이지에서', zoomIn: '확대', zoomOut: '축소', zoomFit: '너비에 맞춤', nextPage: '다음 페이지', lastPage: '이전 페이지' },
  review: {
    title: '검토', page: '페이지', pageOf: '{{count}}쪽 중 {{page}}쪽', file: '파일 열기', noPages: '표시할 페이지가 없는 파일입니다.', text: '파일의 텍스트', noText: '아직 판독된 내용이 없습니다.', pickHint: '단어를 클릭하거나 여러 단어를 드래그하면 항목에 입력됩니다. Shift를 누르면 이어 붙입니다.',
    perhaps: '제안:', fromOthers: '같은 공급업체의 다른 송장 기준', fields: '항목', allFields: '빈 항목 표시', notRead: '판독되지 않음', byPerson: '수정됨', byLearning: '학습', byTemplate: '템플릿', means: '{{value}}(으)로 저장됩니다', editKeys: 'Enter로 저장하고 다음으로, Esc로 취소합니다.', corrected: '{{field}} 항목을 수정했습니다.',
    unreadable: { date: '날짜가 아닙니다.', amount: '금액이 아닙니다.', currency: 'EUR처럼 세 글자로 입력하십시오.', flag: '예 또는 아니요로 입력하십시오.', text: '저장할 수 없는 값입니다.' },
    checks: '점검', noFindings: '규칙에 어긋난 점이 없습니다.', notChecked: '아직 점검되지 않았습니다.', compare: '비교', moreFindings_one: '{{count}}건 더 보기', moreFindings_other: '{{count}}건 더 보기', editLine: '품목 {{number}} 수정', lineCorrected: '품목 {{number}}을(를) 수정했습니다.', addLine: '품목 추가', addLineAt: '품목 {{number}} 추가', lineAdded: '품목 {{number}}을(를) 추가했습니다.', removeLine: '품목 {{number}} 삭제', lineRemoved: '품목 {{number}}을(를) 삭제했습니다.', lineKeys: '품목에서 Enter로 수정, Delete로 삭제, Insert로 아래에 추가합니다.',
    netDiffers: '품목 합계는 {{lines}}이고, 송장의 세전 금액은 {{says}}입니다.', grossDiffers: '품목 합계는 {{lines}}이고, 송장의 합계는 {{says}}입니다.', fitsBetween: '품목 합계 {{lines}}에 할인, 부대 비용, 반올림을 더하면 송장의 {{says}}와(과) 일치합니다.', netFits: '품목 합계 {{lines}}이(가) 송장의 세전 금액과 일치합니다.', grossFits: '품목 합계 {{lines}}이(가) 송장의 합계와 일치합니다.', problems_one: '판독 시 의문점 {{count}}건', problems_other: '판독 시 의문점 {{count}}건', taxes: '세금', lines: '품목', noLines: '판독된 품목이 없습니다.',
    history: '이력', comment: '의견', addComment: '의견 남기기', somebody: '알 수 없음', undone: '취소됨', wholeTime: '전체', you: '나', person: '사용자 {{id}}', bringer: '올린 사람', assignedTo: '담당: {{name}}', unassigned: '담당자가 없습니다.',
    half: '{{name}} 승인: 다른 사람의 승인이 더 필요합니다', halfByYou: '내가 승인함: 다른 사람의 승인이 더 필요합니다', exported: '내보냄', safe: '바로 승인 가능', previous: '이전 송장', next: '다음 송장', nextFlagged: '다음 확인 필요 송장', allDecided: '결정을 기다리는 다른 송장이 없습니다.', noMoreFlagged: '확인이 필요한 다른 송장이 없습니다.',
    edit: '항목 수정', nextField: '다음 항목', lastField: '이전 항목', takeBack: '결정 취소', assign: '담당 지정', toMe: '나에게', toBringer: '올린 사람에게', toNobody: '담당 해제', findPerson: '사람 찾기', nobodyElse: '이 송장을 볼 수 있는 다른 사람이 없습니다.', readAgain: '다시 판독', readingAgain: '다시 판독하고 있습니다.',
    deleteTitle: '{{name}} 송장을 삭제하시겠습니까?', deleteHint: '송장과 파일이 삭제되며 되돌릴 수 없습니다.', sideBySide: '나란히 비교', endCompare: '검토로 돌아가기', thisOne: '이 송장', otherOne: '다른 송장', same: '동일',
  },
  decided: { approve: '{{name}} 승인', first_approval: '{{name}} 1차 승인', reject: '{{name}} 반려' },
  kind: { credit_note: '대변 전표', debit_note: '차변 전표', receipt: '영수증', proforma: '견적 송장', other: '송장 아님' },
  group: { document: '문서', seller: '거래처', buyer: '매입자', amounts: '금액', payment: '지급', supply: '공급' },
  tax: { kind: '세금', rate: '세율', base: '과세 표준' },
  line: { description: '내역', code: '코드', quantity: '수량', price: '단가', unit: '단위', net: '공급가', total: '합계' },
  fields: {
    invoice_number: '번호', invoice_date: '일자', due_date: '지급 기한', purchase_order: '발주 번호', customer_number: '고객 번호', original_number: '원본 번호', irn: 'IRN',
    seller_name: '거래처명', seller_legal_name: '등록 상호', seller_gstin: 'GSTIN', seller_tax_id: '사업자 번호', seller_pan: 'PAN', seller_address: '주소', seller_email: '이메일', seller_phone: '전화',
    buyer_name: '매입자명', buyer_gstin: '매입자 GSTIN', buyer_tax_id: '매입자 사업자 번호', buyer_address: '매입자 주소', currency: '통화', taxable_amount: '공급가', tax_amount: '세액', total_amount: '합계', amount_due: '지급할 금액',
    discount_amount: '할인', charges_amount: '부대 비용', round_off: '단수 조정', paid_amount: '기지급액', iban: 'IBAN', bic: 'BIC', account_number: '계좌 번호', ifsc: 'IFSC', payment_terms: '지급 조건', place_of_supply: '공급지', reverse_charge: '매입자 납부', sez: '경제특구',
  },
}
