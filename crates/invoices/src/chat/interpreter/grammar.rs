//! From tokens to the slots of a query.
use chrono::NaiveDate;
use kernel::Money;

use super::{
    day::{self, Period},
    lexicon::{self, Key},
    name,
    plan::{Figure, Filter, Group, Missing, Needle},
    token::{self, Kind, Token},
};
use crate::invoice::store::InvoiceStatus;

mod rest;

/// What was found in a question.
#[derive(Debug, Default)]
pub struct Slots {
    /// Which invoices.
    pub filter: Filter,
    /// The meanings of its words, in their order.
    pub keys: Vec<Key>,
    /// Words that mean nothing here.
    pub unknown: Vec<String>,
    /// Names that are no vendor of the batch.
    pub strangers: Vec<String>,
    /// How many are asked for.
    pub most: Option<u32>,
    /// By what it is grouped.
    pub group: Option<Group>,
    /// Of which figure.
    pub figure: Option<Figure>,
    /// The times that it names.
    pub periods: Vec<Period>,
    /// Whether a number of percent or a comparison of amounts stands there.
    pub amounts: bool,
}

impl Slots {
    /// Whether one of these was said.
    pub fn has(&self, keys: &[Key]) -> bool {
        self.keys.iter().any(|key| keys.contains(key))
    }

    /// Whether a word stands right before another.
    pub fn pair(&self, first: &[Key], second: &[Key]) -> bool {
        let said = self.keys.iter().filter(|key| **key != Key::Stop).collect::<Vec<_>>();
        said.windows(2).any(|two| first.contains(two[0]) && second.contains(two[1]))
    }
}

struct Reader<'a> {
    tokens: Vec<Token>,
    taken: Vec<bool>,
    keys: Vec<Option<Key>>,
    names: &'a [String],
    today: NaiveDate,
    slots: Slots,
}

