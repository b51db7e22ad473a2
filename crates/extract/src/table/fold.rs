//! Text made comparable: lower case, without accents, punctuation as spaces.

use unicode_normalization::UnicodeNormalization;

/// "Montant H.T. (€)" becomes "montant h t"; a percent sign stays as a word, "N°" and "№" become "no", "#" stays.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = true;
    let mut push = |letter: char, apart: bool| {
        if letter == ' ' || apart {
            if !space {
                folded.push(' ');
            }
            space = true;
        }
        if letter != ' ' {
            folded.push(letter);
            space = false;
            if apart {
                folded.push(' ');
                space = true;
            }
        }
    };
    for letter in text.nfd() {
        match letter {
            '%' | '#' => push(letter, true),
            'ß' => {
                push('s', false);
                push('s', false);
            }
            'ł' | 'Ł' => push('l', false),
            'ø' | 'Ø' => push('o', false),
            'æ' | 'Æ' => {
                push('a', false);
                push('e', false);
            }
            'đ' | 'Đ' => push('d', false),
            'ı' => push('i', false),
            '°' | 'º' => push('o', false),
            '№' => {
                push('n', false);
                push('o', false);
            }
            '\u{300}'..='\u{36f}' => {}
            _ if letter.is_alphanumeric() => letter.to_lowercase().for_each(|low| push(low, false)),
            _ => push(' ', false),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn punctuation_case_and_accents_are_gone() {
        assert_eq!(fold("Montant H.T. (€)"), "montant h t");
        assert_eq!(fold("MwSt-%"), "mwst %");
        assert_eq!(fold("  Größe/Maß "), "grosse mass");
        assert_eq!(fold("Ilość"), "ilosc");
        assert_eq!(fold("Nº"), "no");
        assert_eq!(fold("—"), "");
    }
}
