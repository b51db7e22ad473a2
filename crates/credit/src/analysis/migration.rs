//! The latest moves of ratings.
use std::{borrow::Cow, collections::BTreeMap};

use kernel::{Can, Path, Query, Result};
use risk::{
    history::History,
    migration::moves::{self, Kind, Latest},
    scale::Rating,
    tape::Rows,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, Look, answer},
};
use crate::{
    loan::{
        asked::{Moved, Params},
        filter::LoanFilter,
    },
    permissions::Read,
};

/// What the latest moves are.
const DEFINITION: &str = "The latest two ratings of each loan up to the day, on the scale of 22 notches AAA to D; NR is \
    no longer rated. A loan with a single rating has not moved and is not compared. A share of the matrix is the part of \
    the loans with the former rating that have the latter now. Fallen angel: from BBB- or better to below; rising star: \
    the other way; a move to D is a downgrade and a default. The drift is the mean of notches per loan that is still \
    rated, down positive.";

/// How ratings have moved.
#[derive(Serialize, JsonSchema)]
pub struct RatingMigration {
    /// Former rating → latest rating → share of the former's loans, 0–1.
    transition_matrix: BTreeMap<&'static str, BTreeMap<&'static str, f64>>,
    /// Loans that are rated better than before.
    upgrades: u64,
    /// Loans that are rated worse than before, those in default among them.
    downgrades: u64,
    /// Downgrades out of investment grade.
    fallen_angels: u64,
    /// Upgrades into investment grade.
    rising_stars: u64,
    /// Downgrades to D.
    defaults: u64,
    /// Loans that are no longer rated.
    withdrawn: u64,
    /// Loans with two equal ratings.
    unchanged: u64,
    /// Loans with two ratings, which all of these counts part.
    compared: u64,
    /// Loans with a single rating.
    single: u64,
    /// Mean notches per loan that is still rated, down positive.
    drift: f64,
    /// Each kind of move, with its loans.
    moves: Vec<MoveGroup>,
    /// The matrix cell by cell, best rating first.
    cells: Vec<TransitionCell>,
    #[serde(flatten)]
    about: About,
}

/// The loans of a kind of move.
#[derive(Serialize, JsonSchema)]
pub struct MoveGroup {
    /// `upgrade`, `downgrade`, `fallen_angel`, `rising_star`, `default` or `withdrawn`.
    kind: &'static str,
    /// How many.
    loans: u64,
    /// The parameters of `GET …/loans` that list them.
    filter: Option<Params>,
}

/// Loans with the same two latest ratings.
#[derive(Serialize, JsonSchema)]
pub struct TransitionCell {
    /// The rating before.
    from: &'static str,
    /// The latest rating.
    to: &'static str,
    /// How many.
    loans: u64,
    /// The share of all with the same rating before, 0–1.
    share: f64,
    /// The parameters of `GET …/loans` that list them.
    filter: Option<Params>,
}

/// The ratings of the loans looked at.
fn among<'a>(history: &'a History, look: &Look) -> Cow<'a, History> {
    let Rows::These(rows) = look.rows() else { return Cow::Borrowed(history) };
    let mut wanted = vec![false; look.tape().len()];
    rows.iter().for_each(|row| wanted[*row as usize] = true);
    let mut some = History::default();
    for at in (0..history.len()).filter(|at| wanted[history.loan[*at] as usize]) {
        some.loan.push(history.loan[at]);
        some.day.push(history.day[at]);
        some.rating.push(history.rating[at]);
    }
    Cow::Owned(some)
}

fn ratings() -> impl Iterator<Item = Rating> {
    Rating::ALL.into_iter().chain([Rating::WITHDRAWN])
}

fn cells(look: &Look, found: &Latest) -> Vec<TransitionCell> {
    let mut cells = vec![];
    for (from, (counts, shares)) in ratings().zip(found.counts.iter().zip(found.shares())) {
        for (to, (loans, share)) in
            ratings().zip(counts.iter().zip(shares)).filter(|(_, (loans, _))| **loans > 0)
        {
            let moved = Moved { kind: None, from: Some(from), to: Some(to), until: look.as_of };
            let filter = look.moved(moved);
            cells.push(TransitionCell { from: from.name(), to: to.name(), loans: *loans, share, filter });
        }
    }
    cells
}

fn migration(look: &Look) -> RatingMigration {
    let found = moves::latest(&among(&look.history, look), look.as_of);
    let tally = found.tally;
    let kinds = [
        ("upgrade", Kind::Upgrade, tally.upgrades),
        ("downgrade", Kind::Downgrade, tally.downgrades),
        ("fallen_angel", Kind::FallenAngel, tally.fallen_angels),
        ("rising_star", Kind::RisingStar, tally.rising_stars),
        ("default", Kind::Default, tally.defaults),
        ("withdrawn", Kind::Withdrawn, tally.withdrawn),
    ];
    let group = |(name, kind, loans)| {
        let moved = Moved { kind: Some(kind), from: None, to: None, until: look.as_of };
        MoveGroup { kind: name, loans, filter: look.moved(moved) }
    };
    let cells = cells(look, &found);
    let mut matrix = BTreeMap::<_, BTreeMap<_, _>>::new();
    for cell in &cells {
        matrix.entry(cell.from).or_default().insert(cell.to, cell.share);
    }
    RatingMigration {
        transition_matrix: matrix,
        upgrades: tally.upgrades,
        downgrades: tally.downgrades,
        fallen_angels: tally.fallen_angels,
        rising_stars: tally.rising_stars,
        defaults: tally.defaults,
        withdrawn: tally.withdrawn,
        unchanged: tally.unchanged,
        compared: tally.compared,
        single: found.single,
        drift: tally.drift(),
        moves: kinds.map(group).into(),
        cells,
        about: look.about(DEFINITION),
    }
}

impl Table for RatingMigration {
    const NAME: &'static str = "rating-migration";
    const TITLES: &'static [&'static str] = &["from", "to", "loans", "share"];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |cell: &TransitionCell| {
            vec![cell.from.to_owned(), cell.to.to_owned(), cell.loans.to_string(), cell.share.to_string()]
        };
        self.cells.iter().map(line).collect()
    }
}

pub(super) async fn get_rating_migration(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<RatingMigration>> {
    let asked = Asked { over_time: true, ..Asked::of(id.0, which.0, at.0) };
    answer(&can, asked, migration).await
}
