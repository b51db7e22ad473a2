//! The figures of a report: which sections each type has, and what is in them.
use serde::Serialize;

use crate::{
    concentration::{self, Caps, Concentration},
    covenants::{self, Covenants, Limits},
    health::{self, Health},
    losses::{self, Losses},
    maturity::{self, Profile},
    rates::Rates,
    status::Status,
    stress::{self, Outcome},
    summary::{self, Mix, Summary},
    tape::{Rows, Tape},
    watch::{self, Watch},
};

/// A type of report. Source: contract §6, page 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One page for those who decide.
    Executive,
    /// What there is.
    Overview,
    /// What may go wrong.
    Risk,
    /// What is watched.
    WatchList,
    /// Everything.
    Comprehensive,
}

impl Kind {
    /// The five types.
    pub const ALL: [Self; 5] =
        [Self::Executive, Self::Overview, Self::Risk, Self::WatchList, Self::Comprehensive];

    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Executive => "Executive Summary",
            Self::Overview => "Portfolio Overview",
            Self::Risk => "Risk Analysis",
            Self::WatchList => "Watch List",
            Self::Comprehensive => "Comprehensive",
        }
    }

    /// The sections that it has unless others are chosen.
    pub fn sections(self) -> Sections {
        let none = Sections::default();
        match self {
            Self::Executive => Sections { summary: true, health: true, watch: true, ..none },
            Self::Overview => {
                Sections { summary: true, mix: true, maturity: true, concentration: true, ..none }
            }
            Self::Risk => Sections {
                mix: true,
                concentration: true,
                losses: true,
                stress: true,
                covenants: true,
                health: true,
                ..none
            },
            Self::WatchList => Sections { watch: true, covenants: true, ..none },
            Self::Comprehensive => Sections {
                summary: true,
                mix: true,
                maturity: true,
                concentration: true,
                losses: true,
                stress: true,
                covenants: true,
                watch: true,
                health: true,
            },
        }
    }
}

/// The nine switches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sections {
    /// The portfolio at a glance.
    pub summary: bool,
    /// Sector and rating by status.
    pub mix: bool,
    /// The profile of maturities.
    pub maturity: bool,
    /// Names, sectors, countries.
    pub concentration: bool,
    /// Default probability, expected loss, risk-weighted assets.
    pub losses: bool,
    /// The scenarios.
    pub stress: bool,
    /// Broken covenants.
    pub covenants: bool,
    /// The watch list.
    pub watch: bool,
    /// The score.
    pub health: bool,
}

/// What the sections are worked out with.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The day on which one stands.
    pub as_of: i32,
    /// Rates per notch.
    pub rates: &'a Rates,
    /// Limits on shares.
    pub caps: Caps,
    /// Limits of covenants.
    pub limits: Limits,
    /// How many lines a list has.
    pub top: usize,
}

/// The figures of a report; a section that isn't wanted is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The portfolio at a glance.
    pub summary: Option<Summary>,
    /// Sector and rating by status.
    pub mix: Option<Mix>,
    /// The profile of maturities.
    pub maturity: Option<Profile>,
    /// Names, sectors, countries.
    pub concentration: Option<Concentration>,
    /// Default probability, expected loss, risk-weighted assets.
    pub losses: Option<Losses>,
    /// The scenarios.
    pub stress: Option<Vec<Outcome>>,
    /// Broken covenants.
    pub covenants: Option<Covenants>,
    /// The watch list.
    pub watch: Option<Watch>,
    /// The score.
    pub health: Option<Health>,
}

/// The figures of these sections.
pub fn report(tape: &Tape, rows: Rows<'_>, sections: Sections, terms: Terms<'_>) -> Report {
    let Terms { as_of, rates, caps, limits, top } = terms;
    let wanted = sections;
    Report {
        summary: wanted.summary.then(|| summary::summary(tape, rows, as_of, top)),
        mix: wanted.mix.then(|| summary::mix(tape, rows)),
        maturity: wanted.maturity.then(|| maturity::profile(tape, rows, as_of)),
        concentration: wanted.concentration.then(|| concentration::concentration(tape, rows, caps, top)),
        losses: wanted.losses.then(|| losses::losses(tape, rows, rates, top)),
        stress: wanted.stress.then(|| stress::scenarios(tape, rows, &stress::SCENARIOS)),
        covenants: wanted.covenants.then(|| covenants::covenants(tape, rows, limits, top)),
        watch: wanted.watch.then(|| watch::watch(tape, rows, &[Status::WatchList], rates, (as_of, top))),
        health: wanted.health.then(|| health::health(tape, rows, as_of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::{Loan, Writer};

    #[test]
    fn a_type_has_its_sections_and_no_others() {
        let mut writer = Writer::default();
        assert!(writer.push(&Loan { exposure: 10_000, borrower: "Shell", ..Loan::default() }));
        let tape = writer.finish();
        let rates = Rates::default();
        let terms =
            Terms { as_of: 0, rates: &rates, caps: Caps::default(), limits: Limits::default(), top: 5 };
        let of = |kind: Kind| report(&tape, tape.all(), kind.sections(), terms);
        let watch = of(Kind::WatchList);
        assert!(watch.watch.is_some() && watch.covenants.is_some() && watch.summary.is_none());
        let all = of(Kind::Comprehensive);
        assert_eq!(all.summary.map(|one| one.exposure), Some(10_000));
        assert_eq!(all.stress.map(|outcomes| outcomes.len()), Some(11));
        assert!(all.health.is_some() && all.losses.is_some() && all.maturity.is_some() && all.mix.is_some());
        assert!(all.concentration.is_some_and(|one| one.names.breaches == 1));
        assert_eq!(report(&tape, tape.all(), Sections::default(), terms), Report::default());
    }
}
