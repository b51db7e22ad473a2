//! The virus scanner in front of the storage: ClamAV's daemon, or none.
use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
};

use crate::{Error, Result};

const PATIENCE: Duration = Duration::from_secs(20);

/// Looks at files before they are kept.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    /// `host:port` or the path of a socket; empty for none.
    address: String,
}

impl Scanner {
    /// The daemon at `address`: `localhost:3310` or `/run/clamav/clamd.ctl`. Empty: every file passes.
    pub fn at(address: &str) -> Self {
        Self { address: address.to_owned() }
    }

    /// Passes a clean file. An infected one is refused by name; a scanner that does not answer lets nothing pass.
    pub async fn check(&self, name: &str, content: &[u8]) -> Result<()> {
        if self.address.is_empty() {
            return Ok(());
        }
        let asked = tokio::time::timeout(PATIENCE, self.ask(content)).await;
        let verdict = asked.map_err(std::io::Error::other).and_then(|answer| answer).map_err(|e| {
            tracing::error!(%e, "the virus scanner does not answer");
            Error::busy("The file could not be checked for viruses. Please try again in a minute.", 60)
        })?;
        let verdict = verdict.trim_end_matches('\0').trim();
        if verdict.ends_with("OK") {
            return Ok(());
        }
        let found = verdict.strip_prefix("stream: ").and_then(|v| v.strip_suffix(" FOUND"));
        match found {
            Some(virus) => {
                Err(Error::invalid("file", format!("{name} holds a virus ({virus}) and was refused")))
            }
            None => Err(Error::internal(format!("the virus scanner said: {verdict}"))),
        }
    }

    async fn ask(&self, content: &[u8]) -> std::io::Result<String> {
        if self.address.starts_with('/') {
            converse(UnixStream::connect(&self.address).await?, content).await
        } else {
            converse(TcpStream::connect(&self.address).await?, content).await
        }
    }
}

/// clamd's INSTREAM: chunks with their length in front, and a length of zero at the end.
async fn converse(
    mut daemon: impl AsyncRead + AsyncWrite + Unpin,
    content: &[u8],
) -> std::io::Result<String> {
    daemon.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(64 * 1024) {
        daemon.write_all(&(chunk.len() as u32).to_be_bytes()).await?;
        daemon.write_all(chunk).await?;
    }
    daemon.write_all(&0u32.to_be_bytes()).await?;
    let mut answer = String::new();
    daemon.take(4096).read_to_string(&mut answer).await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    async fn daemon(answer: &'static str) -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let scanner = Scanner::at(&listener.local_addr().expect("an address").to_string());
        tokio::spawn(async move {
            let (mut peer, _) = listener.accept().await.expect("a caller");
            let mut sent = vec![];
            while !sent.ends_with(&[0, 0, 0, 0]) {
                let mut chunk = [0; 1024];
                let n = peer.read(&mut chunk).await.expect("bytes");
                sent.extend_from_slice(&chunk[..n]);
            }
            assert_eq!(&sent[..14], b"zINSTREAM\0\0\0\0\x05");
            peer.write_all(answer.as_bytes()).await.expect("an answer");
        });
        scanner
    }

    #[tokio::test]
    async fn clean_files_pass_and_infected_ones_are_named() {
        assert!(Scanner::default().check("a.pdf", b"hello").await.is_ok());
        assert!(daemon("stream: OK\0").await.check("a.pdf", b"hello").await.is_ok());
        let refused = daemon("stream: Eicar-Signature FOUND\0").await.check("a.pdf", b"hello").await;
        assert_eq!(refused.expect_err("a virus").status.as_u16(), 422);
    }

    #[tokio::test]
    async fn nothing_passes_a_scanner_that_is_away() {
        let away = Scanner::at("127.0.0.1:1").check("a.pdf", b"hello").await;
        assert_eq!(away.expect_err("nobody there").status.as_u16(), 503);
    }
}
