//! The three stages of impairment.
//!
//! Source: IFRS 9, 5.5.3, 5.5.5 (twelve months or lifetime), 5.5.9–5.5.11 (significant increase, low risk, 30 days),
//! B5.5.37 (90 days), appendix A (credit-impaired).

use crate::{
    scale::Rating,
    status::Status,
    tape::{Rows, Tape},
};
use serde::{Deserialize, Serialize};

/// What the stages mean.
pub const DEFINITION: &str = "IFRS 9 stages: 3 in default (status, rating D, or days past due over the limit, 90); else 2 \
     with a significant increase in credit risk (days past due over 30, watch list, or notches lost since the start, \
     unless the rating is still of low risk); else 1.";

/// A stage of impairment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Twelve-month losses.
    #[default]
    One,
    /// Lifetime losses: risk has increased significantly.
    Two,
    /// Lifetime losses: in default.
    Three,
}

/// Why a loan is in its stage; the first that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nothing against stage 1.
    #[default]
    Nothing,
    /// Its status is Defaulted, or Non-Performing where that counts.
    Status,
    /// It is rated D.
    RatedDefault,
    /// Days past due over the limit of default.
    LongPastDue,
    /// Days past due over the limit of stage 2.
    PastDue,
    /// It is on the watch list.
    WatchList,
    /// It lost notches since its start.
    Downgrade,
}

impl Reason {
    /// All reasons, in the order of [`Staging::reasons`].
    pub const ALL: [Self; 7] = [
        Self::Nothing,
        Self::Status,
        Self::RatedDefault,
        Self::LongPastDue,
        Self::PastDue,
        Self::WatchList,
        Self::Downgrade,
    ];

    /// The stage that the reason leads to.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Nothing => Stage::One,
            Self::Status | Self::RatedDefault | Self::LongPastDue => Stage::Three,
            Self::PastDue | Self::WatchList | Self::Downgrade => Stage::Two,
        }
    }
}

/// The limits between stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// More days past due than this is default (90: B5.5.37).
    pub default_days: i32,
    /// More days past due than this is a significant increase (30: 5.5.11).
    pub increase_days: i32,
    /// So many notches lost since the start are a significant increase; 0 switches the test off.
    pub notches: u8,
    /// The watch list is a significant increase.
    pub watch_list: bool,
    /// Non-Performing is default.
    pub non_performing: bool,
    /// Ratings up to this one are of low risk: lost notches don't count (5.5.10). None switches the exemption off.
    pub low_risk: Option<Rating>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            default_days: 90,
            increase_days: 30,
            notches: 3,
            watch_list: true,
            non_performing: true,
            low_risk: Some(Rating::LAST_INVESTMENT_GRADE),
        }
    }
}

/// What the stage of a loan depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How it is doing.
    pub status: Status,
    /// Rating now.
    pub rating: Rating,
    /// Rating at its start; none when unknown.
    pub start: Option<Rating>,
    /// Days past due; 0 when nothing is, or when unknown.
    pub days_past_due: i32,
}

impl Policy {
    /// Why a loan is in which stage; [`Reason::stage`] is the stage.
    #[must_use]
    pub fn reason(&self, facts: &Facts) -> Reason {
        let impaired = facts.status == Status::Defaulted
            || (self.non_performing && facts.status == Status::NonPerforming);
        let low = self.low_risk.is_some_and(|limit| facts.rating <= limit);
        let lost = facts
            .start
            .filter(|start| start.is_notch())
            .map_or(0, |start| facts.rating.0.saturating_sub(start.0));
        match () {
            () if impaired => Reason::Status,
            () if facts.rating == Rating::D => Reason::RatedDefault,
            () if facts.days_past_due > self.default_days => Reason::LongPastDue,
            () if facts.days_past_due > self.increase_days => Reason::PastDue,
            () if self.watch_list && facts.status == Status::WatchList => Reason::WatchList,
            () if self.notches > 0 && lost >= self.notches && !low => Reason::Downgrade,
            () => Reason::Nothing,
        }
    }
}

/// Loans and exposure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Loans.
    pub loans: u64,
    /// Σ exposure, in ten-thousandths of a unit.
    pub exposure: i128,
}

/// The stages of a portfolio.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Staging {
    /// Per looked-at loan, in the order of the rows: why it is in its stage.
    #[serde(skip)]
    pub per_row: Vec<Reason>,
    /// Stages 1, 2 and 3.
    pub stages: [Group; 3],
    /// By reason, in the order of [`Reason::ALL`].
    pub reasons: [Group; 7],
    /// What the stages mean.
    pub definition: &'static str,
}

