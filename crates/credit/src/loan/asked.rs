//! What a reader asked for as a filter of figures, and such a filter as parameters that list its loans. Pure.
use std::collections::BTreeMap;

use kernel::Money;
use risk::{
    filter::{Band, Breaks, Filter, Limits},
    history::History,
    migration::moves::{self, Kind, Move},
    scale::Rating,
    tape::Ratio,
};

use super::{
    filter::{LoanFilter, MoveWord, RatioName, Several},
    model::hundredths,
};
use crate::{
    day,
    figure::Figure,
    word::{LoanStatus, Notch},
};

/// The parameters of `GET …/loans` that list some loans.
pub type Params = BTreeMap<&'static str, String>;

/// More loans than this are not listed one by one.
const MOST_IDS: usize = 1_000;

/// The latest move of a loan from a rating to the next, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// From this rating.
    pub from: Option<Rating>,
    /// To this one.
    pub to: Option<Rating>,
    /// Ratings after this day don't count; days since 1970-01-01.
    pub until: i32,
}

impl Moved {
    /// Whether this is such a move.
    pub fn is(&self, step: &Move) -> bool {
        self.kind.is_none_or(|kind| step.is(kind))
            && self.from.is_none_or(|from| step.from == from)
            && self.to.is_none_or(|to| step.to == to)
    }

    /// Per row whether its loan has moved so.
    pub fn marks(&self, history: &History, loans: usize) -> Vec<bool> {
        let mut marks = vec![false; loans];
        moves::each(history, self.until, |step| marks[step.loan as usize] = self.is(&step));
        marks
    }

    /// What is a move of both kinds; none when nothing is.
    pub fn and(self, other: Option<Self>) -> Option<Self> {
        let Some(other) = other else { return Some(self) };
        fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
            match (a, b) {
                (Some(a), Some(b)) if a != b => None,
                (a, b) => Some(a.or(b)),
            }
        }
        (self.until == other.until).then_some(())?;
        Some(Self {
            kind: both(self.kind, other.kind)?,
            from: both(self.from, other.from)?,
            to: both(self.to, other.to)?,
            until: self.until,
        })
    }
}

impl LoanFilter {
    /// The move of ratings that is asked for.
    pub fn moved(&self) -> Option<Moved> {
        let kind = self.moved.map(|word| match word {
            MoveWord::Upgrade => Kind::Upgrade,
            MoveWord::Downgrade => Kind::Downgrade,
            MoveWord::FallenAngel => Kind::FallenAngel,
            MoveWord::RisingStar => Kind::RisingStar,
            MoveWord::Default => Kind::Default,
            MoveWord::Withdrawn => Kind::Withdrawn,
        });
        let (from, to) = (self.moved_from.map(|notch| notch.0), self.moved_to.map(|entry| entry.0));
        let until = self.moved_until.map_or(i32::MAX, |until| day::number(until.0));
        (kind.is_some() || from.is_some() || to.is_some()).then_some(Moved { kind, from, to, until })
    }

