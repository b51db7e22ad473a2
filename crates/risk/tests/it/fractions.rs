//! A thousand loans against figures that were worked out apart from this crate: in Python, with exact fractions
//! (`fractions.Fraction`), each by the formula that stands beside it. The loans come from the generator of the C
//! standard's example, x ← (1103515245·x + 12345) mod 2³¹, x₀ = 6, a number below k being ⌊x/256⌋ mod k.
use risk::{
    cashflow::{self, Ends, Interest},
    concentration::{self, Caps},
    covenants::{self, Limits},
    day, health, losses, maturity,
    rates::Rates,
    scale::Rating,
    status::Status,
    stress, summary,
    tape::{Loan, Tape, Writer},
    watch, whatif,
};

/// 2026-05-17.
const TODAY: (i32, u32, u32) = (2026, 5, 17);

fn today() -> i32 {
    day::of(TODAY.0, TODAY.1, TODAY.2)
}

fn tape() -> Tape {
    let mut x: u64 = 6;
    let mut below = |end: u64| {
        x = (x * 1_103_515_245 + 12_345) % (1 << 31);
        (x >> 8) % end
    };
    let mut writer = Writer::default();
    for id in 0..1_000 {
        // Hundredths of a unit and of a percent, as on a tape with two decimals.
        let (exposure, rate) = ((1_000 + below(5_000_000)) as i64 * 100, below(1_500) as i32 * 100);
        let maturity = today() + below(2_000) as i32 - 200;
        let (rating, status) = (Rating(below(22) as u8), Status::ALL[below(4) as usize]);
        let [borrower, sector, country] = [120, 9, 30].map(|end| format!("N{}", below(end)));
        let [debt_to_equity, interest_coverage, leverage] =
            [600, 700, 700].map(|end| Some(below(end) as i32));
        let words = Loan { borrower: &borrower, sector: &sector, country: &country, ..Loan::default() };
        let ratios = Loan { debt_to_equity, interest_coverage, leverage, ..words };
        assert!(writer.push(&Loan { id, exposure, rate, maturity, rating, status, ..ratios }));
    }
    writer.finish()
}

fn close(value: impl Into<Option<f64>>, expected: f64) {
    let value = value.into().unwrap_or(f64::NAN);
    assert!((value - expected).abs() <= 1e-13 * expected.abs(), "{value} is not {expected}");
}

#[test]
fn the_summary() {
    let tape = tape();
    let one = summary::summary(&tape, tape.all(), today(), 5);
    // Σw = 106959048/5 units
    assert_eq!(one.exposure, 106_959_048 * 10_000 / 5);
    // Σ(w·rate)/Σw, Σ(w·days)/Σw, Σ(w·notch)/Σw
    close(one.weighted_rate, 131_824_095_919.0 / 17_826_508_000.0);
    close(one.maturity.map(|time| time.days), 1_727_941_505_569.0 / 2_139_180_960.0);
    close(one.mean_notch, 717_531_139.0 / 66_849_405.0);
    assert_eq!(one.rating.map(Rating::name), Some("BB"));
}

#[test]
fn the_losses() {
    let tape = tape();
    let one = losses::losses(&tape, tape.all(), &Rates::default(), 5);
    // Σ(w·pd)/Σw
    close(one.pd, 1_038_877_353_971.0 / 4_278_361_920_000.0);
    // Σ w·pd·(1 − recovery) = 89092144681921/20000000 = 4,454,607.23409605
    assert_eq!(one.expected_loss, 44_546_072_341);
    // Σ w·weight = 7569963101/200 = 37,849,815.505
    assert_eq!(one.risk_weighted, 378_498_155_050);
    // Σ recovery / n
    close(one.recovery, 60_461.0 / 100_000.0);
}

#[test]
fn the_concentration() {
    let tape = tape();
    let one = concentration::concentration(&tape, tape.all(), Caps::default(), 10);
    // Σ (Σ_group w / Σw)²
    close(one.names.index.fraction, 7_488_041_898_878_497.0 / 762_682_529_937_753_600.0);
    close(one.sectors.index.fraction, 21_278_922_758_359_747.0 / 190_670_632_484_438_400.0);
    close(one.countries.index.fraction, 1_107_022_897_157_971.0 / 31_778_438_747_406_400.0);
    close(one.ratings.fraction, 1_718_455_884_306_703.0 / 36_318_215_711_321_600.0);
    close(one.names.top_three, 19_001_183.0 / 356_530_160.0);
}

#[test]
fn the_covenants() {
    let tape = tape();
    let one = covenants::covenants(&tape, tape.all(), Limits::default(), 5);
    assert_eq!(one.each.map(|each| each.broken.count), [445, 345, 423]);
    assert_eq!((one.total, one.by_number, one.urgent.count), (1_213, [201, 452, 280, 67], 563));
    assert_eq!(one.sectors.iter().filter(|sector| sector.in_trouble).count(), 9);
}

#[test]
fn the_cash_flow_and_the_maturities() {
    let tape = tape();
    let flow = cashflow::projection(&tape, tape.all(), today(), 6, (Ends::Both, Interest::Constant));
    // Σ(w·rate/100/12) = 131,824.095919
    assert!(flow.steps.iter().all(|step| step.interest == 1_318_240_959));
    // Σ w of those with 30·m ≤ days ≤ 30·m + 30, in hundredths
    let principal: Vec<i128> = flow.steps.iter().map(|step| step.principal.exposure / 100).collect();
    assert_eq!(principal, [32_648_247, 35_115_728, 18_405_868, 27_026_116, 40_613_965, 37_932_036]);
    let profile = maturity::profile(&tape, tape.all(), today());
    assert_eq!(profile.six_months.exposure, 19_707_184_900);
    assert_eq!(profile.twelve_months.exposure, 42_456_981_500);
    let quarters = &profile.quarters;
    let ends = [&quarters[0], &quarters[20]].map(|one| (one.year, one.quarter, one.due.exposure));
    assert_eq!((quarters.len(), ends), (21, [(2026, 2, 4_530_542_800), (2031, 2, 2_005_772_000)]));
    let wall = profile.wall.map(|at| (quarters[at].year, quarters[at].quarter));
    assert_eq!(wall, Some((2030, 3)));
}

#[test]
fn health_watch_list_and_stress() {
    let tape = tape();
    // 0.3·100·performing + 0.3·Σ(w·points)/Σw + 0.25·100 + 0.15·(100 − 50·Σ_{days ≤ 365} w/Σw)
    close(health::health(&tape, tape.all(), today()).score, 17_584_979_105.0 / 285_224_128.0);
    let list = watch::watch(&tape, tape.all(), &[Status::WatchList], &Rates::default(), (today(), 5));
    assert_eq!(list.buckets.map(|bucket| bucket.count), [27, 22, 29, 43, 129]);
    assert_eq!(list.low_rated.count, 100);
    let outcomes = stress::scenarios(&tape, tape.all(), &stress::SCENARIOS);
    // Σw·0.10·0.60 and Σw·0.05·0.20
    assert_eq!([outcomes[9].loss, outcomes[10].loss], [12_835_085_760, 2_139_180_960]);
    let bbb = Rating::parse("BBB").expect("it is a notch");
    let wave = whatif::default_of(&tape, tape.all(), &Rates::default(), bbb, (1_500, 4_000));
    // max(1, ⌊42·0.15⌋) = 6 loans of 279,499.11 together, of which 60 % are lost
    assert_eq!((wave.count, wave.defaulted, wave.loss), (6, 2_794_991_100, 1_676_994_660));
}
