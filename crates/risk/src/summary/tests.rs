use proptest::prelude::*;

use super::*;
use crate::{
    day,
    sums::tests::tapes,
    tape::{Loan, Writer},
};

/// Four loans, made so that each figure comes out by hand.
fn four() -> Tape {
    let mut writer = Writer::default();
    let loans = [
        // 1,000,000 at 5 %, 2,000,000 at 6 %, 3,000,000 at 4 %, 2,000,000 at 8 %
        (1, 1_000_000, 50_000, 1_461, "A", Status::Performing, "Shell", "Energy"),
        (2, 2_000_000, 60_000, 730, "BBB-", Status::WatchList, "Bayer", "Health"),
        (3, 3_000_000, 40_000, 365, "BB+", Status::Performing, "Shell", "Energy"),
        (4, 2_000_000, 80_000, -100, "D", Status::Defaulted, "Tesco", ""),
    ];
    for (id, units, rate, ahead, rating, status, borrower, sector) in loans {
        let rating = Rating::parse(rating).unwrap();
        let maturity = day::of(2026, 1, 1) + ahead;
        let exposure = units * 10_000;
        let loan = Loan { id, exposure, rate, maturity, rating, status, borrower, sector, ..Loan::default() };
        assert!(writer.push(&loan));
    }
    writer.finish()
}

#[test]
fn the_figures_agree_with_those_worked_out_by_hand() {
    let tape = four();
    let one = summary(&tape, tape.all(), day::of(2026, 1, 1), 2);
    assert_eq!((one.count, one.exposure, one.average), (4, 80_000_000_000, Some(20_000_000_000)));
    // (1·5 + 2·6 + 3·4 + 2·8) / 8 = 45/8
    assert_eq!(one.weighted_rate, Some(5.625));
    assert_eq!((one.interest, one.yield_risk), (4_500_000_000, Some(Level::High)));
    // (1·1461 + 2·730 + 3·365 − 2·100) / 8 = 3816/8 = 477 days; without the matured one 4016/6
    let time = one.maturity.unwrap();
    assert_eq!(time.days, 477.0);
    assert!(
        (time.years - 477.0 / 365.25).abs() < 1e-15 && (time.months - 15.671_457_905_544_147).abs() < 1e-12
    );
    assert_eq!(one.live_maturity.unwrap().days, 4016.0 / 6.0);
    assert_eq!((one.matured.count, one.matured.share), (1, 0.25));
    // (1·5 + 2·9 + 3·10 + 2·21) / 8 = 95/8 = 11.875 → 12 = BB-
    assert_eq!((one.mean_notch, one.rating), (Some(11.875), Rating::parse("BB-")));
    assert_eq!((one.investment_grade.count, one.investment_grade.share), (2, 0.375));
    let counts: Vec<u64> = one.by_status.iter().map(|group| group.count).collect();
    assert_eq!(counts, [2, 1, 0, 1]);
    let sectors: Vec<_> = one.by_sector.iter().map(|group| (group.key.as_deref(), group.share)).collect();
    assert_eq!(sectors, [(Some("Energy"), 0.5), (Some("Health"), 0.25), (None, 0.25)]);
    let top: Vec<_> = one.top.iter().map(|group| (group.key.as_deref(), group.exposure)).collect();
    assert_eq!(top, [(Some("Shell"), 40_000_000_000), (Some("Bayer"), 20_000_000_000)]);
    assert_eq!(one.top[0].filter.rows(&tape), [0, 2]);
}

#[test]
fn without_loans_there_are_no_averages() {
    let tape = Tape::default();
    let one = summary(&tape, tape.all(), 0, 5);
    assert_eq!((one.count, one.average, one.weighted_rate, one.rating), (0, None, None, None));
    assert!(one.maturity.is_none() && one.mean_notch.is_none() && one.by_sector.is_empty());
    assert!(mix(&tape, tape.all()).sectors.is_empty());
}

#[test]
fn the_mix_crosses_sector_and_status() {
    let tape = four();
    let mix = mix(&tape, tape.all());
    let energy = &mix.sectors[0];
    assert_eq!((energy.whole.key.as_deref(), energy.statuses[0].count), (Some("Energy"), 2));
    assert_eq!(mix.ratings.len(), 4);
}

proptest! {
    #[test]
    fn the_cells_of_a_mix_part_the_loans(tape in tapes()) {
        let mix = mix(&tape, tape.all());
        for lines in [&mix.sectors, &mix.ratings] {
            let cells = lines.iter().flat_map(|line| &line.statuses);
            prop_assert_eq!(cells.clone().map(|cell| cell.exposure).sum::<i128>(), tape.total(tape.all()));
            for cell in cells {
                prop_assert_eq!(cell.filter.rows(&tape).len() as u64, cell.count);
            }
        }
    }

    #[test]
    fn a_choice_of_loans_is_a_tape_of_its_own(tape in tapes()) {
        let rows = Filter::status(Status::Performing).rows(&tape);
        let some = summary(&tape, Rows::These(&rows), 0, 3);
        let all = summary(&tape, tape.all(), 0, 3);
        prop_assert_eq!(some.exposure, all.by_status[0].exposure);
        prop_assert_eq!(some.weighted_rate, all.by_status[0].weighted_rate);
    }
}
