//! States and union territories of India as GST counts them, with the PIN codes that lie in them.

/// A state or union territory.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// Two digits: the first of a GSTIN.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Two letters, as on number plates: `MH`.
    pub letters: &'static str,
    /// Whether GST within it is CGST and UTGST: union territories without a parliament.
    pub is_union_territory: bool,
    /// First three digits of its PIN codes, from and to.
    pub pins: &'static [(u16, u16)],
}

const fn state(
    code: &'static str,
    name: &'static str,
    letters: &'static str,
    pins: &'static [(u16, u16)],
) -> State {
    State { code, name, letters, is_union_territory: false, pins }
}

const fn territory(
    code: &'static str,
    name: &'static str,
    letters: &'static str,
    pins: &'static [(u16, u16)],
) -> State {
    State { code, name, letters, is_union_territory: true, pins }
}

/// Every state and union territory, those that were merged or renumbered too.
pub const STATES: &[State] = &[
    state("01", "Jammu and Kashmir", "JK", &[(180, 194)]),
    state("02", "Himachal Pradesh", "HP", &[(171, 177)]),
    state("03", "Punjab", "PB", &[(140, 160)]),
    territory("04", "Chandigarh", "CH", &[(140, 140), (160, 160)]),
    state("05", "Uttarakhand", "UK", &[(244, 249), (262, 263)]),
    state("06", "Haryana", "HR", &[(121, 136), (140, 140), (160, 160)]),
    state("07", "Delhi", "DL", &[(110, 110)]),
    state("08", "Rajasthan", "RJ", &[(301, 345)]),
    state("09", "Uttar Pradesh", "UP", &[(201, 285)]),
    state("10", "Bihar", "BR", &[(800, 805), (811, 813), (821, 824), (841, 855)]),
    state("11", "Sikkim", "SK", &[(737, 737)]),
    state("12", "Arunachal Pradesh", "AR", &[(790, 792)]),
    state("13", "Nagaland", "NL", &[(797, 798)]),
    state("14", "Manipur", "MN", &[(795, 795)]),
    state("15", "Mizoram", "MZ", &[(796, 796)]),
    state("16", "Tripura", "TR", &[(799, 799)]),
    state("17", "Meghalaya", "ML", &[(793, 794)]),
    state("18", "Assam", "AS", &[(781, 788)]),
    state("19", "West Bengal", "WB", &[(700, 736), (741, 743)]),
    state("20", "Jharkhand", "JH", &[(813, 835)]),
    state("21", "Odisha", "OD", &[(751, 770)]),
    state("22", "Chhattisgarh", "CG", &[(490, 497)]),
    state("23", "Madhya Pradesh", "MP", &[(450, 488)]),
    state("24", "Gujarat", "GJ", &[(360, 396)]),
    territory("25", "Daman and Diu", "DD", &[(362, 362), (396, 396)]),
    territory("26", "Dadra and Nagar Haveli and Daman and Diu", "DN", &[(362, 362), (396, 396)]),
    state("27", "Maharashtra", "MH", &[(400, 402), (404, 445)]),
    state("28", "Andhra Pradesh before 2014", "AP", &[(500, 535)]),
    state("29", "Karnataka", "KA", &[(560, 591)]),
    state("30", "Goa", "GA", &[(403, 403)]),
    territory("31", "Lakshadweep", "LD", &[(673, 673), (682, 682)]),
    state("32", "Kerala", "KL", &[(670, 695)]),
    state("33", "Tamil Nadu", "TN", &[(600, 643)]),
    state("34", "Puducherry", "PY", &[(533, 533), (605, 605), (607, 607), (609, 609), (673, 673)]),
    territory("35", "Andaman and Nicobar Islands", "AN", &[(744, 744)]),
    state("36", "Telangana", "TS", &[(500, 509)]),
    state("37", "Andhra Pradesh", "AP", &[(515, 535)]),
    territory("38", "Ladakh", "LA", &[(194, 194)]),
];

/// The state of a code of two digits.
pub fn by_code(code: &str) -> Option<&'static State> {
    STATES.iter().find(|state| state.code == code)
}

/// The state of a name or of its two letters, in any case: how it is printed beside "Place of supply".
/// Names that changed are known: Orissa, Uttaranchal, Pondicherry.
pub fn by_name(name: &str) -> Option<&'static State> {
    let name: String =
        name.to_lowercase().replace('&', "and").chars().filter(|c| c.is_alphabetic()).collect();
    let name = match name.as_str() {
        "orissa" => "odisha",
        "uttaranchal" => "uttarakhand",
        "pondicherry" => "puducherry",
        "newdelhi" | "nctofdelhi" => "delhi",
        "chattisgarh" => "chhattisgarh",
        "tamilnad" => "tamilnadu",
        "tg" => "ts",
        "or" => "od",
        "ut" | "ua" => "uk",
        "dadraandnagarhaveli" => "dadraandnagarhavelianddamananddiu",
        name => name,
    };
    let plain =
        |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect() };
    // The newest first: Andhra Pradesh is 37 since it was divided.
    STATES.iter().rev().find(|state| plain(state.name) == name || plain(state.letters) == name)
}

/// Whether a GSTIN or a place of supply may have this code: a state, `96` other country, `97` other territory,
/// `99` the centre.
pub fn is_code(code: &str) -> bool {
    matches!(code, "96" | "97" | "99") || by_code(code).is_some()
}

/// Whether a PIN code lies in a state. None when the PIN code is none.
pub fn has_pin(state: &State, pin: &str) -> Option<bool> {
    let digits: String = pin.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let start: u16 = digits[..3].parse().ok()?;
    Some(state.pins.iter().any(|(from, to)| (*from..=*to).contains(&start)))
}
