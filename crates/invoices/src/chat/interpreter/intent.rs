//! From what was found in a question to a plan, with what the last question was about.
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    day::{self, Period},
    grammar::{self, Slots},
    lexicon::Key,
    plan::{Day, Figure, Filter, Group, Measure, Order, Plan},
};
use crate::invoice::store::InvoiceStatus;

mod follow;

use follow::{follows, merge};

/// What the last question was about, and which invoices the answer named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frame {
    /// Its plan.
    pub plan: Plan,
    /// The invoices that its answer named, at most 20.
    #[serde(default)]
    pub ids: Vec<i64>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one at a time")]
pub enum Intent {
    /// To answer a query.
    Ask(Plan),
    /// To say what can be asked.
    Help,
    /// To say that it can't be answered.
    Refuse(Refusal),
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No vendor of the batch is called so.
    Stranger(String),
    /// It is a command, and nothing is changed here.
    Command,
    /// The data don't say.
    Unknowable,
    /// These words mean nothing here.
    Unclear(Vec<String>),
}

/// A question, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What is to be done.
    pub intent: Intent,
    /// Words that were left out.
    pub ignored: Vec<String>,
    /// Whether it goes on from the last question.
    pub follows: bool,
}

/// Understands a question. `names` are the vendors of the batch.
pub fn understand(question: &str, names: &[String], today: NaiveDate, frame: Option<&Frame>) -> Understood {
    let slots = grammar::read(question, names, today);
    let ignored = slots.unknown.clone();
    let done = |intent, follows| Understood { intent, ignored: ignored.clone(), follows };
    if let Some(refusal) = refusal(&slots) {
        return done(Intent::Refuse(refusal), false);
    }
    let greets =
        slots.keys.iter().all(|key| *key == Key::Stop) && !slots.keys.is_empty() && !says_something(&slots);
    let wants_help =
        greets || slots.has(&[Key::Help]) || slots.pair(&[Key::Can], &[Key::You]) && !says_something(&slots);
    if wants_help && slots.unknown.is_empty() {
        return done(Intent::Help, false);
    }
    let (part, strong) = fragment(&slots, today);
    let frame = frame.filter(|_| follows(&slots, strong));
    if frame.is_none() && !strong {
        let asks_all = slots.has(&[Key::Invoice, Key::Vendor]) && slots.unknown.is_empty();
        if !asks_all {
            return done(Intent::Refuse(Refusal::Unclear(ignored.clone())), false);
        }
    }
    // More is strange in it than is known: an answer would be a guess.
    let known = slots.keys.iter().filter(|key| ![Key::Stop, Key::From, Key::Show].contains(key)).count();
    let strange: usize = slots.unknown.iter().map(|run| run.split(' ').count()).sum();
    if strange > known.max(1) {
        return done(Intent::Refuse(Refusal::Unclear(ignored.clone())), false);
    }
    let follows = frame.is_some();
    let mut plan = match frame {
        Some(frame) => merge(frame, part, &slots, today),
        None => part.plan,
    };
    complete(&mut plan, today);
    done(Intent::Ask(plan), follows)
}

fn refusal(slots: &Slots) -> Option<Refusal> {
    if let Some(name) = slots.strangers.first() {
        return Some(Refusal::Stranger(name.clone()));
    }
    if slots.has(&[Key::Unknowable]) {
        return Some(Refusal::Unknowable);
    }
    let asks = slots.has(&[Key::Show, Key::Why, Key::Count, Key::Ready]);
    let figures =
        slots.has(&[Key::Why, Key::HowMuch, Key::Count, Key::Sum]) && !slots.has(&[Key::All, Key::You]);
    let rejects = slots.has(&[Key::Command]) && !figures;
    if rejects || (slots.has(&[Key::Approve]) && !asks) {
        return Some(Refusal::Command);
    }
    None
}

/// Whether more than greetings is said.
fn says_something(slots: &Slots) -> bool {
    let idle = [Key::Can, Key::You, Key::Stop, Key::Show, Key::Help, Key::From, Key::All, Key::It];
    slots.keys.iter().any(|key| !idle.contains(key)) || !slots.filter.is_empty() || !slots.periods.is_empty()
}

/// What the question says by itself.
struct Part {
    plan: Plan,
    measure: Option<Measure>,
    compares: bool,
}

