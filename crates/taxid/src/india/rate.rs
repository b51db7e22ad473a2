//! Rates of GST by date. The table is data: a change of the law is a new row, and the end of an old one.
use chrono::NaiveDate;

/// A rate that was or is in force. Rates are in hundredths of a percent: 18 % is 1800.
#[derive(Debug, PartialEq, Eq)]
pub struct Rate {
    /// Hundredths of a percent, of CGST and SGST together, or of IGST.
    pub rate: u32,
    /// First day, as year, month, day.
    pub from: (i32, u32, u32),
    /// Last day; none while it is in force.
    pub until: Option<(i32, u32, u32)>,
    /// First digits of the HSN codes that it is for. Empty: it is one of the ordinary rates.
    pub only: &'static [&'static str],
    /// Where the law says so.
    pub source: &'static str,
}

const START: (i32, u32, u32) = (2017, 7, 1);
const REFORM: (i32, u32, u32) = (2025, 9, 22);
const BEFORE_REFORM: Option<(i32, u32, u32)> = Some((2025, 9, 21));
const TOBACCO_UNTIL: Option<(i32, u32, u32)> = Some((2026, 1, 31));
const TOBACCO_SINCE: (i32, u32, u32) = (2026, 2, 1);

const FIRST: &str = "Notifications 1/2017 and 11/2017-Central Tax (Rate), as amended";
const COUNCIL: &str = "56th GST Council; notification 9/2025-Central Tax (Rate) of 17 September 2025";
const SERVICES: &str = "Notification 11/2017-Central Tax (Rate), amended by 15/2025 of 17 September 2025";
const TOBACCO: &str = "Notification 19/2025-Central Tax (Rate) of 31 December 2025, from 1 February 2026";
const BRICK: &str = "Notifications 1/2022 and 2/2022-Central Tax (Rate); unchanged by the 56th GST Council";

/// Pan masala and tobacco, which kept the old rates until the compensation cess ended.
const SIN: &[&str] = &["21069020", "2401", "2402", "2403", "2404"];
const BIDI: &[&str] = &["240319"];
const BRICKS: &[&str] = &["6815", "6901", "6904", "6905"];
const BUILDING: &[&str] = &["9954"];

const fn row(
    rate: u32,
    from: (i32, u32, u32),
    until: Option<(i32, u32, u32)>,
    only: &'static [&'static str],
    source: &'static str,
) -> Rate {
    Rate { rate, from, until, only, source }
}

/// Every rate since GST began.
pub const RATES: &[Rate] = &[
    row(0, START, None, &[], FIRST),
    row(
        10,
        (2017, 10, 23),
        None,
        &[],
        "Notification 40/2017-Central Tax (Rate): supplies to merchant exporters",
    ),
    row(25, START, None, &[], FIRST),
    row(
        100,
        (2019, 4, 1),
        None,
        &[],
        "Notification 3/2019-Central Tax (Rate); composition, notification 8/2017",
    ),
    row(150, (2019, 4, 1), None, &[], FIRST),
    row(300, START, None, &[], FIRST),
    row(500, START, None, &[], FIRST),
    row(600, (2019, 4, 1), BEFORE_REFORM, &[], "Notification 2/2019-Central Tax (Rate)"),
    row(600, REFORM, None, BRICKS, BRICK),
    row(750, (2019, 4, 1), BEFORE_REFORM, &[], "Notification 3/2019-Central Tax (Rate)"),
    row(750, REFORM, None, BUILDING, SERVICES),
    row(1200, START, BEFORE_REFORM, &[], FIRST),
    row(1200, REFORM, None, BRICKS, BRICK),
    row(1800, START, None, &[], FIRST),
    row(2800, START, BEFORE_REFORM, &[], FIRST),
    row(2800, REFORM, TOBACCO_UNTIL, SIN, COUNCIL),
    row(4000, REFORM, None, &[], COUNCIL),
    row(1800, TOBACCO_SINCE, None, BIDI, TOBACCO),
];

/// How a rate stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is in force for goods or services of this kind.
    InForce(&'static Rate),
    /// It is in force on that day, and only for other goods.
    OnlyFor(&'static Rate),
    /// It was in force until the day of the row.
    Ended(&'static Rate),
    /// It comes into force with the day of the row.
    NotYet(&'static Rate),
    /// It never was a rate of GST.
    Never,
}

impl Rate {
    /// First day.
    pub fn first_day(&self) -> Option<NaiveDate> {
        day(self.from)
    }

    /// Last day; none while it is in force.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.until.and_then(day)
    }

    /// Whether it holds on a day.
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.first_day().is_some_and(|first| first <= date) && self.last_day().is_none_or(|last| date <= last)
    }

    /// Whether it is for goods of this code: a rate of all goods is; an unknown code may be.
    pub fn fits(&self, hsn: Option<&str>) -> bool {
        let Some(hsn) = hsn.filter(|hsn| !hsn.is_empty()) else { return true };
        self.only.is_empty() || self.only.iter().any(|start| hsn.starts_with(start) || start.starts_with(hsn))
    }
}

fn day((year, month, day): (i32, u32, u32)) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// How a rate stands on the date of an invoice, for a code of goods where it is known. A credit note follows the
/// date of its invoice.
pub fn standing(rate: u32, date: NaiveDate, hsn: Option<&str>) -> Standing {
    let rows = || RATES.iter().filter(|row| row.rate == rate);
    if let Some(row) = rows().find(|row| row.holds(date) && row.fits(hsn)) {
        return Standing::InForce(row);
    }
    if let Some(row) =
        rows().filter(|row| row.last_day().is_some_and(|last| last < date)).max_by_key(|row| row.until)
    {
        return Standing::Ended(row);
    }
    if let Some(row) = rows().find(|row| row.holds(date)) {
        return Standing::OnlyFor(row);
    }
    if let Some(row) = rows().find(|row| row.first_day().is_some_and(|first| first > date)) {
        return Standing::NotYet(row);
    }
    Standing::Never
}

/// Whether pan masala or tobacco of this code carries compensation cess on a day: it ended with January 2026.
pub fn may_carry_cess(date: NaiveDate, hsn: Option<&str>) -> bool {
    let is_sin =
        hsn.is_none_or(|hsn| SIN.iter().any(|start| hsn.starts_with(start) || start.starts_with(hsn)));
    match (day(REFORM), day(TOBACCO_SINCE)) {
        (Some(reform), Some(end)) => date < reform || (date < end && is_sin),
        _ => false,
    }
}

/// The ordinary rates of a day, from low to high, in hundredths of a percent.
pub fn ordinary(date: NaiveDate) -> Vec<u32> {
    let mut rates: Vec<u32> =
        RATES.iter().filter(|row| row.only.is_empty() && row.holds(date)).map(|row| row.rate).collect();
    rates.sort_unstable();
    rates.dedup();
    rates
}