/// Reads a question. `names` are the vendors of the batch.
pub fn read(question: &str, names: &[String], today: NaiveDate) -> Slots {
    let tokens = token::tokens(question);
    let count = tokens.len();
    let mut reader = Reader {
        tokens,
        taken: vec![false; count],
        keys: vec![None; count],
        names,
        today,
        slots: Slots::default(),
    };
    reader.full_names();
    reader.codes();
    reader.amounts();
    reader.periods();
    reader.words();
    reader.groups();
    reader.lacks();
    reader.needles();
    reader.vendors();
    reader.slots.keys = reader.keys.iter().flatten().copied().collect();
    reader.slots
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|_| !self.taken[at]).and_then(Token::word).unwrap_or_default()
    }

    fn take(&mut self, from: usize, many: usize) {
        self.taken[from..from + many].iter_mut().for_each(|taken| *taken = true);
    }

    /// Vendors whose names stand there in full, before their words can mean anything else.
    fn full_names(&mut self) {
        for at in 0..self.tokens.len() {
            if self.tokens[at].kind == Kind::Quoted {
                let found = name::meant(&[self.tokens[at].text.clone()], self.names);
                if !found.is_empty() {
                    self.slots.filter.vendors.extend(found);
                    self.take(at, 1);
                }
            }
        }
        let words = self.tokens.iter().map(|token| match &token.kind {
            Kind::Word(word) => Some(word.clone()),
            Kind::Number(_) | Kind::Code => Some(token::plain(&token.text)),
            _ => None,
        });
        if let Some((at, long, name)) = name::in_full(&words.collect::<Vec<_>>(), self.names) {
            // A vendor whose whole name is a word of ours is meant where it is written as a name.
            let single = self.tokens[at].word().and_then(lexicon::exact).is_some() && long == 1;
            if !single || self.tokens[at].capital && at > 0 {
                self.slots.filter.vendors.push(name);
                self.take(at, long);
                let more =
                    (at + long..self.tokens.len()).take_while(|at| name::is_form(self.word(*at))).count();
                self.take(at + long, more);
            }
        }
    }

    /// The numbers of invoices and the names of files.
    fn codes(&mut self) {
        for at in 0..self.tokens.len() {
            let text = self.tokens[at].text.clone();
            let needle = match self.tokens[at].kind {
                _ if self.taken[at] => continue,
                Kind::Code if text.contains(|c: char| c.is_ascii_digit()) || text.contains('.') => {
                    Needle { text, id: None, only_id: false }
                }
                Kind::Hash => match self.tokens.get(at + 1).map(|next| &next.kind) {
                    Some(Kind::Number(id)) => {
                        let needle = Needle { text: format!("#{id}"), id: Some(*id), only_id: true };
                        self.take(at + 1, 1);
                        needle
                    }
                    _ => continue,
                },
                _ => continue,
            };
            self.take(at, 1);
            if token::plain(&needle.text).starts_with("batch") {
                continue;
            }
            self.slots.filter.invoice.get_or_insert(needle);
        }
    }

    /// An amount at a token: with a word such as lakh, and a currency before or after it. And how many tokens.
    fn amount(&self, at: usize) -> Option<(Money, Option<String>, usize)> {
        let before = self.currency(at);
        let mut next = at + usize::from(before.is_some());
        let mut amount = self.tokens.get(next).filter(|_| !self.taken[next])?.amount()?;
        next += 1;
        if let Some(scale) = Some(self.word(next)).filter(|word| !word.is_empty()).and_then(token::scale) {
            amount = amount.mul_ratio(scale, 1, kernel::money::Rounding::HalfEven).ok()?;
            next += 1;
        }
        let after = self.currency(next);
        next += usize::from(after.is_some());
        Some((amount, before.or(after), next - at))
    }

    fn currency(&self, at: usize) -> Option<String> {
        let word = self.word(at);
        let known = match word {
            "euro" | "euros" => "EUR",
            "rupee" | "rupees" | "rs" | "rupaye" | "rupien" => "INR",
            "dollar" | "dollars" => "USD",
            "pound" | "pounds" | "pfund" => "GBP",
            "franken" | "francs" => "CHF",
            "yen" => "JPY",
            "eur" | "inr" | "usd" | "gbp" | "chf" | "jpy" | "aud" | "cad" | "sgd" | "aed" | "sek" | "nok"
            | "dkk" | "pln" | "czk" | "huf" | "cny" | "nzd" | "zar" | "hkd" => {
                return Some(word.to_uppercase());
            }
            _ => return None,
        };
        Some(known.to_owned())
    }

    /// `above 5000`, `more than INR 1 lakh`, `at most 10`, `between 100 and 200`, `18%`.
    fn amounts(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if let Kind::Percent(rate) = self.tokens[at].kind {
                self.slots.filter.rate = Some(rate);
                self.slots.amounts = true;
                self.take(at, 1);
            } else if let Some(used) = self.bound(at) {
                self.slots.amounts = true;
                self.take(at, used);
                at += used;
                continue;
            } else if let Some(currency) = self.currency(at) {
                self.slots.filter.currency = Some(currency);
                self.take(at, 1);
            }
            at += 1;
        }
    }

    fn bound(&mut self, at: usize) -> Option<usize> {
        use Key::{Above, Below, Between, Least, Less, More, Most, Than};
        let key = |n: usize| lexicon::exact(self.word(n));
        let (kind, skip) = match (key(at)?, key(at + 1)) {
            (More, Some(Than)) => (Above, 2),
            (Less, Some(Than)) => (Below, 2),
            (Above, _) => (Above, 1),
            (Below, _) => (Below, 1),
            (Key::From, Some(Least)) => (Above, 2),
            (Key::From, Some(Most)) => (Below, 2),
            (More, _) => (Above, 1),
            (Less, _) => (Below, 1),
            (Between, _) => (Between, 1),
            _ => return None,
        };
        let (amount, currency, used) = self.amount(at + skip)?;
        let mut end = at + skip + used;
        if kind == Between {
            let (upper, _, used) =
                self.amount(end + 1).filter(|_| day::period(&self.tokens[at..], self.today).is_none())?;
            end += 1 + used;
            (self.slots.filter.above, self.slots.filter.below) =
                (Some(amount.min(upper)), Some(amount.max(upper)));
        } else if kind == Above {
            self.slots.filter.above = Some(amount);
        } else {
            self.slots.filter.below = Some(amount);
        }
        if currency.is_some() {
            self.slots.filter.currency = currency;
        }
        Some(end - at)
    }

    fn periods(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            // The month of May is written large; "may" is a question.
            let modal = self.tokens[at].text == "may";
            let free = self.taken[at..].iter().take_while(|taken| !**taken).count();
            let found =
                if modal || free == 0 { None } else { day::period(&self.tokens[at..at + free], self.today) };
            match found {
                Some((period, used)) => {
                    self.slots.periods.push(period);
                    self.take(at, used);
                    at += used;
                }
                None => at += 1,
            }
        }
    }

    /// What the other words mean.
    fn words(&mut self) {
        let known =
            self.names.iter().flat_map(|name| name::parts(name)).collect::<std::collections::HashSet<_>>();
        for at in 0..self.tokens.len() {
            let word = self.word(at).to_owned();
            if word.is_empty() {
                continue;
            }
            let named = self.tokens[at].capital && at > 0 && known.contains(&word);
            let key = if named { None } else { lexicon::exact(&word) };
            let key = key.or_else(|| if known.contains(&word) { None } else { lexicon::near(&word) });
            if key.is_some() {
                self.keys[at] = key;
                self.take(at, 1);
            }
        }
        for at in 0..self.tokens.len() {
            if let (
                Some(Key::Top | Key::Largest | Key::Smallest | Key::Newest | Key::Oldest | Key::Show),
                Kind::Number(n),
            ) = (self.keys[at], self.tokens.get(at + 1).map_or(&Kind::Hash, |token| &token.kind))
                && (1..=100).contains(n)
                && !self.taken[at + 1]
            {
                self.slots.most = u32::try_from(*n).ok();
                self.take(at + 1, 1);
            }
            if let (
                Kind::Number(n),
                Some(Key::Largest | Key::Smallest | Key::Newest | Key::Oldest | Key::Most),
            ) = (&self.tokens[at].kind, self.keys.get(at + 1).copied().flatten())
                && (1..=100).contains(n)
                && !self.taken[at]
            {
                self.slots.most = u32::try_from(*n).ok();
                self.take(at, 1);
            }
        }
    }

    fn groups(&mut self) {
        let keys = self.keys.clone();
        for at in 0..keys.len() {
            let group = match keys[at] {
                Some(Key::Vendor) => Group::Vendor,
                Some(Key::Month) => Group::Month,
                Some(Key::Rate) => Group::Rate,
                Some(Key::Currency) => Group::Currency,
                Some(Key::Status) => Group::Status,
                Some(Key::Reason) => Group::Reason,
                _ => continue,
            };
            let before =
                (0..at).rev().find(|n| keys[*n].is_some_and(|key| ![Key::Tax, Key::All].contains(&key)));
            let by = before.is_some_and(|n| keys[n] == Some(Key::By) && at - n <= 2);
            let wise = keys.get(at + 1).copied().flatten() == Some(Key::By)
                || ["vendorwise", "monthwise", "ratewise", "monthly", "monatlich"]
                    .contains(&self.tokens[at].word().unwrap_or_default());
            if by || wise {
                self.slots.group = Some(group);
            }
        }
        // "tax" in "tax rate" is no figure.
        let tax = keys.iter().enumerate().any(|(at, key)| {
            *key == Some(Key::Tax)
                && !matches!(keys.get(at + 1).copied().flatten(), Some(Key::Rate | Key::Id | Key::Number))
        });
        let said = |key| keys.contains(&Some(key));
        self.slots.figure = if said(Key::Net) || (tax && said(Key::Before)) {
            Some(Figure::Net)
        } else if tax && !said(Key::Gross) {
            Some(Figure::Tax)
        } else if said(Key::Gross) {
            Some(Figure::Gross)
        } else {
            None
        };
    }

    /// `missing numbers`, `without a due date`, `no vendor`.
    fn lacks(&mut self) {
        let keys = self.keys.iter().flatten().copied().collect::<Vec<_>>();
        let Some(at) = keys.iter().position(|key| [Key::Missing, Key::Without].contains(key)) else { return };
        let beside = |wanted: &[Key]| {
            keys[at + 1..].iter().take(4).any(|key| wanted.contains(key))
                || (keys[at] == Key::Missing
                    && keys[..at].iter().rev().take(3).any(|key| wanted.contains(key)))
        };
        self.slots.filter.missing = if beside(&[Key::Due]) {
            Some(Missing::DueDate)
        } else if beside(&[Key::Id]) || beside(&[Key::Tax]) && beside(&[Key::Number]) {
            Some(Missing::TaxId)
        } else if beside(&[Key::Number]) {
            Some(Missing::Number)
        } else if beside(&[Key::Date]) {
            Some(Missing::Date)
        } else if beside(&[Key::Vendor]) {
            Some(Missing::Vendor)
        } else if beside(&[Key::Sum]) {
            Some(Missing::Total)
        } else {
            None
        };
    }
}

/// The statuses that a question asks for.
pub fn statuses(slots: &Slots) -> Vec<InvoiceStatus> {
    use InvoiceStatus::{Approved, Completed, Failed, Pending, Processing, Rejected};
    let not = |key: Key| slots.pair(&[Key::Not], &[key]);
    let mut found = vec![];
    if slots.has(&[Key::Completed]) {
        found.extend(if not(Key::Completed) {
            vec![Pending, Processing, Failed]
        } else {
            vec![Completed, Approved, Rejected]
        });
    }
    if slots.has(&[Key::Pending]) {
        found.extend([Pending, Processing]);
    }
    if slots.has(&[Key::Failed]) {
        found.push(Failed);
    }
    if slots.has(&[Key::Approved]) {
        found.extend(if not(Key::Approved) { vec![Completed, Rejected] } else { vec![Approved] });
    }
    if slots.has(&[Key::Rejected]) {
        found.push(Rejected);
    }
    if slots.has(&[Key::Open, Key::Ready]) {
        found.push(Completed);
    }
    found.dedup();
    found
}
