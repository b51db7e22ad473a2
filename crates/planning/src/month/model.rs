//! The arithmetic of a month of budgets, in one currency.
//!
//! For each month M:
//! - `income` is what came in: what the categories of income sum to, and money in that is in no category;
//! - `spending` is what went out: what the categories of expenses sum to, money out that is in no category, and
//!   what owners entered as spent in their budgets. Equity and transfers are neither. A category that has a budget
//!   in M counts as spending there, of whatever kind it is;
//! - `left` is the sum of what the budgets of M have left: limits + carried − spent;
//! - `unassigned` is all income up to M less all spending up to M, less `left`: money that no budget of M holds.
//!
//! So at every month Σ left + unassigned = Σ income − spending, from the beginning on. It follows for each month that
//! `unassigned` = `unassigned` before + income − unbudgeted spending − limits + released, where `released` = `left`
//! before − carried: what the budgets of the month before had left and nobody took over goes back to the unassigned,
//! and what they overspent and nobody took over is paid from there.
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use kernel::{Currency, Money, Month, money::Rounding};

use crate::{
    budget::{Model, Rollover},
    category::CategoryKind,
    rollover::{Booked, Figures, Line, figures},
};

/// A category, as far as a month depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The name as it is compared.
    pub key: String,
    /// Which side of life it is on.
    pub kind: CategoryKind,
}

/// What moved in a month, seen from a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// In which month.
    pub month: Month,
    /// In which currency.
    pub currency: Currency,
    /// To or from which category; `None` while nobody has chosen one.
    pub source: Option<Source>,
    /// What went to it.
    pub debit: Money,
    /// What came from it.
    pub credit: Money,
}

impl Flow {
    /// What went to it, less what came back.
    pub fn spent(&self) -> i128 {
        i128::from(self.debit.units()) - i128::from(self.credit.units())
    }
}

/// The sums of a month, in units of money; the words are those of this file's first lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub income: i128,
    pub spending: i128,
    pub limits: i128,
    pub carried: i128,
    pub available: i128,
    pub spent: i128,
    pub left: i128,
    pub unbudgeted: i128,
    pub unassigned: i128,
}

/// The budgets of a category in a month, together.
#[derive(Clone, Debug)]
pub struct Category {
    pub name: String,
    pub ids: Vec<i64>,
    pub limit: i128,
    pub entered: i128,
    pub rollover: Rollover,
    pub figures: Figures,
}

/// All that a person planned and moved in one currency, from the beginning on.
pub struct Books<'a> {
    budgets: &'a [Model],
    flows: &'a [Flow],
    figures: HashMap<i64, Figures>,
    planned: HashSet<(Month, &'a str)>,
}

impl<'a> Books<'a> {
    /// Over budgets and flows of one currency, and what is booked by them.
    pub fn new(budgets: &'a [Model], flows: &'a [Flow], booked: &Booked) -> Self {
        let lines = budgets.iter().map(Line::from).collect::<Vec<_>>();
        let planned = budgets.iter().map(|row| (row.month, row.category_key.as_str())).collect();
        Self { budgets, flows, figures: figures(&lines, booked), planned }
    }

    fn figures_of(&self, row: &Model) -> Figures {
        self.figures.get(&row.id).copied().unwrap_or_else(|| Figures::alone(row.limit, row.spent))
    }

    /// What a flow is of a month without a budget for it: (income, spending).
    fn outside(&self, flow: &Flow) -> (i128, i128) {
        match &flow.source {
            None => (flow.credit.units().into(), flow.debit.units().into()),
            Some(source) if self.planned.contains(&(flow.month, source.key.as_str())) => (0, 0),
            Some(source) => match source.kind {
                CategoryKind::Income => (-flow.spent(), 0),
                CategoryKind::Expense => (0, flow.spent()),
                CategoryKind::Equity => (0, 0),
            },
        }
    }

    /// The sums of a month.
    pub fn totals(&self, month: Month) -> Totals {
        let mut months = BTreeMap::<Month, Totals>::new();
        for row in self.budgets.iter().filter(|row| row.month <= month) {
            let (figures, sums) = (self.figures_of(row), months.entry(row.month).or_default());
            sums.limits += i128::from(row.limit.units());
            sums.carried += figures.carried.unwrap_or(0);
            sums.available += figures.available;
            sums.spent += figures.spent;
            sums.left += figures.left;
            sums.spending += figures.spent;
        }
        for flow in self.flows.iter().filter(|flow| flow.month <= month) {
            let ((income, spending), sums) = (self.outside(flow), months.entry(flow.month).or_default());
            sums.income += income;
            sums.spending += spending;
            sums.unbudgeted += spending;
        }
        let ever: i128 = months.values().map(|sums| sums.income - sums.spending).sum();
        let here = months.get(&month).copied().unwrap_or_default();
        Totals { unassigned: ever - here.left, ..here }
    }

