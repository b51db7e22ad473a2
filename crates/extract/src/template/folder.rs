//! A folder of templates: its files `*.yml`, `*.yaml` and `*.json` (JSON is YAML), read again when one of them changes.
use std::{fs, io, path::Path, time::SystemTime};

/// More files than this are not read.
const MOST: usize = 1_000;
/// A larger file is no template.
const LARGEST: u64 = 256 * 1024;

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name without the ending.
    pub name: String,
    /// What it says.
    pub yaml: String,
}

/// Name, length and time of every file: another value means that something changed.
pub type Stamp = Vec<(String, u64, Option<SystemTime>)>;

/// The files as they are now.
pub fn stamp(folder: &Path) -> io::Result<Stamp> {
    let mut files = vec![];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let about = entry.metadata()?;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if about.is_file() && matches!(ending, "yml" | "yaml" | "json") && about.len() <= LARGEST {
            files.push((name, about.len(), about.modified().ok()));
        }
    }
    files.sort();
    files.truncate(MOST);
    Ok(files)
}

/// What these files say; one that was taken away meanwhile is left out.
pub fn sheets(folder: &Path, stamp: &Stamp) -> Vec<Sheet> {
    let one = |(name, ..): &(String, u64, Option<SystemTime>)| {
        let yaml = fs::read_to_string(folder.join(name)).ok()?;
        let name = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        Some(Sheet { name, yaml })
    };
    stamp.iter().filter_map(one).collect()
}
