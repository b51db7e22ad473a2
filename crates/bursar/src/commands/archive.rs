//! Backup and restore: the database, the files and the secrets in one archive.
use std::{
    fs::{self, File},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use kernel::{
    App, Error, Result, Settings,
    db::{CLIENT_PACKAGE, is_served},
    settings::without_password,
};

const EMBEDDED: &str = "bursar.db";
const SERVED: &str = "bursar.pgdump";
/// What the data folder keeps beside the database.
const BESIDE: [&str; 4] = ["secret.key", "two_factor.key", "setup.token", "files"];

/// Writes the archive, readable by its owner only: it holds the secrets.
pub(crate) async fn backup(app: &App, file: &Path) -> Result<()> {
    let data = &app.settings.data_dir;
    let copy = data.join(format!(".backup-{}", std::process::id()));
    let (name, copied) = if app.db.is_shared() {
        (SERVED, dump(&app.settings.database.url, &copy))
    } else {
        (EMBEDDED, app.db.copy_to(&copy).await)
    };
    let written = copied.and_then(|()| {
        eprintln!("Database copied: {} bytes.", fs::metadata(&copy)?.len());
        pack(file, name, &copy, data)
    });
    fs::remove_file(&copy).ok();
    written?;
    println!("Saved to {} ({} bytes).", file.display(), fs::metadata(file)?.len());
    Ok(())
}

fn pack(file: &Path, name: &str, database: &Path, data: &Path) -> Result<()> {
    let options = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let archive = options.map_err(|e| Error::internal(format!("cannot write {}: {e}", file.display())))?;
    let mut tar = tar::Builder::new(GzEncoder::new(archive, Compression::fast()));
    tar.follow_symlinks(false);
    tar.append_path_with_name(database, name)?;
    for beside in BESIDE {
        let path = data.join(beside);
        if path.is_dir() {
            tar.append_dir_all(beside, &path)?;
        } else if path.exists() {
            tar.append_path_with_name(&path, beside)?;
        }
    }
    tar.into_inner()?.finish()?.sync_all()?;
    Ok(())
}

/// Unpacks an archive into the data folder, and into PostgreSQL where the settings name one.
pub(crate) fn restore(settings: &Settings, file: &Path, force: bool) -> Result<()> {
    let data = &settings.data_dir;
    let open =
        || File::open(file).map_err(|e| Error::internal(format!("cannot read {}: {e}", file.display())));
    let names = contents(open()?)?;
    let served = is_served(&settings.database.url);
    let needed = if served { SERVED } else { EMBEDDED };
    if !names.iter().any(|name| name == Path::new(needed)) {
        let other = if served { "an embedded database" } else { "a database server" };
        return Err(Error::internal(format!("this archive is of {other}: set DATABASE_URL accordingly")));
    }
    let there = BESIDE.iter().copied().chain([EMBEDDED]).find(|name| data.join(name).exists());
    if let (Some(name), false) = (there, force) {
        return Err(Error::internal(format!(
            "{} exists already; --force replaces it",
            data.join(name).display()
        )));
    }
    fs::create_dir_all(data)?;
    for stale in [EMBEDDED.to_owned(), format!("{EMBEDDED}-wal"), format!("{EMBEDDED}-shm")] {
        fs::remove_file(data.join(stale)).ok();
    }
    // `unpack` writes nothing outside of the folder, whatever the archive's names say.
    tar::Archive::new(GzDecoder::new(open()?)).unpack(data)?;
    if served {
        let dump = data.join(SERVED);
        undump(&settings.database.url, &dump, force)?;
        fs::remove_file(dump)?;
    }
    println!("Restored {} files into {}.", names.len(), data.display());
    Ok(())
}

fn contents(archive: File) -> Result<Vec<PathBuf>> {
    let mut tar = tar::Archive::new(GzDecoder::new(archive));
    let names = tar.entries()?.map(|entry| Ok(entry?.path()?.into_owned()));
    names
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(|e| Error::internal(format!("this is no archive of Bursar: {e}")))
}

fn dump(url: &str, to: &Path) -> Result<()> {
    let file = to.display().to_string();
    tool("pg_dump", &["--format=custom", "--no-owner", "--file", &file, "--dbname", url], url)
}

fn undump(url: &str, from: &Path, force: bool) -> Result<()> {
    let file = from.display().to_string();
    let mut arguments = vec!["--no-owner", "--exit-on-error", "--single-transaction"];
    if force {
        arguments.extend(["--clean", "--if-exists"]);
    }
    arguments.extend(["--dbname", url, &file]);
    tool("pg_restore", &arguments, url)
}

fn tool(name: &str, arguments: &[&str], url: &str) -> Result<()> {
    let missing = |e| Error::internal(format!("{name} is needed ({e}): apt-get install {CLIENT_PACKAGE}"));
    let done = Command::new(name).args(arguments).output().map_err(missing)?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).replace(url, &without_password(url));
    Err(Error::internal(format!("{name}: {}", said.trim())))
}
