//! Files: bytes under a key, in a local folder or in an S3 bucket.
use std::{fmt, ops::Range, path::Path, sync::Arc, time::Duration};

use axum::http::StatusCode;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ClientOptions, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig, aws::AmazonS3Builder,
    buffered::BufWriter, local::LocalFileSystem, path::Path as Key,
};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;

use crate::{Error, Result};

/// Section `[storage]`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StorageSettings {
    /// `local` or `s3`.
    pub kind: StorageKind,
    /// The local folder; empty: `files` in the data folder.
    pub path: String,
    /// The bucket; it has to exist.
    pub bucket: String,
    /// The region of the bucket.
    pub region: String,
    /// The address of a store other than AWS, such as `http://minio:9000`; empty: AWS.
    pub endpoint: String,
    /// Whether that address may lack TLS.
    pub allow_http: bool,
    /// The id of the key; empty: `AWS_ACCESS_KEY_ID` or the machine's role.
    pub access_key: String,
    /// The key; empty: `AWS_SECRET_ACCESS_KEY` or the machine's role.
    pub secret_key: String,
}

/// Where files are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StorageKind {
    /// In a folder of this machine.
    #[default]
    Local,
    /// In a bucket.
    S3,
}

impl fmt::Debug for StorageSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StorageSettings").field("kind", &self.kind).finish_non_exhaustive() // hides the key
    }
}

/// The files. Cheap to clone.
///
/// A key is 1 to 512 characters of `A-Z a-z 0-9 . _ - /`, in segments that are not empty and don't begin with
/// a dot; another one is a 400. Every call answers 404 for what is missing and 503 when the store is out.
#[derive(Clone, Debug)]
pub struct Storage(Arc<dyn ObjectStore>);

/// A file in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its key.
    pub key: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was written.
    pub modified: DateTime<Utc>,
}

/// The last part of a name as its sender wrote it, at most 200 characters of it.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if kept.trim().is_empty() { "file".into() } else { kept }
}

/// A file on its way out, for code that reads and waits.
pub struct Reader {
    stream: BoxStream<'static, Result<Bytes>>,
    rest: Bytes,
    runtime: tokio::runtime::Handle,
}

impl std::io::Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.rest.is_empty() {
            match self.runtime.block_on(self.stream.next()) {
                Some(part) => self.rest = part.map_err(|e| std::io::Error::other(e.to_string()))?,
                None => return Ok(0),
            }
        }
        let n = self.rest.len().min(into.len());
        into[..n].copy_from_slice(&self.rest.split_to(n));
        Ok(n)
    }
}

/// So many files of a walk come at once.
const STEP: usize = 1_000;

impl Storage {
    /// Opens the store, making the local folder (for this user only) where it is missing. The network is not
    /// touched: see [`Storage::health`].
    pub fn open(settings: &StorageSettings, data_dir: &Path) -> Result<Self> {
        let store: Arc<dyn ObjectStore> = match settings.kind {
            StorageKind::Local if settings.path.is_empty() => Arc::new(local(&data_dir.join("files"))?),
            StorageKind::Local => Arc::new(local(Path::new(&settings.path))?),
            StorageKind::S3 => Arc::new(bucket(settings)?),
        };
        Ok(Self(store))
    }

    /// Writes a file, or replaces it, at once.
    pub async fn put(&self, key: &str, content: Bytes) -> Result<()> {
        self.0.put(&checked(key)?, content.into()).await.map(drop).map_err(told)
    }

