//! Reads files named on the command line, and prints what was read as JSON, one line a file.
use std::{
    io::{self, Write},
    path::Path,
};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for path in std::env::args().skip(1) {
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy();
        let line = match statement::read(&name, &std::fs::read(&path)?, None) {
            Ok(reading) => serde_json::json!({ "file": path, "reading": reading }),
            Err(unreadable) => serde_json::json!({ "file": path, "unreadable": unreadable.reason }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