fn measure(slots: &Slots) -> Option<Measure> {
    let figure = slots.figure.unwrap_or_default();
    let due = slots.has(&[Key::Due, Key::Overdue]);
    let money = if due && slots.figure.is_none() { Figure::Due } else { figure };
    let vendors = slots.has(&[Key::Vendor]);
    let most = slots.has(&[Key::Most]);
    let listed = slots.filter.rate.is_some() && !slots.has(&[Key::HowMuch]);
    let expensive = [Key::Largest, Key::Smallest];
    Some(if slots.has(&[Key::Risk]) {
        Measure::Risk
    } else if slots.has(&[Key::Why]) || (slots.has(&[Key::Reason]) && slots.group.is_none()) {
        Measure::Reasons
    } else if slots.has(&[Key::Duplicate]) && !slots.has(&[Key::Count, Key::Sum, Key::HowMuch]) {
        Measure::Duplicates
    } else if slots.has(&[Key::Average]) {
        Measure::Average(money)
    } else if slots.has(&expensive) || (most && !vendors && slots.figure.is_some()) {
        // "the vendor with the largest total" asks for totals by vendor.
        match (vendors && !slots.has(&[Key::Invoice]), slots.has(&[Key::Smallest])) {
            (true, _) => Measure::Sum(money),
            (false, true) => Measure::Smallest(money),
            (false, false) => Measure::Largest(money),
        }
    } else if slots.has(&[Key::Count])
        || (slots.pair(&[Key::Number], &[Key::From])
            && slots.filter.invoice.is_none()
            && slots.filter.missing.is_none())
        || (most && slots.has(&[Key::Flagged, Key::Invoice, Key::Rejected]))
    {
        Measure::Count
    } else if most {
        Measure::Sum(money)
    } else if slots.has(&[Key::HowMuch, Key::Sum]) && slots.filter.missing.is_none() {
        Measure::Sum(if slots.has(&[Key::HowMuch]) && due { Figure::Due } else { money })
    } else if slots.figure.is_some() && !listed && !slots.has(&[Key::Missing, Key::Without]) {
        Measure::Sum(figure)
    } else if slots.has(&[Key::Status]) && slots.group.is_none() {
        Measure::Status
    } else if slots.has(&[Key::Compare]) {
        Measure::Sum(figure)
    } else {
        return None;
    })
}

/// Which invoices the question itself names.
fn said_of(slots: &Slots) -> Filter {
    let mut filter = slots.filter.clone();
    let arrival = slots.has(&[Key::Flagged, Key::Duplicate, Key::Completed, Key::Failed, Key::Arrived]);
    let negated =
        slots.pair(&[Key::Not], &[Key::Flagged]) || slots.pair(&[Key::Not, Key::Without], &[Key::Flagged]);
    filter.statuses = grammar::statuses(slots);
    filter.flagged = match () {
        () if slots.has(&[Key::Clean, Key::Ready]) || negated => Some(false),
        () if slots.has(&[Key::Approve]) => Some(false),
        () if slots.has(&[Key::Flagged]) => Some(true),
        () => None,
    };
    if slots.has(&[Key::Approve]) && filter.statuses.is_empty() {
        filter.statuses.push(InvoiceStatus::Completed);
    }
    filter.unsure =
        slots.has(&[Key::Confidence]) && (slots.has(&[Key::Low, Key::Invoice]) || filter.invoice.is_none());
    filter.credit_notes = slots.has(&[Key::CreditNote]);
    filter.overdue = slots.has(&[Key::Overdue]) && filter.missing.is_none();
    filter.exported = slots.has(&[Key::Exported]).then(|| !slots.has(&[Key::Not]));
    filter.duplicates = slots.has(&[Key::Duplicate]);
    filter.day = match () {
        () if slots.has(&[Key::Due]) && filter.missing.is_none() => Day::Due,
        () if arrival => Day::Arrived,
        () if slots.has(&[Key::Approved]) => Day::Approved,
        () if slots.has(&[Key::Rejected]) => Day::Rejected,
        () => Day::Dated,
    };
    filter
}

