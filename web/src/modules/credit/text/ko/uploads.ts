import type { uploads as en } from '../en/uploads'

export const uploads: typeof en = {
  add: '파일 불러오기', earlier: '이전 업로드', steps: '파일을 불러오는 단계', step: { choose: '파일 선택', check: '검사', load: '불러오기' },
  what: '파일에 무엇이 있나요?', kind: { loans: '대출', ratings: '등급 이력' }, kindHint: { loans: '대출마다 한 행입니다.', ratings: '이미 있는 대출의 날짜별 등급이 한 행씩입니다.' },
  zone: '여기에 파일을 놓으세요', drop: 'CSV나 Excel 파일을 여기에 놓으세요', takes: '쉼표, 세미콜론, 탭 / UTF-8, UTF-16, Windows / 소수점은 점이나 쉼표. 먼저 검사만 하며 아직 아무것도 저장하지 않습니다.', choose: '파일 선택', template: '서식 파일',
  unfit: { wrongType: 'CSV와 Excel(.xlsx) 파일만 받습니다.', empty: '파일이 비어 있습니다.', several: '한 번에 한 파일씩 불러오세요.' }, needed: '열(순서는 상관없음):', optional: '있으면 함께:',
  checking: '{{name}} 검사 중', checkingHint: '아무것도 저장하지 않습니다. 불러오기 전에 잘못된 곳을 먼저 보여 드립니다.', loading: '{{name}} 불러오는 중', loadingHint: '다른 작업을 계속해도 됩니다. 진행 상황은 이전 업로드에도 나타납니다.',
  phase: { sending: '보내는 중', reading: '읽는 중' }, progress: '{{name}} 진행률', rows_one: '{{shown}}행', rows_other: '{{shown}}행',
  checked: {
    nothing: '이 파일에는 행이 없습니다', allGood_one: '행에 문제가 없습니다', allGood_other: '{{shown}}행 모두 문제가 없습니다', noneGood_one: '행에 문제가 있습니다', noneGood_other: '{{shown}}행 모두 문제가 있습니다',
    someBad_one: '{{all}}행 중 {{bad}}행에 문제가 있습니다', someBad_other: '{{all}}행 중 {{bad}}행에 문제가 있습니다', hint: '문제없는 행만 지금 불러오거나, 파일을 고쳐서 다시 검사하세요. 아직 아무것도 저장하지 않았습니다.',
  },
  load: { loans_one: '대출 {{shown}}건 불러오기', loans_other: '대출 {{shown}}건 불러오기', ratings_one: '등급 {{shown}}건 불러오기', ratings_other: '등급 {{shown}}건 불러오기' },
  loadGood_one: '문제없는 행 불러오기', loadGood_other: '문제없는 {{shown}}행 불러오기', another: '다른 파일',
  loaded: { loans_one: '대출 {{shown}}건을 불러왔습니다', loans_other: '대출 {{shown}}건을 불러왔습니다', ratings_one: '등급 {{shown}}건을 불러왔습니다', ratings_other: '등급 {{shown}}건을 불러왔습니다', none: '아무것도 불러오지 않았습니다' },
  see: { loans: '대출 보기', ratings: '등급 전이 보기' }, repeated: '같은 파일을 이미 불러왔습니다', repeatedHint: '그때의 결과를 보여 드립니다. 두 번 저장하지 않았습니다.', took: '{{seconds}}초',
  separator: { comma: '쉼표', semicolon: '세미콜론', tab: '탭' }, failed: '{{name}}을(를) 받지 못했습니다',
  faults: '문제가 있는 행', firstFaults: '전체 {{all}}행 중 처음 {{shown}}행입니다. 모두 보려면 파일을 받으세요.', allFaults: '문제 행 전체 CSV', fault: { row: '행', loan_id: '대출', column: '열', value: '값', error: '문제' },
  none: '아직 불러온 파일이 없습니다', noneHint: '검사하거나 불러온 파일과 문제가 있던 행이 여기에 나옵니다.', list: '업로드', file: '파일', mode: '방식', rowsHead: '행', good: '정상', bad: '문제', when: '시각', length: '걸린 시간', state: '상태',
  modes: { accept_valid: '정상 행만', all_or_nothing: '전부 아니면 취소', dry_run: '검사만' }, states: { running: '진행 중', done: '완료', failed: '중단됨', unwritten: '저장 안 함' }, errorsOf: '{{name}}의 문제 행',
}
