//! Measures the rules: `score FOLDER…`. Test sets of EN 16931 within the folders count their assertions; every other
//! XML and PDF is read and judged, and what is wrong with it is printed.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example talks to the terminal and reads files"
)]
mod measure;

use std::{path::Path, time::Instant};

fn main() {
    let (mut right, mut all, mut valid, mut count) = (0, 0, 0, 0);
    for folder in std::env::args().skip(1) {
        let score = measure::sets(Path::new(&folder));
        (right, all) = (right + score.right, all + score.all);
        score.wrong.iter().for_each(|wrong| println!("{wrong}"));
        for path in measure::files(Path::new(&folder)) {
            let known = path.extension().is_some_and(|ending| ending == "xml" || ending == "pdf");
            let Some(bytes) = std::fs::read(&path).ok().filter(|_| known) else { continue };
            if bytes.windows(8).take(4000).any(|window| window == b"<testSet") {
                continue;
            }
            count += 1;
            let start = Instant::now();
            let errors = measure::errors(&bytes);
            let took = start.elapsed();
            match errors {
                Ok(errors) if errors.is_empty() => valid += 1,
                Ok(errors) => println!("{}: {errors:?} ({took:?})", path.display()),
                Err(fault) => println!("{}: {fault}", path.display()),
            }
        }
    }
    println!("assertions: {right} of {all}; files without an error: {valid} of {count}");
}
