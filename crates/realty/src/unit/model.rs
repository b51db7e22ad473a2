//! The rules of units. Pure.
use kernel::{Error, Result};

use super::store::UnitStatus;

/// What the builder's own word is, where he says that a unit stands so.
pub fn kept_as(status: UnitStatus) -> Option<UnitStatus> {
    (status != UnitStatus::Available).then_some(status)
}

/// Whether the builder may say how a unit stands: not while a booking or a hold says it.
pub fn check_word(present: UnitStatus, wanted: UnitStatus, booking: Option<i64>, held: bool) -> Result<()> {
    if present == wanted {
        return Ok(());
    }
    match booking {
        Some(booking) => Err(Error::conflict(format!(
            "This home is {present} because of booking {booking}: it follows the booking. Cancel that one to free it."
        ))),
        None if held => Err(Error::conflict("This home is kept for a customer. Release his hold first.")),
        None => Ok(()),
    }
}

/// In which column of the matrix a unit stands: its stack, or what is left of its number without the floor
/// (`A-101` and `A-201` are both `A-01`).
pub fn column(stack: Option<&str>, unit_number: &str, floor: i64) -> String {
    if let Some(stack) = stack {
        return stack.to_owned();
    }
    let from = unit_number
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + unit_number[at..].chars().next().map_or(1, char::len_utf8));
    let (tower, digits) = unit_number.split_at(from);
    match digits.strip_prefix(&floor.to_string()) {
        Some(rest) if !rest.is_empty() => format!("{tower}{rest}"),
        _ => unit_number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn homes_above_each_other_stand_in_one_column() {
        let column_of = |number, floor| column(None, number, floor);
        assert_eq!((column_of("A-101", 1), column_of("A-201", 2)), ("A-01".into(), "A-01".into()));
        assert_eq!((column_of("1204", 12), column_of("B-201", 2)), ("04".into(), "B-01".into()));
        assert_eq!((column_of("Garden", 0), column_of("7", 7)), ("Garden".into(), "7".into()));
        assert_eq!(column(Some("East"), "A-101", 1), "East");
        assert_eq!(column_of("Süd–301", 3), "Süd–01");
    }

    #[test]
    fn the_builder_has_no_word_where_a_booking_has_one() {
        use UnitStatus::{Available, Booked, Sold};
        assert!(
            check_word(Booked, Booked, Some(1), false).and(check_word(Available, Sold, None, false)).is_ok()
        );
        assert!(
            check_word(Booked, Available, Some(7), false).expect_err("refused").detail.contains("booking 7")
        );
        assert!(check_word(UnitStatus::Reserved, Available, None, true).is_err());
        assert_eq!((kept_as(Sold), kept_as(Available)), (Some(Sold), None));
    }

    proptest! {
        #[test]
        fn every_number_has_a_column(number in "\\PC{1,50}", floor in -20..500i64) {
            prop_assert!(!column(None, &number, floor).is_empty());
        }
    }
}