    /// The same for figures; [`LoanFilter::part`] is apart, as it also looks at business ids.
    pub fn asked(&self) -> Filter {
        let mut all = Filter {
            ids: some(&self.ids).map(|ids| ids.0.iter().map(|number| number.0).collect()),
            sectors: names(&self.sectors),
            countries: names(&self.countries),
            borrowers: names(&self.borrowers),
            exposure: Band { from: self.min_amount.map(Money::units), to: self.max_amount.map(Money::units) },
            maturity: Band {
                from: self.maturity_from.map(|from| day::number(from.0)),
                to: self.maturity_to.map(|to| day::number(to.0)),
            },
            rate: Band { from: self.rate_from.map(narrow), to: self.rate_to.map(narrow) },
            debt_to_equity: ratio(self.debt_to_equity_from, self.debt_to_equity_to),
            interest_coverage: ratio(self.interest_coverage_from, self.interest_coverage_to),
            leverage: ratio(self.leverage_ratio_from, self.leverage_ratio_to),
            unknown: self.unknown.iter().flat_map(|set| &set.0).map(|name| name.ratio()).collect(),
            breaks: self.breaks().into_iter().collect(),
            ..Filter::default()
        };
        let one = |name: &Option<String>, filter: fn(Option<&str>) -> Filter| {
            name.as_deref().filter(|name| !name.trim().is_empty()).map(|name| filter(Some(name)))
        };
        let notches = |set: &Several<Notch>| Filter::ratings(set.0.iter().map(|notch| notch.0));
        let statuses = |set: &Several<LoanStatus>| Filter {
            statuses: Some(set.0.iter().map(|status| status.0).collect()),
            ..Filter::default()
        };
        let more = [
            one(&self.sector, Filter::sector),
            one(&self.country, Filter::country),
            one(&self.borrower, Filter::borrower),
            some(&self.rating).map(notches),
            some(&self.credit_rating).map(notches),
            some(&self.status).map(statuses),
            some(&self.status_filter).map(statuses),
        ];
        for filter in more.iter().flatten() {
            all = all.and(filter);
        }
        all
    }

    /// The part of a business id or of a borrower's name that is looked for.
    pub fn part(&self) -> Option<&str> {
        self.search.as_deref().map(str::trim).filter(|part| !part.is_empty())
    }

    /// The covenants that are spoken of.
    pub fn limits(&self) -> Limits {
        let or = |given: Option<Money>, usual: Option<i32>| given.map(whole).or(usual);
        let usual = Limits::default();
        Limits {
            max_debt_to_equity: or(self.max_debt_to_equity, usual.max_debt_to_equity),
            min_interest_coverage: or(self.min_interest_coverage, usual.min_interest_coverage),
            max_leverage: or(self.max_leverage, usual.max_leverage),
        }
    }

    fn breaks(&self) -> Option<Breaks> {
        let urgent = self.urgent == Some(true);
        let at_least = self.min_breaches.unwrap_or(u32::from(urgent));
        (at_least > 0).then(|| Breaks { limits: self.limits(), at_least, urgent })
    }
}

impl RatioName {
    fn ratio(self) -> Ratio {
        match self {
            Self::DebtToEquity => Ratio::DebtToEquity,
            Self::InterestCoverage => Ratio::InterestCoverage,
            Self::LeverageRatio => Ratio::Leverage,
        }
    }
}

fn some<T>(set: &Option<Several<T>>) -> Option<&Several<T>> {
    set.as_ref().filter(|set| !set.0.is_empty())
}

fn narrow(number: Money) -> i32 {
    number.units().clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

/// A limit in hundredths, as ratios are kept.
fn whole(ratio: Money) -> i32 {
    hundredths(ratio).clamp(0, i32::MAX.into()) as i32
}

/// Ratios are kept in hundredths: from the first that is enough to the last that is not too much.
fn ratio(from: Option<Money>, to: Option<Money>) -> Band<i32> {
    let fit = |number: i64| number.clamp(-1, 1_000_000) as i32;
    Band {
        from: from.map(|from| fit((from.units() + 99).div_euclid(100))),
        to: to.map(|to| fit(to.units().div_euclid(100))),
    }
}

/// The names in a text, with `|` between them; none for an empty text.
fn names(text: &Option<String>) -> Option<Vec<Box<str>>> {
    let text = text.as_deref().filter(|text| !text.is_empty())?;
    let (mut all, mut name, mut letters) = (vec![], String::new(), text.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '|' => all.push(std::mem::take(&mut name).into()),
            '\\' => name.extend(letters.next()),
            letter => name.push(letter),
        }
    }
    all.push(name.into());
    Some(all)
}

fn listed(names: &[Box<str>]) -> String {
    let escaped = |name: &str| name.replace('\\', "\\\\").replace('|', "\\|");
    match names {
        // One that is empty must not look like none at all.
        [none] if none.is_empty() => "|".into(),
        names => {
            // The order of a dictionary is that in which its words came; an address must not show it.
            let mut names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            names.sort_unstable();
            names.into_iter().map(escaped).collect::<Vec<_>>().join("|")
        }
    }
}