/// Stages of the loans. `days_past_due` and `start` (rating at the start) stand by place in the tape; a loan beyond
/// them has nothing past due, and no known start.
#[must_use]
pub fn staging(
    tape: &Tape,
    rows: Rows<'_>,
    days_past_due: &[i32],
    start: &[Rating],
    policy: &Policy,
) -> Staging {
    let mut found = Staging {
        per_row: Vec::with_capacity(rows.len()),
        stages: Default::default(),
        reasons: Default::default(),
        definition: DEFINITION,
    };
    rows.each(|row| {
        let reason = policy.reason(&Facts {
            status: tape.status[row],
            rating: tape.rating[row],
            start: start.get(row).copied(),
            days_past_due: days_past_due.get(row).copied().unwrap_or(0),
        });
        for group in [&mut found.stages[reason.stage() as usize], &mut found.reasons[reason as usize]] {
            group.loans += 1;
            group.exposure += i128::from(tape.exposure[row]);
        }
        found.per_row.push(reason);
    });
    found
}

impl Staging {
    /// The places in the tape of the loans in a stage, for this reason (for any, without one). `rows` as in [`staging`].
    #[must_use]
    pub fn loans(&self, rows: Rows<'_>, stage: Stage, reason: Option<Reason>) -> Vec<u32> {
        let (mut found, mut reasons) = (Vec::new(), self.per_row.iter());
        rows.each(|row| {
            let is = |is: &&Reason| is.stage() == stage && reason.is_none_or(|wanted| wanted == **is);
            found.extend(reasons.next().filter(is).map(|_| row as u32));
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(name: &str) -> Rating {
        Rating::parse(name).unwrap()
    }

    fn facts(status: Status, rating: &str, start: &str, days_past_due: i32) -> Facts {
        Facts { status, rating: r(rating), start: Some(r(start)), days_past_due }
    }

    #[test]
    fn each_limit_is_passed_by_one_more() {
        use Status::*;
        let policy = Policy::default();
        for (facts, reason) in [
            (facts(Performing, "BB", "BB", 30), Reason::Nothing),
            (facts(Performing, "BB", "BB", 31), Reason::PastDue),
            (facts(Performing, "BB", "BB", 90), Reason::PastDue),
            (facts(Performing, "BB", "BB", 91), Reason::LongPastDue),
            (facts(WatchList, "A", "A", 0), Reason::WatchList),
            (facts(NonPerforming, "A", "A", 0), Reason::Status),
            (facts(Defaulted, "A", "A", 0), Reason::Status),
            (facts(Performing, "D", "D", 0), Reason::RatedDefault),
            (facts(Performing, "BB", "BBB", 0), Reason::Downgrade),
            (facts(Performing, "BB+", "BBB", 0), Reason::Nothing),
            // Six notches, but still of low risk; and a way up.
            (facts(Performing, "BBB-", "AA-", 0), Reason::Nothing),
            (facts(Performing, "BB", "CCC", 0), Reason::Nothing),
        ] {
            assert_eq!(policy.reason(&facts), reason, "{facts:?}");
        }
        let strict = Policy { low_risk: None, ..policy };
        assert_eq!(strict.reason(&facts(Performing, "BBB-", "AA-", 0)), Reason::Downgrade);
        let unknown = Facts { start: None, ..facts(Performing, "CCC", "CCC", 0) };
        assert_eq!(policy.reason(&unknown), Reason::Nothing);
    }

    #[test]
    fn stages_partition_the_portfolio() {
        let tape = Tape {
            ids: vec![1, 2, 3, 4],
            exposure: vec![10, 20, 30, 40],
            status: vec![Status::Performing, Status::WatchList, Status::Defaulted, Status::Performing],
            rating: vec![r("A"), r("BB"), r("D"), r("B")],
            ..Tape::default()
        };
        let found = staging(&tape, tape.all(), &[0, 0, 0, 95], &[], &Policy::default());
        assert_eq!(found.stages.map(|group| (group.loans, group.exposure)), [(1, 10), (1, 20), (2, 70)]);
        assert_eq!(found.loans(tape.all(), Stage::Three, None), [2, 3]);
        assert_eq!(found.loans(tape.all(), Stage::Three, Some(Reason::LongPastDue)), [3]);
        assert_eq!(found.reasons.iter().map(|group| group.loans).sum::<u64>(), 4);
        let some = staging(&tape, Rows::These(&[1, 3]), &[], &[], &Policy::default());
        assert_eq!(some.loans(Rows::These(&[1, 3]), Stage::Two, None), [1]);
    }
}
