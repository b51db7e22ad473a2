//! A folder of this machine in which other programs lay files down for us. Names are single steps within it: what lies
//! elsewhere is out of reach, and links are not followed.
use std::{
    ffi::{OsStr, OsString},
    fs::{self, OpenOptions},
    io::Read,
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Component, Path, PathBuf},
    time::SystemTime,
};

use bytes::Bytes;

use crate::{Error, Result};

/// Entries of a folder that one look passes.
const MOST_ENTRIES: usize = 20_000;
/// Files of one name that are kept beside each other.
const MOST_OF_A_NAME: usize = 10_000;

/// The folder.
#[derive(Clone, Debug)]
pub struct Tray {
    root: PathBuf,
}

/// A file in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: OsString,
    /// Its length, bytes.
    pub size: u64,
    /// When it was last written, as its file system says.
    pub modified: SystemTime,
    /// Its number in the file system: another file under the same name has another.
    pub inode: u64,
}

impl Lying {
    /// Its name for people.
    pub fn label(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}

impl Tray {
    /// The folder at this path. Nothing is touched yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { root: path.into() }
    }

    /// Makes sure that these subfolders are there and are ours to write.
    pub async fn prepare(&self, folders: &'static [&'static str]) -> Result<()> {
        let tray = self.clone();
        apart(move || {
            tray.folder("").map_err(|e| fault("The folder can't be reached", &e))?;
            folders.iter().try_for_each(|folder| {
                let path = tray.root.join(folder);
                match fs::create_dir(&path) {
                    Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(e),
                    _ => tray.folder(folder).and_then(writable),
                }
                .map_err(|e| fault(&format!("The subfolder {folder} can't be written"), &e))
            })
        })
        .await
    }

    /// The ordinary files in a subfolder (`""`: in the folder itself), by name. Those whose name begins with a dot,
    /// links, and whatever is no file are left out.
    pub async fn list(&self, folder: &'static str) -> Result<Vec<Lying>> {
        let tray = self.clone();
        apart(move || {
            let read = || -> std::io::Result<Vec<Lying>> {
                let mut found = vec![];
                for entry in fs::read_dir(tray.folder(folder)?)?.take(MOST_ENTRIES) {
                    let entry = entry?;
                    let name = entry.file_name();
                    if name.as_encoded_bytes().starts_with(b".") {
                        continue;
                    }
                    // Somebody may have taken it away meanwhile.
                    let Ok(meta) = entry.path().symlink_metadata() else { continue };
                    if meta.is_file() {
                        let modified = meta.modified()?;
                        found.push(Lying { name, size: meta.len(), modified, inode: meta.ino() });
                    }
                }
                found.sort_by(|a, b| a.name.cmp(&b.name));
                Ok(found)
            };
            read().map_err(|e| fault("The folder can't be read", &e))
        })
        .await
    }

    /// The bytes of a file; none where it is gone. 413 where it is longer than `most` bytes, 400 where it can't be read.
    pub async fn read(&self, folder: &'static str, name: &OsStr, most: u64) -> Result<Option<Bytes>> {
        let (tray, name) = (self.clone(), name.to_owned());
        apart(move || {
            let path = tray.path(folder, &name)?;
            let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
            let file = match OpenOptions::new().read(true).custom_flags(flags.bits() as i32).open(path) {
                Ok(file) => file,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                Err(e) => return Err(Error::bad_request(format!("The file can't be read: {}", e.kind()))),
            };
            let length = file.metadata()?;
            if !length.is_file() {
                return Err(Error::bad_request("This is no ordinary file"));
            }
            let mut bytes = vec![];
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > most {
                let size = length.len().max(bytes.len() as u64);
                return Err(Error::too_large(format!(
                    "File size {size} exceeds maximum allowed size {most}"
                )));
            }
            Ok(Some(bytes.into()))
        })
        .await
    }

    /// Moves a file into a subfolder, under another name where that one is taken there; a note goes beside it as
    /// `<name>.txt`. A file that is gone already was moved by somebody else, and is no failure.
    pub async fn set_aside(&self, name: &OsStr, folder: &'static str, note: Option<String>) -> Result<()> {
        let (tray, name) = (self.clone(), name.to_owned());
        apart(move || {
            let from = tray.path("", &name)?;
            if from.symlink_metadata().is_err() {
                return Ok(());
            }
            let moved = || -> std::io::Result<()> {
                let (to, beside) = free(&tray.folder(folder)?, &name)?;
                if let Some(note) = note {
                    fs::write(beside, note)?;
                }
                fs::rename(&from, to)
            };
            moved().map_err(|e| fault(&format!("A file can't be moved to {folder}"), &e))
        })
        .await
    }

    /// Moves a file from one subfolder to another under this name, as mail folders want it. One that is gone already
    /// is no failure.
    pub async fn hand_over(&self, from: (&'static str, &OsStr), to: (&'static str, OsString)) -> Result<()> {
        let (tray, name, from_folder) = (self.clone(), from.1.to_owned(), from.0);
        apart(move || {
            let (from, to_path) = (tray.path(from_folder, &name)?, tray.path(to.0, &to.1)?);
            match fs::rename(from, to_path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    Err(fault(&format!("A file can't be moved to {}", to.0), &e))
                }
                _ => Ok(()),
            }
        })
        .await
    }

    fn path(&self, folder: &str, name: &OsStr) -> Result<PathBuf> {
        let one_step = matches!(
            Path::new(name).components().collect::<Vec<_>>().as_slice(),
            [Component::Normal(step)] if *step == name
        );
        if !one_step {
            return Err(Error::bad_request("A file's name is a single step"));
        }
        Ok(self.folder(folder)?.join(name))
    }

    /// A subfolder; one that is a link leads elsewhere and is refused.
    fn folder(&self, folder: &str) -> std::io::Result<PathBuf> {
        let path = self.root.join(folder);
        let meta = if folder.is_empty() { path.metadata()? } else { path.symlink_metadata()? };
        let elsewhere = || std::io::Error::other("it is no folder, or a link to one");
        if meta.is_dir() { Ok(path) } else { Err(elsewhere()) }
    }
}

