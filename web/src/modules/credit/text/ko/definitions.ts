// What the server says of its figures, in Korean. The key is what it says, word for word: a test reads the server's sources and
// names what is missing here. Fetched when a Korean page shows its first definition.
export const definitions: Readonly<Record<string, string>> = {
  'Days past due = days since the oldest unpaid due day, at least 0; a limit belongs to the bucket below it (30 days are in 1–30). Roll rate: share of a bucket\'s loans (of their opening balance) found in each bucket one period later; net flow: balance of a bucket over the balance of the one before it a period earlier.':
    '연체일수 = 가장 오래된 미납일부터 지난 일수, 0 이상입니다. 경계값은 그 아래 구간에 들어갑니다(30일은 1–30). 롤레이트: 한 구간의 대출(기초 잔액)이 한 기간 뒤 각 구간에 있는 비중. 순이동률: 한 구간의 잔액을 한 기간 전 바로 앞 구간의 잔액으로 나눈 값입니다.',
  'Basel IRB (CRE31): K = LGD·Φ((Φ⁻¹(PD) + √R·Φ⁻¹(0.999))/√(1−R)) − LGD·PD, times the maturity adjustment outside retail; RWA = K·12.5·EAD. Defaulted: K = max(0, LGD − best estimate of loss).':
    '바젤 내부등급법(CRE31): K = LGD·Φ((Φ⁻¹(PD) + √R·Φ⁻¹(0.999))/√(1−R)) − LGD·PD에 소매 외에는 만기조정을 곱합니다. RWA = K·12.5·EAD. 부도: K = max(0, LGD − 손실 최선추정치).',
  'A borrower is one name, exactly as written. Shares are by exposure: the performing share of the borrower\'s own, its share of all loans looked at. High risk is a rating of the grades B, CCC, CC, C and D, speculative one from BB+ to C, that is below investment grade and not in default.':
    '차주는 적힌 이름 그대로 하나로 봅니다. 비중은 익스포저 기준이며, 정상 비중은 차주 자신의 익스포저, 차주 비중은 조회한 모든 대출 대비입니다. 고위험은 B, CCC, CC, C, D 등급, 투기등급은 BB+부터 C까지로 투자등급 아래이면서 부도가 아닌 등급입니다.',
  'PD and LGD are those of the rating in the table of rates; EAD is the exposure; M is the time to maturity in years of 365 days, 1 to 5; rated D or with status Defaulted means PD 1, with the given share of LGD as best estimate of loss.':
    'PD와 LGD는 부도율 표의 등급별 값입니다. EAD는 익스포저, M은 1년을 365일로 본 만기까지의 연수(1~5)입니다. D 등급이거나 부도 상태이면 PD는 1이고, LGD의 지정 비율을 손실 최선추정치로 씁니다.',
  'Steps of 30 days. Every step brings a twelfth of a year\'s interest on all loans, and the exposure of the loans that mature from its first day to 30 days later, both ends included: what matures on the border of two steps counts in both.':
    '30일 단위 구간입니다. 구간마다 모든 대출의 연 이자 12분의 1과, 구간 첫날부터 30일 뒤까지(양 끝 포함) 만기가 되는 대출의 익스포저가 들어옵니다. 두 구간의 경계일에 만기가 되면 양쪽에 모두 셉니다.',
  'Steps of 30 days. Every step brings a twelfth of a year\'s interest on the loans that have not matured when it begins, and the exposure of the loans that mature from its first day to 30 days later, both ends included: what matures on the border of two steps counts in both.':
    '30일 단위 구간입니다. 구간마다 시작 시점에 만기가 지나지 않은 대출의 연 이자 12분의 1과, 구간 첫날부터 30일 뒤까지(양 끝 포함) 만기가 되는 대출의 익스포저가 들어옵니다. 두 구간의 경계일에 만기가 되면 양쪽에 모두 셉니다.',
  'Steps of 30 days. Every step brings a twelfth of a year\'s interest on all loans, and the exposure of the loans that mature in it; each loan is paid back once.':
    '30일 단위 구간입니다. 구간마다 모든 대출의 연 이자 12분의 1과, 그 구간에 만기가 되는 대출의 익스포저가 들어옵니다. 대출은 한 번씩만 상환됩니다.',
  'Steps of 30 days. Every step brings a twelfth of a year\'s interest on the loans that have not matured when it begins, and the exposure of the loans that mature in it; each loan is paid back once.':
    '30일 단위 구간입니다. 구간마다 시작 시점에 만기가 지나지 않은 대출의 연 이자 12분의 1과, 그 구간에 만기가 되는 대출의 익스포저가 들어옵니다. 대출은 한 번씩만 상환됩니다.',
  'The Herfindahl–Hirschman index is the sum of the squared shares of exposure: 1/n for n equal ones, 1 for a single one; in points, the squares of percentages, up to 10,000. Below 1,500 points it is low, below 2,500 moderate, else high. Its inverse is the number of equal ones that would be as concentrated. Loans without a word are one group.':
    '허핀달–허시먼 지수(HHI)는 익스포저 비중의 제곱합입니다. 똑같은 n개면 1/n, 하나뿐이면 1이고, 포인트로는 백분율의 제곱합으로 최대 10,000입니다. 1,500포인트 미만은 낮음, 2,500 미만은 보통, 그 이상은 높음입니다. 역수는 같은 집중도를 갖는 균등한 개수입니다. 값이 없는 대출은 한 묶음으로 봅니다.',
  'A covenant is broken when debt to equity or leverage is above its limit or interest coverage below it; at the limit it holds, and a ratio that is not known breaks nothing. The total counts broken covenants, so that a loan can count up to three times. Urgent are loans that break two or more, or whose leverage is above 1.2 times or whose coverage is below 0.8 times the limit. A sector is in trouble when more than half of its loans break a covenant.':
    '부채비율이나 레버리지가 한도를 넘거나 이자보상배율이 한도에 못 미치면 약정 위반입니다. 한도와 같으면 지킨 것이고, 알 수 없는 비율은 위반으로 보지 않습니다. 합계는 위반한 약정의 수이므로 한 대출이 세 번까지 셀 수 있습니다. 두 가지 이상 위반했거나 레버리지가 한도의 1.2배를 넘거나 이자보상배율이 한도의 0.8배에 못 미치는 대출은 긴급입니다. 대출의 절반 넘게 위반한 업종은 문제 업종입니다.',
  'Static pools: on each starting day all loans rated AAA to C, by their rating on that day, followed to their first default, withdrawal or the day of observation, and added up over the starting days. Cumulative: defaults over loans at the start; survival-adjusted: 1 − ∏(1 − defaults/(at risk − ½·left)).':
    '정적 풀: 기준일마다 AAA부터 C까지의 모든 대출을 그날의 등급으로 묶어 첫 부도, 등급 철회 또는 관찰일까지 추적하고, 기준일별 결과를 더합니다. 누적: 부도 건수를 시작 시점의 대출 수로 나눈 값. 생존 조정: 1 − ∏(1 − 부도/(위험집합 − ½·이탈)).',
  'Loans rated AAA to C on the first day; a default at any time up to the last day counts, healed or not. By count: defaults/loans; by volume: their exposure; adjusted: half of the withdrawn leave the base (Moody\'s 2006); a year: 1 − (1 − rate)^(365/days).':
    '첫날 AAA부터 C까지의 등급을 가진 대출이 대상입니다. 마지막 날까지의 부도는 이후 회복 여부와 관계없이 셉니다. 건수 기준: 부도/대출 수. 금액 기준: 익스포저로 계산. 조정: 등급이 철회된 대출의 절반을 분모에서 뺍니다(Moody\'s 2006). 연율: 1 − (1 − 부도율)^(365/일수).',
  'Static pool: defaults at an age over the loans (exposure) that the vintage began with, and their running sum. Survival-adjusted: d_k = defaults/(at risk − ½·left), 1 − ∏(1 − d_k); left are the withdrawn and those not observed any longer. Ages count whole calendar months.':
    '정적 풀: 각 경과 기간의 부도를 빈티지 시작 시점의 대출 수(익스포저)로 나눈 값과 그 누적합입니다. 생존 조정: d_k = 부도/(위험집합 − ½·이탈), 1 − ∏(1 − d_k). 이탈은 등급이 철회되었거나 더 관찰되지 않는 대출입니다. 경과 기간은 달력의 온전한 달로 셉니다.',
  'Shares are by exposure. A country above 10 % is a breach unless another limit is given; the index is Herfindahl–Hirschman\'s over countries. Loans without a country are a group of their own. The default probability is Σ(w·pd)/Σw and the performing share is by exposure, both within the country.':
    '비중은 익스포저 기준입니다. 다른 한도를 주지 않으면 한 국가가 10 %를 넘을 때 한도 초과입니다. 지수는 국가별 허핀달–허시먼 지수입니다. 국가가 없는 대출은 따로 묶습니다. 부도확률은 국가 안에서 Σ(w·pd)/Σw이고, 정상 비중도 국가 안의 익스포저 기준입니다.',
  'The score is 30 % performing share, 30 % quality of ratings, 25 % concentration and 15 % maturity, each from 0 to 100. The performing share and the points of the ratings are weighted by exposure; a notch that has no points of its own has those of the nearest worse one that does. Concentration gives 100 points for an index over borrowers below 1,500, 80 below 2,500, else 60. Maturity gives 100 less half of the percentage of exposure that matures within 365 days, or already has. From 75 the portfolio is healthy, from 50 to be monitored, below at risk.':
    '점수는 정상 비중 30 %, 등급 품질 30 %, 집중도 25 %, 만기 15 %로 이루어지며 각각 0~100점입니다. 정상 비중과 등급 점수는 익스포저로 가중합니다. 점수가 없는 등급은 점수가 있는 가장 가까운 아래 등급의 점수를 씁니다. 집중도는 차주 지수가 1,500 미만이면 100점, 2,500 미만이면 80점, 그 밖은 60점입니다. 만기는 365일 안에 만기가 되거나 이미 지난 익스포저 백분율의 절반을 100에서 뺀 점수입니다. 75점부터 건전, 50점부터 관찰 필요, 그 아래는 위험입니다.',
  'The yearly default probability of the notch each year: PD(t) = 1 − (1 − pd)^t.':
    '해마다 등급의 연 부도확률을 씁니다: PD(t) = 1 − (1 − pd)^t.',
  'Conditional probabilities from cumulative ones: (PD(t) − PD(t−1))/(1 − PD(t−1)); beyond the last year its conditional probability goes on.':
    '누적 부도확률에서 구한 조건부 확률입니다: (PD(t) − PD(t−1))/(1 − PD(t−1)). 마지막 해 이후에는 그 해의 조건부 확률을 계속 씁니다.',
  'ECL = Σ over steps of PD of default in the step · LGD · exposure at its beginning, discounted at the loan\'s rate from the middle of the step; stage 3: LGD · exposure. Stage 1 looks twelve months ahead, stages 2 and 3 to maturity (365 days a year).':
    'ECL = 구간별 부도확률 · LGD · 구간 시작 시점 익스포저의 합이며, 구간 중간부터 대출 금리로 할인합니다. 3단계: LGD · 익스포저. 1단계는 앞으로 12개월, 2단계와 3단계는 만기까지 봅니다(1년 365일).',
  'ECL = Σ over steps of PD of default in the step · LGD · exposure at its beginning, discounted at the loan\'s rate from the end of the step; stage 3: LGD · exposure. Stage 1 looks twelve months ahead, stages 2 and 3 to maturity (365 days a year).':
    'ECL = 구간별 부도확률 · LGD · 구간 시작 시점 익스포저의 합이며, 구간 끝부터 대출 금리로 할인합니다. 3단계: LGD · 익스포저. 1단계는 앞으로 12개월, 2단계와 3단계는 만기까지 봅니다(1년 365일).',
  'IFRS 9 stages: 3 in default (status, rating D, or days past due over the limit, 90); else 2 with a significant increase in credit risk (days past due over 30, watch list, or notches lost since the start, unless the rating is still of low risk); else 1.':
    'IFRS 9 단계: 부도(상태, D 등급 또는 연체일수가 한도 90일 초과)이면 3단계, 신용위험이 유의적으로 증가했으면(연체 30일 초과, 요주의, 또는 최초 등급에서 하락, 단 여전히 저위험 등급이면 제외) 2단계, 그 밖은 1단계입니다.',
  'Each loan has the default probability, the recovery and the risk weight of its rating. The portfolio\'s default probability is Σ(w·pd)/Σw; the expected loss of a year is Σ w·pd·(1 − recovery), which is PD·LGD·EAD with the exposure as EAD; risk-weighted assets are Σ w·weight. High risk is a default probability above 5 %.':
    '대출마다 등급의 부도확률, 회수율, 위험가중치를 적용합니다. 포트폴리오의 부도확률은 Σ(w·pd)/Σw, 1년 예상손실은 Σ w·pd·(1 − 회수율)로 익스포저를 EAD로 본 PD·LGD·EAD와 같고, 위험가중자산은 Σ w·위험가중치입니다. 부도확률이 5 %를 넘으면 고위험입니다.',
  'A loan falls due in the calendar quarter of its maturity, counted from the day looked at; loans past it are a group of their own. The next six months are 0 to 183 days ahead and the next twelve 0 to 365, both ends included. The risk of refinancing is high when more than 30 % of all exposure falls due in the next six months, medium when more than 15 %.':
    '대출은 조회일 기준으로 만기가 속한 달력 분기에 만기가 됩니다. 만기가 지난 대출은 따로 묶습니다. 앞으로 6개월은 0~183일, 12개월은 0~365일이며 양 끝을 포함합니다. 앞으로 6개월 안에 만기가 되는 익스포저가 전체의 30 %를 넘으면 차환 위험이 높음, 15 %를 넘으면 보통입니다.',
  'Cohort method: share of the loans with a rating on the first day that have each rating on the last day, over all periods together; withdrawn ratings are a column of their own.':
    '코호트법: 첫날 등급을 가진 대출 중 마지막 날 각 등급에 있는 비중이며, 모든 기간을 합쳐 계산합니다. 등급 철회는 별도 열로 둡니다.',
  'Cohort method: share of the loans with a rating on the first day that have each rating on the last day, over all periods together; loans whose rating was withdrawn leave the base.':
    '코호트법: 첫날 등급을 가진 대출 중 마지막 날 각 등급에 있는 비중이며, 모든 기간을 합쳐 계산합니다. 등급이 철회된 대출은 분모에서 뺍니다.',
  'Aalen–Johansen: P(s,t) = ∏ (I + ΔA(u)) over the days u in (s, t] on which ratings change, ΔA_ij = changes i→j on u over loans at i just before u. A withdrawn rating leaves the risk set after its day (censored); default is absorbing.':
    '알렌–요한센: 등급이 바뀌는 (s, t] 안의 날 u에 대해 P(s,t) = ∏ (I + ΔA(u)), ΔA_ij = u에 i→j로 바뀐 수를 u 직전 i에 있던 대출 수로 나눈 값입니다. 철회된 등급은 그날 이후 위험집합에서 빠지고(중도절단), 부도는 흡수 상태입니다.',
  'Maximum likelihood of a time-homogeneous chain (Lando and Skødeberg 2002): λ_ij = changes i→j over years spent at i (365 days a year); matrix over t years = exp(t·Λ).':
    '시간 동질 연쇄의 최대우도 추정입니다(Lando and Skødeberg 2002): λ_ij = i→j 변동 수를 i에 머문 연수로 나눈 값(1년 365일), t년 행렬 = exp(t·Λ).',
  'The latest two entries of each loan up to the day (contract §15), on the scale of 22 notches AAA … D. Fallen angel: from BBB- or better to below; rising star: the other way; a move to D is a downgrade and a default.':
    '대출마다 그날까지의 최근 등급 두 건을 AAA … D의 22단계로 비교합니다(계약 §15). 추락 천사: BBB- 이상에서 그 아래로 하락, 라이징 스타: 그 반대. D로의 이동은 하향이면서 부도입니다.',
  'A notch without a line of its own takes the line of the nearest listed notch that is worse.':
    '표에 없는 등급은 표에 있는 가장 가까운 아래 등급의 값을 씁니다.',
  'A notch without a line of its own lies between its listed neighbours: the default probability on the scale of logarithms, recovery and risk weight on a straight line.':
    '표에 없는 등급은 표에 있는 이웃 등급 사이의 값을 씁니다. 부도확률은 로그 척도로, 회수율과 위험가중치는 직선으로 보간합니다.',
  'IRR per period: the rate r with Σ flow_k/(1+r)^k = 0, k = 0, 1, 2 …; of several, the nearest to the guess.':
    '기간별 IRR: k = 0, 1, 2 …에 대해 Σ flow_k/(1+r)^k = 0이 되는 수익률 r. 여럿이면 추정값에 가장 가까운 것입니다.',
  'XIRR (OpenFormula 6.12.50): the yearly rate r with Σ flow_k/(1+r)^((day_k − day_0)/365) = 0; of several, the nearest to the guess.':
    'XIRR(OpenFormula 6.12.50): Σ flow_k/(1+r)^((day_k − day_0)/365) = 0이 되는 연 수익률 r. 여럿이면 추정값에 가장 가까운 것입니다.',
  'Interest of a period = balance·rate/frequency, rounded to the smallest unit, halves up; annuity P·r(1+r)ⁿ/((1+r)ⁿ−1) rounded once; the last payment clears the balance; periods = ⌊years·frequency⌋.':
    '한 기간의 이자 = 잔액·금리/연간 횟수를 최소 화폐 단위로 반올림합니다. 원리금균등 상환액 P·r(1+r)ⁿ/((1+r)ⁿ−1)은 한 번만 반올림하고, 마지막 상환에서 잔액을 모두 갚습니다. 기간 수 = ⌊연수·연간 횟수⌋.',
  'The rate shock moves every loan\'s rate by so many basis points. Of all n loans the share x defaults, so n·x of them, each of the mean exposure; what doesn\'t come back is lost: n·x·mean(w)·(1 − recovery) = x·Σw·(1 − recovery). The value after is the exposure less the loss.':
    '금리 충격은 모든 대출의 금리를 지정한 bp만큼 움직입니다. 전체 n건 중 비율 x, 곧 n·x건이 평균 익스포저로 부도나고, 회수되지 않은 금액이 손실입니다: n·x·평균(w)·(1 − 회수율) = x·Σw·(1 − 회수율). 이후 가치는 익스포저에서 손실을 뺀 값입니다.',
  'Every loan is rated so many notches worse, C at worst; loans in default stay so. Default probability, recovery and risk weight are those of the new rating.':
    '모든 대출의 등급을 지정한 단계만큼, 최저 C까지 내립니다. 부도 대출은 그대로입니다. 부도확률, 회수율, 위험가중치는 새 등급의 값을 씁니다.',
  'Weighted figures are weighted by exposure over all loans looked at: the rate is Σ(w·rate)/Σw; the average maturity is Σ(w·days to maturity)/Σw, a year being 365.25 days and a month a twelfth of it, with loans past their maturity counting as negative days; the average rating is Σ(w·notch)/Σw on the scale of 22 notches from AAA = 0 to D = 21, and of it the nearest notch, half a notch going to the worse one.':
    '가중 수치는 조회한 모든 대출의 익스포저로 가중합니다. 금리는 Σ(w·금리)/Σw, 평균 만기는 Σ(w·만기까지 일수)/Σw이며 1년은 365.25일, 한 달은 그 12분의 1이고 만기가 지난 대출은 음수로 셉니다. 평균 등급은 AAA = 0부터 D = 21까지 22단계의 Σ(w·단계)/Σw에 가장 가까운 등급이며, 정확히 중간이면 나쁜 쪽입니다.',
  'Shares are by exposure, of all loans looked at.':
    '비중은 조회한 모든 대출의 익스포저 기준입니다.',
  'Loss of an infinitely fine-grained portfolio under one normal factor (Vasicek 2002): a loan defaults when √ρ·Y + √(1−ρ)·ε < Φ⁻¹(PD); quantile and expected shortfall at the given level.':
    '정규분포 요인 하나로 움직이는, 무한히 잘게 나뉜 포트폴리오의 손실입니다(Vasicek 2002): √ρ·Y + √(1−ρ)·ε < Φ⁻¹(PD)이면 대출이 부도납니다. 지정한 신뢰수준의 분위수와 기대 부족액입니다.',
  'On the list are the loans of the statuses asked for, Watch List unless others are named. Shares of the whole list are of all exposure looked at; those of its parts are of the list. Buckets count days to maturity: below 180, below 365, below 730, and more; matured loans have one of their own. Low-rated is B or worse.':
    '목록은 지정한 상태의 대출이며, 지정하지 않으면 요주의입니다. 목록 전체의 비중은 조회한 모든 익스포저 대비, 부분의 비중은 목록 대비입니다. 구간은 만기까지의 일수로 180일 미만, 365일 미만, 730일 미만, 그 이상이며 만기가 지난 대출은 따로 둡니다. 저등급은 B 이하입니다.',
  'Of the n loans of the rating, max(1, ⌊n·share⌋) default, the largest first, of equal ones those that come first. Lost is their exposure less what is recovered.':
    '해당 등급의 대출 n건 중 max(1, ⌊n·비율⌋)건이 큰 순서로, 같으면 먼저 있는 순서로 부도납니다. 손실은 그 익스포저에서 회수액을 뺀 금액입니다.',
  'All loans of the borrower change alike; everything else stays. Figures after are worked out as those before.':
    '차주의 모든 대출이 똑같이 바뀌고 나머지는 그대로입니다. 이후 수치는 이전과 같은 방법으로 계산합니다.',
  'The latest two ratings of each loan up to the day, on the scale of 22 notches AAA to D; NR is no longer rated. A loan with a single rating has not moved and is not compared. A share of the matrix is the part of the loans with the former rating that have the latter now. Fallen angel: from BBB- or better to below; rising star: the other way; a move to D is a downgrade and a default. The drift is the mean of notches per loan that is still rated, down positive.':
    '대출마다 그날까지의 최근 등급 두 건을 AAA부터 D까지 22단계로 비교합니다. NR은 등급이 철회된 대출입니다. 등급이 하나뿐인 대출은 이동이 없어 비교하지 않습니다. 행렬의 비중은 이전 등급을 가졌던 대출 중 지금 해당 등급인 부분입니다. 추락 천사: BBB- 이상에서 그 아래로 하락, 라이징 스타: 그 반대. D로의 이동은 하향이면서 부도입니다. 등급 변동폭은 등급이 남아 있는 대출의 평균 이동 단계이며 하락이 양수입니다.',
  'Every loan\'s rate shifts by so many basis points; ratings, statuses and losses stay. A year\'s interest changes by Σw · points / 10,000.':
    '모든 대출의 금리가 지정한 bp만큼 움직이고 등급, 상태, 손실은 그대로입니다. 연 이자는 Σw · bp / 10,000만큼 바뀝니다.',
  'Conditional probabilities of default from the powers of the portfolio\'s own yearly cohort matrix, all its loans together, withdrawn ones removed and default absorbing; a rating that no loan had takes the default probability of the table of rates, and then stays or defaults. A rating of which no loan ever got worse has none.':
    '포트폴리오 자신의 연간 코호트 행렬을 거듭제곱해 구한 조건부 부도확률입니다. 모든 대출을 합치고 등급 철회는 제외하며 부도는 흡수 상태입니다. 대출이 없던 등급은 부도율 표의 부도확률을 쓰고, 이후 그대로 있거나 부도납니다. 나빠진 대출이 한 번도 없는 등급은 부도확률이 없습니다.',
  'PD and LGD are those of the rating in the table of rates; loans rated D or with status Defaulted lose their LGD for certain. The concentration in single names is not in it.':
    'PD와 LGD는 부도율 표의 등급별 값입니다. D 등급이거나 부도 상태인 대출은 LGD만큼 반드시 잃습니다. 개별 차주 집중은 반영하지 않습니다.',
  'Powers of the matrix with withdrawn loans removed and default absorbing: the chain goes on as it did.':
    '등급이 철회된 대출을 빼고 부도를 흡수 상태로 둔 행렬의 거듭제곱입니다. 연쇄는 지금까지와 같이 이어집니다.',
  'exp(t·Λ) with the intensities Λ = changes over years spent (365 days a year), default absorbing.':
    '강도 Λ = 변동 수/머문 연수(1년 365일)로 계산한 exp(t·Λ)이며, 부도는 흡수 상태입니다.',
  'Ratings are those of the history; a loan without one counts with its present rating from the day on which it was entered. A loan past its maturity that is not in default counts as withdrawn from the day after. Default is a rating of D. Exposure is what is owed now. Loans that were deleted are not among them.':
    '등급은 등급 이력을 따릅니다. 이력이 없는 대출은 입력된 날부터 현재 등급으로 봅니다. 만기가 지났고 부도가 아닌 대출은 다음 날부터 등급이 철회된 것으로 봅니다. 부도는 D 등급입니다. 익스포저는 현재 잔액입니다. 삭제된 대출은 포함하지 않습니다.',
}
