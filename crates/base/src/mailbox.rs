//! A mailbox on a mail server (IMAP4rev1), from which letters are taken. TLS is rustls; each answer is waited for with
//! a limit.
use std::{fmt, sync::Arc, time::Duration};

use async_imap::{Client, Session, error::Error as Fault};
use base64::{Engine, alphabet::IMAP_MUTF7, engine::GeneralPurpose, engine::general_purpose::NO_PAD};
use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use crate::{Error, Result};

/// For one answer of the server.
const PATIENCE: Duration = Duration::from_secs(30);
/// For a whole letter.
const LONG: Duration = Duration::from_secs(150);

/// How to get there.
#[derive(Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Access {
    pub host: String,
    pub port: u16,
    /// TLS from the first byte; without it only this machine is spoken to.
    pub tls: bool,
    /// Certificates (PEM) of authorities that are trusted beside those that the world knows.
    pub authority: String,
    pub user: String,
    pub password: String,
    pub mailbox: String,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("host", &self.host).finish_non_exhaustive() // hides the password
    }
}

/// A letter that nobody has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its number in the mailbox.
    pub uid: u32,
    /// Its length, bytes.
    pub size: u32,
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Line for T {}

/// The mailbox, open.
#[derive(Debug)]
pub struct Mailbox {
    session: Session<Box<dyn Line>>,
}

impl Mailbox {
    /// Connects, signs in and opens it. 503 where nobody answers, 400 where the settings are wrong, 401 where name or
    /// password are.
    pub async fn open(access: &Access) -> Result<Self> {
        let mut client = Client::new(within(PATIENCE, connect(access)).await?);
        let greeting =
            within(PATIENCE, async { client.read_response().await.map_err(|e| silent(&e.to_string())) })
                .await?;
        if greeting.is_none() {
            return Err(silent("it hung up"));
        }
        let signed_in = async {
            let refused = |(e, _): (Fault, _)| match e {
                Fault::No(_) => {
                    Error::unauthenticated("The mail server refuses the user's name or password.")
                }
                other => failed("signing in", &other),
            };
            client.login(&access.user, &access.password).await.map_err(refused)
        };
        let session = within(PATIENCE, signed_in).await?;
        let mut mailbox = Self { session };
        let opened = soon(mailbox.session.select(encoded(&access.mailbox))).await;
        opened.map_err(|e| failed(&format!("opening {}", access.mailbox), &e))?;
        Ok(mailbox)
    }

    /// The unread letters, the oldest first, `most` at most.
    pub async fn unread(&mut self, most: usize) -> Result<Vec<Unread>> {
        let uids = soon(self.session.uid_search("UNSEEN UNDELETED")).await;
        let mut uids = uids.map_err(|e| failed("searching", &e))?.into_iter().collect::<Vec<_>>();
        uids.sort_unstable();
        uids.truncate(most);
        if uids.is_empty() {
            return Ok(vec![]);
        }
        let sizes = async {
            let fetched = self.session.uid_fetch(set(&uids), "(UID RFC822.SIZE)").await?;
            collect(fetched, |one| Some(Unread { uid: one.uid?, size: one.size? })).await
        };
        let mut found = soon(sizes).await.map_err(|e| failed("asking for sizes", &e))?;
        found.retain(|letter| uids.binary_search(&letter.uid).is_ok());
        found.sort_unstable_by_key(|letter| letter.uid);
        found.dedup();
        Ok(found)
    }

    /// A letter, which stays unread; none where it is gone.
    pub async fn letter(&mut self, uid: u32) -> Result<Option<Bytes>> {
        let number = uid.to_string();
        let fetched = async {
            let fetched = self.session.uid_fetch(&number, "(UID BODY.PEEK[])").await?;
            collect(fetched, |one| {
                (one.uid == Some(uid)).then(|| one.body().map(Bytes::copy_from_slice)).flatten()
            })
            .await
        };
        let fetched = tokio::time::timeout(LONG, fetched).await.map_err(|_| silent("it took too long"))?;
        Ok(fetched.map_err(|e| failed("fetching a letter", &e))?.pop())
    }

    /// Marks letters, such as `\Seen` or `\Seen \Flagged`.
    pub async fn mark(&mut self, uids: &[u32], flags: &str) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        let (set, flags) = (set(uids), format!("+FLAGS.SILENT ({flags})"));
        let marked =
            async { collect(self.session.uid_store(set, flags).await?, |_| None::<()>).await.map(drop) };
        soon(marked).await.map_err(|e| failed("marking letters", &e))
    }

    /// Moves letters to another mailbox of this user, which is made where there is none.
    pub async fn move_to(&mut self, uids: &[u32], mailbox: &str) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        let (set, name) = (set(uids), encoded(mailbox));
        let mut moved = self.put(&set, &name).await;
        if matches!(moved, Err(Fault::No(_))) && soon(self.session.create(&name)).await.is_ok() {
            moved = self.put(&set, &name).await;
        }
        moved.map_err(|e| failed(&format!("moving letters to {mailbox}"), &e))
    }

    async fn put(&mut self, set: &str, mailbox: &str) -> std::result::Result<(), Fault> {
        let able = soon(self.session.capabilities()).await?;
        if able.has_str("MOVE") {
            return soon(self.session.uid_mv(set, mailbox)).await;
        }
        soon(self.session.uid_copy(set, mailbox)).await?;
        let marked = async {
            let marked = self.session.uid_store(set, "+FLAGS.SILENT (\\Deleted)").await?;
            marked.try_collect::<Vec<_>>().await.map(drop)
        };
        soon(marked).await?;
        // Without this only all that is marked could be removed, also what somebody else marked.
        if able.has_str("UIDPLUS") {
            let removed =
                async { self.session.uid_expunge(set).await?.try_collect::<Vec<_>>().await.map(drop) };
            soon(removed).await?;
        }
        Ok(())
    }

    /// Says goodbye; what was done stands whether the server hears it or not.
    pub async fn close(mut self) {
        soon(self.session.logout()).await.ok();
    }
}

