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

use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use kernel::{Caller, Result};

use super::http::{Link, Subtask, SubtaskStatus};
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
    /// What was done for it.
    pub subtasks: Vec<Subtask>,
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

/// A piece of an answer that is streamed.
#[derive(Clone, Debug)]
pub enum Piece {
    /// How far a part of the work is.
    Step(Subtask),
    /// Some of its text.
    Text(String),
    /// The whole, at the end.
    End(Box<Answer>),
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

/// Answers a question about a batch.
pub async fn answer(caller: &Caller, batch: &Batch, question: &str, topic: Option<&str>) -> Result<Answer> {
    let scope = Scope::of(caller, batch)?;
    match model::Endpoint::of(caller.app())? {
        Some(endpoint) => model::answer(&endpoint, &scope, question, topic).await,
        None => built_in(&scope, question, topic).await,
    }
}

/// The same in pieces: what is done, the text word by word, and at the end the whole.
pub async fn stream(
    caller: &Caller,
    batch: &Batch,
    question: &str,
    topic: Option<&str>,
) -> Result<BoxStream<'static, Piece>> {
    let answer = answer(caller, batch, question, topic).await?;
    let steps = answer.subtasks.clone().into_iter().map(Piece::Step);
    let words = answer.content.split_inclusive([' ', '\n']).map(|word| Piece::Text(word.to_owned()));
    let pieces = steps.chain(words.collect::<Vec<_>>()).collect::<Vec<_>>();
    Ok(stream::iter(pieces).chain(stream::iter([Piece::End(Box::new(answer))])).boxed())
}

/// A step that was done.
pub(crate) fn step(n: usize, name: impl Into<String>, ok: bool) -> Subtask {
    let status = if ok { SubtaskStatus::Completed } else { SubtaskStatus::Failed };
    Subtask { id: n.to_string(), name: name.into(), status, progress: 100 }
}

/// What is known of the last question.
pub(crate) fn frame(topic: Option<&str>) -> Option<Frame> {
    topic.and_then(|topic| serde_json::from_str(topic).ok())
}

/// Answers without any model.
pub(crate) async fn built_in(scope: &Scope, question: &str, topic: Option<&str>) -> Result<Answer> {
    let names = scope.vendor_names().await?;
    let frame = frame(topic);
    let understood = intent::understand(question, &names, scope.today(), frame.as_ref());
    let Understood { intent, ignored, follows } = understood;
    let read =
        if follows { "Reading the question, going on from the last one" } else { "Reading the question" };
    let plan = match intent {
        Intent::Ask(plan) => plan,
        Intent::Help => return Ok(told(CAN.to_owned(), vec![step(1, read, true)], topic)),
        Intent::Refuse(refusal) => {
            return Ok(told(refused(&refusal, &names), vec![step(1, read, true)], topic));
        }
    };
    let outcome = scope.run(&plan).await?;
    let whole = scope.batch().total_invoices;
    let reply = reply::reply(&plan, &outcome, whole, scope.today());
    let mut content = reply.text;
    if !ignored.is_empty() {
        let words = ignored.iter().map(|word| format!("\u{201c}{}\u{201d}", plain(word))).collect::<Vec<_>>();
        content.push_str(&format!("\n\nI left out {}, which I don't understand.", joined(&words)));
    }
    let looked = format!("Looking through {} for {}", say::count(whole, "invoice"), reply.data.query);
    let ids = reply.links.iter().map(|(id, _)| *id).take(20).collect();
    Ok(Answer {
        content,
        subtasks: vec![step(1, read, true), step(2, looked, true), step(3, "Writing the answer", true)],
        links: reply.links.into_iter().map(|(invoice_id, label)| Link { invoice_id, label }).collect(),
        data: Some(reply.data),
        topic: Some(serde_json::to_string(&Frame { plan, ids })?),
        model: BUILT_IN.into(),
        tokens: None,
    })
}

/// Words without figures; the topic stays what it was.
fn told(content: String, subtasks: Vec<Subtask>, topic: Option<&str>) -> Answer {
    Answer { content, subtasks, topic: topic.map(str::to_owned), model: BUILT_IN.into(), ..Answer::default() }
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
