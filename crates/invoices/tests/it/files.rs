//! Files of other people, where they are at hand: data and page of one invoice must agree, and every file is read.
use std::path::PathBuf;

use invoices::reader::{Wishes, open};

/// The folder of this name beside the project, if it is there.
#[expect(clippy::disallowed_methods, reason = "where the data are is no setting of the house")]
fn folder(name: &str) -> Option<PathBuf> {
    let beside = || {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        root.ancestors().nth(3).map(|above| above.join("shared").join("data")).unwrap_or_default()
    };
    let folder =
        std::env::var("BURSAR_DATA").map_or_else(|_| beside(), PathBuf::from).join("invoices").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
    }
    folder.is_dir().then_some(folder)
}

#[test]
fn data_within_pdfs_are_read_and_found_on_their_pages() {
    let Some(folder) = folder("facturx") else { return };
    let (mut files, mut fields, mut placed, mut accepted, mut differing) = (0, 0, 0, 0, vec![]);
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().extension().is_none_or(|ending| ending != "pdf") {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).expect("a file");
        let (opened, pages) = open(&bytes, "application/pdf", &Wishes::default()).expect(&name);
        let read = opened.extracted;
        assert!(pages.is_some_and(|pages| !pages.pages.is_empty()), "{name} has pages");
        assert!(
            read.text("invoice_number").is_some() && read.text("total_amount").is_some(),
            "{name}: {:?}",
            read.origin
        );
        files += 1;
        accepted += i32::from(read.accept);
        let known = opened.known.fields.keys().map(|field| &read.fields[field]).collect::<Vec<_>>();
        fields += known.len();
        placed += known.iter().filter(|field| field.page.is_some()).count();
        for (field, page) in &read.evidence.page {
            differing.push(format!(
                "{name}: {field} {} | {} ({})",
                read.fields[field].value, page.value, page.confidence
            ));
        }
        if !read.accept {
            let broken = read.evidence.broken.iter().filter(|one| one.is_error).map(|one| one.id.as_str());
            println!("{name}: not accepted: {:?} {:?}", broken.collect::<Vec<_>>(), read.problems);
        }
    }
    println!("{files} files, {accepted} accepted, {placed} of {fields} fields placed");
    differing.iter().for_each(|line| println!("{}", line.replace('\n', " / ")));
    assert!(placed * 10 >= fields * 7, "{placed} of {fields} values of the data are found on the page");
}
