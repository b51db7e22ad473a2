//! Files within a PDF: the XML of Factur-X and ZUGFeRD, whatever it is called and wherever it hangs.
use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::{read::is_invoice, xml::MOST_BYTES};

/// A file within a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The name that the PDF gives it.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Names that Factur-X, ZUGFeRD, XRechnung and Order-X give to their XML; the likeliest come first.
const NAMES: &[&str] = &[
    "factur-x.xml",
    "zugferd-invoice.xml",
    "xrechnung.xml",
    "zugferd_invoice.xml",
    "order-x.xml",
    "invoice.xml",
];

const MOST_FILES: usize = 200;
const DEEPEST: usize = 32;
const MOST_STEPS: usize = 10_000;

/// The invoice within a PDF: an attached XML that is one. The known names come first, the content decides.
pub fn embedded(pdf: &[u8]) -> Option<Attached> {
    let mut files = attached(pdf);
    files.retain(|file| is_invoice(&file.content));
    let rank = |file: &Attached| {
        let name = file.name.to_lowercase();
        NAMES.iter().position(|known| name == *known).unwrap_or(NAMES.len())
    };
    files.into_iter().min_by_key(rank)
}

/// Every file within a PDF, whether it hangs in the tree of names, at the document, at a page or at a note.
pub fn attached(pdf: &[u8]) -> Vec<Attached> {
    let Ok(mut document) = Document::load_mem(pdf) else { return Vec::new() };
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Vec::new();
    }
    let mut search = Search { document: &document, seen: BTreeSet::new(), files: Vec::new(), steps: 0 };
    search.all();
    search.files
}

struct Search<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    files: Vec<Attached>,
    /// Nodes of the tree that were looked at: a tree may bite its tail.
    steps: usize,
}

impl<'a> Search<'a> {
    fn all(&mut self) {
        if let Ok(catalog) = self.document.catalog() {
            if let Some(tree) = self.dictionary(catalog.get(b"Names").ok())
                && let Some(names) = self.dictionary(tree.get(b"EmbeddedFiles").ok())
            {
                self.tree(names, 0);
            }
            self.associated(catalog);
        }
        for page in self.document.page_iter() {
            let Ok(page) = self.document.get_dictionary(page) else { continue };
            self.associated(page);
            for note in self.array(page.get(b"Annots").ok()) {
                if let Some(note) = self.dictionary(Some(note)) {
                    self.specification(note.get(b"FS").ok());
                }
            }
        }
        if self.files.is_empty() {
            // A broken catalogue still leaves the specifications of files themselves.
            for object in self.document.objects.values() {
                let is_file = object
                    .as_dict()
                    .ok()
                    .and_then(|found| found.get(b"Type").ok())
                    .and_then(|kind| kind.as_name().ok())
                    .is_some_and(|kind| kind == b"Filespec" || kind == b"F");
                if is_file {
                    self.specification(Some(object));
                }
            }
        }
    }

    fn resolve(&self, object: Option<&'a Object>) -> Option<&'a Object> {
        self.document.dereference(object?).ok().map(|(_, object)| object)
    }

    fn dictionary(&self, object: Option<&'a Object>) -> Option<&'a Dictionary> {
        self.resolve(object)?.as_dict().ok()
    }

    fn array(&self, object: Option<&'a Object>) -> &'a [Object] {
        self.resolve(object).and_then(|object| object.as_array().ok()).map_or(&[], Vec::as_slice)
    }

    fn tree(&mut self, node: &'a Dictionary, depth: usize) {
        self.steps += 1;
        if depth > DEEPEST || self.steps > MOST_STEPS || self.files.len() > MOST_FILES {
            return;
        }
        for pair in self.array(node.get(b"Names").ok()).chunks(2) {
            self.specification(pair.get(1));
        }
        for kid in self.array(node.get(b"Kids").ok()) {
            if let Some(kid) = self.dictionary(Some(kid)) {
                self.tree(kid, depth + 1);
            }
        }
    }

    fn associated(&mut self, owner: &'a Dictionary) {
        for file in self.array(owner.get(b"AF").ok()) {
            self.specification(Some(file));
        }
        if let Some(single) = owner.get(b"AF").ok().filter(|file| self.dictionary(Some(file)).is_some()) {
            self.specification(Some(single));
        }
    }

    /// Takes the file of a specification, once.
    fn specification(&mut self, object: Option<&'a Object>) {
        let Some(found) = self.dictionary(object) else { return };
        let name = [b"UF".as_slice(), b"F"]
            .iter()
            .find_map(|key| self.resolve(found.get(key).ok())?.as_str().ok())
            .map(text)
            .unwrap_or_default();
        let Some(streams) = self.dictionary(found.get(b"EF").ok()) else { return };
        let Some(stream) = [b"F".as_slice(), b"UF"].iter().find_map(|key| streams.get(key).ok()) else {
            return;
        };
        if stream.as_reference().is_ok_and(|id| !self.seen.insert(id)) || self.files.len() > MOST_FILES {
            return;
        }
        let Some(stream) = self.resolve(Some(stream)).and_then(|object| object.as_stream().ok()) else {
            return;
        };
        if let Ok(content) = stream.get_plain_content_with_limit(MOST_BYTES) {
            self.files.push(Attached { name, content });
        }
    }
}

/// A text of a PDF: UTF-16 with its mark, or Latin letters.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0xef, 0xbb, 0xbf, ..] => {
            encoding_rs::UTF_8.decode(bytes).0.into_owned()
        }
        _ => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().map(|b| char::from(*b)).collect(), str::to_owned),
    }
}
