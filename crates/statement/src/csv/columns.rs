//! What the columns of a table hold, from all of its rows, and what each of them therefore means.
use super::words::{self, Hit};
use crate::{
    Role,
    amount::{self, MarkVote},
    currency,
    date::{self, OrderVote},
    text::is_iban,
};

/// What one column holds. It grows with the number of rows only in its counters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Fields that hold anything.
    pub filled: u32,
    pub dates: OrderVote,
    pub amounts: u32,
    pub marks: MarkVote,
    pub negative: u32,
    /// Amounts with decimals.
    fractions: u32,
    directions: u32,
    currencies: u32,
    ibans: u32,
    /// Texts with letters.
    worded: u32,
    /// Dollars, which are written month first.
    pub dollars: u32,
    first: Option<String>,
    varied: bool,
}

/// After so many rows, a column without any date holds none.
const PATIENCE: u32 = 500;

impl Column {
    pub fn see(&mut self, field: &str) {
        let field = field.trim();
        if field.is_empty() {
            return;
        }
        self.filled += 1;
        if self.filled < PATIENCE || self.dates.seen > 0 {
            date::shape(field).into_iter().for_each(|shape| self.dates.see(shape));
        }
        if self.filled < PATIENCE || self.amounts > 0 {
            self.number(field);
        }
        if self.filled < PATIENCE {
            self.directions += u32::from(currency::direction(field).is_some());
            self.currencies += u32::from(currency::named(field).is_some());
            self.ibans += u32::from(is_iban(field));
            self.worded += u32::from(field.chars().any(char::is_alphabetic));
        }
        if !self.varied {
            match &self.first {
                Some(first) => self.varied = first != field,
                None => self.first = Some(field.chars().take(200).collect()),
            }
        }
    }

    fn number(&mut self, field: &str) {
        // Which mark it is turns out later; whether it is an amount does not hang on it.
        let read = |mark| amount::parse(field, mark);
        let Ok(amount) = read(crate::DecimalMark::Point).or_else(|_| read(crate::DecimalMark::Comma)) else {
            return;
        };
        self.amounts += 1;
        self.marks.see(field);
        self.negative += u32::from(amount.money < base::money::Money::ZERO);
        self.fractions += u32::from(field.contains(['.', ',']));
        self.dollars += u32::from(field.contains('$') || amount.currency.as_deref() == Some("USD"));
    }

    fn is(&self, role: Role) -> bool {
        let most = |count: u32| count * 2 >= self.filled && self.filled > 0;
        match role {
            Role::Date | Role::ValueDate => most(self.dates.seen),
            Role::Amount | Role::Balance => most(self.amounts),
            // In a short file there may be no money in, or none out.
            Role::Debit | Role::Credit => self.filled == 0 || most(self.amounts),
            Role::Direction => self.directions * 10 >= self.filled.min(PATIENCE - 1) * 9 && self.filled > 0,
            Role::Currency => self.currencies * 2 >= self.filled.min(PATIENCE - 1) && self.filled > 0,
            // The owner's own account is the same on each line.
            Role::Counterparty => self.varied || self.filled < 2,
            // What says in or out is no text.
            Role::Memo => !self.is(Role::Direction),
            _ => true,
        }
    }
}

/// What each column means.
pub(crate) struct Roles {
    pub roles: Vec<Role>,
    /// The names are of another language than English.
    pub foreign: bool,
    /// Some were told by what they hold, and not by their name.
    pub guessed: bool,
}

/// Tells the meaning of columns by their names, and where these don't, by what they hold.
pub(crate) fn roles(header: &[String], columns: &[Column]) -> Roles {
    let mut found = Roles { roles: vec![Role::Ignored; columns.len()], foreign: false, guessed: false };
    let mut scores = vec![0; columns.len()];
    for (at, column) in columns.iter().enumerate() {
        let hits: Vec<Hit> = header.get(at).map(|name| words::roles(name)).unwrap_or_default();
        if let Some(hit) = hits.into_iter().find(|hit| column.is(hit.role)) {
            (found.roles[at], scores[at]) = (hit.role, hit.score);
            found.foreign |= !hit.english && hit.role != Role::Ignored;
        }
    }
    settle(&mut found.roles, &scores, columns);
    fill(&mut found, columns);
    found
}