    /// Writes a file from a stream, in bounded memory; tells its length in bytes. Nothing is left of a stream
    /// that fails.
    pub async fn put_stream<E: Into<Error>>(
        &self,
        key: &str,
        content: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<u64> {
        let mut writer = BufWriter::new(self.0.clone(), checked(key)?);
        let mut content = content.map_err(Into::into);
        let mut length = 0;
        while let Some(part) = content.next().await {
            let written = match part {
                Ok(part) => {
                    length += part.len() as u64;
                    writer.put(part).await.map_err(told)
                }
                Err(e) => Err(e),
            };
            if let Err(e) = written {
                writer.abort().await.ok(); // nothing to abort while all of it is in memory
                return Err(e);
            }
        }
        writer.shutdown().await.map_err(told_io)?;
        Ok(length)
    }

    /// A whole file.
    pub async fn get(&self, key: &str) -> Result<Bytes> {
        self.0.get(&checked(key)?).await.map_err(told)?.bytes().await.map_err(told)
    }

    /// A file as its length in bytes and a stream.
    pub async fn get_stream(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
        let found = self.0.get(&checked(key)?).await.map_err(told)?;
        Ok((found.meta.size, found.into_stream().map_err(told).boxed()))
    }

    /// A file as a plain reader, in bounded memory; for a thread that may block.
    pub async fn reader(&self, key: &str) -> Result<Reader> {
        let (_, stream) = self.get_stream(key).await?;
        Ok(Reader { stream, rest: Bytes::new(), runtime: tokio::runtime::Handle::current() })
    }

    /// The bytes `range` of a file, cut at its end, and the length of all of it; 416 where that is nothing.
    pub async fn get_range(&self, key: &str, range: Range<u64>) -> Result<(Bytes, u64)> {
        let key = checked(key)?;
        let size = self.0.head(&key).await.map_err(told)?.size;
        let range = range.start..range.end.min(size);
        if range.is_empty() {
            return Err(Error::new(StatusCode::RANGE_NOT_SATISFIABLE, format!("The file has {size} bytes.")));
        }
        Ok((self.0.get_range(&key, range).await.map_err(told)?, size))
    }

    /// Deletes a file; also fine when there is none.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.0.delete(&checked(key)?).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => done.map_err(told),
        }
    }

    /// Deletes these files.
    pub async fn delete_all(&self, keys: &[String]) -> Result<()> {
        for key in keys {
            self.delete(key).await?;
        }
        Ok(())
    }

    /// Whether there is such a file.
    pub async fn exists(&self, key: &str) -> Result<bool> {
        match self.0.head(&checked(key)?).await {
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            found => found.map(|_| true).map_err(told),
        }
    }

    /// At most `limit` of the files in the folder `prefix`, at any depth, in no order.
    pub async fn list(&self, prefix: &str, limit: usize) -> Result<Vec<Stored>> {
        let stored =
            |m: ObjectMeta| Stored { key: m.location.into(), size: m.size, modified: m.last_modified };
        let found = self.0.list(Some(&checked(prefix)?)).take(limit).map_ok(stored);
        found.try_collect().await.map_err(told)
    }

    /// The keys of all files in the folder `prefix` that were not touched since `moment` (what is on its way to its row
    /// is younger), at most a thousand at a time: in bounded memory however many there are.
    ///
    /// It is one walk through the folder, not a list asked for again from the last key on: the files of a local folder
    /// come in no order. What it gave may be deleted meanwhile.
    pub fn older_than(
        &self,
        prefix: &str,
        moment: DateTime<Utc>,
    ) -> Result<BoxStream<'static, Result<Vec<String>>>> {
        let old = move |file: ObjectMeta| (file.last_modified < moment).then(|| String::from(file.location));
        let old = self
            .0
            .list(Some(&checked(prefix)?))
            .try_filter_map(move |file| std::future::ready(Ok(old(file))));
        Ok(old.map_err(told).try_chunks(STEP).map_err(|cut| cut.1).boxed())
    }

    /// Writes and deletes a file: a store that can only be read is not well.
    pub async fn health(&self) -> Result<()> {
        let key = format!("health/{}", std::process::id());
        self.put(&key, Bytes::from_static(b"well")).await?;
        self.delete(&key).await
    }
}

fn local(folder: &Path) -> Result<LocalFileSystem> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    Ok(LocalFileSystem::new_with_prefix(folder).map_err(Error::internal)?.with_fsync(true))
}

fn bucket(settings: &StorageSettings) -> Result<object_store::aws::AmazonS3> {
    // A request waits for this: give up before its caller does.
    let retry = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(10), ..Default::default() };
    let client = ClientOptions::new()
        .with_connect_timeout(Duration::from_secs(3))
        .with_timeout(Duration::from_secs(30))
        .with_allow_http(settings.allow_http);
    let mut s3 = AmazonS3Builder::from_env()
        .with_bucket_name(&settings.bucket)
        .with_region(&settings.region)
        .with_retry(retry)
        .with_client_options(client);
    if !settings.endpoint.is_empty() {
        s3 = s3.with_endpoint(&settings.endpoint);
    }
    if !settings.secret_key.is_empty() {
        s3 = s3.with_access_key_id(&settings.access_key).with_secret_access_key(&settings.secret_key);
    }
    s3.build().map_err(Error::internal)
}

fn checked(key: &str) -> Result<Key> {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"._-/".contains(&b);
    let named = |segment: &str| !segment.is_empty() && !segment.starts_with('.') && segment.len() <= 200;
    if key.len() > 512 || !key.bytes().all(safe) || !key.split('/').all(named) {
        return Err(Error::bad_request("That is not the key of a file."));
    }
    Key::parse(key).map_err(Error::internal)
}

fn told(e: object_store::Error) -> Error {
    if matches!(e, object_store::Error::NotFound { .. }) {
        return Error::not_found("There is no such file.");
    }
    tracing::error!(error = %e, "the file store fails");
    Error::busy("The file store does not answer. Please try again.", 5)
}

