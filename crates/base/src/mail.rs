//! Mail: plain text, through a mail server, into a folder, or into memory for tests.
use std::{
    fmt,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::Mailbox,
    message::header::ContentType,
};
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// Section `[mail]`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// `smtp://user:password@host:587` (TLS by STARTTLS, which a password demands) or `smtps://…:465`. Empty:
    /// each mail becomes a file in `mail` in the data folder.
    pub smtp_url: String,
    /// The sender: `Name <address>`.
    pub from: String,
    /// Seconds to wait for the mail server.
    pub timeout: u64,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self { smtp_url: String::new(), from: "Bursar <bursar@localhost>".into(), timeout: 10 }
    }
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive() // hides the password
    }
}

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address, or `Name <address>`.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Sends mail. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    timeout: Duration,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
    Memory(Arc<Mutex<Vec<Mail>>>),
}

impl Mailer {
    /// Prepares the way that the settings name. The network is not touched.
    pub fn open(settings: &MailSettings, data_dir: &Path) -> Result<Self> {
        let timeout = Duration::from_secs(settings.timeout);
        let way = if settings.smtp_url.is_empty() {
            let folder = data_dir.join("mail");
            let mut builder = std::fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(&folder)?;
            Way::Folder(AsyncFileTransport::new(folder))
        } else {
            // The error of the library may quote the URL, which holds the password.
            let bad = |_| Error::internal("mail.smtp_url is not like smtp://user:password@host:587");
            let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(&with_tls(&settings.smtp_url));
            Way::Smtp(smtp.map_err(bad)?.timeout(Some(timeout)).build())
        };
        let from = settings.from.parse().map_err(|e| Error::internal(format!("mail.from: {e}")))?;
        Ok(Self { way, from, timeout })
    }

    /// Keeps mail in memory, for tests: see [`Mailer::captured`].
    pub fn memory() -> Self {
        let from = Mailbox::new(None, lettre::Address::new("bursar", "localhost").expect("a valid address"));
        Self { way: Way::Memory(Arc::default()), from, timeout: Duration::from_secs(1) }
    }

    /// The mail that [`Mailer::memory`] kept, oldest first.
    pub fn captured(&self) -> Vec<Mail> {
        match &self.way {
            Way::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => vec![],
        }
    }

    /// Sends one mail: 422 when it can't be addressed, 400 when the mail server refuses it for good, 503 when
    /// trying again later makes sense.
    pub async fn send(&self, mail: &Mail) -> Result<()> {
        let message = self.message(mail)?;
        let sent = async {
            match &self.way {
                Way::Smtp(smtp) => smtp.send(message).await.map(drop).map_err(refused),
                Way::Folder(folder) => folder.send(message).await.map(drop).map_err(Error::internal),
                Way::Memory(kept) => {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
                    Ok(())
                }
            }
        };
        let late = |_| Err(Error::busy("The mail server does not answer.", 60));
        tokio::time::timeout(self.timeout, sent).await.unwrap_or_else(late)
    }

    fn message(&self, mail: &Mail) -> Result<Message> {
        for (field, line) in [("to", &mail.to), ("subject", &mail.subject)] {
            if line.contains(|c: char| c.is_control()) {
                return Err(Error::invalid(field, "one line, without control characters"));
            }
        }
        let to: Mailbox = mail.to.parse().map_err(|_| Error::invalid("to", "not a mail address"))?;
        let message =
            Message::builder().from(self.from.clone()).to(to).subject(&mail.subject).message_id(None);
        message.header(ContentType::TEXT_PLAIN).body(mail.text.clone()).map_err(Error::internal)
    }
}

