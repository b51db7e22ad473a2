//! Names that lost their accents: read as if it were English, "España" comes as "Espana", each letter of it clear.

use super::context::Context;
use crate::{
    found::{Found, Reading},
    layout::key,
};

/// Words that are never written without their accents, as recognition leaves them.
const WORDS: &str = "espana espanol espanola compania senor munoz nunez ibanez ordonez garcia martinez lopez sanchez perez \
    gonzalez rodriguez fernandez hernandez gomez diaz jimenez alvarez gutierrez suarez vazquez dominguez marquez malaga \
    cordoba almeria cadiz mexico bogota ingenieria asesoria consultoria panaderia libreria \
    carpinteria fontaneria jardineria diseno \
    tecnologia tecnologias construccion construcciones formacion comunicacion \
    sodra ostra vastra goteborg malmo vasteras orebro jonkoping norrkoping linkoping lulea umea gavle \
    ostersund sodertalje fastighetsforvaltning malare maleri tradgard \
    kobenhavn kjobenhavn arhus tromso alesund snekkeri rorlegger \
    uslugi spolka wroclaw krakow lodz poznan gdansk gdynia torun bialystok slask slaska przedsiebiorstwo zaklad \
    wisniewski wisniewska wojcik wozniak dabrowski dabrowska kozlowski kozlowska lukasz sklodowska \
    societe francais francaise batiment electricite ecole etudes equipement equipements freres \
    metallerie securite qualite proprete chene rhone isere saone herault \
    construcao construcoes solucoes servicos gestao comunicacoes sao joao goncalves acores evora \
    muller schafer kohler konig schroder kruger jager moller bohm gunther jurgen koln munchen dusseldorf nurnberg \
    wurzburg munster lubeck osterreich buro burobedarf mobel kuchen backerei gartnerei gebaude getranke gerate turen \
    zurich geneve bruhl suddeutsche sudwest ceske ceska gyor pecs szekesfehervar";
/// Ends of words that are never written without their accents: "construcción", "Zieliński".
const ENDS: [&str; 9] = ["cion", "ciones", "nski", "nska", "sjo", "forvaltning", "cao", "coes", "backerei"];

/// A document of fewer letters may be without accents by chance.
const PAGE: usize = 200;

/// Whether the seller's name lacks the accents that it has in print, or the whole document those of its language.
pub fn lost(context: &Context<'_>, reading: &Reading) -> bool {
    let name = reading.seller.name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
    let bare = |word: &str| {
        let key = key(word);
        word.is_ascii()
            && (WORDS.split_ascii_whitespace().any(|known| known == key)
                || ENDS.iter().any(|end| key.len() > end.len() + 1 && key.ends_with(end)))
    };
    let all: usize =
        context.sheet.tokens.iter().map(|t| t.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let told = |letters: &str| {
        context.sheet.tokens.iter().any(|token| token.text.to_lowercase().contains(|c| letters.contains(c)))
    };
    name.split(|c: char| c.is_whitespace() || c == '-').any(bare)
        || reading.language.as_deref().and_then(letters).is_some_and(|letters| all >= PAGE && !told(letters))
}

/// A name with the accents that it has at another place of the document: in large print they are lost more easily.
pub fn restored(context: &Context<'_>, mut found: Found<String>) -> Found<String> {
    let words: Vec<&str> = found.value.split_whitespace().collect();
    if !context.sheet.recognised || words.is_empty() {
        return found;
    }
    let same = |own: &str, other: &str| {
        let both = || own.chars().zip(other.chars());
        own.chars().count() == other.chars().count()
            && both().all(|(own, other)| {
                own == other || own.is_ascii_alphabetic() && other.is_alphabetic() && !other.is_ascii()
            })
    };
    let told = context.sheet.tokens.windows(words.len()).find(|tokens| {
        let all = || words.iter().zip(*tokens).map(|(own, token)| (*own, token.text.as_str()));
        all().all(|(own, other)| same(own, other)) && all().any(|(own, other)| own != other)
    });
    if let Some(tokens) = told {
        found.value = tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
    }
    found
}

/// Letters of a language that English has not, and that hardly a page of it is without.
fn letters(language: &str) -> Option<&'static str> {
    Some(match language {
        "es" => "áéíóúñ",
        "sv" | "fi" => "åäö",
        "da" | "nb" => "æøå",
        "pl" => "ąćęłńóśźż",
        "cs" => "áčďéěíňóřšťúůýž",
        "hu" => "áéíóöőúüű",
        "fr" => "àâçéèêëîïôû",
        "pt" => "áâãàçéêíóôõú",
        "de" => "äöüß",
        _ => return None,
    })
}
