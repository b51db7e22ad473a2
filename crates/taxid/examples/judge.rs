//! Reads lines of a kind and a number, and says of each whether it is right: `vat NL810433941B01` → `1`.
//! A script beside it can so ask another program the same, and compare.
#![allow(clippy::print_stdout, reason = "an example talks to the terminal")]
use std::io::BufRead as _;

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let Some((kind, number)) = line.split_once(' ') else { continue };
        let is_right = match kind {
            "vat" => taxid::vat(number).is_ok(),
            "gstin" => taxid::gstin(number).is_ok(),
            "pan" => taxid::pan(number).is_ok(),
            "iban" => taxid::iban(number).is_ok(),
            "bic" => taxid::bic(number).is_ok(),
            "rf" => taxid::reference::rf(number).is_ok(),
            "ogm" => taxid::reference::ogm(number).is_ok(),
            "qrr" => taxid::reference::qrr(number).is_ok(),
            other => other
                .split_once('.')
                .and_then(|(country, name)| taxid::company::register(country, name))
                .is_some_and(|register| (register.read)(number).is_ok()),
        };
        println!("{} {line}", u8::from(is_right));
    }
}
