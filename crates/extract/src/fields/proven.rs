//! Whether the totals are proven: by each other, by the printed rate, by the items.

use super::totals::Totals;
use crate::arithmetic::{self, Figure, Proof, Role};

/// Equations over less than one unit of the currency (10⁻⁴) hold by chance.
const LEAST: i64 = 10_000;

/// What labels and equations say of the totals.
struct Case<'a> {
    totals: &'a Totals,
    net: Option<i64>,
    tax: Option<i64>,
    gross: i64,
}

/// Whether net, tax and gross rest on more than their labels.
pub fn proven(totals: &Totals) -> bool {
    let settled = &totals.settled;
    let value = |figure: Option<Figure>| figure.map(|f| f.value);
    let Some(gross) = value(settled.gross).filter(|gross| gross.abs() >= LEAST) else { return false };
    let case = Case { totals, net: value(settled.net), tax: value(settled.tax), gross };
    let on_paper = |figure: Option<Figure>| figure.is_some_and(|f| f.at.is_some());
    if !on_paper(settled.gross) || !case.largest() || totals.guessed {
        return false;
    }
    match on_paper(settled.net) {
        true => case.summed() || case.untaxed(),
        false => case.without_net(),
    }
}

/// Whether two things of different kinds prove them too: where figures are recognised from a picture, three that lost the
/// same thousands still add up, and a charge can stand in the place of a tax.
pub fn twice(totals: &Totals) -> bool {
    let settled = &totals.settled;
    let value = |figure: Option<Figure>| figure.map(|f| f.value);
    let Some(gross) = value(settled.gross) else { return false };
    let case = Case { totals, net: value(settled.net), tax: value(settled.tax), gross };
    if case.tax.is_none_or(|tax| tax == 0) {
        return case.rows();
    }
    let named = case.weight(Role::Tax, case.tax) >= 0.6 || settled.proves(Proof::Breakdown);
    case.no_greater_tax() && (case.taxed() && (named || case.rows()) || named && case.rows())
}

/// Whether equations over these amounts say nothing: 0.01 = 0.01 + 0.00 holds anywhere.
pub fn tiny(totals: &Totals) -> bool {
    totals.settled.gross.is_some_and(|gross| gross.value.abs() < LEAST)
}

impl Case<'_> {
    fn proves(&self, proof: Proof) -> bool {
        self.totals.settled.proves(proof)
    }

    fn rows(&self) -> bool {
        self.proves(Proof::RowsNet) || self.proves(Proof::RowsGross)
    }

    /// The tax is that of a printed rate, of the table of taxes, or of two halves.
    fn taxed(&self) -> bool {
        self.proves(Proof::Rate) || self.proves(Proof::Breakdown) || self.proves(Proof::Halves)
    }

    /// How strongly labels give a value a role.
    fn weight(&self, role: Role, value: Option<i64>) -> f32 {
        let mine = self.totals.amounts.iter().filter(|a| Some(a.value) == value);
        mine.flat_map(|a| &a.guesses).filter(|g| g.role == role).map(|g| g.weight).fold(0.0, f32::max)
    }

    fn label(&self) -> f32 {
        let gross = Some(self.gross);
        self.weight(Role::Gross, gross).max(self.weight(Role::Due, gross))
    }

    /// No greater amount has a label of the gross.
    fn largest(&self) -> bool {
        let named = self
            .totals
            .amounts
            .iter()
            .filter(|a| a.guesses.iter().any(|g| g.role == Role::Gross && g.weight >= 0.5));
        named.map(|a| a.value.abs()).max().is_none_or(|most| self.gross.abs() >= most)
    }

    /// Nothing printed is greater, and nothing else has a label of the gross: its own is one that nobody knows.
    fn alone(&self) -> bool {
        let rival = |a: &&arithmetic::Amount| {
            a.value.abs() > self.gross.abs()
                || a.value != self.gross
                    && a.guesses.iter().any(|g| matches!(g.role, Role::Gross | Role::Due) && g.weight >= 0.5)
        };
        !self.totals.amounts.iter().any(|a| rival(&a))
    }

    /// No greater tax has a label.
    fn whole_tax(&self) -> bool {
        let mut taxes = self
            .totals
            .amounts
            .iter()
            .filter(|a| a.guesses.iter().any(|g| g.role == Role::Tax && g.weight >= 0.6));
        taxes.all(|a| self.tax.is_some_and(|tax| a.value <= tax))
    }

    /// No greater amount below the net has a label of the tax: its base and the gross may stand under one.
    fn no_greater_tax(&self) -> bool {
        let (Some(tax), Some(net)) = (self.tax, self.net) else { return false };
        let named = |a: &&arithmetic::Amount| {
            a.guesses.iter().any(|g| g.role == Role::Tax && g.weight >= 0.6) && a.value.abs() < net.abs()
        };
        self.totals.amounts.iter().filter(named).all(|a| a.value.abs() <= tax.abs())
    }

    /// Net + tax = gross in print, and the tax, the items or the labels agree.
    fn summed(&self) -> bool {
        let sum = self.proves(Proof::Sum) && self.tax.is_some_and(|tax| tax != 0);
        if !sum {
            return false;
        }
        let other = [Role::Prepaid, Role::Discount, Role::RoundOff, Role::Charge]
            .into_iter()
            .any(|role| self.weight(role, Some(self.gross)) >= 0.5);
        let label = self.label();
        // All three by labels of their own, and no greater tax beside: the equation is a proof of the labels.
        let net = self.weight(Role::Net, self.net) >= 0.6 || self.weight(Role::Lines, self.net) >= 0.75;
        let named = net && self.weight(Role::Tax, self.tax) >= 0.6 && self.whole_tax();
        match (self.taxed(), self.rows()) {
            // Items, rate and sum hold together: what the gross is called does not matter.
            (true, true) if self.proves(Proof::RowsNet) && !other => true,
            (true, true) => label >= 0.4,
            (false, true) => label >= 0.4,
            (true, false) => label >= 0.5 || named && !other && self.alone(),
            (false, false) => named && label >= 0.5,
        }
    }

    /// No tax at all, and the items give what is to be paid.
    fn untaxed(&self) -> bool {
        let printed = self
            .totals
            .amounts
            .iter()
            .any(|a| a.value != 0 && a.guesses.iter().any(|g| g.role == Role::Tax && g.weight >= 0.5));
        let same = self.net == Some(self.gross);
        // "Rechnungssumme netto = Zahlbetrag": under reverse charge the net is what is to be paid.
        let named = self.label() >= 0.5
            || same && self.proves(Proof::Untaxed) && self.weight(Role::Net, self.net) >= 0.6;
        named && self.rows() && !printed && (self.proves(Proof::Untaxed) || same)
    }

    /// The net is not printed: gross less tax has exactly the tax of the printed rate, or is the sum of the items.
    fn without_net(&self) -> bool {
        let tax = self.totals.settled.tax.filter(|tax| tax.at.is_some() && tax.value.abs() >= LEAST);
        let Some(tax) = tax else { return false };
        let sound = self.weight(Role::Tax, Some(tax.value)) >= 0.6 && self.whole_tax();
        let adds = self.net.is_some_and(|net| net + tax.value == self.gross);
        sound
            && adds
            && (self.proves(Proof::RowsNet) && self.label() >= 0.5
                || self.proves(Proof::Rate) && self.label() >= 0.5)
    }
}