/// The library sends passwords in the clear unless told otherwise; we never do, except within this machine.
fn with_tls(url: &str) -> String {
    let told = url.split_once('?').is_some_and(|(_, query)| query.contains("tls="));
    let Some(rest) = url.strip_prefix("smtp://").filter(|_| !told) else { return url.into() };
    let host = rest.rsplit('@').next().unwrap_or(rest);
    let ends = |tail: &str| tail.is_empty() || tail.starts_with([':', '/', '?']);
    let here =
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.strip_prefix(name).is_some_and(ends));
    let tls = if rest.contains('@') && !here { "required" } else { "opportunistic" };
    format!("{url}{}tls={tls}", if url.contains('?') { '&' } else { '?' })
}

fn refused(e: lettre::transport::smtp::Error) -> Error {
    tracing::warn!(error = %e, "a mail was not sent");
    match e.is_permanent() {
        true => Error::bad_request("The mail server refuses this mail."),
        false => Error::busy("The mail server does not answer.", 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

    fn mail(to: &str, subject: &str) -> Mail {
        Mail { to: to.into(), subject: subject.into(), text: "Grüße\n.\nBye".into() }
    }

    #[tokio::test]
    async fn writes_files_and_refuses_injection() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::open(&MailSettings::default(), folder.path()).unwrap();
        mailer.send(&mail("Ann <ann@example.org>", "Übersicht")).await.unwrap();
        let file = std::fs::read_dir(folder.path().join("mail")).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            text.contains("To: Ann <ann@example.org>\r\n") && file.extension().unwrap() == "eml",
            "{text}"
        );
        let evil = ["a@b.c\r\nBcc: x@y.z", "a@b.c, d@e.f", "nobody", "", "a@b.c\nX: y"];
        for to in evil {
            assert_eq!(mailer.send(&mail(to, "hi")).await.unwrap_err().status, 422, "{to}");
        }
        assert_eq!(mailer.send(&mail("a@b.c", "hi\r\nBcc: x@y.z")).await.unwrap_err().status, 422);
        let memory = Mailer::memory();
        memory.clone().send(&mail("a@b.c", "hi")).await.unwrap();
        assert_eq!(memory.captured(), [mail("a@b.c", "hi")]);
    }

    #[test]
    fn passwords_go_through_tls_and_not_into_logs() {
        assert!(with_tls("smtp://u:p@localhost.example:587").ends_with("?tls=required"));
        assert!(with_tls("smtp://mailhog:1025").ends_with("?tls=opportunistic"));
        let settings = MailSettings { smtp_url: "smtpx://u:hunter2@h".into(), ..Default::default() };
        let e = Mailer::open(&settings, Path::new("/nowhere")).err().unwrap();
        assert!(!format!("{settings:?} {e:?}").contains("hunter2"));
    }

    /// A mail server that answers `rcpt` to RCPT TO.
    async fn server(rcpt: &'static str) -> MailSettings {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp_url = format!("smtp://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let mut stream = BufReader::new(listener.accept().await.unwrap().0);
            let (mut line, mut data) = (String::new(), false);
            stream.write_all(b"220 hi\r\n").await.unwrap();
            while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
                let answer = match line.get(..4).unwrap_or("") {
                    _ if data && line != ".\r\n" => "",
                    "DATA" => "354 go\r\n",
                    "RCPT" => rcpt,
                    _ => "250 ok\r\n",
                };
                data = (data && line != ".\r\n") || line.starts_with("DATA");
                stream.write_all(answer.as_bytes()).await.unwrap();
                line.clear();
            }
        });
        MailSettings { smtp_url, timeout: 2, ..Default::default() }
    }

    #[tokio::test]
    async fn tells_what_the_mail_server_said() {
        for (rcpt, status) in [("250 ok\r\n", 200), ("550 no\r\n", 400), ("451 later\r\n", 503), ("", 503)] {
            let mailer = Mailer::open(&server(rcpt).await, Path::new("")).unwrap();
            let sent = mailer.send(&mail("ann@example.org", "hi")).await;
            assert_eq!(sent.map_or_else(|e| e.status.as_u16(), |()| 200), status, "{rcpt}");
        }
    }
}
