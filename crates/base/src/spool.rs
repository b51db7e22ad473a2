//! What is too large for memory and not for keeping: bytes in a file of this machine that has no name. It is gone with
//! its last reader, also when the process is killed.
use std::{
    fs::File,
    io::{Read, Result as IoResult, Seek, SeekFrom, Write},
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
};

use bytes::Bytes;
use futures::stream::{self, Stream};
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// So many bytes are written, and read, at once.
const STEP: usize = 1 << 20;

/// A file under way: bytes go in at its end.
pub struct Spool {
    file: File,
    held: Vec<u8>,
    length: u64,
    hash: Sha256,
}

/// A file that is whole. Cheap to clone; each [`Reel::reader`] has a place of its own in it.
#[derive(Clone)]
pub struct Reel {
    file: Arc<File>,
    length: u64,
    hash: [u8; 32],
}

impl Spool {
    /// An empty one in this folder, which must be there.
    pub fn new(folder: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        Ok(Self { file, held: Vec::new(), length: 0, hash: Sha256::new() })
    }

    /// How many bytes are in it.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Adds bytes; for a thread that may block.
    pub fn write(&mut self, bytes: &[u8]) -> IoResult<()> {
        self.held.extend_from_slice(bytes);
        self.length += bytes.len() as u64;
        if self.held.len() < STEP { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> IoResult<()> {
        self.hash.update(&self.held);
        self.file.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }

    /// Adds bytes without blocking whoever shares the thread.
    pub async fn take(mut self, bytes: &[u8]) -> Result<Self> {
        if self.held.len() + bytes.len() < STEP {
            self.write(bytes)?;
            return Ok(self);
        }
        self.held.extend_from_slice(bytes);
        self.length += bytes.len() as u64;
        let flushed = tokio::task::spawn_blocking(move || self.flush().map(|()| self));
        Ok(flushed.await.map_err(Error::internal)??)
    }

    /// The whole of it; for a thread that may block.
    pub fn finish(mut self) -> IoResult<Reel> {
        self.flush()?;
        Ok(Reel { file: Arc::new(self.file), length: self.length, hash: self.hash.finalize().into() })
    }
}

impl Reel {
    /// How many bytes are in it.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// SHA-256 of all of it.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Reads it from its start; for a thread that may block.
    pub fn reader(&self) -> ReelReader {
        ReelReader { file: self.file.clone(), length: self.length, at: 0 }
    }

    /// Its bytes as a stream, for what does not block.
    pub fn stream(&self) -> impl Stream<Item = Result<Bytes>> + Send + Unpin + 'static {
        let parts = stream::try_unfold(self.reader(), |mut reader| async move {
            let part = tokio::task::spawn_blocking(move || {
                let mut part = vec![0; STEP];
                let read = reader.read(&mut part)?;
                part.truncate(read);
                IoResult::Ok((part, reader))
            });
            let (part, reader) = part.await.map_err(Error::internal)??;
            Ok(if part.is_empty() { None } else { Some((Bytes::from(part), reader)) })
        });
        Box::pin(parts)
    }
}

/// A place in a [`Reel`].
pub struct ReelReader {
    file: Arc<File>,
    length: u64,
    at: u64,
}

impl Read for ReelReader {
    fn read(&mut self, into: &mut [u8]) -> IoResult<usize> {
        let read = self.file.read_at(into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for ReelReader {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| std::io::Error::other("before the start of the file"))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt;

    use super::*;

    #[tokio::test]
    async fn what_goes_in_comes_out_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::new(folder.path()).unwrap();
        let mut whole = vec![];
        for n in 0..5_u8 {
            let part = vec![n; 700_000];
            spool = spool.take(&part).await.unwrap();
            whole.extend(part);
        }
        spool.write(b"end").unwrap();
        whole.extend(b"end");
        let reel = spool.finish().unwrap();
        assert_eq!((reel.length(), reel.hash()), (whole.len() as u64, Sha256::digest(&whole).into()));
        assert!(folder.path().read_dir().unwrap().next().is_none(), "the file has no name");
        let parts: Vec<Bytes> = reel.stream().try_collect().await.unwrap();
        assert!(parts.iter().all(|part| part.len() <= STEP) && parts.concat() == whole);
        let (mut one, mut other) = (reel.reader(), reel.reader());
        let mut text = [0; 3];
        one.seek(SeekFrom::End(-3)).unwrap();
        one.read_exact(&mut text).unwrap();
        other.read_exact(&mut [0; 3]).unwrap();
        assert_eq!((&text, other.stream_position().unwrap()), (b"end", 3));
        assert!(one.seek(SeekFrom::Current(-9_000_000)).is_err());
    }
}
