//! Where an answer in the making goes: to whoever listens, piece by piece, the same for the socket and for REST.
use kernel::Result;
use tokio::sync::mpsc::UnboundedSender;

use super::http::{ChatAnswer, Subtask, SubtaskStatus};

/// A piece of an answer.
#[derive(Debug)]
pub enum Piece {
    /// How far a part of the work is; it comes again, with the same id, when it is further.
    Step(Subtask),
    /// A word, with the space behind it.
    Text(String),
    /// The words so far don't count: another answer follows.
    Again,
    /// The whole, or why there is none. Nothing follows.
    End(Result<Box<ChatAnswer>>),
}

/// Tells how an answer comes about, and keeps what was done for it.
#[derive(Debug, Default)]
pub struct Voice {
    to: Option<UnboundedSender<Piece>>,
    steps: Vec<Subtask>,
    said: String,
}

impl Voice {
    /// Nobody listens.
    pub fn silent() -> Self {
        Self::default()
    }

    /// Somebody listens there; when he is gone nothing is lost but the words to him.
    pub fn to(ear: UnboundedSender<Piece>) -> Self {
        Self { to: Some(ear), ..Self::default() }
    }

    /// Whether somebody listens.
    pub fn is_heard(&self) -> bool {
        self.to.is_some()
    }

    fn tell(&self, piece: Piece) {
        if let Some(to) = &self.to {
            to.send(piece).ok();
        }
    }

    /// Begins a part of the work; gives its place.
    pub fn begin(&mut self, name: impl Into<String>) -> usize {
        let (id, status) = ((self.steps.len() + 1).to_string(), SubtaskStatus::InProgress);
        self.steps.push(Subtask { id, name: name.into(), status, progress: 0 });
        self.tell(Piece::Step(self.steps[self.steps.len() - 1].clone()));
        self.steps.len() - 1
    }

    /// Ends it, well or not.
    pub fn end(&mut self, place: usize, ok: bool) {
        if let Some(step) = self.steps.get_mut(place) {
            step.status = if ok { SubtaskStatus::Completed } else { SubtaskStatus::Failed };
            step.progress = 100;
            let step = step.clone();
            self.tell(Piece::Step(step));
        }
    }

    /// Ends it under another name: what it was about is known only now.
    pub fn end_as(&mut self, place: usize, name: impl Into<String>, ok: bool) {
        if let Some(step) = self.steps.get_mut(place) {
            step.name = name.into();
        }
        self.end(place, ok);
    }

    /// What was done at once.
    pub fn done(&mut self, name: impl Into<String>) {
        let place = self.begin(name);
        self.end(place, true);
    }

    /// Ends all that was begun: nobody goes on with it.
    pub fn give_up(&mut self) {
        for place in 0..self.steps.len() {
            if self.steps[place].status == SubtaskStatus::InProgress {
                self.end(place, false);
            }
        }
    }

    /// Says a part of the answer.
    pub fn say(&mut self, text: &str) {
        self.said.push_str(text);
        for word in text.split_inclusive([' ', '\n']) {
            self.tell(Piece::Text(word.to_owned()));
        }
    }

    /// What was said so far.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// Takes back what was said.
    pub fn again(&mut self) {
        if !self.said.is_empty() {
            self.said.clear();
            self.tell(Piece::Again);
        }
    }

    /// Says what is missing of the answer; all of it where something else was said before.
    pub fn finish(&mut self, content: &str) {
        match content.strip_prefix(self.said.as_str()).map(str::to_owned) {
            Some(rest) => self.say(&rest),
            None => {
                self.again();
                self.say(content);
            }
        }
    }

    /// What was done.
    pub fn steps(&self) -> Vec<Subtask> {
        self.steps.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::unbounded_channel;

    #[test]
    fn words_that_were_taken_back_are_not_said_twice() {
        let (mouth, mut ear) = unbounded_channel();
        let mut voice = Voice::to(mouth);
        voice.say("One two ");
        voice.finish("One two three");
        voice.finish("Four five");
        let mut heard = vec![];
        while let Ok(piece) = ear.try_recv() {
            heard.push(match piece {
                Piece::Text(text) => text,
                Piece::Again => "/".into(),
                other => panic!("{other:?}"),
            });
        }
        assert_eq!(heard, ["One ", "two ", "three", "/", "Four ", "five"]);
    }

    #[test]
    fn what_nobody_goes_on_with_has_failed() {
        let mut voice = Voice::silent();
        let first = voice.begin("a");
        voice.done("b");
        voice.give_up();
        let steps = voice.steps();
        assert_eq!((steps[first].status, steps[1].status), (SubtaskStatus::Failed, SubtaskStatus::Completed));
        assert_eq!(steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    }
}