/// The parameters that list no loan at all: none has this number.
pub fn nothing() -> Params {
    Params::from([("ids", "0".to_owned())])
}

/// The parameters of `GET …/loans` that list the loans of a filter, and the part that was looked for. None when they
/// are too many to be listed one by one.
pub fn params(filter: &Filter, part: Option<&str>, moved: Option<Moved>) -> Option<Params> {
    let mut all = Params::new();
    let empty = |count: Option<usize>| count == Some(0);
    let counts = [
        filter.ids.as_ref().map(Vec::len),
        filter.sectors.as_ref().map(Vec::len),
        filter.countries.as_ref().map(Vec::len),
        filter.borrowers.as_ref().map(Vec::len),
        filter.ratings.as_ref().map(Vec::len),
        filter.statuses.as_ref().map(Vec::len),
    ];
    if counts.into_iter().any(empty) {
        return Some(nothing());
    }
    let mut put = |name: &'static str, value: Option<String>| {
        all.extend(value.map(|value| (name, value)));
    };
    if let Some(ids) = &filter.ids {
        if ids.len() > MOST_IDS {
            return None;
        }
        put("ids", Some(ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")));
    }
    for (one, many, names) in [
        ("sector", "sectors", &filter.sectors),
        ("country", "countries", &filter.countries),
        ("borrower", "borrowers", &filter.borrowers),
    ] {
        match names.as_deref() {
            Some([name]) if !name.trim().is_empty() => put(one, Some(name.to_string())),
            names => put(many, names.map(listed)),
        }
    }
    let words = |words: Vec<&str>| words.join(",");
    put("rating", filter.ratings.as_ref().map(|set| words(set.iter().map(|one| one.name()).collect())));
    put("status", filter.statuses.as_ref().map(|set| words(set.iter().map(|one| one.name()).collect())));
    bands(filter, &mut put);
    put("search", part.map(str::to_owned));
    if let Some(Moved { kind, from, to, until }) = moved {
        put("moved", kind.map(|kind| kind_word(kind).to_owned()));
        put("moved_from", from.map(|rating| rating.name().to_owned()));
        put("moved_to", to.map(|rating| rating.name().to_owned()));
        put("moved_until", (until != i32::MAX).then(|| day::of(until).to_string()));
    }
    Some(all)
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Upgrade => "upgrade",
        Kind::Downgrade => "downgrade",
        Kind::FallenAngel => "fallen_angel",
        Kind::RisingStar => "rising_star",
        Kind::Default => "default",
        Kind::Withdrawn => "withdrawn",
    }
}

