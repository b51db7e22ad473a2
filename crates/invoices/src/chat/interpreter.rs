//! The interpreter: turns a question into an answer from the data of a batch.
//!
//! A question becomes tokens ([`token`]), the tokens slots ([`grammar`] with the words of [`lexicon`], the times of
//! [`day`] and the vendors of [`name`]), the slots one typed query ([`intent`], [`plan`]) that may go on from the last
//! one. A [`tool`] runs it, and [`reply`] says what came out. No network, and the same answer every time. Where the
//! settings name a language model ([`model`]), it may do the reading and the saying, with the same tools.
pub mod day;
pub mod grammar;
pub mod intent;
pub mod lexicon;
pub mod model;
pub mod name;
pub mod plan;
pub mod reply;
pub mod say;
#[cfg(test)]
mod table;
pub mod token;
pub mod tool;

use kernel::{Caller, Result};

use super::{http::Link, voice::Voice};
use crate::batch::store::Model as Batch;
use intent::{Frame, Intent, Refusal, Understood};
pub use reply::{Data, DataRow};
use say::{joined, plain};
use tool::Scope;

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// In words, with the figures in them; Markdown, of which it uses lists and links to invoices only.
    pub content: String,
    /// The invoices that it speaks of.
    pub links: Vec<Link>,
    /// Its figures.
    pub data: Option<Data>,
    /// What it was about, for questions that follow: a [`Frame`] as JSON.
    pub topic: Option<String>,
    /// Who answered.
    pub model: String,
    /// What a language model counted.
    pub tokens: Option<i64>,
}

/// The name of this interpreter, where it answered.
pub const BUILT_IN: &str = "built-in";

/// What it can answer, for whoever asks something else.
pub const CAN: &str = "I can tell:\n\
    - which invoices are flagged, completed, pending, failed, approved or rejected, and why;\n\
    - how one invoice stands, by its number, id, file or vendor;\n\
    - totals, averages and counts, also by vendor, month, tax rate, currency, status or reason;\n\
    - the largest and smallest, amounts above, below or between, those of a vendor or of a time;\n\
    - duplicates, what is due or overdue, what is missing, what was read with little confidence;\n\
    - how a time compares with another, and which vendor is the greatest risk.\n\
    Go on from an answer with \"only the flagged ones\", \"and last month?\" or \"what about Acme?\".";

/// Answers a question about a batch, and tells how as it goes on.
pub async fn answer(
    caller: &Caller,
    batch: &Batch,
    question: &str,
    topic: Option<&str>,
    voice: &mut Voice,
) -> Result<Answer> {
    let scope = Scope::of(caller, batch)?;
    let answer = match model::Endpoint::of(caller.app())? {
        Some(endpoint) => model::answer(&endpoint, &scope, question, topic, voice).await?,
        None => built_in(&scope, question, topic, voice).await?,
    };
    voice.finish(&answer.content);
    Ok(answer)
}

/// What is known of the last question.
pub(crate) fn frame(topic: Option<&str>) -> Option<Frame> {
    topic.and_then(|topic| serde_json::from_str(topic).ok())
}

/// Answers without any model.
pub(crate) async fn built_in(
    scope: &Scope,
    question: &str,
    topic: Option<&str>,
    voice: &mut Voice,
) -> Result<Answer> {
    let reading = voice.begin("Reading the question");
    let names = scope.vendor_names().await?;
    let frame = frame(topic);
    let understood = intent::understand(question, &names, scope.today(), frame.as_ref());
    let Understood { intent, ignored, follows } = understood;
    if follows {
        voice.end_as(reading, "Reading the question, going on from the last one", true);
    } else {
        voice.end(reading, true);
    }
    let plan = match intent {
        Intent::Ask(plan) => plan,
        Intent::Help => return Ok(told(CAN.to_owned(), topic)),
        Intent::Refuse(refusal) => return Ok(told(refused(&refusal, &names), topic)),
    };
    let whole = scope.batch().total_invoices;
    let through =
        format!("Looking through {} for {}", say::count(whole, "invoice"), plan.words(scope.today()));
    let looking = voice.begin(through);
    let outcome = scope.run(&plan).await?;
    voice.end(looking, true);
    let writing = voice.begin("Writing the answer");
    let reply = reply::reply(&plan, &outcome, whole, scope.today());
    let mut content = reply.text;
    if !ignored.is_empty() {
        let words = ignored.iter().map(|word| format!("\u{201c}{}\u{201d}", plain(word))).collect::<Vec<_>>();
        content.push_str(&format!("\n\nI left out {}, which I don't understand.", joined(&words)));
    }
    voice.end(writing, true);
    let ids = reply.links.iter().map(|(id, _)| *id).take(20).collect();
    Ok(Answer {
        content,
        links: reply.links.into_iter().map(|(invoice_id, label)| Link { invoice_id, label }).collect(),
        data: Some(reply.data),
        topic: Some(serde_json::to_string(&Frame { plan, ids })?),
        model: BUILT_IN.into(),
        tokens: None,
    })
}

/// Words without figures; the topic stays what it was.
fn told(content: String, topic: Option<&str>) -> Answer {
    Answer { content, topic: topic.map(str::to_owned), model: BUILT_IN.into(), ..Answer::default() }
}

fn refused(refusal: &Refusal, names: &[String]) -> String {
    match refusal {
        Refusal::Stranger(name) if names.is_empty() => {
            format!(
                "I can't answer that: no vendor of this batch is known, so none is called {}.",
                plain(name)
            )
        }
        Refusal::Stranger(name) => {
            let some = names.iter().take(10).map(|name| plain(name)).collect::<Vec<_>>();
            let more = names.len().saturating_sub(some.len());
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!(
                "I can't answer that: I know no vendor {} in this batch. Its vendors are {}{rest}.",
                plain(name),
                some.join(", ")
            )
        }
        Refusal::Command => {
            "I can't do that: I only answer questions and change nothing. Approve, reject, edit and \
                             export invoices in their list."
                .into()
        }
        Refusal::Unknowable => format!("I can't answer that: the invoices of this batch don't say it. {CAN}"),
        Refusal::Unclear(words) if words.is_empty() => format!("I can't answer that. {CAN}"),
        Refusal::Unclear(words) => {
            let words =
                words.iter().map(|word| format!("\u{201c}{}\u{201d}", plain(word))).collect::<Vec<_>>();
            format!("I can't answer that: I don't understand {}. {CAN}", joined(&words))
        }
    }
}
