//! What is left when the known words are taken: numbers of invoices, vendors, strangers.
use super::{Key, Kind, Needle, Reader, name};

impl Reader<'_> {
    /// An invoice named by a mere number, or by a word and a number.
    pub(super) fn needles(&mut self) {
        if self.slots.filter.invoice.is_some() {
            return;
        }
        for at in 0..self.tokens.len() {
            let Kind::Number(number) = self.tokens[at].kind else { continue };
            if self.taken[at] {
                continue;
            }
            let before = at.checked_sub(1).and_then(|n| self.keys[n]);
            let prefix = at.checked_sub(1).filter(|n| !self.taken[*n] && self.tokens[*n].capital);
            let text = match prefix {
                Some(n) => {
                    self.take(n, 1);
                    format!("{} {}", self.tokens[n].text, self.tokens[at].text)
                }
                None => self.tokens[at].text.clone(),
            };
            let id = if prefix.is_some() { None } else { Some(number) };
            self.take(at, 1);
            self.slots.filter.invoice = Some(Needle { text, id, only_id: before == Some(Key::Id) });
            return;
        }
        let quoted =
            (0..self.tokens.len()).find(|at| self.tokens[*at].kind == Kind::Quoted && !self.taken[*at]);
        if let Some(at) = quoted.filter(|at| {
            !matches!(at.checked_sub(1).and_then(|n| self.keys[n]), Some(Key::From | Key::Vendor))
        }) {
            self.take(at, 1);
            let text = self.tokens[at].text.clone();
            self.slots.filter.invoice = Some(Needle { text, id: None, only_id: false });
        }
    }

    /// Runs of words that are left: vendors, or nothing that is known.
    pub(super) fn vendors(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end = (at..self.tokens.len()).find(|n| self.taken[*n]).unwrap_or(self.tokens.len());
            if end == at {
                at += 1;
                continue;
            }
            let run = self.tokens[at..end].iter().map(|token| token.text.clone()).collect::<Vec<_>>();
            let marked = at.checked_sub(1).and_then(|n| self.keys[n]);
            let marked = matches!(marked, Some(Key::From | Key::By | Key::Vendor | Key::About));
            self.run(
                run,
                marked || self.tokens[at].kind == Kind::Quoted || (self.tokens[at].capital && at > 0),
            );
            at = end;
        }
    }

    fn run(&mut self, run: Vec<String>, named: bool) {
        let found = name::meant(&run, self.names);
        if !found.is_empty() {
            self.slots.filter.vendors.extend(found);
            return;
        }
        // Perhaps only a part of it is a name.
        let (known, unknown): (Vec<_>, Vec<_>) =
            run.into_iter().partition(|word| !name::meant(std::slice::from_ref(word), self.names).is_empty());
        for word in known {
            self.slots.filter.vendors.extend(name::meant(&[word], self.names));
        }
        self.slots.filter.vendors.sort();
        self.slots.filter.vendors.dedup();
        let into = if named { &mut self.slots.strangers } else { &mut self.slots.unknown };
        if !unknown.is_empty() {
            into.push(unknown.join(" "));
        }
    }
}
