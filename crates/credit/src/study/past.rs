//! The ratings of the loans looked at as a study wants them. Pure.
use risk::{
    history::History,
    scale::Rating,
    status::Status,
    tape::{Rows, Tape},
};

/// Where the ratings of a study come from: said in each answer.
pub const SOURCE: &str = "Ratings are those of the history; a loan without one counts with its present rating from the day \
     on which it was entered. A loan past its maturity that is not in default counts as withdrawn from the day after. \
     Default is a rating of D. Exposure is what is owed now. Loans that were deleted are not among them.";

/// The ratings of these loans up to `as_of`, by row of the tape. `entered` is the day on which a loan was entered.
pub fn of(
    tape: &Tape,
    rows: Rows<'_>,
    history: &History,
    entered: impl Fn(u32) -> i32,
    as_of: i32,
) -> History {
    let mut found = History::default();
    let room = if rows.len() == tape.len() { history.len() + tape.len() / 8 } else { rows.len() };
    found.loan.reserve(room);
    found.day.reserve(room);
    found.rating.reserve(room);
    let mut at = 0;
    rows.each(|row| {
        let loan = row as u32;
        at += history.loan[at..].iter().take_while(|other| **other < loan).count();
        let own = at..at + history.loan[at..].iter().take_while(|other| **other == loan).count();
        at = own.end;
        if own.is_empty() {
            put(&mut found, loan, entered(loan), tape.rating[row]);
        }
        found.loan.extend_from_slice(&history.loan[own.clone()]);
        found.day.extend_from_slice(&history.day[own.clone()]);
        found.rating.extend_from_slice(&history.rating[own]);
        let (Some(last), Some(rating)) = (found.day.last().copied(), found.rating.last().copied()) else {
            return;
        };
        let gone = tape.maturity[row].saturating_add(1);
        let owes = tape.status[row] == Status::Defaulted || !rating.is_notch() || rating == Rating::D;
        if gone <= as_of && last < gone && !owes {
            put(&mut found, loan, gone, Rating::WITHDRAWN);
        }
    });
    found
}

fn put(history: &mut History, loan: u32, day: i32, rating: Rating) {
    history.loan.push(loan);
    history.day.push(day);
    history.rating.push(rating);
}

/// The rating of each loan at its start, by row of the tape: the first notch of its history up to `as_of`, or its present
/// rating when it has no history. Withdrawn where it was not rated by then, and for loans that are not looked at.
pub fn starts(tape: &Tape, rows: Rows<'_>, history: &History, as_of: i32) -> Vec<Rating> {
    let mut starts = vec![Rating::WITHDRAWN; tape.len()];
    rows.each(|row| starts[row] = tape.rating[row]);
    history.each_loan(|loan, rows| {
        let first = rows.into_iter().find(|row| history.rating[*row].is_notch());
        let known = first.filter(|row| history.day[*row] <= as_of).map(|row| history.rating[row]);
        if let Some(start) = starts.get_mut(loan as usize) {
            *start = known.unwrap_or(Rating::WITHDRAWN);
        }
    });
    starts
}

#[cfg(test)]
mod tests {
    use risk::tape::{Loan, Writer};

    use super::*;

    fn tape() -> Tape {
        let mut writer = Writer::default();
        let loan = Loan { rating: Rating(8), maturity: 100, exposure: 1, ..Loan::default() };
        for one in [
            loan,
            Loan { rating: Rating(5), ..loan },
            Loan { maturity: 500, ..loan },
            Loan { status: Status::Defaulted, ..loan },
            loan,
        ] {
            assert!(writer.push(&one));
        }
        writer.finish()
    }

    fn told(history: &History) -> Vec<(u32, i32, u8)> {
        let columns = history.loan.iter().zip(&history.day).zip(&history.rating);
        columns.map(|((loan, day), rating)| (*loan, *day, rating.0)).collect()
    }

    #[test]
    fn a_loan_lives_from_its_first_rating_to_its_maturity() {
        let (tape, gone) = (tape(), 255);
        let history =
            History::sorted([(1, 10, Rating(4)), (1, 50, Rating(5)), (2, 20, Rating(7)), (4, 90, Rating::D)]);
        let of = |rows: Rows<'_>, as_of| told(&super::of(&tape, rows, &history, |loan| loan as i32, as_of));
        // Loan 0 has no history, loan 2 still runs, loan 3 has status Defaulted, loan 4 is rated D.
        let all = [
            (0, 0, 8),
            (0, 101, gone),
            (1, 10, 4),
            (1, 50, 5),
            (1, 101, gone),
            (2, 20, 7),
            (3, 3, 8),
            (4, 90, 21),
        ];
        assert_eq!(of(tape.all(), 200), all);
        assert_eq!(of(Rows::These(&[1, 4]), 100), [(1, 10, 4), (1, 50, 5), (4, 90, 21)]);
        assert_eq!(of(Rows::These(&[]), 200), []);
        let late = History::sorted([(0, 300, Rating(9))]);
        let found = told(&super::of(&tape, Rows::These(&[0]), &late, |_| 0, 400));
        assert_eq!(found, [(0, 300, 9)], "who is rated after the maturity has not been paid back");
    }

    #[test]
    fn the_first_notch_is_the_start() {
        let history = History::sorted([
            (0, 1, Rating::WITHDRAWN),
            (0, 5, Rating(3)),
            (2, 9, Rating(4)),
            (3, 2, Rating(7)),
        ]);
        let (none, tape) = (Rating::WITHDRAWN, tape());
        assert_eq!(
            starts(&tape, tape.all(), &history, 8),
            [Rating(3), Rating(5), none, Rating(7), Rating(8)]
        );
    }
}
