//! The index of all developments: what they are looked for by, held in memory, so that a question takes no look at
//! the rows. Pure.
use std::{
    cmp::Reverse,
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::OnceLock,
};

use chrono::{DateTime, NaiveDate, Utc};
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    development::store::{DevelopmentStatus, DevelopmentType},
    unit::store::{UnitStatus, UnitType},
};

/// The order of a list; the number follows by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As they were entered.
    #[default]
    Oldest,
    /// The last entered first.
    Newest,
    /// Those that the house puts first, first.
    Featured,
    /// The least price first; those without one last.
    PriceLow,
    /// The highest price first; those without one last.
    PriceHigh,
    /// By name.
    Name,
    /// The next to be complete first; those without a day last.
    Completion,
}

/// Which developments to show. Equal questions are equal; texts are in small letters.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(missing_docs, reason = "see http::DevelopmentQuery")]
pub struct Filter {
    pub status: Option<DevelopmentStatus>,
    pub city: Option<String>,
    pub min_price: Option<Money>,
    pub max_price: Option<Money>,
    pub unit_type: Option<UnitType>,
    pub builder_id: Option<i64>,
    pub project_type: Option<DevelopmentType>,
    pub search: Option<String>,
    pub available: bool,
    pub featured: Option<bool>,
}

/// What a development is looked for by.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "see store::Model")]
pub struct Entry {
    pub id: i64,
    pub builder_id: i64,
    pub status: DevelopmentStatus,
    pub project_type: DevelopmentType,
    pub city_key: String,
    pub price_range_min: Option<Money>,
    pub price_range_max: Option<Money>,
    pub is_featured: bool,
    pub unlisted_available: i64,
    pub expected_completion_date: Option<NaiveDate>,
    pub project_name: String,
    pub location_address: String,
    pub location_state: String,
    pub updated_at: Option<DateTime<Utc>>,
}

/// Homes of a development of one kind and status.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "see unit::store::Model")]
pub struct Homes {
    pub development_id: i64,
    pub unit_type: UnitType,
    pub status: UnitStatus,
    /// How many.
    pub count: i64,
}

/// Whoever builds, as far as it shows in a list.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "see profile::store::builder::Model")]
pub struct Company {
    pub name: String,
    pub updated_at: Option<DateTime<Utc>>,
}

/// A development that was found. Whatever is shown of it is the same as long as its stamp is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub id: i64,
    /// Of everything that is shown of it.
    pub stamp: u64,
}

/// An entry made ready.
#[derive(Debug)]
struct Ready {
    entry: Entry,
    /// Which of the cities.
    city: usize,
    name: String,
    /// All that is searched in, in small letters.
    text: String,
    /// The kinds of its homes, and of those on offer, a bit each.
    kinds: u8,
    offered: u8,
    stamp: u64,
}

/// What is known of the homes of a development.
#[derive(Clone, Copy, Default, Hash)]
struct Stock {
    kinds: u8,
    offered: u8,
    entered: i64,
    listed: i64,
}

fn stocks(homes: impl IntoIterator<Item = Homes>) -> HashMap<i64, Stock> {
    let mut stocks: HashMap<i64, Stock> = HashMap::new();
    for home in homes {
        let stock = stocks.entry(home.development_id).or_default();
        stock.kinds |= bit(home.unit_type);
        stock.entered += home.count;
        if home.status == UnitStatus::Available {
            stock.offered |= bit(home.unit_type);
            stock.listed += home.count;
        }
    }
    stocks
}

/// All developments, ready to be looked for.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Ready>,
    cities: Vec<String>,
    orders: [OnceLock<Vec<u32>>; 7],
    sizes: HashMap<i64, i64>,
}

fn bit(kind: UnitType) -> u8 {
    1 << kind as u8
}

impl Index {
    /// Of these entries in order of their numbers; the homes that they have; who builds them.
    pub fn new(
        entries: Vec<Entry>,
        homes: impl IntoIterator<Item = Homes>,
        builders: &HashMap<i64, Company>,
    ) -> Self {
        let mut index = Self::default();
        entries.iter().for_each(|entry| *index.sizes.entry(entry.builder_id).or_default() += 1);
        let stocks = stocks(homes);
        let mut cities: HashMap<String, usize> = HashMap::new();
        for entry in entries {
            let next = cities.len();
            let city = *cities.entry(entry.city_key.clone()).or_insert(next);
            let builder = builders.get(&entry.builder_id);
            let company = builder.map(|builder| builder.name.as_str()).unwrap_or_default();
            let parts = [&entry.project_name, &entry.location_address, &entry.location_state, company];
            // A line for each: what is searched for lies within one of them.
            let text = format!("{}\n{}", parts.join("\n").to_lowercase(), entry.city_key);
            let stock = stocks.get(&entry.id).copied().unwrap_or_default();
            let mut stamp = DefaultHasher::new();
            let changed = (entry.updated_at, builder.and_then(|builder| builder.updated_at));
            (changed, stock, index.size_of(entry.builder_id)).hash(&mut stamp);
            let name = entry.project_name.to_lowercase();
            let Stock { kinds, offered, .. } = stock;
            index.entries.push(Ready { entry, city, name, text, kinds, offered, stamp: stamp.finish() });
        }
        index.cities = vec![String::new(); cities.len()];
        cities.into_iter().for_each(|(name, at)| index.cities[at] = name);
        index
    }

