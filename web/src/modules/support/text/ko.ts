import type { SupportText } from './en'

export const ko: SupportText = {
  title: '고객 지원',
  nav: { tickets: '내 문의', desk: '문의 처리', figures: '문의 통계' },
  action: { newTicket: '문의하기', open: '미해결 문의 보기', mine: '내가 맡은 문의 보기', nobody: '담당자 없는 문의 보기' },
  status: { open: '접수', in_progress: '처리 중', resolved: '해결', closed: '종료' },
  priority: { low: '낮음', normal: '보통', high: '높음', urgent: '긴급' },
  waiting: { staff: '답변 대기', owner: '고객 회신 대기', nobody: '—' },
  waitingOwn: { staff: '답변 대기', owner: '회신 필요', nobody: '—' },
  field: { number: '번호', subject: '제목', message: '내용', status: '상태', priority: '우선순위', assignee: '담당자', from: '문의자', created: '접수', updated: '최근 변경', waiting: '대기 상태', resolved: '해결', firstAnswer: '첫 답변까지', resolution: '해결까지', name: '이름', email: '이메일 주소', age: '접수' },
  contact: {
    title: '문의하기', hint: '계정이 없어도 됩니다. 메일로 답변을 받으려면 이메일 주소를 남겨 주세요.', send: '보내기', optional: '선택 사항입니다.', emailHint: '선택 사항입니다. 남기지 않으면 답변을 보내 드릴 수 없습니다.', priorityHint: '얼마나 급한가요?', sentTitle: '문의가 접수되었습니다.', number: '문의 번호', keep: '이 문의에 대해 연락하실 때 이 번호를 알려 주세요.', byMail: '답변은 {{email}}(으)로 보내 드립니다.', yours: '로그인 상태이므로 내 문의에서 진행 상황을 볼 수 있습니다.', follow: '문의 열기', another: '다른 문의 보내기', signIn: '로그인',
    tooMany: '이 연결에서 보낸 문의가 너무 많습니다. {{wait}} 뒤에 다시 보내 주세요. 작성한 내용은 그대로 있습니다.', minutes_one: '{{count}}분', minutes_other: '{{count}}분', while: '몇 분', copy: '번호 복사',
  },
  tickets: {
    title: '내 문의', one: '문의', add: '문의하기', empty: '문의 내역이 없습니다', emptyHint: '무엇이든 물어보세요. 답변은 여기에 표시되고 알림으로도 알려 드립니다.', created: '문의 {{number}}이(가) 접수되었습니다.', thread: '대화', reply: '회신', replyPlaceholder: '회신을 입력하세요', sendReply: '보내기', sent: '보냈습니다.', closedHint: '종료된 문의입니다. 더 하실 말씀이 있으면 새로 문의해 주세요.', reopens: '회신하면 문의가 다시 열립니다.',
    house: '상담원', you: '나', internal: '내부 메모', internalHint: '문의 담당자에게만 보입니다.', answer: '답변', note: '내부 메모', sendNote: '메모 저장', stranger: '비회원', noMail: '이메일 주소가 없어 답변을 보낼 수 없습니다.', toStranger: '{{email}}(으)로 메일이 발송됩니다.', asked: '문의 내용', saying: '작성할 내용', keysHint: 'Ctrl + Enter로 보내기',
  },
  desk: {
    title: '문의 처리', hint: 'j·k 이동, Enter 열기, r 답변, n 메모, e 해결, m 내가 맡기.', empty: '문의가 없습니다', emptyHint: '고객과 비회원의 문의가 들어오면 여기에 표시됩니다.', me: '나', nobody: '없음', take: '내가 맡기', resolve: '해결', reopen: '다시 열기', close: '종료', changed: '변경했습니다.', removed: '삭제했습니다: {{name}}', remove: '이 문의를 삭제할까요?', removeText: '문의와 대화가 완전히 삭제됩니다.', replyKey: '답변하기', noteKey: '내부 메모 쓰기', next: '다음 문의', previous: '이전 문의', keys: '문의 처리 화면', all: '전체', open: '미해결', forgotten_one: '{{count}}건이 24시간 넘게 대기 중', forgotten_other: '{{count}}건이 24시간 넘게 대기 중', noneForgotten: '24시간 넘게 기다린 문의 없음', setStatus: '{{number}} 상태', setPriority: '{{number}} 우선순위', setAssignee: '{{number}} 담당자', file: '문의', resolvedMany_one: '문의 {{count}}건을 해결했습니다.', resolvedMany_other: '문의 {{count}}건을 해결했습니다.', tookMany_one: '문의 {{count}}건을 맡았습니다.', tookMany_other: '문의 {{count}}건을 맡았습니다.',
  },
  figures: {
    title: '문의 통계', range: '기간', days: '{{count}}일', created: '접수', createdNote: '최근 {{count}}일', waitingNow: '현재 미해결', forgotten: '장기 대기', forgottenNote: '24시간 넘게 답변 없음', firstAnswer: '첫 답변까지 (중앙값)', firstAnswerNote: '열 건 중 아홉 건은 {{time}} 이내', resolution: '해결까지 (중앙값)', none: '—', ofCount_one: '{{count}}건 기준', ofCount_other: '{{count}}건 기준', statusTitle_one: '미해결 문의가 {{count}}건 있습니다', statusTitle_other: '미해결 문의가 {{count}}건 있습니다', statusUnit: '현재 상태별 문의', priorityTitle_one: '급한 미해결 문의가 {{count}}건 있습니다', priorityTitle_other: '급한 미해결 문의가 {{count}}건 있습니다', priorityTitleNone: '급한 미해결 문의가 없습니다', priorityUnit: '우선순위별 미해결 문의', tickets: '문의', timesTitle: '문의의 절반은 {{time}} 안에 첫 답변을 받았습니다', timesTitleNone: '이 기간에 답변한 문의가 없습니다', times: '소요 시간', median: '중앙값', p90: '90% 이내', count: '문의', firstAnswerRow: '첫 답변', resolutionRow: '해결',
  },
}
