//! Sentences that say who stands behind a brand: "Example is a trading name of Example Shops Ltd".

use std::{collections::HashSet, sync::LazyLock};

use super::{clause::among, context::Context};

/// "est une", "is een", "ist die eingetragene".
const COPULAS: &str = "est ist is e es ar er jest to sind are on wird";
const ARTICLES: &str = "une un eine ein die der das a an een en ett et una uno uma um il the le la het de o";
const ADJECTIVES: &str = "registered eingetragene registrierte deposee enregistree registrato registrata \
    registrada registada geregistreerde registrerat registreret commerciale comercial commercial trading";
const NOUNS: &str = "enseigne marque handelsnaam merknaam merk marke handelsmarke handelsname wortmarke \
    geschaftsbezeichnung geschaftsbereich unternehmensbereich marchio insegna marca varumarke varemaerke \
    varemarke varemerke bifirma binavn brand division marka znacka trademark";
const PAIRS: [&str; 12] = [
    "trading name",
    "trade name",
    "trading style",
    "business name",
    "brand name",
    "trading division",
    "nom commercial",
    "nombre comercial",
    "nome comercial",
    "nome commerciale",
    "trade mark",
    "obchodni znacka",
];
const LINKS: &str = "de der des von van of di del della dell da do du d till til av af fran from spolki firmy \
    spolecnosti tilhorende for";

/// "Example Ltd trading as Shop": the words between the name and the brand.
const AS: [&str; 16] = [
    "trading as",
    "also trading as",
    "doing business as",
    "operating as",
    "carrying on business as",
    "handelend onder de naam",
    "tevens handelend onder",
    "handelend onder",
    "exercant sous",
    "agissant sous le nom",
    "sous l enseigne",
    "sous lenseigne",
    "firmierend als",
    "firmierend unter",
    "handelnd unter",
    "con nombre comercial",
];

/// Every word that such words can begin with.
static STARTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let pairs = PAIRS.iter().filter_map(|pair| pair.split(' ').next());
    [COPULAS, ARTICLES, ADJECTIVES, NOUNS]
        .iter()
        .flat_map(|words| words.split_whitespace())
        .chain(pairs)
        .collect()
});

/// Where such words end that begin here and say that a company behind them owns the brand before them.
pub fn owned(context: &Context<'_>, start: usize) -> Option<usize> {
    let tokens = &context.sheet.tokens;
    let first = tokens.get(start).filter(|t| STARTS.contains(t.key.as_str()))?;
    let cell = first.cell;
    let end = context.sheet.cells[cell].tokens.end;
    let is = |at: usize, words: &str| at < end && among(words, &tokens[at].key);
    let mut at = start;
    at += usize::from(is(at, COPULAS));
    at += usize::from(is(at, ARTICLES));
    at += usize::from(is(at, ADJECTIVES) && !pair(context, at, end));
    if pair(context, at, end) {
        at += 2;
    } else if is(at, NOUNS) {
        at += 1;
    } else {
        return None;
    }
    at += usize::from(is(at, ADJECTIVES));
    if !is(at, LINKS) {
        return None;
    }
    at += 1;
    at += usize::from(is(at, "firma firmy la the de die der societe societa"));
    Some(at).filter(|at| *at < end)
}

fn pair(context: &Context<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && PAIRS.iter().any(|words| matches(context, at, words))
}

fn matches(context: &Context<'_>, at: usize, words: &str) -> bool {
    let tokens = context.sheet.tokens.get(at..).unwrap_or_default();
    let count = words.split(' ').count();
    tokens.len() >= count && words.split(' ').zip(tokens).all(|(word, token)| token.key == word)
}

/// Whether words begin here behind which a company names its brand: "trading as", "t/a", "d/b/a", "h.o.d.n.".
pub fn alias(context: &Context<'_>, at: usize) -> bool {
    let token = &context.sheet.tokens[at];
    let short = match token.key.as_str() {
        "ta" | "oa" => token.text.contains('/'),
        "dba" | "hodn" => true,
        _ => false,
    };
    let first = matches!(
        token.key.as_str(),
        "trading"
            | "also"
            | "doing"
            | "operating"
            | "carrying"
            | "handelend"
            | "tevens"
            | "exercant"
            | "agissant"
            | "sous"
            | "firmierend"
            | "handelnd"
            | "con"
    );
    short || first && AS.iter().any(|words| matches(context, at, words))
}