    /// How many developments a builder has.
    pub fn size_of(&self, builder_id: i64) -> i64 {
        self.sizes.get(&builder_id).copied().unwrap_or_default()
    }

    /// A slice of those that were asked for, and how many there are.
    pub fn find(&self, filter: &Filter, sort: Sort, skip: u64, limit: u64) -> (Vec<Hit>, u64) {
        let cities = filter
            .city
            .as_ref()
            .map(|part| self.cities.iter().map(|city| city.contains(part.as_str())).collect::<Vec<_>>());
        let fits = |at: &&u32| {
            let one = &self.entries[**at as usize];
            filter.fits(one) && cities.as_ref().is_none_or(|cities| cities[one.city])
        };
        let (mut hits, mut total) = (vec![], 0);
        for at in self.order(sort).iter().filter(fits) {
            if total >= skip && (hits.len() as u64) < limit {
                let one = &self.entries[*at as usize];
                hits.push(Hit { id: one.entry.id, stamp: one.stamp });
            }
            total += 1;
        }
        (hits, total)
    }

    /// The entries in this order: sorted when first asked for.
    fn order(&self, sort: Sort) -> &[u32] {
        self.orders[sort as usize].get_or_init(|| {
            let mut order = (0..self.entries.len() as u32).collect::<Vec<_>>();
            let of = |at: &u32| &self.entries[*at as usize];
            let row = |at: &u32| &of(at).entry;
            // All of these keep the order of the numbers where they find no difference.
            match sort {
                Sort::Oldest => {}
                Sort::Newest => order.reverse(),
                Sort::Featured => order.sort_by_key(|at| !row(at).is_featured),
                Sort::PriceLow => {
                    order.sort_by_key(|at| (row(at).price_range_min.is_none(), row(at).price_range_min))
                }
                Sort::PriceHigh => order.sort_by_key(|at| Reverse(row(at).price_range_max)),
                Sort::Name => order.sort_by(|a, b| of(a).name.cmp(&of(b).name)),
                Sort::Completion => order.sort_by_key(|at| {
                    let day = row(at).expected_completion_date;
                    (day.is_none(), day)
                }),
            }
            order
        })
    }
}

