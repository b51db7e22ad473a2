//! Many files in one: a ZIP archive.
use std::io::{Cursor, Read, Seek, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{Error, Result};

/// An archive of these files: names with endings, and bytes. Takes a while: not for the thread that answers requests.
pub fn zip(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // Without the hour of the clock, so that the same files make the same archive.
        archive.start_file(name, SimpleFileOptions::DEFAULT).map_err(Error::internal)?;
        archive.write_all(&bytes).map_err(Error::internal)?;
    }
    Ok(archive.finish().map_err(Error::internal)?.into_inner())
}

/// An archive of more parts is none that people make.
const MOST_PARTS: usize = 10_000;

/// Unpacks an archive without keeping anything, and looks at each step: the name of a part and its next bytes. Ends at the
/// first step that says no; an archive tells nothing true about itself until it has been unpacked. Whether all went
/// well; an error where it is no archive. Takes a while, as [`zip`] does.
pub fn unpack(archive: impl Read + Seek, mut step: impl FnMut(&str, &[u8]) -> bool) -> Result<bool> {
    let broken = |e: zip::result::ZipError| Error::bad_request(format!("This is no ZIP archive: {e}"));
    let mut archive = zip::ZipArchive::new(archive).map_err(broken)?;
    if archive.len() > MOST_PARTS {
        return Ok(false);
    }
    let mut bytes = vec![0; 64 * 1024];
    for part in 0..archive.len() {
        let mut part = archive.by_index(part).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        loop {
            match part.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) if step(&name, &bytes[..read]) => {}
                Ok(_) => return Ok(false),
                Err(e) => return Err(broken(e.into())),
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let files = vec![("a.xml".to_owned(), b"<a/>".to_vec()), ("b.xml".to_owned(), vec![b'x'; 10_000])];
        let bytes = zip(files.clone()).expect("an archive");
        assert!(bytes.len() < 1_000, "it is compressed");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        for (name, right) in &files {
            let mut found = vec![];
            std::io::copy(&mut archive.by_name(name).expect("the file"), &mut found).expect("read");
            assert_eq!(&found, right);
        }
        assert_eq!(bytes, zip(files).expect("an archive"));
    }

    #[test]
    fn an_archive_is_looked_at_step_by_step() {
        let bytes =
            zip([("a".to_owned(), vec![0; 1_000_000]), ("b".to_owned(), b"x".to_vec())]).expect("an archive");
        let mut seen = vec![];
        let whole = unpack(Cursor::new(&bytes), |name, part| {
            seen.push((name.to_owned(), part.len()));
            true
        });
        assert!(whole.expect("an archive") && seen.len() > 10 && seen.last() == Some(&("b".into(), 1)));
        assert_eq!(seen.iter().map(|(_, length)| length).sum::<usize>(), 1_000_001);
        assert!(!unpack(Cursor::new(&bytes), |_, _| false).expect("an archive"));
        assert_eq!(unpack(Cursor::new(b"nothing"), |_, _| true).unwrap_err().status, 400);
    }
}
