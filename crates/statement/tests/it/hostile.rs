//! Whatever comes in, reading ends, and ends in good order.
use proptest::prelude::*;

/// One of each format, to be damaged.
const VALID: [&str; 6] = [
    "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN><DTPOSTED>20240131<TRNAMT>-1,5<FITID>1<NAME>a&amp;b</STMTTRN></STMTRS>",
    "!Account\nNx\n^\n!Type:Bank\nD1/31'24\nT-1,234.50\nSa\n$-1\n%5\n^\n!Type:Invst\nD1/31/24\nNBuy\nT5\n^\n",
    "<Document xmlns=\"camt.053\"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"EUR\">1.5</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2024-01-31</Dt>\
     </BookgDt><NtryDtls><TxDtls><Amt>1</Amt></TxDtls><TxDtls/></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
    "{1:F}{4:\n:20:A\n:25:B/1\n:60F:C240101EUR1,5\n:61:2401020103RDR1,5NTRFABC//DEF\n:86:166?00A?20EREF+1SVWZ+2?31DE1\n:86:/IBAN/1/REMI/2\n:62F:C1\n-}",
    "Titel;;\nDatum;Betrag;Währung;\"Zweck\"\n31.01.2024;(1.234,56);EUR;\"a\nb\"\n01.02.2024;5-;€;x\nSumme;1;;\n",
    "日付,摘要,出金,入金\n令和6年1月31日,x,\"１，２３４円\",\n2024/2/1,y,,5\n",
];

fn survives(bytes: &[u8]) {
    if let Ok(reading) = statement::read("x", bytes, None) {
        let json = serde_json::to_string(&reading).unwrap();
        let back: statement::Reading = serde_json::from_str(&json).unwrap();
        assert_eq!(back, reading);
        if let Some(mapping) = &reading.understanding.mapping {
            let _ = statement::read("x", bytes, Some(mapping));
        }
    }
    let _ = statement::csv::understand(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn arbitrary_text_never_panics(which in 0..6_usize, text in "\\PC{0,80}") {
        let starts = ["<OFX><STMTTRN><TRNAMT>", "!Type:Bank\nD", "<Stmt><Ntry> BkToCstmrStmt", ":20:\n:61:", "Date;Amount\n", ":20:\n:61:240101C1,N\n:86:"];
        survives(format!("{}{text}", starts[which]).as_bytes());
    }

    #[test]
    fn damaged_files_never_panic(which in 0..6_usize, at in any::<prop::sample::Index>(), with in prop::collection::vec(any::<u8>(), 0..6), cut in 0..8_usize) {
        let mut bytes = VALID[which].as_bytes().to_vec();
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        survives(&bytes);
    }
}

#[test]
fn the_undamaged_ones_are_read() {
    for text in VALID {
        let reading = statement::read("x", text.as_bytes(), None).unwrap();
        assert!(
            reading.statements.iter().any(|statement| !statement.entries.is_empty()),
            "{text}\n{reading:?}"
        );
    }
}

#[test]
fn large_and_deep_files_end_soon() {
    let deep = format!("<Document>BkToCstmrStmt<Stmt>{}", "<a>".repeat(500_000));
    let quotes = format!("Date,Amount\n{}", "\"\n".repeat(200_000));
    let wide = format!("Date,Amount\n{}", ",".repeat(3_000_000));
    let tags = format!("<OFX>{}", "<STMTRS><STMTTRN><".repeat(100_000));
    let line = "x".repeat(8_000_000);
    let accounts: String =
        (0..50_000).map(|at| format!("!Account\nN{at}\n^\n!Type:Bank\nD1/31/24\nT1\n^\n")).collect();
    let slashes = format!(":20:A\n:25:1\n:61:240101C1,NTRF\n:86:{}", "/REMI/NAME".repeat(100_000));
    let marks = format!(":20:A\n:25:1\n:61:240101C1,NTRF\n:86:166?20{}", "SVWZ+".repeat(100_000));
    let ends = format!("<Stmt>BkToCstmrStmt{}", "</x>".repeat(500_000));
    for text in [deep, quotes, wide, tags, line, accounts, slashes, marks, ends] {
        let start = std::time::Instant::now();
        let _ = statement::read("x", text.as_bytes(), None);
        assert!(start.elapsed().as_secs() < 20, "{}", &text[..60]);
    }
}
