//! Repayment schedules to the cent.
use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use garde::Validate;
use kernel::{Can, Currency, Error, Money, Query, Result, Routes, Valid, sheet::Sheet};
use risk::schedule::{self, Frequency, Kind, MOST_PERIODS, Refusal, Terms};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Formed, formed};
use crate::{
    analysis::answer::Answer,
    day::{self, Day, number},
    figure::{Amount, HUNDRED, MOST, UpToHundred},
    permissions::Read,
    settings::Settings,
};

/// A start after this year would lead past the years that a calendar has names for.
const LAST_YEAR: i32 = 9_800;

/// How often is paid, as a word or as payments a year.
#[derive(Clone, Copy, Debug)]
pub struct Often(pub Frequency);

impl Often {
    const WORDS: [(&str, Frequency); 4] = [
        ("yearly", Frequency::Yearly),
        ("half_yearly", Frequency::HalfYearly),
        ("quarterly", Frequency::Quarterly),
        ("monthly", Frequency::Monthly),
    ];

    fn monthly() -> Self {
        Self(Frequency::Monthly)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Number(u32),
    Word(String),
}

impl<'de> Deserialize<'de> for Often {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wrong = "must be 1, 2, 4 or 12 payments a year, or yearly, half_yearly, quarterly, monthly";
        let found = match Said::deserialize(from).map_err(|_| de::Error::custom(wrong))? {
            Said::Number(number) => Frequency::of(number),
            // A query has texts only.
            Said::Word(word) => match word.parse() {
                Ok(number) => Frequency::of(number),
                Err(_) => Self::WORDS.into_iter().find(|(name, _)| *name == word).map(|(_, often)| often),
            },
        };
        found.map(Self).ok_or_else(|| de::Error::custom(wrong))
    }
}

impl JsonSchema for Often {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PaymentFrequency".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [1, 2, 4, 12, "yearly", "half_yearly", "quarterly", "monthly"] })
    }
}

/// How principal is paid back.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Repayment {
    /// Equal payments.
    Annuity,
    /// Equal principal.
    StraightLine,
    /// Interest only, and all principal with the last payment.
    Bullet,
}

impl Repayment {
    /// The same for figures.
    pub fn kind(self) -> Kind {
        match self {
            Self::Annuity => Kind::Annuity,
            Self::StraightLine => Kind::StraightLine,
            Self::Bullet => Kind::Bullet,
        }
    }
}

/// What is lent, for how long and at what rate.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct ScheduleTerms {
    /// What is lent: whole cents above 0, at most 1,000,000,000.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Amount")]
    principal: Money,
    /// Interest a year, percent: 0 to 100.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "UpToHundred")]
    rate: Money,
    /// For how many years: at least one payment, at most 100 years. The periods are ⌊years · payments a year⌋.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "UpToHundred")]
    years: Money,
    /// Payments a year: 1, 2, 4 or 12, or the word for it; monthly by default.
    #[serde(default = "Often::monthly")]
    #[garde(skip)]
    frequency: Often,
    /// How principal is paid back.
    #[garde(skip)]
    kind: Repayment,
    /// The day on which the loan is paid out; with it each payment has its due day.
    #[serde(default)]
    #[garde(skip)]
    start_date: Option<Day>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "principal": "1000000.00", "rate": "5.50", "years": 5, "frequency": 12, "kind": "annuity",
        "start_date": "2027-01-31",
    })
}

impl ScheduleTerms {
    fn terms(&self) -> Result<Terms> {
        let cents = self.principal.units() / 100;
        if cents * 100 != self.principal.units() {
            return Err(Error::invalid("principal", "must be whole cents"));
        }
        let small = |field, value: Money| {
            i32::try_from(value.units()).map_err(|_| Error::invalid(field, "must be 0 to 100"))
        };
        Ok(Terms {
            principal: cents,
            rate: small("rate", self.rate)?,
            years: small("years", self.years)?.unsigned_abs(),
            frequency: self.frequency.0,
            kind: self.kind.kind(),
        })
    }

