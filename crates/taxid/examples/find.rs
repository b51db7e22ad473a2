//! Finds identifiers in a text from the terminal: one line for each.
#![allow(clippy::print_stdout, reason = "an example talks to the terminal")]
use std::io::Read as _;

fn main() {
    let mut text = String::new();
    if std::io::stdin().read_to_string(&mut text).is_err() {
        println!("This is no text.");
    }
    let found = taxid::find(&text);
    // The first look compiles what it looks for; those after it tell the speed.
    let start = std::time::Instant::now();
    for _ in 0..20 {
        taxid::find(&text);
    }
    let took = start.elapsed() / 20;
    for id in &found {
        println!(
            "{:?} {} {} {} {}",
            id.kind,
            id.country,
            id.name,
            id.value,
            if id.valid { "valid" } else { "wrong" }
        );
    }
    println!("{} in {took:?}", found.len());
}