/// One answer of the server, while it is worth waiting for.
async fn soon<T>(
    question: impl Future<Output = std::result::Result<T, Fault>>,
) -> std::result::Result<T, Fault> {
    let late = |_| Fault::Io(std::io::ErrorKind::TimedOut.into());
    tokio::time::timeout(PATIENCE, question).await.map_err(late)?
}

async fn collect<T>(
    fetched: impl Stream<Item = std::result::Result<async_imap::types::Fetch, Fault>>,
    mut wanted: impl FnMut(&async_imap::types::Fetch) -> Option<T>,
) -> std::result::Result<Vec<T>, Fault> {
    let mut found = vec![];
    let mut fetched = std::pin::pin!(fetched);
    while let Some(one) = fetched.try_next().await? {
        found.extend(wanted(&one));
    }
    Ok(found)
}

async fn connect(access: &Access) -> Result<Box<dyn Line>> {
    let here = ["localhost", "127.0.0.1", "::1"].contains(&access.host.as_str());
    if !access.tls && !here {
        return Err(Error::bad_request("Without TLS only a mail server on this machine is asked."));
    }
    let reached = TcpStream::connect((access.host.as_str(), access.port)).await;
    let stream = reached.map_err(|e| silent(&e.to_string()))?;
    if !access.tls {
        return Ok(Box::new(stream));
    }
    let name = ServerName::try_from(access.host.clone());
    let name = name.map_err(|_| Error::bad_request("The mail server's name is none."))?;
    let shaken = TlsConnector::from(trust(&access.authority)?).connect(name, stream).await;
    Ok(Box::new(shaken.map_err(|e| silent(&e.to_string()))?))
}

fn trust(authority: &str) -> Result<Arc<ClientConfig>> {
    let bad = || Error::bad_request("The mail server's authority is no certificate in PEM.");
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let mut own = 0;
    for certificate in CertificateDer::pem_slice_iter(authority.as_bytes()) {
        roots.add(certificate.map_err(|_| bad())?).map_err(|_| bad())?;
        own += 1;
    }
    if own == 0 && !authority.trim().is_empty() {
        return Err(bad());
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(Error::internal)?.with_root_certificates(roots);
    Ok(Arc::new(config.with_no_client_auth()))
}

async fn within<T>(patience: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(patience, work).await.unwrap_or_else(|_| Err(silent("it took too long")))
}

fn silent(why: &str) -> Error {
    Error::busy(format!("The mail server does not answer: {why}"), 60)
}

fn failed(what: &str, e: &Fault) -> Error {
    match e {
        Fault::Io(_) | Fault::ConnectionLost => silent(&e.to_string()),
        // What the server says, and never what was sent.
        Fault::No(says) | Fault::Bad(says) => {
            let says = says.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
            Error::bad_request(format!("The mail server refuses {what}: {says}"))
        }
        _ => Error::bad_request(format!("The mail server's answer to {what} makes no sense.")),
    }
}

fn set(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// A mailbox's name as the protocol writes it: RFC 3501, 5.1.3 (modified UTF-7).
fn encoded(name: &str) -> String {
    fn flush(wide: &mut Vec<u8>, into: &mut String) {
        if !wide.is_empty() {
            into.push_str(&format!("&{}-", GeneralPurpose::new(&IMAP_MUTF7, NO_PAD).encode(&wide)));
            wide.clear();
        }
    }
    let (mut text, mut wide) = (String::new(), vec![]);
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            flush(&mut wide, &mut text);
            text.push(c);
            if c == '&' {
                text.push('-');
            }
        } else {
            wide.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut wide, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{io::AsyncWriteExt, net::TcpListener};

    fn access(port: u16) -> Access {
        let (user, password) = ("ann".to_owned(), "hunter2".to_owned());
        let (host, mailbox) = ("localhost".to_owned(), "INBOX".to_owned());
        Access { host, port, tls: false, authority: String::new(), user, password, mailbox }
    }

    #[test]
    fn names_are_written_as_the_protocol_wants() {
        // RFC 3501, 5.1.3.
        assert_eq!(encoded("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(encoded("A & B"), "A &- B");
        assert_eq!(encoded("Übersicht"), "&ANw-bersicht");
    }

    #[tokio::test]
    async fn nobody_gets_the_password_in_the_clear() {
        let far = Access { host: "mail.example.com".into(), ..access(143) };
        let refused = Mailbox::open(&far).await.unwrap_err();
        assert_eq!(refused.status, 400);
        assert!(!format!("{far:?} {refused:?}").contains("hunter2"));
        let odd = Access { tls: true, authority: "-----BEGIN".into(), ..access(1) };
        assert!(trust(&odd.authority).is_err() && trust("").is_ok());
    }

    #[tokio::test]
    async fn a_server_that_is_away_or_odd_is_told() {
        assert_eq!(Mailbox::open(&access(1)).await.unwrap_err().status, 503);
        for (says, status) in [("", 503), ("\0\x01garbage\r\n", 503), ("* OK hi\r\nA0001 NO no\r\n", 401)] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            tokio::spawn(async move {
                let (mut peer, _) = listener.accept().await.unwrap();
                peer.write_all(says.as_bytes()).await.unwrap();
                if !says.is_empty() {
                    tokio::time::sleep(Duration::from_secs(5)).await;
                }
            });
            assert_eq!(Mailbox::open(&access(port)).await.unwrap_err().status, status, "{says:?}");
        }
    }
}
