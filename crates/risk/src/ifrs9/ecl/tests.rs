use super::*;
use crate::{ifrs9::stage::Policy, ifrs9::stage::staging, status::Status};
use proptest::prelude::*;

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} is not {expected}");
}

fn flat(yearly: f64, rate: f64, a_year: u32) -> (Vec<f64>, f64) {
    let step = 1.0 - (1.0 - yearly).powf(1.0 / f64::from(a_year));
    (vec![step; 60 * a_year as usize], rate.ln_1p() / f64::from(a_year))
}

// By hand at the end of each year, h = 4 %, r = 5 %: 0.04/1.05 + 0.0384/1.05² + 0.036864/1.05³.
#[test]
fn three_years_are_worked_out_by_hand() {
    let (hazards, force) = flat(0.04, 0.05, 1);
    let expected = 0.04 / 1.05 + 0.0384 / 1.05f64.powi(2) + 0.036_864 / 1.05f64.powi(3);
    close(unit_loss(&hazards, 3.0, force, (Timing::End, Kind::Bullet)), expected, 1e-15);
    close(unit_loss(&hazards[..1], 3.0, force, (Timing::End, Kind::Bullet)), 0.04 / 1.05, 1e-15);
    close(unit_loss(&hazards, 3.0, force, (Timing::Middle, Kind::Bullet)), expected * 1.05f64.sqrt(), 1e-15);
}

// Python: Σ alive·(1−(1−h)^part)·balance·v^(k + part or part/2), balance 1, 1 − k/n, (1 − v^(n−k))/(1 − v^n).
#[test]
fn parts_of_a_step_and_repayment_agree_with_python() {
    for ((yearly, rate, years, a_year, timing, kind), expected) in [
        ((0.04, 0.05, 2.5, 1, Timing::Middle, Kind::Bullet), 0.091_410_290_670_840_2),
        ((0.018, 0.055, 3.25, 4, Timing::End, Kind::StraightLine), 0.029_174_219_393_051_457),
        ((0.018, 0.055, 3.25, 12, Timing::Middle, Kind::Annuity), 0.028_784_827_060_111_633),
        ((0.018, 0.055, 1.0, 12, Timing::Middle, Kind::Bullet), 0.017_528_014_999_131_366),
    ] {
        let (hazards, force) = flat(yearly, rate, a_year);
        close(unit_loss(&hazards, years * f64::from(a_year), force, (timing, kind)), expected, 1e-14);
    }
}

const AS_OF: i32 = 20_000;

/// 1,000.00 each: BB (1.8 %, LGD 30 %) for three years at 5 %, the same on the watch list, and one in default (90 %).
fn three() -> Tape {
    Tape {
        ids: vec![1, 2, 3],
        exposure: vec![10_000_000; 3],
        rate: vec![50_000; 3],
        maturity: vec![AS_OF + 3 * 365, AS_OF + 3 * 365, AS_OF - 10],
        rating: vec![Rating(11), Rating(11), Rating::D],
        status: vec![Status::Performing, Status::WatchList, Status::Defaulted],
        ..Tape::default()
    }
}

fn run(terms: &Terms) -> Losses {
    let (tape, rates) = (three(), Rates::default());
    let staging = staging(&tape, tape.all(), &[], &[], &Policy::default());
    losses((&tape, tape.all()), &staging, (&rates, &Curve::constant(&rates)), AS_OF, terms)
}

#[test]
fn each_stage_gets_its_loss() {
    let found = run(&Terms { timing: Timing::End, ..Terms::default() });
    // Stage 1: 1000·0.3·0.018/1.05 = 5.142857; lifetime 300·(0.018/1.05 + 0.982·0.018/1.05² + 0.982²·0.018/1.05³).
    let life = 300.0 * 0.018 * (1.0 / 1.05 + 0.982 / 1.05f64.powi(2) + 0.982f64.powi(2) / 1.05f64.powi(3));
    let life = (life * 1e4).round() as i64;
    assert_eq!(found.per_row, [51_429, life, 9_000_000]);
    assert_eq!((found.stages[0].twelve_months, found.stages[0].lifetime), (51_429, i128::from(life)));
    assert_eq!(found.stages[1].allowance, i128::from(life));
    assert_eq!(found.all.allowance, found.per_row.iter().map(|loss| i128::from(*loss)).sum());
    close(found.stages[2].coverage, 0.9, 1e-15);
    assert_eq!(found.definition, Timing::End.definition());
}

#[test]
fn scenarios_are_weighted() {
    let view = |weight, pd, lgd| Scenario { weight, pd, lgd };
    let terms = Terms {
        timing: Timing::End,
        scenarios: vec![view(3.0, 1.0, 1.0), view(1.0, 2.0, 1.5)],
        ..Terms::default()
    };
    // ¾·5.142857 + ¼·(450·0.036/1.05) = 7.714286; in default ¾·900 + ¼·1000 (a loss can't exceed the exposure).
    let found = run(&terms);
    assert_eq!((found.per_row[0], found.per_row[2]), (77_143, 9_250_000));
}

proptest! {
    #[test]
    fn losses_grow_with_life_and_stay_below_certainty(
        yearly in 0.0f64..1.0, rate in 0.0f64..0.3, years in 0.01f64..40.0, more in 0.0f64..10.0,
    ) {
        let (hazards, force) = flat(yearly, rate, 4);
        let of = |years: f64| unit_loss(&hazards, years * 4.0, force, (Timing::Middle, Kind::Bullet));
        prop_assert!(of(years) >= 0.0 && of(years) <= 1.0);
        prop_assert!(of(years + more) >= of(years) - 1e-12);
        // Without interest a bullet's loss is its probability of default.
        let free = unit_loss(&hazards, years * 4.0, 0.0, (Timing::End, Kind::Bullet));
        prop_assert!((free - (1.0 - (1.0 - yearly).powf(years))).abs() < 1e-9);
    }

    #[test]
    fn a_loan_that_pays_back_loses_less(yearly in 0.0f64..0.9, rate in 0.0f64..0.3, years in 0.1f64..40.0) {
        let (hazards, force) = flat(yearly, rate, 12);
        let of = |kind| unit_loss(&hazards, years * 12.0, force, (Timing::End, kind));
        prop_assert!(of(Kind::StraightLine) <= of(Kind::Annuity) + 1e-12);
        prop_assert!(of(Kind::Annuity) <= of(Kind::Bullet) + 1e-12);
    }
}
