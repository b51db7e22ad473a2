// Words of the system settings.
export const settings = {
  title: '시스템 설정', hint: '부동산 모듈 앞에 있는 웹사이트와 앱이 물어보는 값입니다. 모듈 자체는 이 값을 따르지 않습니다.', one: '시스템 설정', add: '새 설정', empty: '아직 설정이 없습니다', emptyHint: '업무 시간, 인사말, 켜고 끄는 값처럼 웹사이트나 앱을 고치지 않고 알려 줄 것을 적습니다.', deleted: '{{name}}을(를) 삭제했습니다.',
  key: '키', keyHint: '영문자, 숫자, 점, 붙임표, 밑줄. 나중에 바꿀 수 없습니다.', notKey: '영문자, 숫자, 점, 붙임표, 밑줄만 쓸 수 있고 영문자나 숫자로 시작해야 합니다.', value: '값', valueHint: 'JSON으로 적습니다.', type: '형식', typeHint: '비워 두면 값에 따라 정해집니다.', category: '분류', description: '설명', public: '모두에게 보이기', publicHint: '로그인하지 않아도 보이므로 비밀은 적지 마세요. 끄면 관리자만 봅니다.',
  seen: '볼 수 있는 사람', everybody: '모두', administrators: '관리자', changed: '변경', created: '생성',
  reads: { string: '글자입니다.', number: '숫자입니다.', boolean: '예 또는 아니요입니다.', array_one: '항목이 {{count}}개인 목록입니다.', array_other: '항목이 {{count}}개인 목록입니다.', object_one: '항목이 {{count}}개인 객체입니다.', object_other: '항목이 {{count}}개인 객체입니다.', null: '빈 값입니다.' },
  notJson: 'JSON이 아닙니다. 글자는 큰따옴표로 묶으세요: "9시부터 6시까지".', notJsonAt: '{{line}}번째 줄 {{column}}번째 글자부터 JSON이 아닙니다. 글자는 큰따옴표로 묶으세요: "9시부터 6시까지".', notExact: '{{number}}은(는) 그대로 저장하기에는 자릿수가 너무 많습니다. 큰따옴표로 묶어 글자로 적으세요.',
}
