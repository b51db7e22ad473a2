use statement::{Format, Status};

use crate::{day, lines, money, read};

fn message(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\
         <GrpHdr><CreDtTm>2024-03-01T10:00:00</CreDtTm></GrpHdr>\n<Stmt>{inside}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(amount: &str, rest: &str) -> String {
    format!("\n<Ntry><Amt Ccy=\"EUR\">{amount}</Amt>{rest}</Ntry>")
}

#[test]
fn account_balances_and_entries_are_read() {
    let balance = |code: &str, amount: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>\
             <Dt><DtTm>2024-01-31T00:00:00.000+01:00</DtTm></Dt></Bal>"
        )
    };
    let text = message(&format!(
        "<Acct><Id><IBAN>DE 12</IBAN></Id><Ownr><Nm>Own &amp; Co</Nm></Ownr><Svcr><FinInstnId><BICFI>BANKDE</BICFI></FinInstnId>\
         </Svcr></Acct>{}{}{}",
        balance("OPBD", "5442.09000"),
        balance("CLBD", "1"),
        entry(
            "8.8500",
            "<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><DtTm>2024-01-30T23:59:00-05:00</DtTm></BookgDt>\
             <ValDt><Dt>2024-02-01+01:00</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>\
             <SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><RltdPties>\
             <Dbtr><Pty><Nm>Payer</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>77 8</Id></Othr></Id></DbtrAcct><Cdtr><Nm>Me</Nm></Cdtr>\
             </RltdPties><RmtInf><Ustrd>for</Ustrd><Ustrd>this</Ustrd><Strd><CdtrRefInf><Ref>RF1</Ref></CdtrRefInf></Strd></RmtInf>\
             </TxDtls></NtryDtls>"
        )
    ));
    let reading = read(&text);
    assert_eq!((reading.format, reading.problems.len()), (Format::Camt, 0));
    let statement = &reading.statements[0];
    assert_eq!((statement.account.as_deref(), statement.owner.as_deref()), (Some("DE12"), Some("Own & Co")));
    assert_eq!(statement.opening.map(|b| (b.date, b.amount)), Some((day("2024-01-31"), money("-5442.09"))));
    let first = &statement.entries[0];
    assert_eq!((first.line, first.date, first.value_date), (4, day("2024-01-30"), Some(day("2024-02-01"))));
    assert_eq!(
        (first.amount, first.status, first.memo.as_str()),
        (money("8.85"), Status::Pending, "for this RF1")
    );
    assert_eq!((first.payee.as_deref(), first.counterparty.as_deref()), (Some("Payer"), Some("778")));
    assert_eq!((first.reference.as_deref(), first.end_to_end.as_deref()), (Some("R1"), Some("E1")));
    assert_eq!(first.code.as_deref(), Some("PMNT-RCDT-ESCT"));
}

#[test]
fn batches_prefixes_and_missing_dates_are_read() {
    let text = "<d:Document xmlns:d=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><d:Ntfctn><d:CreDtTm>2024-05-06T00:00:00</d:CreDtTm>\
        <d:Ntry><d:Amt Ccy=\"CHF\">6.3</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd><d:NtryDtls>\
        <d:TxDtls><d:Amt Ccy=\"CHF\">3.1</d:Amt><d:RltdPties><d:Cdtr><d:Agt><d:FinInstnId><d:Nm>A</d:Nm></d:FinInstnId></d:Agt></d:Cdtr>\
        </d:RltdPties></d:TxDtls><d:TxDtls><d:Amt Ccy=\"CHF\">3.2</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd></d:TxDtls></d:NtryDtls></d:Ntry>\
        </d:Ntfctn></d:Document>";
    let reading = read(text);
    assert_eq!(lines(&reading.statements[0].entries), ["2024-05-06 -6.30"]);
    let splits: Vec<_> =
        reading.statements[0].entries[0].splits.iter().map(|s| (s.payee.as_deref(), s.amount)).collect();
    assert_eq!(splits, [(Some("A"), money("-3.1")), (None, money("-3.2"))]);
    assert!(reading.understanding.notes[0].contains("have no date"), "{:?}", reading.understanding.notes);
}

#[test]
fn a_wrong_amount_is_said_and_the_rest_is_read() {
    let day = "<BookgDt><Dt>2024-01-31</Dt></BookgDt>";
    let good = entry("0", &format!("<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>{day}"));
    let precise = entry("1.00001", &format!("<CdtDbtInd>DBIT</CdtDbtInd>{day}"));
    let signless = entry("5", day);
    let reading = read(&message(&format!("{precise}{signless}{good}")));
    assert_eq!(lines(&reading.statements[0].entries), ["2024-01-31 0.00"]);
    let said: Vec<_> = reading.problems.iter().map(|p| (p.line, p.column.as_deref())).collect();
    assert_eq!(said, [(4, Some("Amt")), (5, Some("CdtDbtInd"))]);
    assert!(reading.problems[0].reason.contains("4 decimals"));
}

#[test]
fn a_file_that_is_cut_off_is_read_up_to_there() {
    let whole = message(&entry("5", "<CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2024-01-31</Dt></BookgDt>"));
    let reading = read(&whole.replace("</Stmt></BkToCstmrStmt></Document>", "\n<Ntry><Amt Ccy=\"EUR\">6"));
    assert_eq!(lines(&reading.statements[0].entries), ["2024-01-31 -5.00"]);
    assert_eq!(reading.problems.len(), 1);
    assert!(reading.problems[0].reason.contains("cut off"));
}
