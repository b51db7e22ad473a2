//! GST e-invoices and their signed codes. The key was made for these tests, and only its public half is kept.
use einvoice::india::{Key, Keys, Printed, Signature, compare, decode, is_json, read};
use einvoice::{Amount, Summary};

const PUBLIC: &str = "\
    -----BEGIN PUBLIC KEY-----\n\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA108xfSeLk1ek80p+ZHrU\n\
    mvA0ixGemKHtYmKC7Y5L1NU8nt2g2qkRGzA9A2HU8pKKensYUj05KUblWrKEXi9x\n\
    pxPBX1pKC0DliNKH+RtuXgSFUc3Wzn0Y+bYFatIZ5oP7qDHNFpVbC+1zuowqxOHt\n\
    K4jdcSAVSeVrxHNB1m5LZqJtQ6oqzuccZo7R9UF8W91PW+9wkCFFv9W8PpWO7LnC\n\
    dVTPXexrqhRCC93jNordBQoHQyarfhJVWDhfslJSDI4C2z+7Hsf1cnoCMz3LzOD7\n\
    TcR48BK1cvN8vlG7OHBEgx/8YVlYiImlGrpJ+0MbTm/oqFsaTJJUSa+BWTlkLH/H\n\
    7wIDAQAB\n\
    -----END PUBLIC KEY-----";
const TOKEN: &str = "\
    eyJhbGciOiAiUlMyNTYiLCAia2lkIjogIksxIiwgInR5cCI6ICJKV1QiLCAieDV0IjogImFiYyJ9.eyJkYXRhIjogIntcIlNlbGx\
    lckdzdGluXCI6IFwiMjdBQVBGVTA5MzlGMVpWXCIsIFwiQnV5ZXJHc3RpblwiOiBcIjI5QUFGQ0M5OTgwTTFaUlwiLCBcIkRvY05\
    vXCI6IFwiQS8xN1wiLCBcIkRvY1R5cFwiOiBcIklOVlwiLCBcIkRvY0R0XCI6IFwiMTgvMDgvMjAyNFwiLCBcIlRvdEludlZhbFw\
    iOiAxMTguNSwgXCJJdGVtQ250XCI6IDEsIFwiTWFpbkhzbkNvZGVcIjogXCI4NDcxMzBcIiwgXCJJcm5cIjogXCJjZGYwY2QyNTZ\
    iMTMzNWI5NGFkMDM3YjY0MDdmYTZiOTNlNTYzNWQwNzRjNGQ2MDIyNWViZDczOGM1NDc0Nzc5XCIsIFwiSXJuRHRcIjogXCIyMDI\
    0LTA4LTE4IDEwOjAwOjAwXCJ9IiwgImlzcyI6ICJOSUMifQ.ljb474zzp_kDFkYwmuKEKXfN6Rr1xXNcp6SBL0g3VWlYKtpm_y__\
    JDIhVei8WvdcBVjjFzctcrdFw56en1sqLKGlP6ft6IYgGtJy2KEwa4JqgHEfOm52FvBUt91LKjUMtCWeb-\
    oaegFFrnhh5EIXUqu0RUfl52oCQ40_0nJCc9Ffe0Jevc3PfrM7CkSHBe7XbmmdKh8DDYcW-\
    YkkIOQl1HsT0brTvod5ON3zJzXbxtphykY14jQZaCTjFRggAOB-\
    xl-06gf6gTneRfbk808tsZMUEH1biUY8yDLtPtINXFh7QzI2QpTZ9wKfIPU-TdlwCjqkVRAJijWdf7TnpkByTg";