fn told_io(e: std::io::Error) -> Error {
    tracing::error!(error = %e, "the file store fails");
    Error::busy("The file store does not answer. Please try again.", 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Storage {
        Storage::open(&StorageSettings::default(), path).unwrap()
    }

    #[tokio::test]
    async fn keeps_lists_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let files = open(folder.path());
        files.health().await.unwrap();
        files.put("a/b.txt", Bytes::from_static(b"hello")).await.unwrap();
        let parts = futures::stream::iter([Ok::<_, Error>(Bytes::from_static(b"12")), Ok("345".into())]);
        assert_eq!(files.put_stream("a/c/d", parts).await.unwrap(), 5);
        assert_eq!(files.get("a/c/d").await.unwrap(), "12345");
        assert_eq!(files.get_range("a/b.txt", 1..99).await.unwrap(), ("ello".into(), 5));
        assert_eq!(files.get_range("a/b.txt", 5..9).await.unwrap_err().status, 416);
        let mut keys: Vec<_> = files.list("a", 9).await.unwrap().into_iter().map(|f| f.key).collect();
        keys.sort();
        assert_eq!(
            (keys, files.list("a", 1).await.unwrap().len()),
            (vec!["a/b.txt".into(), "a/c/d".into()], 1)
        );
        files.delete("a/b.txt").await.unwrap();
        files.delete("a/b.txt").await.unwrap();
        assert!(!files.exists("a/b.txt").await.unwrap() && files.exists("a/c/d").await.unwrap());
        assert_eq!(files.get("a/b.txt").await.unwrap_err().status, 404);
        let large = Ok(Bytes::from(vec![7; 11 << 20])); // more than is held in memory
        let broken = futures::stream::iter([large, Err(Error::conflict("cut"))]);
        assert_eq!(files.put_stream("cut/it", broken).await.unwrap_err().status, 409);
        assert!(
            files.list("cut", 9).await.unwrap().is_empty() && files.list("none", 9).await.unwrap().is_empty()
        );
        assert!(folder.path().join("files/cut").read_dir().unwrap().next().is_none());
    }

    #[tokio::test]
    async fn a_walk_sees_every_old_file_of_a_folder_though_they_go_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let local = open(folder.path());
        let memory = Storage(Arc::new(object_store::memory::InMemory::new()));
        let many = 2 * STEP + 500;
        for n in 0..many {
            let under = folder.path().join(format!("files/kept/{}", n % 7));
            std::fs::create_dir_all(&under).unwrap();
            std::fs::write(under.join(format!("{n}.bin")), "x").unwrap();
            memory.put(&format!("kept/{}/{n}.bin", n % 7), "x".into()).await.unwrap();
        }
        let end = DateTime::<Utc>::MAX_UTC;
        for files in [local, memory] {
            files.put("other/1.bin", "x".into()).await.unwrap();
            let written = files.list("other", 9).await.unwrap()[0].modified;
            let mut young = files.older_than("other", written).unwrap();
            assert_eq!(young.try_next().await.unwrap(), None, "what is young is on its way");
            let mut old = files.older_than("other", written + chrono::TimeDelta::nanoseconds(1)).unwrap();
            assert_eq!(old.try_next().await.unwrap(), Some(vec!["other/1.bin".to_owned()]));
            let (mut sizes, mut seen) = (vec![], std::collections::BTreeSet::new());
            let mut steps = files.older_than("kept", end).unwrap();
            while let Some(keys) = steps.try_next().await.unwrap() {
                sizes.push(keys.len());
                files.delete_all(&keys).await.unwrap();
                seen.extend(keys);
            }
            assert_eq!((sizes, seen.len()), (vec![STEP, STEP, 500], many));
            assert!(
                files.list("kept", 9).await.unwrap().is_empty() && files.exists("other/1.bin").await.unwrap()
            );
            assert!(files.older_than("none", end).unwrap().try_next().await.unwrap().is_none());
        }
        assert!(open(folder.path()).older_than("../x", end).is_err());
    }

    #[tokio::test]
    async fn refuses_keys_that_lead_elsewhere_and_tells_outages() {
        let folder = tempfile::tempdir().unwrap();
        let files = open(folder.path());
        let long = "x".repeat(201);
        for key in
            ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".x", "a\\b", "a%2e", "é", "a\0b", &long]
        {
            assert_eq!(files.get(key).await.unwrap_err().status, 400, "{key}");
        }
        std::fs::remove_dir_all(folder.path().join("files")).unwrap();
        std::fs::write(folder.path().join("files"), "in the way").unwrap();
        assert_eq!(files.health().await.unwrap_err().status, 503);
        let secret = StorageSettings { secret_key: "hunter2".into(), ..Default::default() };
        assert!(!format!("{secret:?}").contains("hunter2"));
    }
}
