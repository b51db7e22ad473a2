//! Which language a page is in. It is read in English first; what is told by its words, or by the country that it names, is
//! read again in the language of that country, whose names lose their accents else.

use crate::tesseract::Seen;

struct Language {
    /// As Tesseract calls it.
    name: &'static str,
    /// Words that it has and English has not, as far as reading in English leaves them whole.
    words: &'static str,
    /// Countries and forms of companies.
    places: &'static str,
    /// Its countries, as tax and account numbers begin with them, and as they stand in brackets.
    countries: &'static str,
}

const LANGUAGES: [Language; 9] = [
    Language {
        name: "deu",
        words: "und der die für fur rechnung mwst betrag datum nr summe zahlung steuer ihre von vom zum zur bis des mit \
                rechnungen steuernummer straße",
        places: "germany deutschland austria österreich osterreich gmbh",
        countries: "DE AT",
    },
    Language {
        name: "fra",
        words: "facture de le la les du tva montant et des date pour client ttc",
        places: "france belgique sarl",
        countries: "FR",
    },
    Language {
        name: "nld",
        words: "factuur van het een btw bedrag datum totaal voor uw te",
        places: "netherlands nederland",
        countries: "NL",
    },
    Language {
        name: "spa",
        words: "factura de la el los iva importe fecha por cliente para del",
        places: "spain españa espana mexico méxico argentina colombia chile peru s.l s.l.u",
        countries: "ES MX AR CO CL PE",
    },
    Language {
        name: "ita",
        words: "fattura di il della iva importo data per totale cliente del",
        places: "italy italia s.r.l",
        countries: "IT",
    },
    Language {
        name: "por",
        words: "fatura de da do iva valor para cliente data não em",
        places: "portugal brazil brasil lda unipessoal",
        countries: "PT BR",
    },
    Language {
        name: "pol",
        words: "faktura sprzedawca nabywca kwota razem brutto numer nazwa termin zapłaty zaplaty data sprzedaży \
                wystawienia dnia oraz wartość ilość nip",
        places: "poland polska o.o",
        countries: "PL",
    },
    Language {
        name: "swe",
        words: "faktura och att betalas moms belopp datum för av till summa bankgiro plusgiro fakturanummer \
                fakturadatum kundnummer antal pris organisationsnummer",
        places: "sweden sverige ab",
        countries: "SE",
    },
    Language { name: "ell", words: "", places: "greece hellas ellada", countries: "EL GR" },
];
const ENGLISH: &str = "the and of to for invoice date total tax amount number your";
/// So many words of a language tell it.
const ENOUGH: usize = 3;
/// A tax or account number has so many figures after its prefix.
const FIGURES: usize = 8;

/// The language that the page is in, or that of the country that it names; none where it was read in it already, or where
/// it is not installed.
pub fn of(seen: &[Seen], known: &[String], read_in: &[String]) -> Option<String> {
    let bare = |word: &Seen| word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = seen.iter().map(bare).filter(|word| word.len() > 1).collect();
    let hits =
        |list: &str| words.iter().filter(|word| list.split_whitespace().any(|one| one == *word)).count();
    let most = |count: &dyn Fn(&Language) -> usize| {
        let counted = LANGUAGES.iter().map(|language| (language.name, count(language)));
        // Of several that are told alike, the first.
        counted.rev().max_by_key(|(_, count)| *count).unwrap_or(("eng", 0))
    };
    let (language, count) = most(&|language| hits(language.words));
    let (country, told) = most(&|language| hits(language.places) + codes(seen, language.countries));
    let chosen = if count >= ENOUGH && count > hits(ENGLISH) {
        language
    } else if told > 0 {
        country
    } else {
        return None;
    };
    let new = known.iter().any(|k| k == chosen) && !read_in.iter().any(|k| k == chosen);
    new.then(|| chosen.to_owned())
}

/// How many words name one of these countries by its code: "(MX)", "ESB28774008".
fn codes(seen: &[Seen], countries: &str) -> usize {
    let known = |code: &str| countries.split_whitespace().any(|country| country == code);
    let code = |word: &&Seen| {
        let bracketed = word.text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let bare = word.text.trim_matches(|c: char| !c.is_alphanumeric());
        let number = bare.split_at_checked(2).is_some_and(|(prefix, rest)| {
            let figures = rest.bytes().filter(u8::is_ascii_digit).count();
            known(prefix) && figures >= FIGURES && figures + 3 >= rest.len()
        });
        number || bracketed.is_some_and(known)
    };
    seen.iter().filter(code).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let word = |text: &str| Seen {
            text: text.to_owned(),
            left: 0.0,
            top: 0.0,
            width: 0.0,
            height: 0.0,
            confidence: 1.0,
            line: (1, 1, 1),
        };
        let seen: Vec<Seen> = text.split_whitespace().map(word).collect();
        let known = LANGUAGES.map(|language| language.name.to_owned());
        of(&seen, &known, &["eng".to_owned()])
    }

    #[test]
    fn words_tell_the_language() {
        assert_eq!(told("Rechnung Nr. 7 vom 3. Mai, Betrag und MwSt").as_deref(), Some("deu"));
        assert_eq!(told("Faktura 7, moms, summa att betalas till bankgiro").as_deref(), Some("swe"));
        assert_eq!(told("Invoice number 7, the total amount of tax to date"), None);
    }

    #[test]
    fn a_country_tells_the_language_of_its_names() {
        assert_eq!(told("Invoice date total Biz Espana, Calle 3 (Spain)").as_deref(), Some("spa"));
        assert_eq!(told("Invoice date total VAT EL728089281").as_deref(), Some("ell"));
        assert_eq!(told("Invoice date total RFC: (MX) EKU9003173C9").as_deref(), Some("spa"));
        assert_eq!(told("Invoice date total Order DE12 VAT GB123456789"), None);
    }
}