    /// The categories that have budgets in a month, in the order of the alphabet.
    pub fn categories(&self, month: Month) -> Vec<Category> {
        let mut all = BTreeMap::<&str, Category>::new();
        for row in self.budgets.iter().filter(|row| row.month == month) {
            let figures = self.figures_of(row);
            let category = all.entry(&row.category_key).or_insert_with(|| Category {
                name: row.category.clone(),
                ids: vec![],
                limit: 0,
                entered: 0,
                rollover: row.rollover,
                figures: Figures::default(),
            });
            category.ids.push(row.id);
            category.limit += i128::from(row.limit.units());
            category.entered += i128::from(row.spent.units());
            let sum = &mut category.figures;
            sum.carried = sum.carried.or(figures.carried);
            sum.booked += figures.booked;
            sum.available += figures.available;
            sum.spent += figures.spent;
            sum.left += figures.left;
        }
        all.into_values().collect()
    }

    /// What was spent in a month without a budget for it, the most first; `None` is money in no category.
    pub fn unbudgeted(&self, month: Month) -> Vec<(Option<String>, i128)> {
        let mut all = BTreeMap::<Option<&str>, (Option<&str>, i128)>::new();
        for flow in self.flows.iter().filter(|flow| flow.month == month) {
            let source = flow.source.as_ref();
            let entry = all.entry(source.map(|source| source.key.as_str())).or_default();
            entry.0 = source.map(|source| source.name.as_str());
            entry.1 += self.outside(flow).1;
        }
        let mut all = all.into_values().filter(|(_, spent)| *spent != 0).collect::<Vec<_>>();
        all.sort_by_key(|(_, spent)| -spent);
        all.into_iter().map(|(name, spent)| (name.map(str::to_owned), spent)).collect()
    }
}

/// How many days of a month are still to be lived on, today among them; none of a month that is over.
pub fn days_left(month: Month, today: NaiveDate) -> u32 {
    let days = month.last_day().day();
    if today > month.last_day() {
        0
    } else if today < month.first_day() {
        days
    } else {
        days - today.day() + 1
    }
}

