//! What is in a mail, on its way in.
use bytes::Bytes;
use kernel::{Error, Result};

use super::commands::Visit;
use crate::{
    intake::{
        commands::{self as intake, Load, Refused, is_of_file},
        kinds,
    },
    pipeline::reader,
    settings::Settings,
};

/// Mails on their way in.
pub struct Post {
    /// Their files.
    pub load: Load,
    /// A line for each mail of which something was taken.
    pub lines: Vec<String>,
}

impl Post {
    /// None yet.
    pub fn new() -> Self {
        Self { load: Load { files: vec![], refused: vec![] }, lines: vec![] }
    }

    /// Whether one look has enough files.
    pub fn is_full(&self, visit: &Visit<'_>) -> Result<bool> {
        Ok(self.load.files.len() >= Settings::of(visit.app)?.max_files)
    }

    /// Keeps the files of a mail that may be invoices; tells whether there were any. Fails only where the house does.
    pub async fn add(&mut self, visit: &Visit<'_>, bytes: Bytes) -> Result<bool> {
        let opened = reader::letter(visit.app, bytes, visit.watched.mail_picture_bytes).await;
        let (letter, mut rest) = match opened {
            Ok((letter, files)) => (letter, Bytes::from(files)),
            Err(failure) if failure.again => return Err(Error::busy(failure.says, 60)),
            Err(failure) => {
                self.refuse("mail", Error::bad_request(failure.says));
                return Ok(false);
            }
        };
        let (from, subject) = (or(&letter.from, "somebody"), or(&letter.subject, "no subject"));
        let origin = format!("{from}: {subject}");
        let before = self.load.files.len();
        for (name, size) in &letter.files {
            let bytes = rest.split_to((*size).min(rest.len()));
            match intake::keep(visit.app, name, bytes).await {
                Ok(stored) => {
                    self.load.files.push(intake::Stored { origin: Some(origin.clone()), ..stored });
                }
                Err(error) if is_of_file(&error) => self.refuse(name, error),
                Err(error) => return Err(error),
            }
        }
        for (name, why) in letter.others {
            self.refuse(&name, Error::bad_request(why));
        }
        let is_good = self.load.files.len() > before;
        if is_good {
            self.lines.push(origin);
        } else {
            let why = format!("The mail from {from} holds no invoice: no PDF, picture, XML or JSON in it.");
            self.refuse(&format!("Mail {subject}"), Error::bad_request(why));
        }
        Ok(is_good)
    }

    /// Names what is not taken.
    pub fn refuse(&mut self, name: &str, error: Error) {
        self.load.refused.push(Refused { name: kinds::safe_name(name), error });
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// The refusal of a mail that is too large.
pub fn too_large(size: u64, most: u64) -> Error {
    Error::too_large(format!("The mail of {size} bytes is larger than {most} and was not opened"))
}
