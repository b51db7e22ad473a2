//! Finds the vendors of a batch in a question, also where their names are shortened or misspelt.
use super::token::{plain, slips};

/// Legal forms and fillers, which tell nobody apart.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "pvt",
    "private",
    "gmbh",
    "ag",
    "kg",
    "co",
    "inc",
    "llc",
    "llp",
    "plc",
    "sa",
    "srl",
    "spa",
    "bv",
    "nv",
    "corp",
    "corporation",
    "company",
    "the",
    "and",
    "und",
    "oy",
    "ab",
    "as",
    "aps",
    "sas",
    "sarl",
    "sl",
    "kft",
    "ohg",
    "ug",
    "ev",
    "mbh",
    "se",
    "pty",
    "sp",
    "zoo",
    "sro",
    "of",
    "for",
    "de",
    "der",
    "die",
];

/// The words of a name that tell it apart.
pub fn parts(name: &str) -> Vec<String> {
    let all = plain(name);
    let words = all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let kept = words.clone().filter(|word| !FORMS.contains(word)).map(str::to_owned).collect::<Vec<_>>();
    if kept.is_empty() { words.map(str::to_owned).collect() } else { kept }
}

/// Whether a word is a legal form.
pub fn is_form(word: &str) -> bool {
    FORMS.contains(&word) && !["of", "for", "and", "und", "the", "der", "die", "as", "se"].contains(&word)
}

/// Whether a word of a question means a word of a name.
fn alike(asked: &str, known: &str) -> bool {
    if asked == known {
        return true;
    }
    let length = asked.chars().count();
    if length >= 4 && known.starts_with(asked) {
        return true;
    }
    let most = match length {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    slips(asked, known, most).is_some()
}

/// Which of the names the words mean: each word must stand for a word of the name. Whoever is named in full is meant
/// alone.
pub fn meant(words: &[String], names: &[String]) -> Vec<String> {
    let asked = words.iter().flat_map(|word| parts(word)).collect::<Vec<_>>();
    if asked.is_empty() {
        return vec![];
    }
    let fits = |name: &&String| {
        let known = parts(name);
        asked.iter().all(|word| known.iter().any(|part| alike(word, part)))
    };
    let found = names.iter().filter(fits).collect::<Vec<_>>();
    let same = |name: &&&String| parts(name) == asked;
    let exact = found.iter().filter(same).copied().collect::<Vec<_>>();
    let best = if exact.is_empty() { found } else { exact };
    best.into_iter().cloned().collect()
}

/// Where a name stands in the words in full: the first word and how many, the longest name first.
pub fn in_full(words: &[Option<String>], names: &[String]) -> Option<(usize, usize, String)> {
    let mut best: Option<(usize, usize, String)> = None;
    for name in names {
        let known = parts(name);
        let long = known.len();
        if long == 0 || long > words.len() || known.iter().map(String::len).sum::<usize>() < 3 {
            continue;
        }
        let at = (0..=words.len() - long)
            .find(|at| known.iter().zip(&words[*at..]).all(|(part, word)| word.as_ref() == Some(part)));
        if let Some(at) = at.filter(|_| best.as_ref().is_none_or(|best| long > best.1)) {
            best = Some((at, long, name.clone()));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["Acme Industries Pvt Ltd", "Müller & Söhne GmbH", "Total Energies", "Acme Foods"]
            .map(String::from)
            .to_vec()
    }

    fn ask(words: &str) -> Vec<String> {
        meant(&words.split(' ').map(str::to_owned).collect::<Vec<_>>(), &names())
    }

    #[test]
    fn vendors_are_found_by_part_and_with_errors() {
        assert_eq!(
            ask("acme"),
            ["Acme Industries Pvt Ltd", "Acme Foods"],
            "both, for the question is not clear"
        );
        assert_eq!(ask("acme foods"), ["Acme Foods"]);
        assert_eq!(ask("muler"), ["Müller & Söhne GmbH"]);
        assert_eq!(ask("acme industires"), ["Acme Industries Pvt Ltd"]);
        assert!(ask("globex").is_empty() && ask("acme globex").is_empty());
    }

    #[test]
    fn a_name_in_full_is_found_among_other_words() {
        let words =
            "show total energies please".split(' ').map(|word| Some(word.to_owned())).collect::<Vec<_>>();
        assert_eq!(in_full(&words, &names()), Some((1, 2, "Total Energies".into())));
        assert_eq!(in_full(&words[..2], &names()), None);
    }
}