/// One column each for what there can be only one of.
fn settle(roles: &mut [Role], scores: &[u32], columns: &[Column]) {
    let has = |roles: &[Role], role: Role| roles.contains(&role);
    if has(roles, Role::Debit) && has(roles, Role::Credit) {
        drop_all(roles, Role::Amount);
        drop_all(roles, Role::Direction);
    }
    let once = [
        Role::Date,
        Role::ValueDate,
        Role::Amount,
        Role::Debit,
        Role::Credit,
        Role::Balance,
        Role::Direction,
    ];
    for role in once {
        let best = (0..roles.len()).filter(|at| roles[*at] == role).max_by_key(|at| {
            // Of equal names, the first; an empty column is the last choice.
            (columns[*at].filled > 0, scores[*at], std::cmp::Reverse(*at))
        });
        for at in (0..roles.len()).filter(|at| Some(*at) != best) {
            if roles[at] == role {
                roles[at] = if role == Role::Date { Role::OtherDate } else { Role::Ignored };
            }
        }
    }
    if !has(roles, Role::Date)
        && let Some(at) = roles.iter().position(|role| *role == Role::ValueDate)
    {
        roles[at] = Role::Date;
    }
    // Signed amounts need no other sign.
    let signed = roles.iter().zip(columns).any(|(role, column)| *role == Role::Amount && column.negative > 0);
    if signed {
        roles.iter_mut().filter(|role| **role == Role::Direction).for_each(|role| *role = Role::Code);
    }
    // The kind of booking is the best description where there is no other.
    if !has(roles, Role::Memo)
        && let Some(at) = roles.iter().position(|role| *role == Role::Code)
    {
        roles[at] = Role::Memo;
    }
}

fn drop_all(roles: &mut [Role], gone: Role) {
    roles.iter_mut().filter(|role| **role == gone).for_each(|role| *role = Role::Ignored);
}

/// Finds date, amount and text by what the columns hold, where no name told them.
fn fill(found: &mut Roles, columns: &[Column]) {
    let free = |roles: &[Role], at: usize| roles[at] == Role::Ignored;
    let mostly = |count: u32, column: &Column| count * 5 >= column.filled * 4 && column.filled > 0;
    let roles = &mut found.roles;
    let lacking = |roles: &[Role], wanted: &[Role]| !wanted.iter().any(|role| roles.contains(role));
    if lacking(roles, &[Role::Date]) {
        let mut dates = (0..columns.len()).filter(|at| mostly(columns[*at].dates.seen, &columns[*at]));
        if let Some(at) = dates.find(|at| free(roles, *at)) {
            roles[at] = Role::Date;
            found.guessed = true;
        }
    }
    if lacking(roles, &[Role::Amount, Role::Debit, Role::Credit]) {
        let fits = |at: &usize| mostly(columns[*at].amounts, &columns[*at]) && free(roles, *at);
        let best = (0..columns.len()).filter(fits).max_by_key(|at| {
            let column = &columns[*at];
            (column.negative > 0, column.fractions > 0, column.varied, std::cmp::Reverse(*at))
        });
        // Whole numbers of a table without dates could be anything.
        if let Some(at) = best.filter(|_| roles.contains(&Role::Date)) {
            roles[at] = Role::Amount;
            found.guessed = true;
            let last = |at: &usize| mostly(columns[*at].amounts, &columns[*at]) && columns[*at].fractions > 0;
            if let Some(next) = (at + 1..columns.len()).filter(|next| free(roles, *next)).find(last) {
                roles[next] = Role::Balance;
            }
        }
    }
    if lacking(roles, &[Role::Memo, Role::Payee]) {
        for (at, column) in columns.iter().enumerate() {
            let spoken = column.worded * 2 >= column.filled.min(PATIENCE - 1) && column.filled > 0;
            if roles[at] == Role::Ignored && spoken && column.currencies * 2 < column.filled {
                roles[at] = Role::Memo;
            }
        }
    }
}
