//! Invoices within a PDF, wherever they hang.
use einvoice::{attached, embedded, read};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

const XML: &str = r#"<?xml version="1.0"?><rsm:CrossIndustryInvoice
    xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
    <rsm:ExchangedDocument><ram:ID>R-1</ram:ID></rsm:ExchangedDocument></rsm:CrossIndustryInvoice>"#;

/// A PDF of one page; the specification of a file hangs where the caller puts it.
fn pdf(
    name: &str,
    content: &str,
    hang: impl FnOnce(&mut Document, &mut Dictionary, &mut Dictionary, Object),
) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let stream = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content.into()));
    let file = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(name),
        "EF" => dictionary! { "F" => stream },
    });
    let mut page = dictionary! { "Type" => "Page", "Parent" => pages };
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    hang(&mut document, &mut catalog, &mut page, file.into());
    let page = document.add_object(page);
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn named(_: &mut Document, catalog: &mut Dictionary, _: &mut Dictionary, file: Object) {
    let kid = dictionary! { "Names" => vec![Object::string_literal("a"), file] };
    let tree = dictionary! { "Kids" => vec![kid.into()] };
    catalog.set("Names", dictionary! { "EmbeddedFiles" => tree });
}

#[test]
fn an_invoice_is_found_wherever_it_hangs() {
    let hung: [(&str, Vec<u8>); 4] = [
        ("names", pdf("factur-x.xml", XML, named)),
        ("document", pdf("ZUGFeRD-invoice.xml", XML, |_, catalog, _, file| catalog.set("AF", vec![file]))),
        ("page", pdf("xrechnung.xml", XML, |_, _, page, file| page.set("AF", vec![file]))),
        (
            "note",
            pdf("whatever.bin", XML, |_, _, page, file| {
                let note = dictionary! { "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => file };
                page.set("Annots", vec![note.into()]);
            }),
        ),
    ];
    for (place, bytes) in hung {
        let file = read(&bytes).unwrap_or_else(|fault| panic!("{place}: {fault}"));
        assert_eq!(file.invoice.number.as_deref(), Some("R-1"), "{place}");
    }
}

#[test]
fn other_files_are_no_invoices() {
    let bytes = pdf("factur-x.xml", "<html></html>", named);
    assert!(embedded(&bytes).is_none());
    assert_eq!(attached(&bytes)[0].name, "factur-x.xml");
}

#[test]
fn a_tree_that_bites_its_tail_ends() {
    let bytes = pdf("factur-x.xml", XML, |document, catalog, _, file| {
        let id = document.new_object_id();
        let tree = dictionary! { "Kids" => vec![id.into(), id.into()], "Names" => vec![Object::Null, file] };
        document.objects.insert(id, tree.into());
        catalog.set("Names", dictionary! { "EmbeddedFiles" => id });
    });
    assert!(embedded(&bytes).is_some());
}