/// The part of a plan that the question itself says, and whether that is enough for an answer.
fn fragment(slots: &Slots, today: NaiveDate) -> (Part, bool) {
    let mut filter = said_of(slots);
    let measure = measure(slots);
    let compares =
        slots.has(&[Key::Compare]) || slots.pair(&[Key::More, Key::Less], &[Key::Than]) && !slots.amounts;
    let mut plan = Plan {
        measure: measure.unwrap_or_default(),
        most: slots.most,
        group: slots.group,
        ..Plan::default()
    };
    periods(slots, &mut filter, &mut plan, compares, today);
    plan.order = order(slots, &filter);
    if slots.has(&[Key::Newest, Key::Oldest]) && slots.most.is_none() {
        plan.most = Some(1);
    }
    // Which vendors, how many currencies: grouped, though nobody said "by".
    if plan.group.is_none() && filter.vendors.is_empty() && filter.missing.is_none() {
        let vendors = slots.has(&[Key::Vendor, Key::Most]) && measure != Some(Measure::Risk);
        let single =
            slots.has(&[Key::Most]) && matches!(measure, Some(Measure::Largest(_) | Measure::Smallest(_)));
        if vendors
            && !single
            && !matches!(measure, Some(Measure::Reasons | Measure::Status | Measure::Duplicates))
        {
            plan.group = Some(Group::Vendor);
        } else if slots.has(&[Key::Rate]) && filter.rate.is_none() {
            plan.group = Some(Group::Rate);
        } else if slots.has(&[Key::Currency]) {
            plan.group = Some(Group::Currency);
        }
    }
    if let (Some(group), None) = (plan.group, measure) {
        plan.measure = if [Group::Status, Group::Reason].contains(&group) {
            Measure::Count
        } else {
            Measure::Sum(Figure::Gross)
        };
    }
    if plan.group == Some(Group::Reason) {
        plan.measure = Measure::Count;
    }
    if measure.is_none() && filter.invoice.is_some() && plan.group.is_none() {
        plan.measure = Measure::Status;
    }
    let said = Filter { day: Day::Dated, ..filter.clone() };
    let strong = measure.is_some()
        || plan.group.is_some()
        || !said.is_empty()
        || plan.order.is_some()
        || filter.day == Day::Due;
    plan.filter = filter;
    (Part { plan, measure, compares }, strong)
}

fn order(slots: &Slots, filter: &Filter) -> Option<Order> {
    Some(match () {
        () if slots.has(&[Key::Newest]) => Order::Newest,
        () if slots.has(&[Key::Oldest]) => Order::Oldest,
        () if filter.day == Day::Due || filter.overdue => Order::DueFirst,
        () if filter.unsure => Order::Confidence,
        () => return None,
    })
}

/// Which time, and with which to compare it.
fn periods(slots: &Slots, filter: &mut Filter, plan: &mut Plan, compares: bool, today: NaiveDate) {
    let mut named = slots.periods.iter().cloned();
    let (first, second) = (named.next(), named.next());
    if !compares {
        filter.period = first;
        return;
    }
    match (first, second) {
        (Some(first), Some(second)) => (filter.period, plan.compare) = (Some(first), Some(second)),
        (Some(only), None) => {
            let past = only.until.is_some_and(|until| until < today);
            if past {
                plan.compare = Some(only);
            } else {
                plan.compare = only.before();
                filter.period = Some(only);
            }
        }
        _ => {}
    }
}

/// What goes without saying.
fn complete(plan: &mut Plan, today: NaiveDate) {
    use InvoiceStatus::{Approved, Completed};
    let one = plan.filter.invoice.is_some() && matches!(plan.measure, Measure::Status | Measure::Reasons);
    let due = !one
        && (plan.filter.day == Day::Due
            || plan.filter.overdue
            || matches!(plan.measure, Measure::Sum(Figure::Due)));
    if due && plan.filter.statuses.is_empty() {
        // What was rejected is not paid, and what is not read has no day.
        plan.filter.statuses = vec![Completed, Approved];
    }
    if plan.filter.invoice.is_some() && matches!(plan.measure, Measure::Status | Measure::Reasons) {
        // One is told of as it stands, whatever was thought of it.
        plan.filter = Filter { invoice: plan.filter.invoice.take(), ..Filter::default() };
        plan.order = None;
    } else if plan.filter.ids.len() == 1 && matches!(plan.measure, Measure::Status | Measure::Reasons) {
        plan.filter = Filter { ids: std::mem::take(&mut plan.filter.ids), ..Filter::default() };
    } else if plan.measure == Measure::Status {
        (plan.measure, plan.group) = (Measure::Count, Some(Group::Status));
    }
    if plan.measure == Measure::Duplicates {
        plan.filter.duplicates = true;
    }
    let reasons = plan.measure == Measure::Reasons && plan.filter.is_empty();
    if reasons {
        plan.filter.flagged = Some(true);
    }
    if plan.compare.is_some() && plan.filter.period.is_none() {
        plan.filter.period =
            day::month_of(today, 0).map(|(from, until)| Period::of(from, until, "this month"));
    }
    let compared = matches!(plan.measure, Measure::Sum(_) | Measure::Count | Measure::Average(_));
    if plan.compare.is_some() && !compared {
        plan.measure = Measure::Count;
    }
}
