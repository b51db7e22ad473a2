//! Reads the files named on the command line, and prints what was read as JSON, one line a file.
//! With `--time` in front it reads each table the way an importer does, row by row, and prints how long that took.
use std::{
    fs::File,
    io::{self, Write},
    path::Path,
    time::Instant,
};

use serde_json::{Value, json};
use statement::csv;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut paths = std::env::args().skip(1).peekable();
    let timed = paths.next_if(|first| first == "--time").is_some();
    for path in paths {
        let line = if timed { time(&path)? } else { read(&path)? };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn read(path: &str) -> io::Result<Value> {
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    Ok(match statement::read(&name, &std::fs::read(path)?, None) {
        Ok(reading) => json!({ "file": path, "reading": reading }),
        Err(unreadable) => json!({ "file": path, "unreadable": unreadable.reason }),
    })
}

fn time(path: &str) -> io::Result<Value> {
    let start = Instant::now();
    let known = csv::survey(File::open(path)?)?;
    let surveyed = start.elapsed();
    let mapping = known.mapping.ok_or(io::ErrorKind::InvalidData)?;
    let rows = csv::Rows::new(File::open(path)?, &mapping);
    let (read, failed) = rows.fold((0, 0), |(read, failed), row| match row {
        Ok(_) => (read + 1, failed),
        Err(_) => (read, failed + 1),
    });
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
    Ok(json!({
        "entries": read,
        "problems": failed,
        "survey_ms": surveyed.as_secs_f64() * 1e3,
        "all_ms": start.elapsed().as_secs_f64() * 1e3,
        "peak_memory": peak,
    }))
}
