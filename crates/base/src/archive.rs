//! Many files in one: a ZIP archive.
use std::io::{Cursor, Write};

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
}