const OTHER_PAYLOAD: &str = "\
    eyJkYXRhIjogIntcIlNlbGxlckdzdGluXCI6IFwiMjdBQVBGVTA5MzlGMVpWXCIsIFwiQnV5ZXJHc3RpblwiOiBcIjI5QUFGQ0M5\
    OTgwTTFaUlwiLCBcIkRvY05vXCI6IFwiQS8xN1wiLCBcIkRvY1R5cFwiOiBcIklOVlwiLCBcIkRvY0R0XCI6IFwiMTgvMDgvMjAy\
    NFwiLCBcIlRvdEludlZhbFwiOiA5MTguNSwgXCJJdGVtQ250XCI6IDEsIFwiTWFpbkhzbkNvZGVcIjogXCI4NDcxMzBcIiwgXCJJ\
    cm5cIjogXCJjZGYwY2QyNTZiMTMzNWI5NGFkMDM3YjY0MDdmYTZiOTNlNTYzNWQwNzRjNGQ2MDIyNWViZDczOGM1NDc0Nzc5XCIs\
    IFwiSXJuRHRcIjogXCIyMDI0LTA4LTE4IDEwOjAwOjAwXCJ9IiwgImlzcyI6ICJOSUMifQ";

fn keys(name: Option<&str>) -> Keys {
    Keys(vec![Key::pem(name, PUBLIC.as_bytes()).expect("a key")])
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

#[test]
fn a_signed_code_is_verified() {
    let signed = decode(TOKEN, &keys(Some("K1"))).unwrap();
    assert_eq!(signed.signature, Signature::Verified);
    assert_eq!(signed.claims.seller.as_deref(), Some("27AAPFU0939F1ZV"));
    assert_eq!(signed.claims.total, Some(amount("118.50")));
    assert_eq!(signed.claims.date.unwrap().to_string(), "2024-08-18");
    assert_eq!(signed.claims.issuer.as_deref(), Some("NIC"));
    assert_eq!(signed.claims.irn_fits(), Some(true));
    assert_eq!(decode(TOKEN, &keys(None)).unwrap().signature, Signature::Verified);
}

#[test]
fn a_changed_code_is_wrong_and_a_strange_key_is_unknown() {
    let parts: Vec<&str> = TOKEN.split('.').collect();
    let forged = format!("{}.{OTHER_PAYLOAD}.{}", parts[0], parts[2]);
    let read = decode(&forged, &keys(Some("K1"))).unwrap();
    assert_eq!((read.signature, read.claims.total), (Signature::Wrong, Some(amount("918.50"))));
    assert_eq!(decode(&forged, &keys(Some("K2"))).unwrap().signature, Signature::KeyUnknown);
    assert_eq!(decode(TOKEN, &Keys::default()).unwrap().signature, Signature::KeyUnknown);
    let bare = format!("{}.{}.", parts[0], parts[1]);
    assert_eq!(decode(&bare, &keys(Some("K1"))).unwrap().signature, Signature::Unsigned);
    // {"alg":"none"} with a signature of something
    let none = format!("eyJhbGciOiJub25lIn0.{}.{}", parts[1], parts[2]);
    assert_eq!(decode(&none, &keys(Some("K1"))).unwrap().signature, Signature::Wrong);
    assert!(decode("upi://pay?pa=x", &Keys::default()).is_none());
    assert!(decode("a.b.c", &Keys::default()).is_none());
}

#[test]
fn a_code_is_held_against_the_print() {
    let claims = decode(TOKEN, &Keys::default()).unwrap().claims;
    let printed = Printed {
        seller: Some("27 AAPFU 0939F 1ZV"),
        buyer: Some("29AAFCC9980M1ZR"),
        number: Some("A/17"),
        date: claims.date,
        total: Some(amount("119")),
        irn: None,
    };
    assert_eq!(compare(&claims, &printed), []);
    let other = Printed { total: Some(amount("918.50")), number: Some("A/18"), ..printed };
    let fields: Vec<&str> = compare(&claims, &other).iter().map(|found| found.field).collect();
    assert_eq!(fields, ["number", "total"]);
}

const JSON: &str = r#"{"Version":"1.1","TranDtls":{"TaxSch":"GST","SupTyp":"B2B","RegRev":"N","IgstOnIntra":"N"},
"DocDtls":{"Typ":"INV","No":"A/17","Dt":"18/08/2024"},
"SellerDtls":{"Gstin":"27AAPFU0939F1ZV","LglNm":"Ume \\ Co \"7-8\"","Addr1":"1 Road","Loc":"Pune","Pin":411001,"Stcd":"27"},
"BuyerDtls":{"Gstin":"29AAFCC9980M1ZR","LglNm":"Buyer Ltd","Pos":"29","Addr1":"2 Road","Loc":"Bengaluru","Pin":560001,"Stcd":"29"},
"ItemList":[{"SlNo":"1","PrdDesc":"Desk","IsServc":"N","HsnCd":"940330","Qty":3,"Unit":"NOS","UnitPrice":33.33,"TotAmt":99.99,
"Discount":0,"AssAmt":99.99,"GstRt":18,"IgstAmt":18.00,"CgstAmt":0,"SgstAmt":0,"TotItemVal":117.99}],
"ValDtls":{"AssVal":99.99,"IgstVal":18.00,"RndOffAmt":0.01,"TotInvVal":118.00},
"PayDtls":{"Nm":"Ume","AccDet":"000111222","FinInsBr":"SBIN0005943","CrDay":30},
"RefDtls":{"ContrDtls":[{"PORefr":"PO-9"}]},"AckNo":112010036563310,"Irn":"abc"}"#;

