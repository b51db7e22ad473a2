use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

fn phases() -> Vec<Phase> {
    let phase = |name: &str, weight, completed| Phase { name: name.into(), weight, completed };
    vec![phase("Foundation", 1, true), phase("Structure", 2, false), phase("Finishing", 1, false)]
}

fn terms(plan: PaymentPlan, phases: &[Phase]) -> Terms<'_> {
    Terms {
        total: money("7500000"),
        token: Some(money("200000")),
        plan,
        loan: None,
        booked_on: day("2026-03-15"),
        today: day("2026-03-15"),
        steps: None,
        phases,
        ready: false,
        due_days: 14,
    }
}

fn told(parts: &[Part]) -> Vec<(String, String, String)> {
    let date = |part: &Part| part.due_date.map_or("waits".into(), |day| day.to_string());
    parts.iter().map(|part| (part.title.clone(), part.amount.to_string(), date(part))).collect()
}

fn line(title: &str, amount: &str, date: &str) -> (String, String, String) {
    (title.into(), amount.into(), date.into())
}

#[test]
fn a_home_paid_at_once_asks_for_the_token_and_the_rest() {
    let parts = schedule(&terms(PaymentPlan::FullPayment, &phases())).expect("a schedule");
    let expected =
        [line("Token", "200000.00", "2026-03-15"), line("Payment in full", "7300000.00", "2026-04-14")];
    assert_eq!(told(&parts), expected);
}

#[test]
fn instalments_follow_the_phases_by_weight() {
    let parts = schedule(&terms(PaymentPlan::Installments, &phases())).expect("a schedule");
    let expected = [
        line("Token", "200000.00", "2026-03-15"),
        line("With the booking", "550000.00", "2026-03-15"),
        line("On completion of Foundation", "1500000.00", "2026-03-29"),
        line("On completion of Structure", "3000000.00", "waits"),
        line("On completion of Finishing", "1500000.00", "waits"),
        line("At the keys", "750000.00", "waits"),
    ];
    assert_eq!(told(&parts), expected);
    assert_eq!(parts.iter().filter(|part| part.demanded).count(), 1, "the phase that is completed");
    let without = schedule(&terms(PaymentPlan::Installments, &[])).expect("a schedule");
    assert_eq!(without.len(), 7, "a token, the booking, four quarters, the keys");
}

#[test]
fn a_loan_pays_the_phases_and_the_customer_his_share() {
    let phases = phases();
    let mut terms = terms(PaymentPlan::Loan, &phases);
    terms.loan = Some(money("6000000"));
    let parts = schedule(&terms).expect("a schedule");
    let expected = [
        line("Token", "200000.00", "2026-03-15"),
        line("Your own share", "1300000.00", "2026-04-14"),
        line("Loan on completion of Foundation", "1500000.00", "2026-03-29"),
        line("Loan on completion of Structure", "3000000.00", "waits"),
        line("Loan on completion of Finishing", "1500000.00", "waits"),
    ];
    assert_eq!(told(&parts), expected);
    terms.loan = None;
    let usual = schedule(&terms).expect("a schedule");
    assert_eq!(usual[1].amount, money("1300000"), "a fifth of the price, less the token");
}

#[test]
fn the_steps_of_a_development_hold_and_a_third_is_never_lost() {
    let step = |title: &str, share_basis_points, when| Step { title: title.into(), share_basis_points, when };
    let steps = [
        step("Start", 3_334, When::Booking),
        step("Roof", 3_333, When::Phase("roof".into())),
        step("Keys", 3_333, When::Handover),
    ];
    let done = [Phase { name: "ROOF ".into(), weight: 1, completed: true }];
    let mut terms = terms(PaymentPlan::Installments, &done);
    (terms.steps, terms.token, terms.total) = (Some(&steps[..]), None, money("100.01"));
    let parts = schedule(&terms).expect("a schedule");
    let expected = [
        line("Start", "33.35", "2026-03-15"),
        line("Roof", "33.33", "2026-03-29"),
        line("Keys", "33.33", "waits"),
    ];
    assert_eq!(told(&parts), expected);
    terms.plan = PaymentPlan::FullPayment;
    assert_eq!(schedule(&terms).expect("a schedule").len(), 1, "paid in full means in full");
}

#[test]
fn a_token_of_the_whole_price_leaves_nothing_else() {
    let phases = phases();
    let mut terms = terms(PaymentPlan::Installments, &phases);
    terms.token = Some(terms.total);
    let parts = schedule(&terms).expect("a schedule");
    assert_eq!(told(&parts), [line("Token", "7500000.00", "2026-03-15")]);
}

