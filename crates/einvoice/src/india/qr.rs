//! The signed code of a GST e-invoice: a token of the portal (JWT, RS256) with what may not be changed in print.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use taxid::india::irn;

use super::read;
use crate::Amount;

/// What the code says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claims {
    /// `SellerGstin`.
    pub seller: Option<String>,
    /// `BuyerGstin`: `URP` for one who is not registered.
    pub buyer: Option<String>,
    /// `DocNo`.
    pub number: Option<String>,
    /// `DocTyp`: INV, CRN, DBN.
    pub kind: Option<String>,
    /// `DocDt`.
    pub date: Option<NaiveDate>,
    /// `TotInvVal`.
    pub total: Option<Amount>,
    /// `ItemCnt`.
    pub items: Option<u32>,
    /// `MainHsnCode`.
    pub hsn: Option<String>,
    /// `Irn`.
    pub irn: Option<String>,
    /// `IrnDt`, as it is written.
    pub irn_date: Option<String>,
    /// Who signed, as the token says: `NIC`.
    pub issuer: Option<String>,
}

impl Claims {
    /// Whether the IRN is the hash of seller, year, kind and number; none where one of them is missing.
    pub fn irn_fits(&self) -> Option<bool> {
        let kind = irn::Kind::of(self.kind.as_deref()?)?;
        Some(irn::fits(
            self.irn.as_deref()?,
            self.seller.as_deref()?,
            self.date?,
            kind,
            self.number.as_deref()?,
        ))
    }
}

/// How a code is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// By a key that is known, and nothing was changed since.
    Verified,
    /// With the name of a key that is known, and not by it: changed, or forged.
    Wrong,
    /// By a key that is not known.
    KeyUnknown,
    /// Not at all.
    Unsigned,
}

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// What it says.
    pub claims: Claims,
    /// Whether it can be believed.
    pub signature: Signature,
    /// Name of the key that the token gives.
    pub key: Option<String>,
}

/// A public key of the portal.
#[derive(Clone)]
pub struct Key {
    /// The name that tokens call it by.
    id: Option<String>,
    key: DecodingKey,
}

impl Key {
    /// A key in PEM, with the name (`kid`) that tokens call it by where that is known. None if it is no RSA key.
    pub fn pem(id: Option<&str>, pem: &[u8]) -> Option<Self> {
        let key = DecodingKey::from_rsa_pem(pem).ok()?;
        Some(Self { id: id.map(str::to_owned), key })
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Public keys that are known; the portal changes them now and then.
#[derive(Clone, Debug, Default)]
pub struct Keys(pub Vec<Key>);

/// The second part of a token, unproven.
pub(super) fn payload(token: &str) -> Option<Value> {
    part(token.split('.').nth(1)?)
}

fn part(text: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim().trim_end_matches('=')).ok()?;
    serde_json::from_str(&read::quoted(std::str::from_utf8(&bytes).ok()?)).ok()
}

/// Reads the text of a code. None when it is no code of an e-invoice.
pub fn decode(text: &str, keys: &Keys) -> Option<Signed> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.starts_with('{') {
        let claims = claims(&serde_json::from_str(&read::quoted(&text)).ok()?)?;
        return Some(Signed { claims, signature: Signature::Unsigned, key: None });
    }
    let mut parts = text.split('.');
    let (header, payload, signature) =
        (part(parts.next()?)?, part(parts.next()?)?, parts.next().unwrap_or_default());
    let claims = claims(&payload)?;
    let key = header.get("kid").and_then(Value::as_str).map(str::to_owned);
    let is_rs256 = header.get("alg").and_then(Value::as_str) == Some("RS256");
    let message = text.rsplit_once('.').map_or("", |(message, _)| message);
    let signature = match (signature.is_empty(), is_rs256) {
        (true, _) => Signature::Unsigned,
        (false, true) => verify(message, signature, key.as_deref(), keys),
        // Another way of signing would let a forger choose one that is easy.
        (false, false) => Signature::Wrong,
    };
    Some(Signed { claims, signature, key })
}

fn verify(message: &str, signature: &str, id: Option<&str>, keys: &Keys) -> Signature {
    let signature = signature.trim_end_matches('=');
    let fits = |key: &Key| {
        crypto::verify(signature, message.as_bytes(), &key.key, Algorithm::RS256).unwrap_or(false)
    };
    if keys.0.iter().any(fits) {
        return Signature::Verified;
    }
    // Without a name in the token, or with a name that is known, the keys have spoken.
    let is_known = keys.0.iter().any(|key| id.is_none() || key.id.as_deref() == id);
    if is_known { Signature::Wrong } else { Signature::KeyUnknown }
}

fn claims(payload: &Value) -> Option<Claims> {
    let inner = match payload.get("data").or_else(|| payload.get("Data")) {
        Some(Value::String(text)) => serde_json::from_str(&read::quoted(text)).ok()?,
        Some(value) => value.clone(),
        None => payload.clone(),
    };
    let text = |key: &str| read::text(&inner, key);
    let claims = Claims {
        seller: text("SellerGstin"),
        buyer: text("BuyerGstin"),
        number: text("DocNo"),
        kind: text("DocTyp"),
        date: read::date(&inner, "DocDt"),
        total: read::amount(&inner, "TotInvVal"),
        items: text("ItemCnt").and_then(|count| count.parse().ok()),
        hsn: text("MainHsnCode"),
        irn: text("Irn"),
        irn_date: text("IrnDt"),
        issuer: read::text(payload, "iss"),
    };
    (claims.seller.is_some() || claims.irn.is_some()).then_some(claims)
}

/// What stands in print, or in data, to be held against a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed<'a> {
    /// GSTIN of the seller.
    pub seller: Option<&'a str>,
    /// GSTIN of the buyer.
    pub buyer: Option<&'a str>,
    /// Number of the document.
    pub number: Option<&'a str>,
    /// Date of the document.
    pub date: Option<NaiveDate>,
    /// Total with tax.
    pub total: Option<Amount>,
    /// IRN.
    pub irn: Option<&'a str>,
}

/// Something that the code says otherwise than the print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What: `seller`, `buyer`, `number`, `date`, `total`, `irn`.
    pub field: &'static str,
    /// What was signed.
    pub signed: String,
    /// What is printed.
    pub printed: String,
}

/// Holds a code against the print. What one of them does not say is no difference; a total may differ by a rupee.
pub fn compare(claims: &Claims, printed: &Printed<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
    };
    let texts = [
        ("seller", &claims.seller, printed.seller),
        ("buyer", &claims.buyer, printed.buyer),
        ("number", &claims.number, printed.number),
        ("irn", &claims.irn, printed.irn),
    ];
    for (field, signed, printed) in texts {
        if let (Some(signed), Some(printed)) = (signed, printed)
            && plain(signed) != plain(printed)
        {
            found.push(Difference { field, signed: signed.clone(), printed: printed.to_owned() });
        }
    }
    if let (Some(signed), Some(printed)) = (claims.date, printed.date)
        && signed != printed
    {
        found.push(Difference { field: "date", signed: signed.to_string(), printed: printed.to_string() });
    }
    if let (Some(signed), Some(printed)) = (claims.total, printed.total)
        && (signed - printed).abs() > Amount::ONE
    {
        found.push(Difference { field: "total", signed: signed.to_string(), printed: printed.to_string() });
    }
    found
}
