//! Currencies, and the words for money in and money out.

/// Every code of ISO 4217 in use, and the few gone ones that old files hold.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BRL BSD \
    BTN BWP BYN BYR BZD CAD CDF CHF CLF CLP CNY CNH COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR \
    FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD \
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS UAH UGX \
    USD UYU UZS VED VES VND VUV WST XAF XAG XAU XCD XOF XPF YER ZAR ZMW ZWL";

/// Signs and short names; none where several countries use it. Longer ones first.
const SIGNS: &[(&str, Option<&str>)] = &[
    ("us$", Some("USD")),
    ("nz$", Some("NZD")),
    ("hk$", Some("HKD")),
    ("ca$", Some("CAD")),
    ("au$", Some("AUD")),
    ("mx$", Some("MXN")),
    ("r$", Some("BRL")),
    ("a$", Some("AUD")),
    ("c$", Some("CAD")),
    ("s$", Some("SGD")),
    ("s/", Some("PEN")),
    ("€", Some("EUR")),
    ("£", Some("GBP")),
    ("₹", Some("INR")),
    ("₩", Some("KRW")),
    ("₽", Some("RUB")),
    ("₺", Some("TRY")),
    ("₪", Some("ILS")),
    ("฿", Some("THB")),
    ("₫", Some("VND")),
    ("₴", Some("UAH")),
    ("₱", Some("PHP")),
    ("円", Some("JPY")),
    ("원", Some("KRW")),
    ("元", Some("CNY")),
    ("zł", Some("PLN")),
    ("kč", Some("CZK")),
    ("ft", Some("HUF")),
    ("sfr", Some("CHF")),
    ("fr", Some("CHF")),
    ("rm", Some("MYR")),
    ("rp", Some("IDR")),
    ("tl", Some("TRY")),
    ("lei", Some("RON")),
    ("euro", Some("EUR")),
    ("¥", None),
    ("￥", None),
    ("\\", None), // the yen sign in Shift JIS
    ("$", None),
    ("kr", None),
    ("rs", None),
    ("r", None),
];

/// What a word beside a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Money out.
    Out,
    /// Money in.
    In,
    /// A currency, or the sign of several.
    Currency(Option<&'static str>),
}

/// The ISO code in the list that a text is, in any case.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    (text.len() == 3).then(|| CODES.split_ascii_whitespace().find(|code| code.eq_ignore_ascii_case(text)))?
}

/// What a text that stands alone says about a currency: a code or a sign.
pub(crate) fn named(text: &str) -> Option<&'static str> {
    match word(text.trim())? {
        (Word::Currency(code), length) if length == text.trim().len() => code,
        _ => None,
    }
}

/// What a column that says in or out says for out, in the form of [`crate::csv::normal`].
const OUT: &str = "d|dr|db|dbit|deb|debit|debet|debito|s|soll|belastung|lastschrift|ausgang|ausgabe|af|uit|out|\
    withdrawal|withdraw|payment|expense|paid out|money out|sortie|cargo|gasto|addebito|uscita|dare|\
    saida|despesa|obciazenie|wyplata|wn|ut|uttag|ud|出金|支出|借|借方|支払|출금|jual|sent|outgoing";
/// The same for in.
const IN: &str = "c|cr|crdt|cred|credit|credito|h|haben|gutschrift|eingang|einnahme|bij|in|deposit|income|paid in|\
    money in|entree|abono|ingreso|accredito|entrata|avere|entrada|receita|uznanie|wplata|ma|insattning|\
    ind|入金|收入|貸|貸方|貸し|收|入账|입금|received|incoming";

/// Money in, money out, or no such word: CR and DR, S and H, Af and Bij, plus and minus.
pub(crate) fn direction(text: &str) -> Option<Word> {
    match text.trim() {
        "-" | "−" | "–" => return Some(Word::Out),
        "+" => return Some(Word::In),
        long if long.len() > 40 => return None,
        _ => {}
    }
    let text = crate::csv::normal(text);
    let names = |words: &str| words.split('|').any(|word| word == text);
    if names(OUT) { Some(Word::Out) } else { names(IN).then_some(Word::In) }
}

/// The word at the beginning of a text that stands beside a number, and its length.
pub(crate) fn word(text: &str) -> Option<(Word, usize)> {
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (run, dot) = (&text[..letters], usize::from(text[letters..].starts_with('.')));
    let lower = run.to_lowercase();
    match lower.as_str() {
        "dr" | "d" | "db" | "s" | "debit" | "soll" if !text[letters..].starts_with(['$', '/']) => {
            return Some((Word::Out, letters + dot));
        }
        "cr" | "c" | "h" | "credit" | "haben" if !text[letters..].starts_with('$') => {
            return Some((Word::In, letters + dot));
        }
        _ => {}
    }
    if let Some(code) = code(run) {
        return Some((Word::Currency(Some(code)), letters + dot));
    }
    let (_, currency, length) = SIGNS.iter().find_map(|(sign, code)| {
        let same = text.get(..sign.len()).is_some_and(|start| start.to_lowercase() == *sign);
        // A sign of letters is a word of its own: "from" holds no franc.
        let whole = !sign.chars().all(char::is_alphabetic) || sign.len() == letters;
        (same && whole).then_some((sign, *code, sign.len()))
    })?;
    let dot = usize::from(text[length..].starts_with('.') && letters > 0);
    Some((Word::Currency(currency), length + dot))
}