    fn due(&self, periods: u32) -> Result<Vec<Option<NaiveDate>>> {
        let Some(Day(start)) = self.start_date else { return Ok(vec![None; periods as usize]) };
        if start.year() > LAST_YEAR {
            return Err(Error::invalid("start_date", format!("must lie before the year {}", LAST_YEAR + 1)));
        }
        let days = schedule::due_days(number(start), self.frequency.0, periods);
        Ok(days.into_iter().map(|due| Some(day::of(due))).collect())
    }
}

fn refused(why: Refusal) -> Error {
    match why {
        Refusal::Principal => Error::invalid("principal", "must be above 0 and at most 1000000000"),
        Refusal::Rate => Error::invalid("rate", "must be 0 to 100 percent a year"),
        Refusal::TooShort => Error::invalid(
            "years",
            "holds no whole period; a loan with n payments a year runs for at least 1/n years",
        ),
        Refusal::TooLong => Error::invalid(
            "years",
            format!("makes more than {MOST_PERIODS} payments; the most are {MOST_PERIODS}"),
        ),
    }
}

/// One payment.
#[derive(Serialize, JsonSchema)]
pub struct RepaymentLine {
    /// 1 for the first.
    period: u32,
    /// When it is due; `null` without a `start_date`. The same day of the month, or the month's last.
    due_date: Option<NaiveDate>,
    /// Principal plus interest.
    payment: Money,
    /// What is paid back.
    principal: Money,
    /// What the balance cost in the period.
    interest: Money,
    /// What is owed after the payment; 0 after the last.
    balance: Money,
}

/// A schedule with its totals.
#[derive(Serialize, JsonSchema)]
pub struct RepaymentSchedule {
    /// The currency of all amounts.
    currency: Currency,
    /// How many payments there are.
    periods: u32,
    /// The first payment: of an annuity the level one, which all but the last have.
    first_payment: Money,
    /// The greatest payment.
    largest_payment: Money,
    /// The sum of all payments.
    total_payment: Money,
    /// The sum of all interest.
    total_interest: Money,
    /// The payments, first to last.
    payments: Vec<RepaymentLine>,
    /// What the figures mean.
    definition: &'static str,
}

fn cents(cents: i64) -> Money {
    Money::from_units(cents * 100)
}

fn plan(currency: Currency, asked: &ScheduleTerms) -> Result<RepaymentSchedule> {
    let found = schedule::schedule(&asked.terms()?).map_err(refused)?;
    let periods = u32::try_from(found.payments.len()).unwrap_or(MOST_PERIODS);
    let line = |(payment, due_date): (&schedule::Payment, Option<NaiveDate>)| RepaymentLine {
        period: payment.period,
        due_date,
        payment: cents(payment.payment),
        principal: cents(payment.principal),
        interest: cents(payment.interest),
        balance: cents(payment.balance),
    };
    let payments: Vec<_> = found.payments.iter().zip(asked.due(periods)?).map(line).collect();
    Ok(RepaymentSchedule {
        currency,
        periods,
        first_payment: payments.first().map(|first| first.payment).unwrap_or_default(),
        largest_payment: payments.iter().map(|payment| payment.payment).max().unwrap_or_default(),
        total_payment: cents(found.total),
        total_interest: cents(found.interest),
        payments,
        definition: found.definition,
    })
}

/// The columns of the contract, and the due days behind them when they are known.
fn table(plan: &RepaymentSchedule) -> Sheet {
    let dated = plan.payments.iter().any(|payment| payment.due_date.is_some());
    let row = |one: &RepaymentLine| {
        let figures =
            [one.payment, one.principal, one.interest, one.balance].map(|figure| figure.to_string());
        let due = one.due_date.map(|day| day.to_string());
        std::iter::once(one.period.to_string()).chain(figures).chain(due).collect()
    };
    let titles: &[&str] = &["Period", "Payment", "Principal", "Interest", "Balance", "Due"];
    let titles = if dated { titles } else { &titles[..5] };
    Sheet { name: "schedule", titles, rows: plan.payments.iter().map(row).collect() }
}

async fn calculate_schedule(
    can: Can<Read>,
    form: Query<Formed>,
    body: Valid<ScheduleTerms>,
) -> Result<Answer<RepaymentSchedule>> {
    let plan = plan(Settings::of(can.app())?.currency.clone(), &body.0)?;
    formed(plan, &form.0, table).await
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().post("/api/v1/credit/schedule", calculate_schedule, "Work out a repayment schedule")
}
