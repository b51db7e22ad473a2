//! The daily round of reminders: once for each part and step of lateness.
use kernel::{Act, Actor, App, Change, Money, Result};

use super::{
    ledger::{looking, store::ledgers},
    store::{self, Model},
};
use crate::{
    dealings::store::{self as dealings, Deal},
    events::{PAYMENT_DUE, Word},
    settings::Settings,
};

/// The job's name.
pub const ROUND: &str = "realty.remind_of_dues";
/// How many days late somebody is when he is reminded.
pub const STEPS: [i64; 3] = [0, 7, 30];
const BATCH: u64 = 200;

/// The round of a day. Done twice, it does nothing more.
pub async fn round(app: &App) -> Result<()> {
    let mut after = 0;
    while let Some(last) = batch(app, after).await? {
        after = last;
    }
    Ok(())
}

/// One batch beyond `after`; tells the last number in it, if there was one.
async fn batch(app: &App, after: i64) -> Result<Option<i64>> {
    let look = looking(app)?;
    let currency = &Settings::of(app)?.currency;
    let mut change = Change::begin(app, Actor::system()).await?;
    let dues = store::to_remind(change.db(), &STEPS, look.today, after, BATCH).await?;
    let Some(last) = dues.last().map(|due| due.id) else { return Ok(None) };
    let mut of = dues.iter().map(|due| due.booking_id).collect::<Vec<_>>();
    of.sort_unstable();
    of.dedup();
    let ledgers = ledgers(change.db(), &of, &look).await?;
    let deals = dealings::deals(change.db(), of).await?;
    let mut told = 0;
    for due in &dues {
        let line = ledgers.get(&due.booking_id).and_then(|ledger| ledger.line(due.id));
        let (Some(line), Some(deal), Some(day)) = (line, deals.get(&due.booking_id), due.due_date) else {
            continue;
        };
        if line.open > Money::ZERO {
            let late = (look.today - day).num_days();
            word(due, deal, late, &format!("{} {currency}", line.open))
                .to(&mut change, deal.customer_user_id)?;
            told += 1;
        }
    }
    let ids = dues.iter().map(|due| due.id).collect::<Vec<_>>();
    store::note_reminded(change.db(), &ids, &STEPS, look.today).await?;
    let says = format!("Reminded customers of {told} parts of their schedules");
    change.commit(Act::new("remind_of_dues").saying(says)).await?;
    Ok(Some(last))
}

/// The furthest step that so many days late have reached.
fn reached(late: i64) -> i64 {
    STEPS.into_iter().filter(|step| *step <= late).max().unwrap_or_default()
}

fn word(due: &Model, deal: &Deal, late: i64, open: &str) -> Word<'static> {
    let day = due.due_date.map(|day| day.to_string()).unwrap_or_default();
    let (title, when) = match late {
        ..=0 => ("A payment is due today", "is due today".to_owned()),
        1 => ("A payment is late", format!("was due on {day}, a day ago")),
        _ => ("A payment is late", format!("was due on {day}, {late} days ago")),
    };
    Word {
        kind: PAYMENT_DUE,
        title,
        message: format!("For {}, {} {when}: {open} is open.", deal.home(), due.title),
        link: format!("/my/home/{}", due.booking_id),
        once: Some(format!("due {} {day} {} days late", due.id, reached(late))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_holds_until_the_next() {
        assert_eq!([0, 6, 7, 29, 30, 400].map(reached), [0, 0, 7, 7, 30, 30]);
    }
}