impl Filter {
    fn fits(&self, one: &Ready) -> bool {
        let row = &one.entry;
        let kinds = if self.available { one.offered } else { one.kinds };
        self.status.is_none_or(|status| status == row.status)
            && self.project_type.is_none_or(|kind| kind == row.project_type)
            && self.builder_id.is_none_or(|id| id == row.builder_id)
            && self.featured.is_none_or(|featured| featured == row.is_featured)
            && self.min_price.is_none_or(|price| row.price_range_min.is_some_and(|least| least >= price))
            && self.max_price.is_none_or(|price| row.price_range_max.is_some_and(|most| most <= price))
            && self.unit_type.is_none_or(|kind| kinds & bit(kind) != 0)
            && (!self.available || row.unlisted_available > 0 || one.offered != 0)
            && self.search.as_ref().is_none_or(|text| one.text.contains(text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(id: i64, n: i64) -> Entry {
        let money = |n: i64| (n % 5 != 0).then(|| Money::from_units(n % 7 * 10_000));
        Entry {
            id,
            builder_id: n % 3,
            status: if n % 2 == 0 { DevelopmentStatus::Planning } else { DevelopmentStatus::Completed },
            project_type: if n % 4 == 0 { DevelopmentType::Mixed } else { DevelopmentType::Commercial },
            city_key: format!("city {}", n % 6),
            price_range_min: money(n),
            price_range_max: money(n + 1),
            is_featured: n % 9 == 0,
            unlisted_available: n % 2,
            expected_completion_date: NaiveDate::from_num_days_from_ce_opt((n % 11) as i32 + 700_000)
                .filter(|_| n % 8 != 0),
            project_name: format!("Tower {}", n % 10),
            location_address: format!("{n} Lake Road"),
            location_state: "Ülm".into(),
            updated_at: None,
        }
    }

    fn index(all: &[i64]) -> Index {
        let entries = all.iter().enumerate().map(|(id, n)| entry(id as i64, *n)).collect();
        Index::new(entries, [studio(0, UnitStatus::Available), studio(1, UnitStatus::Sold)], &acme())
    }

    fn studio(development_id: i64, status: UnitStatus) -> Homes {
        Homes { development_id, unit_type: UnitType::Studio, status, count: 1 }
    }

    fn acme() -> HashMap<i64, Company> {
        HashMap::from([(0, Company { name: "Acme".into(), updated_at: None })])
    }

    fn ids(found: (Vec<Hit>, u64)) -> Vec<i64> {
        found.0.iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn a_stamp_changes_with_whatever_is_shown() {
        let later = Some(DateTime::UNIX_EPOCH);
        let stamp = |entries: Vec<Entry>, homes: Vec<Homes>, builders: &HashMap<i64, Company>| {
            Index::new(entries, homes, builders).find(&Filter::default(), Sort::Oldest, 0, 1).0[0].stamp
        };
        let homes = vec![studio(0, UnitStatus::Available)];
        let first = stamp(vec![entry(0, 0)], homes.clone(), &acme());
        assert_eq!(first, stamp(vec![entry(0, 0), entry(1, 1)], homes.clone(), &acme()), "somebody else's");
        let others = [
            stamp(vec![Entry { updated_at: later, ..entry(0, 0) }], homes.clone(), &acme()),
            stamp(vec![entry(0, 0)], vec![studio(0, UnitStatus::Sold)], &acme()),
            stamp(vec![entry(0, 0)], vec![Homes { count: 2, ..homes[0] }], &acme()),
            stamp(vec![entry(0, 0), entry(1, 3)], homes.clone(), &acme()),
            stamp(
                vec![entry(0, 0)],
                homes,
                &HashMap::from([(0, Company { name: "Acme".into(), updated_at: later })]),
            ),
        ];
        assert!(!others.contains(&first), "{others:?}");
    }

    #[test]
    fn each_filter_takes_its_part() {
        let index = index(&[0, 1, 2, 3, 4, 5]);
        let found = |filter: Filter| ids(index.find(&filter, Sort::Oldest, 0, 100));
        let all = Filter::default();
        assert_eq!(found(Filter { status: Some(DevelopmentStatus::Planning), ..all.clone() }), [0, 2, 4]);
        assert_eq!(found(Filter { city: Some("ty 3".into()), ..all.clone() }), [3]);
        assert_eq!(found(Filter { builder_id: Some(1), ..all.clone() }), [1, 4]);
        assert_eq!(found(Filter { project_type: Some(DevelopmentType::Mixed), ..all.clone() }), [0, 4]);
        assert_eq!(found(Filter { featured: Some(true), ..all.clone() }), [0]);
        assert_eq!(found(Filter { min_price: Some(Money::from_units(30_000)), ..all.clone() }), [3, 4]);
        assert_eq!(found(Filter { max_price: Some(Money::from_units(20_000)), ..all.clone() }), [0, 1]);
        assert_eq!(found(Filter { unit_type: Some(UnitType::Studio), ..all.clone() }), [0, 1]);
        let studio = Filter { unit_type: Some(UnitType::Studio), available: true, ..all.clone() };
        assert_eq!(found(studio), [0]);
        assert_eq!(found(Filter { available: true, ..all.clone() }), [0, 1, 3, 5]);
        for (text, hits) in [("acme", vec![0, 3]), ("3 lake", vec![3]), ("ülm", vec![0, 1, 2, 3, 4, 5])] {
            assert_eq!(found(Filter { search: Some(text.into()), ..all.clone() }), hits, "{text}");
        }
        assert_eq!((index.size_of(0), index.size_of(9)), (2, 0));
    }

    proptest! {
        #[test]
        fn every_order_holds_everything_once_and_pages_tile_it(
            all in proptest::collection::vec(0..100i64, 0..40),
            limit in 1..10u64,
        ) {
            let index = index(&all);
            let sorts = [
                Sort::Oldest, Sort::Newest, Sort::Featured, Sort::PriceLow, Sort::PriceHigh, Sort::Name, Sort::Completion,
            ];
            for sort in sorts {
                let found = index.find(&Filter::default(), sort, 0, 1_000);
                let (total, whole) = (found.1, ids(found));
                prop_assert_eq!(total, all.len() as u64);
                let mut seen = whole.clone();
                seen.sort_unstable();
                prop_assert_eq!(seen, (0..all.len() as i64).collect::<Vec<_>>());
                let pages = (0..=total / limit).flat_map(|page| {
                    ids(index.find(&Filter::default(), sort, page * limit, limit))
                });
                prop_assert_eq!(pages.collect::<Vec<_>>(), whole.clone());
                let prices = whole.iter().map(|id| entry(*id, all[*id as usize]).price_range_min);
                let prices = prices.collect::<Vec<_>>();
                if sort == Sort::PriceLow {
                    let keys = prices.iter().map(|price| (price.is_none(), *price)).collect::<Vec<_>>();
                    prop_assert!(keys.is_sorted());
                }
            }
        }
    }
}
