import type { NotificationsText } from './en'

export const ko: NotificationsText = {
  title: '알림',
  nav: { inbox: '받은 알림' },
  action: { unread: '읽지 않은 알림 보기', send: '알림 보내기', channels: '알림 받는 방법 선택' },
  bell: { label_zero: '알림', label_one: '읽지 않은 알림: {{count}}', label_other: '읽지 않은 알림: {{count}}', newest: '알림', all: '받은 알림 열기', readAll: '모두 읽음으로 표시', empty: '새 알림이 없습니다. 전할 소식이 생기면 여기에 표시됩니다.' },
  inbox: {
    title: '받은 알림', hint: '지금까지 받은 모든 알림입니다.', what: '알림', kind: '종류', filed: '분류', when: '받은 시각', state: '상태', read: '읽음', unread: '읽지 않음',
    readAll: '모두 읽음으로 표시', readAllDone: '모두 읽음으로 표시했습니다.', mark: '읽음으로 표시', marked_one: '알림 {{count}}건을 읽음으로 표시했습니다.', marked_other: '알림 {{count}}건을 읽음으로 표시했습니다.',
    clear: '읽은 알림 삭제', clearQuestion: '읽은 알림을 모두 삭제할까요?', clearText: '읽지 않은 알림은 그대로 남습니다. 삭제한 알림은 되돌릴 수 없습니다.', cleared: '읽은 알림을 삭제했습니다.',
    remove: '이 알림을 삭제할까요?', removeMany_one: '알림 {{count}}건을 삭제할까요?', removeMany_other: '알림 {{count}}건을 삭제할까요?', removeText: '삭제하면 되돌릴 수 없습니다.', removed: '삭제했습니다.',
    empty: '받은 알림이 없습니다', emptyHint: '청구 심사 결과, 문의 답변, 예산 소진 소식이 생기는 대로 여기에 표시됩니다.', open: '바로 가기', received: '받은 시각', readAt: '읽은 시각', one: '알림',
  },
  send: {
    open: '알림 보내기', title: '알림 보내기', person: '알림 보내기', to: '받는 사람', toHint: '이름, 이메일 또는 사용자 ID의 일부를 입력하세요.', subject: '제목', message: '내용', link: '이동할 화면',
    linkHint: '/claims/7처럼 이 콘솔의 경로를 입력합니다. 이동할 화면이 없으면 비워 두세요.', notLink: '/claims/7처럼 슬래시로 시작하는 경로만 입력하세요.', submit: '보내기', failed: '보내지 못했습니다.', sent: '“{{title}}” 알림을 보냈습니다.',
  },
  type: { transaction: '거래', alert: '중요', reminder: '미리 알림', kyc: '본인 확인' },
  module: { planning: '자금 계획', insurance: '보험', support: '고객 지원', notifications: '운영', other: '기타' },
  kind: {
    budget_nearly_spent: '예산이 거의 소진됨', budget_overspent: '예산을 초과함', goal_reached: '목표를 달성함', claim_decided: '청구가 승인·거절·지급됨', claim_received: '심사할 청구가 있음',
    policy_renewal: '보험 갱신일이 다가옴', policy_ended: '보험이 만료되거나 해지됨', ticket_answered: '문의에 답변이 등록됨', ticket_resolved: '문의가 해결됨', ticket_new: '새 문의가 접수됨',
    ticket_assigned: '문의가 배정됨', ticket_replied: '담당 문의에 고객이 회신함', message: '관리자가 보낸 알림', note: '직접 남긴 메모',
  },
  channels: {
    title: '알림', hint: '종류별로 알림 받는 방법을 정합니다. 두 가지를 모두 끄면 해당 알림을 받지 않습니다.', kind: '알림 내용', inApp: '앱', mail: '메일',
    inAppOf: '{{kind}}: 앱으로 받기', mailOf: '{{kind}}: 메일로 받기', noMail: '계정의 메일 수신이 꺼져 있습니다. 위에서 켜 주세요.', saved: '저장했습니다.',
  },
}
