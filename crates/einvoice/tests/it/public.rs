//! The public test sets and examples, where they are at hand: in the folder that BURSAR_DATA names, or beside the
//! repository.
use std::path::PathBuf;

#[path = "../../examples/score/measure.rs"]
mod measure;

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no settings; the variable says where the files are"
)]
fn folder() -> Option<PathBuf> {
    let named = std::env::var("BURSAR_DATA").ok().map(PathBuf::from);
    let beside =
        || Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?.join("shared").join("data"));
    named.or_else(beside).map(|data| data.join("invoices")).filter(|found| found.is_dir())
}

/// The folder, or a word to whoever runs the tests that nothing is read.
macro_rules! folder_or_return {
    () => {
        match folder() {
            Some(folder) => folder,
            None => return println!("The public files are not here; this test reads nothing."),
        }
    };
}

#[test]
fn the_test_sets_of_en_16931_hold() {
    let folder = folder_or_return!();
    let score = measure::sets(&folder.join("en16931/unit"));
    assert!(score.all > 1_100, "only {} assertions were found", score.all);
    assert_eq!(score.wrong, Vec::<String>::new());
}

#[test]
fn official_examples_are_valid() {
    let folder = folder_or_return!();
    for place in ["en16931/ubl-examples", "en16931/cii-examples", "en16931/unit/testfiles"] {
        let files = measure::files(&folder.join(place));
        assert!(!files.is_empty(), "{place}");
        for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "xml")) {
            let errors = measure::errors(&std::fs::read(path).unwrap()).unwrap();
            assert_eq!(errors, Vec::<&str>::new(), "{}", path.display());
        }
    }
}

#[test]
fn every_embedded_invoice_is_read() {
    let folder = folder_or_return!();
    for path in measure::files(&folder.join("facturx")) {
        // Three copies of one example give an allowance a reason that is a code of charges.
        let errors = measure::errors(&std::fs::read(&path).unwrap());
        let errors = errors.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let known = path.to_string_lossy().contains("Fremdwaehrung");
        assert_eq!(errors, if known { vec!["BR-CL-19"] } else { vec![] }, "{}", path.display());
    }
}