#[test]
fn another_price_is_shared_by_what_is_open() {
    let part = |amount: &str, paid: &str, fixed| Standing { amount: money(amount), paid: money(paid), fixed };
    let parts = [part("10", "10", true), part("30", "5", false), part("75", "0", false)];
    let (amounts, more) = reprice(&parts, money("135")).expect("sums").expect("enough");
    assert_eq!(amounts, [money("10"), money("35"), money("90")]);
    assert_eq!(more, Money::ZERO);
    assert_eq!(reprice(&parts, money("14.99")).expect("sums"), None, "15.00 is paid");
    let (amounts, _) = reprice(&parts, money("15")).expect("sums").expect("just enough");
    assert_eq!(amounts, [money("10"), money("5"), Money::ZERO]);
    let paid = [part("10", "10", true)];
    let (amounts, more) = reprice(&paid, money("12.50")).expect("sums").expect("enough");
    assert_eq!((amounts, more), (vec![money("10")], money("2.50")));
    let token = [part("10", "0", true), part("90", "0", false)];
    assert_eq!(reprice(&token, money("50")).expect("sums").expect("enough").0, [money("10"), money("40")]);
    assert_eq!(reprice(&token, money("5")).expect("sums").expect("enough").0, [money("0.50"), money("4.50")]);
}

fn plans() -> impl Strategy<Value = PaymentPlan> {
    prop_oneof![Just(PaymentPlan::FullPayment), Just(PaymentPlan::Installments), Just(PaymentPlan::Loan)]
}

fn some_phases() -> impl Strategy<Value = Vec<Phase>> {
    let phase = ("[a-e]{1,3}", 1i64..1000, any::<bool>()).prop_map(|(name, weight, completed)| Phase {
        name,
        weight,
        completed,
    });
    prop::collection::vec(phase, 0..8)
}

fn some_steps() -> impl Strategy<Value = Option<Vec<Step>>> {
    let when = prop_oneof![
        Just(When::Booking),
        (0i64..4000).prop_map(When::DaysAfter),
        "[a-e]{1,3}".prop_map(When::Phase),
        Just(When::Handover),
    ];
    let step = (1i64..10_000, when).prop_map(|(share_basis_points, when)| Step {
        title: "Step".into(),
        share_basis_points,
        when,
    });
    prop::option::of(prop::collection::vec(step, 1..10))
}

proptest! {
    #[test]
    fn a_schedule_sums_to_the_price(
        total in 1i64..=999_999_999_999_999, token in prop::option::of(0i64..=999_999_999_999_999),
        loan in prop::option::of(0i64..=999_999_999_999_999), plan in plans(), phases in some_phases(), steps in some_steps(),
        ready: bool,
    ) {
        let terms = Terms {
            total: Money::from_units(total), token: token.map(Money::from_units), plan, loan: loan.map(Money::from_units),
            booked_on: day("2026-03-15"), today: day("2026-03-15"), steps: steps.as_deref(), phases: &phases, ready, due_days: 14,
        };
        let parts = schedule(&terms).expect("a schedule");
        prop_assert_eq!(Money::try_sum(parts.iter().map(|part| part.amount)), Ok(terms.total));
        prop_assert!(parts.iter().all(|part| part.amount > Money::ZERO));
        let token = token.map(Money::from_units).filter(|token| *token > Money::ZERO);
        prop_assert_eq!(parts[0].kind == DueKind::Token, token.is_some());
        if let Some(token) = token {
            prop_assert_eq!(parts[0].amount, token.min(terms.total));
        }
        let cents = |amount: Money| amount.units() % 100 == 0;
        if cents(terms.total) && token.is_none_or(cents) && terms.loan.is_none_or(cents) {
            prop_assert!(plan == PaymentPlan::Loan || parts.iter().all(|part| cents(part.amount)));
        }
    }

    #[test]
    fn any_change_of_the_price_keeps_the_sum(
        parts in prop::collection::vec((0i64..=9_999_999_999, 0u8..=100, any::<bool>()), 1..12),
        prices in prop::collection::vec(0i64..=99_999_999_999, 1..6),
    ) {
        let part = |(amount, percent, fixed): (i64, u8, bool)| Standing {
            amount: Money::from_units(amount), paid: Money::from_units(amount * i64::from(percent) / 100), fixed,
        };
        let mut parts: Vec<Standing> = parts.into_iter().map(part).collect();
        for price in prices.into_iter().map(Money::from_units) {
            let paid = Money::try_sum(parts.iter().map(|part| part.paid)).expect("a sum");
            let Some((amounts, more)) = reprice(&parts, price).expect("sums") else {
                prop_assert!(price < paid);
                continue;
            };
            prop_assert!(amounts.iter().zip(&parts).all(|(amount, part)| *amount >= part.paid));
            parts.iter_mut().zip(amounts).for_each(|(part, amount)| part.amount = amount);
            if more > Money::ZERO {
                parts.push(Standing { amount: more, paid: Money::ZERO, fixed: false });
            }
            prop_assert_eq!(Money::try_sum(parts.iter().map(|part| part.amount)), Ok(price));
        }
    }
}