/// What may be spent on each of these days, rounded down to two decimals; `None` where there are none.
pub fn per_day(left: Money, days: u32) -> Option<Money> {
    let each = left.max(Money::ZERO).mul_ratio(1, days.into(), Rounding::Down).ok()?;
    each.round_to(2, Rounding::Down).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rollover::Envelope;

    fn month(n: u32) -> Month {
        Month::new(2026 + (n / 12) as i32, n % 12 + 1).expect("a month")
    }

    fn eur() -> Currency {
        "EUR".parse().expect("a currency")
    }

    fn budget(id: i64, at: u32, key: &str, limit: i64, entered: i64, rollover: Rollover) -> Model {
        Model {
            id,
            user_id: 1,
            category: key.to_uppercase(),
            category_key: key.into(),
            limit: Money::from_units(limit),
            spent: Money::from_units(entered),
            month: month(at),
            currency: eur(),
            rollover,
            created_at: Default::default(),
            updated_at: None,
        }
    }

    fn flow(at: u32, source: Option<(&str, CategoryKind)>, debit: i64, credit: i64) -> Flow {
        let source = source.map(|(key, kind)| Source { name: key.to_uppercase(), key: key.into(), kind });
        let [debit, credit] = [debit, credit].map(Money::from_units);
        Flow { month: month(at), currency: eur(), source, debit, credit }
    }

    fn booked(flows: &[Flow]) -> Booked {
        let mut all = Booked::new();
        for (flow, source) in flows.iter().filter_map(|flow| Some((flow, flow.source.as_ref()?))) {
            let envelope = Envelope { key: source.key.clone(), currency: eur() };
            *all.entry(envelope).or_default().entry(flow.month).or_default() += flow.spent();
        }
        all
    }

    use CategoryKind::{Equity, Expense, Income};
    use Rollover::{None as Nothing, Surplus, SurplusAndDeficit as Both};

    #[test]
    fn a_month_adds_up() {
        let budgets = [budget(1, 0, "food", 300, 20, Nothing), budget(2, 1, "food", 300, 0, Surplus)];
        let flows = [
            flow(0, Some(("salary", Income)), 0, 1_000),
            flow(0, Some(("food", Expense)), 250, 10),
            flow(0, Some(("fun", Expense)), 80, 0),
            flow(0, None, 5, 7),
            flow(0, Some(("opening balances", Equity)), 0, 9_999),
        ];
        let books = Books::new(&budgets, &flows, &booked(&flows));
        let first = books.totals(month(0));
        assert_eq!((first.income, first.spending, first.spent, first.unbudgeted), (1_007, 345, 260, 85));
        assert_eq!((first.limits, first.left, first.unassigned), (300, 40, 622));
        let second = books.totals(month(1));
        assert_eq!((second.carried, second.available, second.left, second.unassigned), (40, 340, 340, 322));
        assert_eq!(books.unbudgeted(month(0)), [(Some("FUN".into()), 80), (None, 5)]);
        let categories = books.categories(month(0));
        assert_eq!(
            (categories[0].name.as_str(), categories[0].entered, categories[0].figures.booked),
            ("FOOD", 20, 240)
        );
    }

    #[test]
    fn days_are_counted_with_today() {
        let today = "2026-03-15".parse().expect("a day");
        assert_eq!([1, 2, 3].map(|n| days_left(month(n), today)), [0, 17, 30]);
        let left = |text: &str| per_day(text.parse().expect("an amount"), 17).map(|each| each.to_string());
        assert_eq!((left("100"), left("-5")), (Some("5.88".into()), Some("0.00".into())));
        assert_eq!(per_day(Money::ZERO, 0), None);
    }

    const KEYS: [(&str, CategoryKind); 5] =
        [("food", Expense), ("fun", Expense), ("rent", Expense), ("salary", Income), ("opening", Equity)];

    proptest! {
        #[test]
        fn what_is_left_and_unassigned_is_what_came_in_and_did_not_go_out(
            plans in prop::collection::vec((0u32..8, 0usize..5, 0i64..500, 0i64..300, 0usize..3), 0..25),
            moves in prop::collection::vec((0u32..8, 0usize..6, 0i64..400, 0i64..400), 0..40),
        ) {
            let budgets = (1i64..).zip(&plans).map(|(id, (at, key, limit, entered, how))| {
                budget(id, *at, KEYS[*key].0, *limit, *entered, [Nothing, Surplus, Both][*how])
            }).collect::<Vec<_>>();
            let flows = moves.iter()
                .map(|(at, key, debit, credit)| flow(*at, KEYS.get(*key).copied(), *debit, *credit))
                .collect::<Vec<_>>();
            let books = Books::new(&budgets, &flows, &booked(&flows));
            let planned = |flow: &Flow, source: &Source| {
                budgets.iter().any(|row| row.month == flow.month && row.category_key == source.key)
            };
            let counts = |flow: &&Flow| flow.source.as_ref().is_none_or(|source| source.kind != Equity || planned(flow, source));
            let (mut ever, mut before) = (0, Totals::default());
            for at in 0..9 {
                let here = books.totals(month(at));
                let moved = flows.iter().filter(|flow| flow.month == month(at)).filter(counts).map(Flow::spent).sum::<i128>();
                let entered = budgets.iter().filter(|row| row.month == month(at)).map(|row| i128::from(row.spent.units())).sum::<i128>();
                ever -= moved + entered;
                prop_assert_eq!(here.left + here.unassigned, ever);
                let released = before.left - here.carried;
                prop_assert_eq!(here.unassigned, before.unassigned + here.income - here.unbudgeted - here.limits + released);
                prop_assert_eq!(here.income - here.spending, -moved - entered);
                prop_assert_eq!((here.available, here.left), (here.limits + here.carried, here.available - here.spent));
                prop_assert_eq!(here.spending, here.spent + here.unbudgeted);
                prop_assert_eq!(books.unbudgeted(month(at)).iter().map(|(_, spent)| spent).sum::<i128>(), here.unbudgeted);
                let categories = books.categories(month(at));
                let sum = |of: fn(&Category) -> i128| categories.iter().map(of).sum::<i128>();
                prop_assert_eq!(sum(|one| one.figures.left), here.left);
                prop_assert_eq!(sum(|one| one.limit + one.figures.carried.unwrap_or(0)), here.available);
                prop_assert_eq!(sum(|one| one.entered + one.figures.booked), here.spent);
                before = here;
            }
        }
    }
}
