//! What banks call their columns.
use unicode_normalization::UnicodeNormalization;

use crate::Role;

/// A name as it is compared: small letters without accents, words with single blanks between them.
pub(crate) fn normal(text: &str) -> String {
    let text = split_camels(text);
    let plain =
        text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).nfc().flat_map(char::to_lowercase);
    let mut out = String::with_capacity(text.len());
    for c in plain {
        match c {
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `dateOp` is two words.
fn split_camels(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut small = false;
    for c in text.chars() {
        if small && c.is_ascii_uppercase() {
            out.push(' ');
        }
        small = c.is_ascii_lowercase();
        out.push(c);
    }
    out
}

/// The role, its English names, and its names in other languages; the likelier first.
const NAMES: &[(Role, &str, &str)] = &[
    (
        Role::Date,
        "booking date|posting date|post date|posted date|date posted|posted|booked|completed date|date|transaction date\
         |trans date|txn date|tran date|date of transaction|trade date|date time|datetime|created|created at|started date|date op",
        "buchungstag|buchungsdatum|buchung|buchungstag|datum|umsatzdatum|belegdatum|date operation|date d operation\
         |date comptable|date de comptabilisation|date de l operation|fecha|fecha operacion|fecha de operacion|fecha contable\
         |f operacion|data|data contabile|data operazione|data movimento|data registrazione|data lancamento|data mov\
         |data do movimento|data de movimento|data operacji|data ksiegowania|data transakcji|data wykonania|bokforingsdag\
         |bokforingsdatum|bokfort|bokforingsdato|bokfort dato|bogfort|bogforingsdato|bogforingsdag|dato|transaktionsdatum\
         |transaksjonsdato|dag|kirjauspaiva|paivays|transactiedatum|boekdatum|boekingsdatum|datum transakce\
         |datum zauctovani|datum provedeni|konyveles datuma|tarih|islem tarihi|дата|дата операции|日付|取引日|お取引日\
         |年月日|利用日|ご利用日|計上日|日期|交易日期|交易日|交易时间|交易時間|记账日期|入账日期|记账日|날짜|거래일\
         |거래일자|거래일시|거래일시|일자",
    ),
    (
        Role::ValueDate,
        "value date|val date|value dat|date val|value|effective date|settlement date|date value",
        "valuta|valutadatum|wertstellung|wertstellungsdatum|wert|valuta datum|date valeur|date de valeur|valeur|fecha valor\
         |f valor|fecha de valor|valor|data valuta|data valor|data waluty|rentedatum|valutadag|rantedato|rentedato|rentedag\
         |arvopaiva|datum valuty|起算日|勘定日|起息日",
    ),
    (
        Role::Amount,
        "amount|transaction amount|net amount|net|amt|value|sum|total|gross|amount in account currency",
        "betrag|umsatz|betrag eur|umsatz in eur|summe|wert|montant|importe|importe eur|import|importo|valor|valor da transacao\
         |bedrag|bedrag eur|kwota|kwota operacji|kwota transakcji|belopp|belob|belop|summa|maara|castka|objem|osszeg|tutar\
         |сумма|金額|取引金額|利用金額|ご利用金額|お取引金額|発生金額|金额|交易金额|交易金額|금액|거래금액",
    ),
    (
        Role::Debit,
        "debit|debits|debit amount|debit amt|withdrawal|withdrawals|withdrawal amount|withdrawal amt|paid out|money out\
         |payments|spent|dr|out|amount debit|outgoing",
        "soll|lastschrift|belastung|belastungen|ausgang|ausgaben|ausgabe|debet|debito|debitos|montant debit|addebiti|addebito\
         |dare|uscite|uscita|cargo|cargos|cargo s|retiros|gasto|gastos|egreso|egresos|saida|saidas|obciazenia|obciazenie\
         |wyplata|wyplaty|uttag|ut|ud|ut fra konto|ut av konto|af|uit|出金|出金額|お支払金額|お支払い金額|支払金額|支払い金額|お引出し|お引出金額\
         |引出金額|支出|支出金额|支出金額|借方金额|借方金額|借方|提出|출금|출금액|출금금액|찾으신금액",
    ),
    (
        Role::Credit,
        "credit|credits|credit amount|credit amt|deposit|deposits|deposit amount|deposit amt|paid in|money in|received|cr\
         |in|amount credit|incoming",
        "haben|gutschrift|gutschriften|eingang|einnahmen|einnahme|credito|creditos|montant credit|accrediti|accredito|avere\
         |entrate|entrata|abono|abonos|abono s|depositos|ingreso|ingresos|entrada|entradas|uznania|uznanie|wplata|wplaty\
         |insattning|inn|ind|inn pa konto|bij|入金|入金額|お預り金額|お預入金額|お預入れ|預入金額|お預り|収入|收入|收入金额|收入金額|贷方金额\
         |貸方金額|貸方|存入|입금|입금액|입금금액|맡기신금액",
    ),
    (
        Role::Direction,
        "type|cr dr|dr cr|debit credit|credit debit|debit or credit|d c|c d|dc|credit debit indicator|cdtdbtind|sign\
         |indicator|direction|in out|transaction type|debit credit indicator",
        "s h|sh|soll haben|soll haben kennzeichen|shkz|umsatzart|sens|signe|tipo|af bij|bij af|debet credit|code debet credit\
         |znak|strona|借貸|借贷|借贷标志|收支|收 支|구분|입출금구분|거래구분",
    ),
    (
        Role::Balance,
        "balance|running balance|account balance|closing balance|balance after|ledger balance|running bal|new balance\
         |balance after transaction|available balance",
        "saldo|kontostand|solde|saldo contabile|saldo disponible|saldo contable|saldo po operacji|saldo po transakcji\
         |saldo efter|saldo etter|saldo na mutatie|saldo na trn|saldo danach|bokfort saldo|bogfort saldo|zustatek|残高\
         |差引残高|余额|账户余额|餘額|结余|잔액|거래후잔액|거래후 잔액",
    ),
    (
        Role::Currency,
        "currency|ccy|curr|currency code|account currency",
        "wahrung|waehrung|wahrg|kontowahrung|devise|divisa|moneda|valuta|muntsoort|munt|moeda|waluta|valuutta|mena|通貨|币种\
         |货币|幣別|통화",
    ),
    (
        Role::Payee,
        "payee|payee name|merchant|merchant name|counterparty|counterparty name|beneficiary|beneficiary name|recipient\
         |name|other party|to|to name|party",
        "empfanger|auftraggeber empfanger|auftraggeber|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger\
         |begunstigter|zahlungsempfanger|zahlungsempfanger in\
         |name zahlungsbeteiligter|zahlungsbeteiligter|partner name|partnername|nom|beneficiaire|tiers|contrepartie\
         |nom de la contrepartie|nombre|beneficiario|destinatario|controparte|naam|naam tegenpartij|tegenpartij\
         |naam omschrijving|tegenpartij naam|nazwa|nadawca odbiorca|odbiorca|kontrahent|nazwa kontrahenta|motpart\
         |mottagare|modtager|mottaker|namn|navn|saaja maksaja|saaja|支払先|お取引先|取引先|利用店名|ご利用店名\
         |ご利用店名 商品名|相手先|对方户名|对方名称|交易对方|对方|收款人|收款方|수취인|받는분\
         |예금주|거래처|가맹점|가맹점명",
    ),
    (
        Role::Payer,
        "payer|payer name|from|from name|sender|sender name|remitter",
        "zahlungspflichtiger|zahlungspflichtige r|zahlungspflichtiger in|ordenante|ordinante|donneur d ordre|nadawca|avsandare\
         |avsender|振込人|付款人|보낸분|보낸사람",
    ),
    (
        Role::Counterparty,
        "counterparty account|counterparty iban|counterparty account number|beneficiary account|payee account\
         |payee account number|other account|iban",
        "kontonummer|kontonummer iban|iban zahlungsbeteiligter|iban zahlungsempfanger in|gegenkonto|gegenkonto iban\
         |partner iban|iban zahlungspflichtiger|tegenrekening|tegenrekening iban bban|rekening tegenpartij|compte contrepartie\
         |iban beneficiario|cuenta destino|konto kontrahenta|numer konta|numer rachunku|nr rachunku|rachunek nadawcy odbiorcy\
         |cislo protiuctu|protiucet|对方账号|对方账户|对方帐号|상대계좌|상대계좌번호",
    ),
    (
        Role::Memo,
        "description|memo|details|purpose|narrative|narration|particulars|transaction details|transaction description\
         |note|notes|remarks|remark|transaction remarks|remittance information|message|information\
         |additional information|reason|text|subject|comment|comments|item|label|payment reference",
        "verwendungszweck|vwz|beschreibung|bemerkung|zweck|libelle|libelle operation|libelle de l operation|motif\
         |communication|communications|concepto|descripcion|detalle|observaciones|causale|descrizione|descrizione operazione|dettagli\
         |descrizione estesa|descricao|historico|omschrijving|mededelingen|mededeling|opis|opis operacji|opis transakcji\
         |tytul|tytulem|tytul operacji|szczegoly|tekst|beskrivelse|beskrivning|meddelande|forklaring|specifikation|kuvaus\
         |viesti|selitys|popis|poznamka|zprava pro prijemce|摘要|内容|お取引内容|取引内容|備考|適用|ご利用内容|交易摘要|附言\
         |备注|備註|用途|商品|商品说明|적요|내용|거래내용|메모|기재내용|거래내역",
    ),
    (
        Role::Reference,
        "reference|ref|transaction id|id|transaction reference|bank reference|fitid|unique id|transaction number|txn id\
         |ref no|reference number|reference no|uuid|transactionid|entry reference",
        "referenz|bankreferenz|referencia|riferimento|referencja|referencje|volgnr|transactiereferentie|kenmerk|referens\
         |archiveringskode|arkistointitunnus|id transakcji|id operacji|取引番号|交易流水号|流水号|交易号|交易单号|凭证号",
    ),
    (
        Role::EndToEnd,
        "end to end id|end to end|end to end reference|endtoendid|customer reference|payer reference",
        "kundenreferenz|kundenreferenz end to end|ende zu ende referenz|glaubiger id end to end|betalingskenmerk\
         |reference de bout en bout",
    ),
    (
        Role::Number,
        "check number|cheque number|check|cheque|check no|cheque no|chq no|chq ref number|chq ref no|check or slip number\
         |ref no cheque no|slip number|serial|check num",
        "scheck|schecknummer|numero de cheque|n cheque|numero cheque|numero assegno",
    ),
    (
        Role::Code,
        "type|transaction type|trn type|operation type|code|kind|trans code|transaction code",
        "buchungstext|buchungsart|umsatzart|umsatztyp|vorgang|buchungsvorgang|mutatiesoort|tipo|tipo de movimento|type operation\
         |type d operation|rodzaj transakcji|rodzaj operacji|typ transakcji|typ operacji|transaktionstyp|transaktionsart\
         |区分|取引区分|交易类型|交易渠道|거래구분|gvc",
    ),
    (
        Role::Category,
        "category|categories|sub category|labels|tags|budget",
        "kategorie|categorie|categoria|kategoria|kategori|rubrik|分类|類別|カテゴリ|カテゴリー|大項目|카테고리",
    ),
    (
        Role::Account,
        "account|account number|account num|account no|account name|account id|own account|account iban",
        "auftragskonto|iban auftragskonto|konto|kontonr|bezeichnung auftragskonto|rekening|rekeningnummer|iban bban\
         |eigen rekening|compte|numero de compte|cuenta|conto|conta|rachunek|ucet|口座|口座番号|账号|账户|帳號|계좌번호",
    ),
    (
        Role::Status,
        "status|state",
        "buchungsstatus|estado|stato|statut|tila|stav|status transakcji|状态|狀態|상태|ステータス",
    ),
];

/// A role that a column's name may stand for, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub role: Role,
    pub score: u32,
    pub english: bool,
}

/// All roles that a name may stand for, the surest first.
pub(crate) fn roles(name: &str) -> Vec<Hit> {
    let name = normal(name);
    if name.is_empty() || name.len() > 80 {
        return vec![];
    }
    let mut hits = Vec::new();
    for (role, english, foreign) in NAMES {
        let known = |names: &str| {
            names.split('|').enumerate().filter_map(|(rank, word)| score(&name, word.trim(), rank)).max()
        };
        let (home, away) = (known(english), known(foreign));
        if let Some(score) = home.max(away) {
            hits.push(Hit { role: *role, score, english: home >= away });
        }
    }
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits
}

/// An exact name is surest; among them the one that stands first in its list. Then names with words before or behind.
fn score(name: &str, word: &str, rank: usize) -> Option<u32> {
    let length = u32::try_from(word.len().min(60)).ok()?;
    let rank = u32::try_from(rank.min(90)).ok()?;
    if name == word {
        return Some(1000 - rank);
    }
    if word.len() < 3 {
        return None;
    }
    if name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')) {
        return Some(500 + length);
    }
    if name.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')) {
        return Some(400 + length);
    }
    (!word.is_ascii() && name.contains(word)).then_some(300 + length)
}
