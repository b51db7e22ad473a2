import type { shared as english } from '../en/shared'

export const shared: typeof english = {
  title: '송장',
  nav: { upload: '업로드 및 묶음', all: '전체 송장', vendors: '거래처', dashboard: '현황', found: '송장 및 거래처' },
  action: { upload: '송장 업로드', flagged: '확인 필요 송장 검토', open: '결정할 송장 보기', risky: '위험도 높은 거래처 보기' },
  status: { pending: '대기', processing: '판독 중', completed: '결정 대기', failed: '실패', approved: '승인', rejected: '반려' },
  stage: { upload: '업로드', ocr: '판독', extraction: '추출', validation: '검증', arithmetic: '계산 확인', duplication: '중복 확인', flagging: '표시', review: '준비 완료' },
  batchStatus: { created: '비어 있음', processing: '판독 중', completed: '판독 완료', failed: '실패', paused: '일시 중지' },
  risk: { low: '낮음', medium: '보통', high: '높음' },
}
