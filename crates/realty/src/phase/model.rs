//! What holds for a construction phase, and how far a development is as a whole.
use chrono::NaiveDate;

use super::store::{Model, ProgressStatus};

/// What somebody says of a phase.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// How it goes.
    pub status: Option<ProgressStatus>,
    /// How far it is, percent.
    pub percentage: Option<f64>,
}

/// How a phase goes and how far it is, after what was said: completed is 100 %, and 100 % is completed. The error
/// names the field.
pub fn settled(
    before: (ProgressStatus, f64),
    said: Said,
) -> Result<(ProgressStatus, f64), (&'static str, &'static str)> {
    use ProgressStatus::{Completed, InProgress, NotStarted};
    let percentage = said.percentage.map_or(before.1, |percent| (percent * 100.0).round() / 100.0);
    let whole = percentage >= 100.0;
    match (said.status, said.percentage) {
        (Some(Completed), _) => Ok((Completed, 100.0)),
        (Some(_), Some(_)) if whole => Err(("status", "must be completed where progress_percentage is 100")),
        (Some(_), None) if whole => {
            Err(("progress_percentage", "Field required: at 100 a phase is completed. Say how far it is now"))
        }
        (Some(status), _) => Ok((status, percentage)),
        (None, Some(_)) if whole => Ok((Completed, 100.0)),
        (None, Some(_)) => Ok(match before.0 {
            Completed | NotStarted if percentage > 0.0 => (InProgress, percentage),
            Completed => (NotStarted, percentage),
            other => (other, percentage),
        }),
        (None, None) => Ok(before),
    }
}

/// What must hold for the days of a phase; the error names the field.
pub fn days(row: &Model) -> Result<(), (&'static str, &'static str)> {
    let before = |day: Option<NaiveDate>| row.start_date.zip(day).is_some_and(|(start, day)| day < start);
    if before(row.expected_end_date) {
        return Err(("expected_end_date", "must not be before start_date"));
    }
    if before(row.actual_end_date) {
        return Err(("actual_end_date", "must not be before start_date"));
    }
    if row.actual_end_date.is_some() && row.status != ProgressStatus::Completed {
        return Err(("actual_end_date", "only a completed phase has ended"));
    }
    Ok(())
}

/// Whether a phase is behind.
pub fn late(row: &Model, today: NaiveDate) -> bool {
    let over = row.expected_end_date.is_some_and(|day| day < today);
    row.status == ProgressStatus::Delayed || (row.status != ProgressStatus::Completed && over)
}

/// How far a development is, percent: its phases by their weights. Nothing where there are none.
pub fn overall<'a>(phases: impl IntoIterator<Item = &'a Model>) -> f64 {
    let (mut done, mut whole) = (0.0, 0.0);
    for phase in phases {
        done += phase.progress_percentage * phase.weight as f64;
        whole += phase.weight as f64;
    }
    if whole == 0.0 { 0.0 } else { (done / whole * 100.0).round() / 100.0 }
}

/// When all of it will be done, as far as the phases say.
pub fn expected_end<'a>(phases: impl IntoIterator<Item = &'a Model>) -> Option<NaiveDate> {
    phases.into_iter().filter_map(|phase| phase.actual_end_date.or(phase.expected_end_date)).max()
}

#[cfg(test)]
mod tests {
    use ProgressStatus::{Completed, Delayed, InProgress, NotStarted};
    use chrono::{DateTime, Days};
    use proptest::prelude::*;

    use super::*;

    const NEW: (ProgressStatus, f64) = (NotStarted, 0.0);

    fn said(status: Option<ProgressStatus>, percentage: Option<f64>) -> Said {
        Said { status, percentage }
    }

    fn phase(percentage: f64, weight: i64) -> Model {
        Model {
            id: 1,
            development_id: 1,
            phase_name: "Foundation".into(),
            phase_description: None,
            start_date: None,
            expected_end_date: None,
            actual_end_date: None,
            progress_percentage: percentage,
            weight,
            status: if percentage == 100.0 { Completed } else { InProgress },
            milestone_images: None,
            contractor_notes: None,
            customer_visible: true,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: None,
        }
    }

    #[test]
    fn completed_and_a_hundred_percent_are_the_same() {
        assert_eq!(settled(NEW, said(Some(Completed), Some(30.0))), Ok((Completed, 100.0)));
        assert_eq!(settled(NEW, said(None, Some(100.0))), Ok((Completed, 100.0)));
        assert_eq!(settled(NEW, said(None, Some(99.999))), Ok((Completed, 100.0)));
        assert_eq!(settled((Completed, 100.0), said(None, Some(40.0))), Ok((InProgress, 40.0)));
        assert_eq!(settled((Delayed, 20.0), said(None, Some(40.0))), Ok((Delayed, 40.0)));
        assert_eq!(settled(NEW, said(Some(InProgress), Some(100.0))).expect_err("no").0, "status");
        let reopened = settled((Completed, 100.0), said(Some(InProgress), None));
        assert_eq!(reopened.expect_err("no").0, "progress_percentage");
    }

    #[test]
    fn days_come_in_order() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 4, n);
        let row = Model { start_date: day(5), expected_end_date: day(4), ..phase(10.0, 1) };
        assert_eq!(days(&row).expect_err("no").0, "expected_end_date");
        let row = Model { start_date: day(5), actual_end_date: day(9), ..phase(10.0, 1) };
        assert_eq!(days(&row).expect_err("no").0, "actual_end_date");
        assert!(days(&Model { status: Completed, ..row }).is_ok());
    }

    #[test]
    fn a_phase_is_late_after_its_last_day() {
        let end = NaiveDate::from_ymd_opt(2026, 4, 5).expect("a day");
        let row = Model { expected_end_date: Some(end), ..phase(10.0, 1) };
        assert!(!late(&row, end) && late(&row, end + Days::new(1)));
        assert!(!late(&Model { expected_end_date: Some(end), ..phase(100.0, 1) }, end + Days::new(1)));
    }

    proptest! {
        #[test]
        fn the_whole_lies_between_its_parts(parts in prop::collection::vec((0.0..=100.0f64, 1..=1000i64), 1..20)) {
            let phases = parts.iter().map(|(percent, weight)| phase(*percent, *weight)).collect::<Vec<_>>();
            let overall = overall(&phases);
            let least = parts.iter().map(|(percent, _)| *percent).fold(100.0, f64::min);
            let most = parts.iter().map(|(percent, _)| *percent).fold(0.0, f64::max);
            prop_assert!(overall >= least - 0.01 && overall <= most + 0.01);
        }

        #[test]
        fn what_is_settled_is_sound(status in 0..5usize, percent in prop::option::of(0.0..=100.0f64), before in 0.0..100.0f64) {
            let words = [None, Some(NotStarted), Some(InProgress), Some(Completed), Some(Delayed)];
            if let Ok((status, percent)) = settled((InProgress, before), said(words[status], percent)) {
                prop_assert_eq!(status == Completed, percent == 100.0);
            }
        }
    }
}