#[test]
fn an_e_invoice_is_read_exactly() {
    assert!(is_json(JSON.as_bytes()));
    let gst = read(JSON.as_bytes()).unwrap();
    assert_eq!(gst.seller.legal_name.as_deref(), Some("Ume \\ Co \"7-8\""));
    assert_eq!(gst.buyer.place_of_supply.as_deref(), Some("29"));
    assert_eq!(gst.lines[0].unit_price, Some(amount("33.33")));
    assert_eq!(gst.registration.as_ref().unwrap().acknowledgement.as_deref(), Some("112010036563310"));
    assert_eq!(gst.irn_fits(), Some(false));
    let summary = Summary::of(&gst.invoice());
    assert_eq!(summary.net, Some(amount("99.99")));
    assert_eq!(summary.tax, Some(amount("18")));
    assert_eq!(summary.gross, Some(amount("118")));
    assert_eq!(summary.round_off, Some(amount("0.01")));
    assert_eq!(summary.purchase_order.as_deref(), Some("PO-9"));
    assert_eq!(summary.account.as_deref(), Some("000111222"));
    assert_eq!(summary.due_date.unwrap().to_string(), "2024-09-17");
    assert_eq!(summary.taxes[0].rate, Some(amount("18")));
    assert_eq!(summary.seller.vat_id.as_deref(), Some("27AAPFU0939F1ZV"));
}

#[test]
fn an_answer_of_the_portal_is_opened() {
    // A token whose `data` is a text of JSON.
    let inner = r#"{"data":"{\"DocDtls\":{\"Typ\":\"CRN\",\"No\":\"C1\",\"Dt\":\"01/04/2024\"},\"ValDtls\":{\"TotInvVal\":12345678901234.5678}}"}"#;
    let token = format!("e30.{}.x", base64(inner.as_bytes()));
    let answer = format!(r#"{{"status":1,"Data":{{"AckNo":7,"Irn":"ff","SignedInvoice":"{token}"}}}}"#);
    let gst = read(answer.as_bytes()).unwrap();
    assert_eq!(gst.document.number.as_deref(), Some("C1"));
    assert_eq!(gst.values.total, Some(amount("12345678901234.5678")));
    assert_eq!(gst.registration.as_ref().unwrap().irn.as_deref(), Some("ff"));
    assert!(Summary::of(&gst.invoice()).is_credit);
}

fn base64(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, b| word << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        out.extend((0..=chunk.len()).map(|at| char::from(letters[(word >> (18 - 6 * at) & 63) as usize])));
    }
    out
}

#[test]
fn what_is_no_e_invoice_is_refused() {
    for text in
        ["", "{}", "[]", "[[[[[[[[[[{}]]]]]]]]]]", "{\"a\":1", "{\"SignedInvoice\":\"x\"}", "nonsense"]
    {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(read(deep.as_bytes()).is_err());
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,200}") {
        let _ = (read(text.as_bytes()), decode(&text, &Keys::default()));
    }
}
