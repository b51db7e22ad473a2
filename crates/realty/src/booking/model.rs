//! Where a booking stands, and where it may go.
use super::store::BookingStatus;
use crate::{
    hold::store::Model as Hold,
    unit::store::{Model as Unit, UnitStatus},
};

use BookingStatus::{BookingConfirmed, Cancelled, Inquiry, SiteVisitScheduled, TokenPaid};

/// Every way on, in its order.
const WAY: [BookingStatus; 4] = [Inquiry, SiteVisitScheduled, TokenPaid, BookingConfirmed];

fn place(status: BookingStatus) -> Option<usize> {
    WAY.iter().position(|one| *one == status)
}

/// Where a booking may go from here: on, or to its end.
pub fn ways(from: BookingStatus) -> Vec<BookingStatus> {
    let Some(at) = place(from) else { return vec![] };
    WAY.iter().skip(at + 1).copied().chain([Cancelled]).collect()
}

/// Whether it may go there; otherwise why not.
pub fn step(from: BookingStatus, to: BookingStatus) -> Result<(), String> {
    if ways(from).contains(&to) {
        return Ok(());
    }
    let possible = ways(from).iter().map(BookingStatus::to_string).collect::<Vec<_>>();
    Err(match possible.split_last() {
        None => "This booking is cancelled: it stays so.".into(),
        Some((last, [])) => format!("This booking is {from}: it can only become {last}."),
        Some((last, others)) => {
            format!("This booking is {from}: it can only become {} or {last}.", others.join(", "))
        }
    })
}

/// A word for a state: of the four that the building clients know, or the state itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Not begun to be paid: nothing to change where that is so.
    Pending,
    /// This state.
    Is(BookingStatus),
}

/// All words, with what they mean.
pub const WORDS: [(&str, Word); 8] = [
    ("pending", Word::Pending),
    ("active", Word::Is(TokenPaid)),
    ("completed", Word::Is(BookingConfirmed)),
    ("cancelled", Word::Is(Cancelled)),
    ("inquiry", Word::Is(Inquiry)),
    ("site_visit_scheduled", Word::Is(SiteVisitScheduled)),
    ("token_paid", Word::Is(TokenPaid)),
    ("booking_confirmed", Word::Is(BookingConfirmed)),
];

impl Word {
    /// Reads one.
    pub fn read(text: &str) -> Option<Self> {
        WORDS.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning)
    }

    /// Where it leads from `from`: nowhere where it is so already.
    pub fn leads(self, from: BookingStatus) -> Option<BookingStatus> {
        let to = match self {
            Self::Pending if [Inquiry, SiteVisitScheduled].contains(&from) => from,
            Self::Pending => Inquiry,
            Self::Is(status) => status,
        };
        (to != from).then_some(to)
    }
}

/// Whether a customer may give up a booking himself: until its token is paid.
pub fn may_withdraw(status: BookingStatus) -> bool {
    [Inquiry, SiteVisitScheduled].contains(&status)
}

/// Whether this customer may have the unit: nobody has booked it, its builder does not keep it back, and no hold of
/// somebody else stands. A hold whose time is over never stands in the way.
pub fn is_free(
    unit: &Unit,
    hold: Option<&Hold>,
    customer_id: i64,
    now: chrono::DateTime<chrono::Utc>,
) -> bool {
    let open = |hold: &Hold| hold.customer_id == customer_id || hold.expires_at <= now;
    unit.kept_as.is_none()
        && ![UnitStatus::Booked, UnitStatus::Sold].contains(&unit.status)
        && hold.is_none_or(open)
}

/// The number for people: `BK-001`.
pub fn number(id: i64) -> String {
    format!("BK-{id:03}")
}

/// The id in a number for people.
pub fn id_in(number: &str) -> Option<i64> {
    let digits = number.trim().strip_prefix("BK-").or_else(|| number.trim().strip_prefix("bk-"))?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [BookingStatus; 5] = [Inquiry, SiteVisitScheduled, TokenPaid, BookingConfirmed, Cancelled];

    #[test]
    fn bookings_go_on_and_never_back() {
        assert_eq!(ways(Inquiry), [SiteVisitScheduled, TokenPaid, BookingConfirmed, Cancelled]);
        assert_eq!(ways(BookingConfirmed), [Cancelled]);
        assert!(ways(Cancelled).is_empty());
        let told = step(TokenPaid, Inquiry).expect_err("backwards");
        assert_eq!(told, "This booking is token_paid: it can only become booking_confirmed or cancelled.");
        let told = step(BookingConfirmed, TokenPaid).expect_err("backwards");
        assert_eq!(told, "This booking is booking_confirmed: it can only become cancelled.");
    }

    #[test]
    fn words_of_the_clients_lead_to_states() {
        assert_eq!(Word::read("active").and_then(|word| word.leads(Inquiry)), Some(TokenPaid));
        assert_eq!(Word::read("pending").and_then(|word| word.leads(SiteVisitScheduled)), None);
        assert_eq!(Word::read("pending").and_then(|word| word.leads(TokenPaid)), Some(Inquiry));
        assert_eq!(Word::read("completed").and_then(|word| word.leads(BookingConfirmed)), None);
        assert_eq!(Word::read("Active"), None);
    }

    #[test]
    fn numbers_are_padded_and_read_again() {
        assert_eq!((number(7), number(12_345)), ("BK-007".into(), "BK-12345".into()));
        assert_eq!((id_in("bk-007"), id_in("BK-12345"), id_in("7")), (Some(7), Some(12_345), None));
    }

    proptest! {
        #[test]
        fn no_walk_leads_back(steps in prop::collection::vec(0usize..5, 0..20)) {
            let mut at = Inquiry;
            for to in steps.into_iter().map(|n| ALL[n]) {
                if step(at, to).is_ok() {
                    prop_assert!(to == Cancelled || place(to) > place(at));
                    at = to;
                }
            }
        }
    }
}