fn bands(filter: &Filter, put: &mut impl FnMut(&'static str, Option<String>)) {
    let money = |units: i64| Figure::units(units).0.to_string();
    put("min_amount", filter.exposure.from.map(money));
    put("max_amount", filter.exposure.to.map(money));
    put("maturity_from", filter.maturity.from.map(|day| day::of(day).to_string()));
    put("maturity_to", filter.maturity.to.map(|day| day::of(day).to_string()));
    put("rate_from", filter.rate.from.map(|rate| money(rate.into())));
    put("rate_to", filter.rate.to.map(|rate| money(rate.into())));
    let ratio = |hundredths: i32| Figure::hundredths(hundredths.into()).0.to_string();
    for (from, to, band) in [
        ("debt_to_equity_from", "debt_to_equity_to", filter.debt_to_equity),
        ("interest_coverage_from", "interest_coverage_to", filter.interest_coverage),
        ("leverage_ratio_from", "leverage_ratio_to", filter.leverage),
    ] {
        put(from, band.from.map(ratio));
        put(to, band.to.map(ratio));
    }
    let unknown = filter.unknown.iter().map(|ratio| match ratio {
        Ratio::DebtToEquity => "debt_to_equity",
        Ratio::InterestCoverage => "interest_coverage",
        Ratio::Leverage => "leverage_ratio",
    });
    let unknown = unknown.collect::<Vec<_>>().join(",");
    put("unknown", Some(unknown).filter(|unknown| !unknown.is_empty()));
    // Of two such conditions, which only a reader who asked for one can cause, the stricter is the same.
    let strictest = filter.breaks.iter().max_by_key(|breaks| (breaks.at_least, breaks.urgent));
    if let Some(Breaks { limits, at_least, .. }) = strictest {
        put("min_breaches", Some(at_least.to_string()));
        let urgent = filter.breaks.iter().any(|breaks| breaks.urgent);
        put("urgent", urgent.then(|| "true".to_owned()));
        put("max_debt_to_equity", limits.max_debt_to_equity.map(ratio));
        put("min_interest_coverage", limits.min_interest_coverage.map(ratio));
        put("max_leverage", limits.max_leverage.map(ratio));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use risk::status::Status;

    use super::*;

    fn read(params: Params) -> LoanFilter {
        serde_urlencoded::from_str(&serde_urlencoded::to_string(params).unwrap()).unwrap()
    }

    #[test]
    fn names_keep_their_signs() {
        let all: Vec<Box<str>> = ["a|b", "", "c\\", "\\|"].map(Into::into).into();
        let mut sorted = all.clone();
        let mut found = names(&Some(listed(&all))).unwrap();
        sorted.sort();
        found.sort();
        assert_eq!(found, sorted);
        assert_eq!(listed(&["".into()]), "|");
        assert_eq!(names(&Some(String::new())), None);
    }

    #[test]
    fn a_set_that_is_empty_lists_nothing() {
        assert_eq!(params(&Filter::ratings([]), None, None), Some(nothing()));
        let many = Filter { ids: Some((0..2_000).collect()), ..Filter::default() };
        assert_eq!(params(&many, None, None), None);
    }

    #[test]
    fn a_ratio_between_two_hundredths_is_none_of_them() {
        let given = |text: &str| text.parse::<Money>().ok();
        assert_eq!(ratio(given("2.501"), given("3.509")), Band::between(251, 350));
        assert_eq!(ratio(given("2.5"), given("3.5")), Band::between(250, 350));
    }

    fn words() -> impl Strategy<Value = Option<Vec<Box<str>>>> {
        prop::option::of(prop::collection::btree_set("[a|\\\\ é]{1,4}x", 1..4))
            .prop_map(|set| set.map(|set| set.into_iter().map(Into::into).collect()))
    }

    fn band() -> impl Strategy<Value = Band<i32>> {
        (prop::option::of(0_i32..9_000), prop::option::of(0_i32..9_000))
            .prop_map(|(from, to)| Band { from, to })
    }

    proptest! {
        #[test]
        fn an_address_leads_to_the_loans_of_its_filter(
            (sectors, countries, borrowers) in (words(), words(), words()),
            ratings in prop::option::of(prop::collection::btree_set(0_u8..22, 1..5)),
            (maturity, rate, leverage, coverage) in (band(), band(), band(), band()),
            (status, unknown, id) in (prop::option::of(0_usize..4), any::<bool>(), prop::option::of(1_i64..99)),
        ) {
            let filter = Filter {
                ids: id.map(|id| vec![id, id + 1]),
                sectors,
                countries,
                borrowers,
                ratings: ratings.map(|set| set.into_iter().map(Rating).collect()),
                statuses: status.map(|at| vec![Status::ALL[at]]),
                exposure: Band { from: rate.to.map(i64::from), to: rate.from.map(i64::from) },
                maturity,
                rate,
                interest_coverage: coverage,
                leverage,
                unknown: if unknown { vec![Ratio::DebtToEquity] } else { vec![] },
                ..Filter::default()
            };
            let read = read(params(&filter, Some("x y"), None).unwrap());
            prop_assert_eq!(read.part(), Some("x y"));
            prop_assert_eq!(read.asked(), filter);
        }
    }
}
