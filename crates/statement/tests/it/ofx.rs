use statement::{AccountKind, Format, Status};

use crate::{day, lines, money, one, read};

const HEAD: &str = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n";

#[test]
fn version_one_without_end_tags_is_read() {
    let text = format!(
        "{HEAD}<OFX><BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR\r\n\
         <BANKACCTFROM><BANKID>123<ACCTID>00 42<ACCTTYPE>SAVINGS</BANKACCTFROM><BANKTRANLIST><DTSTART>20240101\r\n\
         <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240131120000.000[-5:EST]<DTAVAIL>20240202<TRNAMT>-1234,56<FITID>A1\r\n\
         <CHECKNUM>0017<NAME>Smith & Sons &amp; Co<MEMO>a &lt;b> <BANKACCTTO><ACCTID>DE 1</BANKACCTTO></STMTTRN>\r\n\
         <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240201<TRNAMT>+.5<NAME>\r\n<MEMO>x\r\n\
         </BANKTRANLIST><LEDGERBAL><BALAMT>10.00<DTASOF>20240203</LEDGERBAL></STMTRS></OFX>"
    );
    let statement = one(&text);
    assert_eq!((statement.account.as_deref(), statement.bank.as_deref()), (Some("0042"), Some("123")));
    assert_eq!((statement.kind, statement.currency.as_deref()), (Some(AccountKind::Savings), Some("EUR")));
    assert_eq!(statement.closing.map(|b| (b.date, b.amount)), Some((day("2024-02-03"), money("10.00"))));
    assert_eq!(lines(&statement.entries), ["2024-01-31 -1234.56", "2024-02-01 0.50"]);
    let first = &statement.entries[0];
    assert_eq!((first.line, first.value_date, first.memo.as_str()), (9, Some(day("2024-02-02")), "a <b>"));
    assert_eq!(first.payee.as_deref(), Some("Smith & Sons & Co"));
    assert_eq!((first.reference.as_deref(), first.number.as_deref()), (Some("A1"), Some("0017")));
    assert_eq!((first.counterparty.as_deref(), first.code.as_deref()), (Some("DE1"), Some("DEBIT")));
    assert_eq!(
        (statement.entries[1].payee.as_deref(), statement.entries[1].reference.as_deref()),
        (None, None)
    );
}

#[test]
fn version_two_and_several_accounts_are_read() {
    let account = |name: &str, id: &str| {
        format!(
            "<{name}><CURDEF>USD</CURDEF><CCACCTFROM><ACCTID>{id}</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN>\
             <DTPOSTED>20240101</DTPOSTED><TRNAMT>-1</TRNAMT><FITID>1</FITID><NAME><![CDATA[A <& B]]></NAME>\
             <CURRENCY><CURRATE>1.1</CURRATE><CURSYM>CAD</CURSYM></CURRENCY></STMTTRN></BANKTRANLIST></{name}>"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX><FI><ORG>Bank</ORG></FI><!-- x -->{}{}</OFX>",
        account("CCSTMTRS", "1"),
        account("CCSTMTRS", "2")
    );
    let reading = read(&text);
    assert_eq!((reading.format, reading.statements.len(), reading.problems.len()), (Format::Ofx, 2, 0));
    let second = &reading.statements[1];
    assert_eq!((second.account.as_deref(), second.bank.as_deref()), (Some("2"), Some("Bank")));
    assert_eq!(second.kind, Some(AccountKind::CreditCard));
    assert_eq!(second.entries[0].payee.as_deref(), Some("A <& B"));
    assert_eq!(second.entries[0].currency.as_deref(), Some("CAD"));
}

#[test]
fn what_is_missing_or_wrong_is_said_with_its_line() {
    let text = format!(
        "{HEAD}<OFX><STMTRS><BANKTRANLIST>\n<STMTTRN><DTPOSTED>20240230<TRNAMT>1<FITID>1</STMTTRN>\n\
         <STMTTRN><DTPOSTED>20240228<TRNAMT>abc<FITID>1</STMTTRN>\n<STMTTRN><DTPOSTED>20240228</STMTTRN>\n\
         <STMTTRN><DTPOSTED><DTUSER>20240301<TRNAMT>1.123450</STMTTRN>\n<STMTTRN><TRNAMT>1</STMTTRN>\n\
         <STMTTRNP><DTTRAN>20240302<TRNAMT>2.12340</STMTTRNP></STMTRS>"
    );
    let reading = read(&text);
    let said: Vec<_> =
        reading.problems.iter().map(|p| (p.line, p.column.as_deref(), p.value.as_deref())).collect();
    assert_eq!(
        said,
        [
            (8, Some("DTPOSTED"), Some("20240230")),
            (9, Some("TRNAMT"), Some("abc")),
            (10, None, None),
            (11, Some("TRNAMT"), Some("1.123450")),
            (12, None, None)
        ]
    );
    assert!(reading.problems[3].reason.contains("4 decimals"));
    assert_eq!(lines(&reading.statements[0].entries), ["2024-03-02 2.1234"]);
    assert_eq!(reading.statements[0].entries[0].status, Status::Pending);
}

#[test]
fn securities_are_read_for_their_cash() {
    let text = "<OFX><INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>7</INVACCTFROM><INVTRANLIST>\
        <BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20240105<DTSETTLE>20240108</INVTRAN><SECID><UNIQUEID>X1</SECID>\
        <UNITS>10<TOTAL>-105.25</INVBUY><BUYTYPE>BUY</BUYSTOCK><INCOME><INVTRAN><FITID>2<DTTRADE>20240201</INVTRAN>\
        <SECID><UNIQUEID>X1</SECID><INCOMETYPE>DIV<TOTAL>3</INCOME><REINVEST><INVTRAN><DTTRADE>20240202</INVTRAN>\
        <TOTAL>-3</REINVEST><INVBANKTRAN><STMTTRN><DTPOSTED>20240103<TRNAMT>500<FITID>3</STMTTRN></INVBANKTRAN>\
        </INVTRANLIST><INVPOSLIST><POSSTOCK><UNITS>10</POSSTOCK></INVPOSLIST></INVSTMTRS><SECLIST><STOCKINFO><SECINFO>\
        <SECID><UNIQUEID>X1</SECID><SECNAME>Xylo Inc</SECINFO></STOCKINFO></SECLIST></OFX>";
    let reading = read(text);
    let statement = &reading.statements[0];
    assert_eq!(lines(&statement.entries), ["2024-01-05 -105.25", "2024-02-01 3.00", "2024-01-03 500.00"]);
    assert_eq!((statement.kind, statement.account.as_deref()), (Some(AccountKind::Investment), Some("7")));
    assert_eq!(statement.entries[0].payee.as_deref(), Some("Xylo Inc"));
    assert_eq!(reading.understanding.notes.len(), 2, "{:?}", reading.understanding.notes);
}

#[test]
fn a_header_on_one_line_and_an_error_of_the_bank_are_understood() {
    let text = "OFXHEADER:100DATA:OFXSGMLVERSION:102SECURITY:NONEENCODING:USASCIICHARSET:1252COMPRESSION:NONE<OFX>\
        <STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>Try later</STATUS></STMTTRNRS></OFX>";
    let reading = read(text);
    assert!(reading.statements.is_empty());
    assert!(reading.problems[0].reason.contains("Try later"), "{:?}", reading.problems);
    let old = [text.as_bytes(), b"<!-- \xe9 -->"].concat();
    let reading = statement::read("", &old, None).unwrap();
    assert_eq!(reading.understanding.encoding.as_deref(), Some("windows-1252"));
}