/// A name that is free in this folder, with that of its note.
fn free(folder: &Path, name: &OsStr) -> std::io::Result<(PathBuf, PathBuf)> {
    let (stem, ending) = (Path::new(name).file_stem().unwrap_or(name), Path::new(name).extension());
    for n in 1..MOST_OF_A_NAME {
        let mut file = if n == 1 { name.to_owned() } else { stem.to_owned() };
        if n > 1 {
            file.push(format!(" ({n})"));
            if let Some(ending) = ending {
                file.push(".");
                file.push(ending);
            }
        }
        let mut note = file.clone();
        note.push(".txt");
        let (file, note) = (folder.join(file), folder.join(note));
        if file.symlink_metadata().is_err() && note.symlink_metadata().is_err() {
            return Ok((file, note));
        }
    }
    Err(std::io::Error::other("too many files of this name lie there"))
}

fn writable(folder: PathBuf) -> std::io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// In words that name no path: they are shown to people.
fn fault(what: &str, e: &std::io::Error) -> Error {
    Error::busy(format!("{what}: {e}"), 60)
}

/// Files block; the workers of the house must not.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_ordinary_files_are_seen_and_nothing_outside() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = outside.path().join("secret.pdf");
        fs::write(&secret, "secret").unwrap();
        fs::write(inside.path().join("b.pdf"), "b").unwrap();
        fs::write(inside.path().join(".hidden"), "x").unwrap();
        fs::create_dir(inside.path().join("folder.pdf")).unwrap();
        std::os::unix::fs::symlink(&secret, inside.path().join("a.pdf")).unwrap();
        let tray = Tray::at(inside.path());
        let names = tray.list("").await.unwrap().iter().map(Lying::label).collect::<Vec<_>>();
        assert_eq!(names, ["b.pdf"]);
        for name in ["../secret.pdf", "..", "", "/etc/passwd", "x/../b.pdf", "./b.pdf", "b.pdf/"] {
            assert_eq!(tray.read("", OsStr::new(name), 9).await.unwrap_err().status, 400, "{name}");
        }
        assert_eq!(tray.read("", OsStr::new("a.pdf"), 9).await.unwrap_err().status, 400);
        assert_eq!(tray.read("", OsStr::new("folder.pdf"), 9).await.unwrap_err().status, 400);
        assert_eq!(tray.read("", OsStr::new("b.pdf"), 0).await.unwrap_err().status, 413);
        assert_eq!(tray.read("", OsStr::new("b.pdf"), 1).await.unwrap().unwrap(), "b");
        assert!(tray.read("", OsStr::new("gone.pdf"), 1).await.unwrap().is_none());
        std::os::unix::fs::symlink(outside.path(), inside.path().join("taken")).unwrap();
        assert_eq!(tray.prepare(&["taken"]).await.unwrap_err().status, 503);
        assert!(tray.set_aside(OsStr::new("b.pdf"), "taken", None).await.is_err());
        assert!(inside.path().join("b.pdf").exists() && !outside.path().join("b.pdf").exists());
    }

    #[tokio::test]
    async fn no_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let tray = Tray::at(folder.path());
        tray.prepare(&["refused"]).await.unwrap();
        for n in 0..3 {
            fs::write(folder.path().join("a.pdf"), format!("{n}")).unwrap();
            tray.set_aside(OsStr::new("a.pdf"), "refused", Some(format!("because {n}"))).await.unwrap();
        }
        tray.set_aside(OsStr::new("a.pdf"), "refused", None).await.unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
        assert_eq!([read("a.pdf"), read("a (2).pdf"), read("a (3).pdf")], ["0", "1", "2"]);
        assert_eq!(read("a (3).pdf.txt"), "because 2");
        assert_eq!(fs::read_dir(folder.path().join("refused")).unwrap().count(), 6);
        assert_eq!(Tray::at("/nowhere/at/all").prepare(&["taken"]).await.unwrap_err().status, 503);
    }
}
