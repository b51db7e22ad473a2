//! Currencies by code, sign and word.

/// The codes that invoices carry, ISO 4217.
const CODES: &[&str] = &[
    "EUR", "USD", "GBP", "INR", "CHF", "PLN", "SEK", "DKK", "NOK", "CZK", "HUF", "RON", "BGN", "HRK", "ISK",
    "TRY", "RUB", "UAH", "JPY", "CNY", "HKD", "SGD", "MYR", "THB", "IDR", "PHP", "VND", "KRW", "TWD", "AUD",
    "NZD", "CAD", "MXN", "BRL", "ARS", "CLP", "COP", "PEN", "UYU", "ZAR", "KES", "NGN", "GHS", "EGP", "MAD",
    "TND", "AED", "SAR", "QAR", "KWD", "BHD", "OMR", "ILS", "JOD", "PKR", "BDT", "LKR", "NPR", "ZWL", "RSD",
    "GEL", "KZT", "BAM", "MKD", "ALL", "MUR", "XOF", "XAF",
];

/// What a sign or a word may mean: the first is the usual one.
const SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("₹", &["INR"]),
    ("rs", &["INR", "PKR", "LKR", "NPR", "MUR"]),
    ("inr", &["INR"]),
    ("rupees", &["INR"]),
    ("¥", &["JPY", "CNY"]),
    ("円", &["JPY"]),
    ("元", &["CNY"]),
    ("us$", &["USD"]),
    ("$us", &["USD"]),
    ("usd$", &["USD"]),
    ("$", &["USD", "CAD", "AUD", "SGD", "NZD", "HKD", "MXN", "ARS", "CLP", "COP"]),
    ("c$", &["CAD"]),
    ("ca$", &["CAD"]),
    ("cad$", &["CAD"]),
    ("a$", &["AUD"]),
    ("au$", &["AUD"]),
    ("s$", &["SGD"]),
    ("sg$", &["SGD"]),
    ("hk$", &["HKD"]),
    ("nz$", &["NZD"]),
    ("mx$", &["MXN"]),
    ("r$", &["BRL"]),
    ("nt$", &["TWD"]),
    ("rm", &["MYR"]),
    ("kr", &["SEK", "DKK", "NOK", "ISK"]),
    ("kr.", &["DKK", "SEK", "NOK", "ISK"]),
    (":-", &["SEK"]),
    ("zł", &["PLN"]),
    ("zl", &["PLN"]),
    ("kč", &["CZK"]),
    ("ft", &["HUF"]),
    ("lei", &["RON"]),
    ("лв", &["BGN"]),
    ("fr.", &["CHF"]),
    ("sfr", &["CHF"]),
    ("sfr.", &["CHF"]),
    ("₺", &["TRY"]),
    ("tl", &["TRY"]),
    ("₽", &["RUB"]),
    ("руб", &["RUB"]),
    ("₴", &["UAH"]),
    ("₩", &["KRW"]),
    ("฿", &["THB"]),
    ("₪", &["ILS"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
    ("₫", &["VND"]),
    ("dhs", &["AED"]),
    ("د.إ", &["AED"]),
    ("ر.س", &["SAR"]),
    ("س.ر", &["SAR"]),
    ("إ.د", &["AED"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
];

/// What a currency's sign, code or word may mean; the usual meaning first.
pub fn read(text: &str) -> Option<&'static [&'static str]> {
    let text = text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '[' | ']' | ':' | ',' | ';' | '\u{200e}' | '\u{200f}')
    });
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    if let Some(at) = CODES.iter().position(|code| *code == text) {
        return Some(&CODES[at..=at]);
    }
    let small = text.to_lowercase();
    let bare = small.trim_end_matches(['.', '/', '-']);
    let sign = |wanted: &str| SIGNS.iter().find(|(sign, _)| *sign == wanted).map(|(_, codes)| *codes);
    sign(&small).or_else(|| sign(bare).filter(|_| !bare.is_empty()))
}

/// The only code that differs from these three letters by one: what a picture shows as "GBR".
pub fn near(text: &str) -> Option<&'static str> {
    let three = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    let apart = |code: &str| code.bytes().zip(text.bytes()).filter(|(a, b)| a != b).count();
    let mut codes = CODES.iter().filter(|code| three && apart(code) == 1);
    codes.next().filter(|_| codes.next().is_none()).copied()
}

/// The country that a currency belongs to, where it is one.
pub fn by_country(country: &str) -> Option<&'static str> {
    Some(match country {
        "IN" => "INR",
        "GB" | "XI" => "GBP",
        "CH" | "LI" => "CHF",
        "PL" => "PLN",
        "SE" => "SEK",
        "DK" => "DKK",
        "NO" => "NOK",
        "CZ" => "CZK",
        "HU" => "HUF",
        "RO" => "RON",
        "BG" => "BGN",
        "US" => "USD",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "SG" => "SGD",
        "MY" => "MYR",
        "HK" => "HKD",
        "MX" => "MXN",
        "BR" => "BRL",
        "AE" => "AED",
        "SA" => "SAR",
        "ZA" => "ZAR",
        "JP" => "JPY",
        "CN" => "CNY",
        "TR" => "TRY",
        "AR" => "ARS",
        "CO" => "COP",
        "CL" => "CLP",
        "AT" | "BE" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "EL" | "HR" | "IE" | "IT" | "LT"
        | "LU" | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "EUR",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn signs_codes_and_words() {
        assert_eq!(read("(EUR)"), Some(&["EUR"][..]));
        assert_eq!(read("Rs."), Some(&["INR", "PKR", "LKR", "NPR", "MUR"][..]));
        assert_eq!(read("$").map(|c| c[0]), Some("USD"));
        assert_eq!(read("kr.").map(|c| c[0]), Some("DKK"));
        assert_eq!(read("all"), None);
    }
}
