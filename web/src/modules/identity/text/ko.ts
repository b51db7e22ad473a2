import type { IdentityText } from './en'

export const ko: IdentityText = {
  title: '관리',
  nav: { overview: '개요', users: '사용자', rights: '역할과 권한', audit: '감사 로그', analytics: '분석' },
  action: { newUser: '사용자 만들기', inactive: '비활성 사용자 보기', admins: '관리자 보기', password: '내 비밀번호 바꾸기', twoFactor: '2단계 인증 설정', sessions: '내 세션 보기', appearance: '화면과 언어 바꾸기' },
  role: {
    user: '일반 사용자', customer: '고객', builder: '시행사', portfolio_manager: '포트폴리오 관리자',
    manager: '매니저', admin: '관리자', super_admin: '최고 관리자',
  },
  signIn: {
    title: '로그인', who: '이메일 또는 사용자 ID', password: '비밀번호', submit: '로그인', forgotten: '비밀번호를 잊으셨나요?',
    contact: '문의하기', register: '계정 만들기', again: '다시 로그인', welcome: 'Bursar에 오신 것을 환영합니다',
    codeTitle: '2단계 인증', codeHint: '인증 앱의 여섯 자리 숫자 또는 복구 코드를 입력하세요.',
    code: '코드', verify: '계속', other: '다른 계정 사용', missing: '입력하세요.',
    setup: '이 서버에는 아직 계정이 없습니다. 첫 계정은 서버가 시작할 때 출력한 일회용 링크로 만듭니다. 그 링크를 여세요.',
  },
  forgot: {
    title: '비밀번호 찾기', hint: '이메일 주소를 입력하세요. 해당 계정이 있으면 새 비밀번호를 정할 수 있는 링크를 보냅니다.',
    submit: '링크 보내기', sent: '해당 주소의 계정이 있으면 링크를 보냈습니다. 짧은 시간 동안만 유효합니다.', back: '로그인으로 돌아가기',
  },
  reset: { title: '새 비밀번호 정하기', submit: '비밀번호 설정', done: '비밀번호를 설정했습니다. 이제 로그인할 수 있습니다.', noToken: '주소가 완전하지 않습니다. 메일의 링크를 다시 열거나 새로 요청하세요.' },
  setup: { title: 'Bursar 설정', hint: '첫 사용자입니다. 이 계정이 모든 것을 관리합니다.', submit: '첫 계정 만들기', notNeeded: 'Bursar는 이미 설정되었습니다.', noToken: '주소가 완전하지 않습니다. 서버가 시작할 때 출력한 주소를 여세요.' },
  register: { title: '계정 만들기', submit: '계정 만들기', closed: '이 서버에서는 관리자가 계정을 만듭니다. 관리자에게 요청하세요.' },
  forced: { title: '새 비밀번호 정하기', hint: '관리자가 비밀번호를 설정했습니다. 계속하기 전에 본인만 아는 비밀번호를 정하세요.', submit: '비밀번호 설정' },
  field: {
    email: '이메일', name: '이름', userId: '사용자 ID', phone: '전화', address: '주소', addressHint: '우편물을 받을 주소입니다.', role: '역할', status: '상태', active: '활성', password: '비밀번호',
    oldPassword: '현재 비밀번호', newPassword: '새 비밀번호', repeat: '새 비밀번호 확인', registered: '가입일', lastLogin: '마지막 로그인', changed: '변경',
    verified: '이메일 확인', twoFactor: '2단계 인증', userIdHint: '비워 두면 이메일에서 만듭니다.', passwordHint: '8자 이상, 흔한 비밀번호는 쓸 수 없습니다.', newUserPasswordHint: '비워 두면 임시 비밀번호를 한 번 보여 줍니다.',
    oldForEmail: '이메일 주소를 바꿀 때만 필요합니다.',
  },
  state: { active: '활성', inactive: '비활성', on: '켜짐', off: '꺼짐', never: '없음' },
  users: {
    title: '사용자', add: '사용자 만들기', one: '사용자', roleAll: '역할', admins: '관리자 전체', empty: '사용자가 없습니다', emptyHint: '로그인할 수 있는 사람이 여기에 표시됩니다.',
    activate: '활성화', deactivate: '비활성화', activated: '{{name}} 계정을 다시 활성화했습니다.', deactivated: '{{name}} 계정을 비활성화했습니다.',
    bulkDone_one: '계정 {{count}}개를 변경했습니다.', bulkDone_other: '계정 {{count}}개를 변경했습니다.', refused: '변경하지 못함: {{names}}.',
    resetPassword: '비밀번호 초기화', resetTitle: '{{name}}의 비밀번호를 초기화할까요?', resetText: '현재 비밀번호는 더 이상 쓸 수 없습니다. 전달할 임시 비밀번호가 표시되며 다음 로그인 때 바꿔야 합니다.',
    temporary: '임시 비밀번호', temporaryHint: '한 번만 표시됩니다. 안전한 방법으로 전달하세요.',
    deleteTitle: '{{name}} 계정을 삭제할까요?', deleteText: '계정과 세션이 영구히 삭제됩니다. 감사 로그는 남습니다. 되돌릴 수 없습니다.', deleted: '{{name}} 계정을 삭제했습니다.',
    facts: '계정', links: '관련 화면', sessions: '세션', activity: '활동', created: '{{name}} 계정을 만들었습니다.',
    noSessions: '로그인한 곳이 없습니다.', endSessions: '모든 곳에서 로그아웃', ended: '{{name}} 계정을 모든 곳에서 로그아웃했습니다.', noActivity: '기록이 없습니다.', allActivity: '감사 로그에서 모두 보기',
    file: 'users',
  },
  refused: {
    role: '“{{role}}” 역할의 사용자는 최고 관리자만 관리할 수 있습니다.', self: '자신의 계정에는 할 수 없습니다.', right: '“identity:manage” 권한이 필요합니다.',
  },
  session: { signedIn: '로그인', lastSeen: '마지막 활동', from: '위치', device: '기기', current: '현재 세션', unknown: '알 수 없는 기기', on: '{{system}}의 {{browser}}', end: '로그아웃', ended: '세션을 로그아웃했습니다.', endOthers: '다른 모든 세션 로그아웃', endedOthers: '다른 모든 세션을 로그아웃했습니다.', title: '세션', hint: '로그인한 곳입니다. 모르는 세션은 로그아웃하고 비밀번호를 바꾸세요.' },
  rights: {
    title: '역할과 권한', hint: '어느 역할이 무엇을 할 수 있는지 보여 줍니다. 역할은 사용자 화면에서 부여합니다.',
    matrix: '권한', operations: '작업', permission: '권한', module: '모듈', holds: '{{role}}: {{permission}} 있음', lacks: '{{role}}: {{permission}} 없음',
    operation: '작업', filter: '경로, 권한, 역할로 거르기', public: '누구나', signedIn: '로그인한 모든 사용자', counted_one: '작업 {{count}}개', counted_other: '작업 {{count}}개', none: '결과가 없습니다.',
  },
  audit: {
    title: '감사 로그', hint: '모든 변경과 로그인입니다. 여기의 기록은 고치거나 지울 수 없습니다.', time: '시각', who: '누가', action: '동작', target: '대상', details: '내용', ip: '주소', agent: '기기', request: '요청',
    since: '시작', until: '끝', verify: '로그 검증', verified_one: '로그가 온전합니다: {{count}}건을 검증했습니다.', verified_other: '로그가 온전합니다: {{count}}건을 검증했습니다.', broken: '{{id}}번 기록에서 로그가 손상되었습니다.',
    empty: '기록이 없습니다', emptyHint: '변경과 로그인이 일어나는 대로 여기에 표시됩니다.', entry: '기록 {{id}}', absent: '{{id}}번 기록은 없습니다.', absentHint: '기록은 삭제되지 않습니다. 주소를 다시 확인하거나 목록에서 찾아 보세요.',
    change: '변경 내용', before: '이전', after: '이후', fieldName: '항목', unchanged: '이 기록에는 이전과 이후 값이 없습니다.', file: 'audit-log', filterAction: '동작', filterWho: '누가', filterTarget: '대상',
  },
  overview: {
    title: '개요', total: '사용자', active: '활성', share: '전체의 {{percent}}', week: '7일간 신규', signIns: '오늘 로그인', twoFactor: '2단계 인증 사용', inactive: '비활성',
    before: '어제 {{count}}', month_one: '30일간 {{count}}명', month_other: '30일간 {{count}}명',
    recent: '최근 활동', system: '시스템', roles: '“{{role}}” 역할이 가장 많습니다', rolesUnit: '역할별 사용자', quick: '빠른 작업', all: '모두 보기',
    healthy: '정상', degraded: '일부 장애', down: '응답 없음', api: 'API', database: '데이터베이스', redis: 'Redis', running: '작동 중', connected: '연결됨', disconnected: '연결 안 됨', disabled: '사용 안 함', version: '버전 {{version}}', environment: '환경', jobs: '작업',
  },
  analytics: {
    title: '분석', range: '기간', days: '{{count}}일', registrations_one: '최근 {{days}}일 동안 {{count}}명이 가입했습니다', registrations_other: '최근 {{days}}일 동안 {{count}}명이 가입했습니다', registrationsNone: '최근 {{days}}일 동안 가입한 사람이 없습니다',
    signInsDay_one: '최근 {{days}}일 동안 {{count}}번 로그인했습니다', signInsDay_other: '최근 {{days}}일 동안 {{count}}번 로그인했습니다', signInsDayNone: '최근 {{days}}일 동안 로그인이 없습니다', hours: '최근 {{days}}일 동안 로그인은 {{hour}}시 무렵에 가장 많았습니다', roles: '계정의 {{percent}}가 일반 사용자입니다', share: '계정의 {{percent}}가 활성입니다',
    day: '날짜', hour: '시', people: '명', signIns: '로그인', role: '역할', status: '상태', percent: '비율', unitPeople: '하루 가입자 수', unitSignIns: '하루 로그인 수', unitHours: '시간별 로그인 수, UTC', unitRoles: '역할별 사용자 수', unitShare: '상태별 계정 수',
  },
  profile: { title: '프로필', details: '내 정보', password: '비밀번호', passwordHint: '바꾸어도 다른 세션은 그대로입니다. 보안 화면을 보세요.', changePassword: '비밀번호 바꾸기', passwordChanged: '비밀번호를 바꿨습니다.', mismatch: '두 비밀번호가 다릅니다.' },
  security: {
    title: '보안', twoFactor: '2단계 인증', off: '꺼져 있습니다. 켜면 비밀번호가 새어 나가도 계정이 열리지 않습니다.', on: '켜져 있습니다. 로그인할 때 인증 앱의 코드를 묻습니다.', start: '설정', scan: '인증 앱으로 스캔한 뒤 표시되는 여섯 자리 숫자를 입력하세요.',
    byHand: '또는 이 키를 앱에 입력하세요', code: '앱의 코드', finish: '켜기', enabled: '2단계 인증을 켰습니다.', recovery: '복구 코드', recoveryHint: '앱을 잃어버렸을 때 한 번씩 쓸 수 있습니다. 지금만 표시되니 안전한 곳에 보관하세요.',
    copyCodes: '복사', downloadCodes: '내려받기', kept: '보관했습니다', disable: '끄기', disableText: '2단계 인증을 끄려면 비밀번호를 입력하세요.', disabled: '2단계 인증을 껐습니다.', qr: '인증 앱용 QR 코드',
  },
  preferences: { title: '환경 설정', browser: '화면 표시', hint: '이 브라우저에 저장됩니다.', reach: '연락 방법', reachHint: '계정에 저장됩니다. 주소와 전화번호는 프로필에서 바꿀 수 있습니다.', mail: '메일', mailHint: '안내를 {{email}}(으)로도 보내 드립니다.', sms: '문자 메시지', smsHint: '{{phone}}(으)로 보내 드립니다.', smsNone: '프로필에 등록된 전화번호가 없습니다.', appearance: '화면', light: '밝게', dark: '어둡게', auto: '시스템과 같게', language: '언어', density: '간격', comfortable: '넓게', compact: '좁게', singleKeys: '단일 키 단축키', singleKeysHint: '음성 입력 등에 방해가 되면 끄세요.' },
}
