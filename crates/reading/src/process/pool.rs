//! The parent's side: children that answer, and are replaced when they do not.

use super::{DONE, LONGEST, PANICKED};
use crate::Unreadable;
use rustix::process::{Pid, Signal, kill_process_group};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// After so many requests a child is replaced, so that nothing adds up in it.
const RETIRE: u32 = 2000;

/// How a child is started. It sees no other environment than the one given here.
#[derive(Debug, Clone)]
pub struct Worker {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Its environment: PATH, so that it finds Tesseract, and TESSDATA_PREFIX where that is set.
    pub environment: Vec<(OsString, OsString)>,
}

/// Why a child did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It took more time than it may.
    Slow,
    /// It took more memory than it may.
    Greedy,
    /// It broke.
    Broken,
    /// It could not be started.
    Absent,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Slow => "This file takes too long to read. Save it as a plain PDF, or scan it again, and upload that.",
            Self::Greedy => {
                "This file takes too much memory to read. Save it as a plain PDF, or scan it again, and upload that."
            }
            Self::Broken => "This file broke the reader. Save it as a plain PDF, or scan it again, and upload that.",
            Self::Absent => "The program that reads documents could not be started. Try again in a minute.",
        })
    }
}

impl std::error::Error for Failure {}

impl From<Failure> for Unreadable {
    fn from(failure: Failure) -> Self {
        Self::because(failure.to_string())
    }
}

/// Children that read; as many at once as the pool has seats.
pub struct Pool {
    worker: Worker,
    patience: Duration,
    seats: Semaphore,
    idle: Mutex<Vec<Line>>,
}

/// A child and the line to it. Dropping it ends the child, and all that it started.
struct Line {
    child: Child,
    group: Option<Pid>,
    input: ChildStdin,
    output: ChildStdout,
    asked: u32,
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // Who ended already needs no signal.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Pool {
    /// A pool of so many children, each of which has so much time for a request. They are started when needed.
    pub fn new(worker: Worker, seats: usize, patience: Duration) -> Self {
        Self { worker, patience, seats: Semaphore::new(seats.max(1)), idle: Mutex::new(Vec::new()) }
    }

    /// Asks a child. Waits for a free one; the time counts from when it is free.
    pub async fn ask<H, A>(&self, head: &H, body: &[u8]) -> Result<(A, Vec<u8>), Failure>
    where
        H: Serialize,
        A: DeserializeOwned,
    {
        let head = serde_json::to_vec(head).map_err(|_| Failure::Broken)?;
        let _seat = self.seats.acquire().await.map_err(|_| Failure::Absent)?;
        let mut line = self.line()?;
        match timeout(self.patience, line.exchange(&head, body)).await {
            Ok(Ok(Some((answer, bytes)))) => {
                let answer = serde_json::from_slice(&answer).map_err(|_| Failure::Broken)?;
                self.keep(line);
                Ok((answer, bytes))
            }
            Ok(Ok(None)) => {
                self.keep(line);
                Err(Failure::Broken)
            }
            Ok(Err(_)) => Err(line.post_mortem().await),
            Err(_) => Err(Failure::Slow),
        }
    }

    /// A child that waits, or a new one.
    fn line(&self) -> Result<Line, Failure> {
        while let Some(mut line) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            if matches!(line.child.try_wait(), Ok(None)) {
                return Ok(line);
            }
            // It ended while it waited; its number may be another's by now.
            line.group = None;
        }
        self.start().ok_or(Failure::Absent)
    }

    fn start(&self) -> Option<Line> {
        let mut child = Command::new(&self.worker.program)
            .args(&self.worker.arguments)
            .env_clear()
            .envs(self.worker.environment.iter().map(|(key, value)| (key, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .ok()?;
        let group = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        let (input, output) = (child.stdin.take()?, child.stdout.take()?);
        Some(Line { child, group, input, output, asked: 0 })
    }

    fn keep(&self, mut line: Line) {
        line.asked += 1;
        if line.asked < RETIRE {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }
}

impl Line {
    /// One request and its answer; none where the work panicked.
    async fn exchange(&mut self, head: &[u8], body: &[u8]) -> std::io::Result<Option<(Vec<u8>, Vec<u8>)>> {
        for part in [head, body] {
            let length = u32::try_from(part.len()).map_err(|_| std::io::ErrorKind::InvalidInput)?;
            self.input.write_all(&length.to_le_bytes()).await?;
            self.input.write_all(part).await?;
        }
        self.input.flush().await?;
        match self.output.read_u8().await? {
            DONE => Ok(Some((self.part().await?, self.part().await?))),
            PANICKED => Ok(None),
            _ => Err(std::io::ErrorKind::InvalidData.into()),
        }
    }

    async fn part(&mut self) -> std::io::Result<Vec<u8>> {
        let length = self.output.read_u32_le().await?;
        if length > LONGEST {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length as usize];
        self.output.read_exact(&mut bytes).await?;
        Ok(bytes)
    }

    /// Why a child that went silent ended.
    async fn post_mortem(&mut self) -> Failure {
        match timeout(Duration::from_secs(2), self.child.wait()).await {
            Ok(Ok(status)) => {
                // The number belongs to nobody now, but what the child started may live on in its group.
                cause(status)
            }
            _ => Failure::Broken,
        }
    }
}

/// A failed allocation aborts; the kernel ends who takes too much time with a signal of its own.
fn cause(status: ExitStatus) -> Failure {
    match status.signal().and_then(Signal::from_named_raw) {
        Some(Signal::ABORT) => Failure::Greedy,
        Some(Signal::XCPU) => Failure::Slow,
        _ => Failure::Broken,
    }
}
