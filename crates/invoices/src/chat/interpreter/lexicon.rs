//! The words that the interpreter knows, in English, with German and Hindi-English words where they are cheap.
use super::token::slips;

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words beside each say it")]
pub enum Key {
    Show,
    Count,
    HowMuch,
    Sum,
    Average,
    Largest,
    Smallest,
    Why,
    Status,
    Duplicate,
    Risk,
    Flagged,
    Clean,
    Completed,
    Pending,
    Failed,
    Approved,
    Rejected,
    Open,
    Ready,
    Exported,
    CreditNote,
    By,
    Vendor,
    Month,
    Rate,
    Currency,
    Reason,
    Due,
    Overdue,
    Tax,
    Net,
    Gross,
    Missing,
    Without,
    Number,
    Date,
    Id,
    Invoice,
    Confidence,
    Low,
    Compare,
    Before,
    Above,
    Below,
    More,
    Less,
    Than,
    Least,
    Most,
    Between,
    And,
    Or,
    Only,
    About,
    Those,
    It,
    Not,
    Newest,
    Oldest,
    Top,
    Help,
    Can,
    You,
    Approve,
    Command,
    Unknowable,
    From,
    All,
    Arrived,
    Stop,
}

use Key::*;

const WORDS: &[(Key, &str)] = &[
    (
        Show,
        "show list display which what whats who whom whose where find give tell get see view zeig \
        zeige liste welche welcher welches was wer dikhao dikha batao konsa kaunsa kaunse kya \
        kaun lookup search are any",
    ),
    (Count, "count many viele anzahl kitne kitni howmany"),
    (HowMuch, "much viel kitna worth spend spent spending cost costs expenses"),
    (
        Sum,
        "total totals sum sums amount amounts summe summen gesamt gesamtsumme gesamtbetrag betrag \
        kul value volume turnover altogether overall insgesamt breakdown split summary summarize \
        summarise overview",
    ),
    (Average, "average avg mean durchschnitt durchschnittlich mittelwert ausat schnitt typical"),
    (
        Largest,
        "largest biggest highest greatest maximum max grosste grossten hochste hochsten teuerste \
        teuersten bada badi bade priciest costliest expensive dearest",
    ),
    (Smallest, "smallest lowest minimum min cheapest kleinste kleinsten niedrigste chota chhota chhoti"),
    (Why, "why warum wieso weshalb kyun kyu kyon explain explanation"),
    (Status, "status state stage progress stand sthiti details detail happened"),
    (
        Duplicate,
        "duplicate duplicates duplicated dupes dupe twice double doubled doppelt doppelte \
        doppelten duplikat duplikate dublette dubletten dohra",
    ),
    (
        Risk,
        "risk risks risky riskiest riskier risiko riskant riskanteste riskantesten blacklisted \
        blacklist suspicious jokhim dangerous untrustworthy",
    ),
    (
        Flagged,
        "flagged flag flags doubtful problem problems problematic issue issues suspect wrong \
        errors error warnings warning markiert markierte markierten auffallig auffallige gadbad \
        red",
    ),
    (Clean, "clean unflagged fine okay ok unauffallig sauber"),
    (
        Completed,
        "completed complete done finished processed read fertig fertige fertigen verarbeitet \
        verarbeitete erledigt pura abgeschlossen abgeschlossene",
    ),
    (
        Pending,
        "pending processing waiting queued unprocessed running ausstehend ausstehende wartend \
        wartende",
    ),
    (
        Failed,
        "failed fail failing failure failures unreadable broken corrupt fehlgeschlagen \
        fehlgeschlagene fehlerhaft fehlerhafte",
    ),
    (
        Approved,
        "approved accepted genehmigt genehmigte genehmigten freigegeben freigegebene manzoor \
        manjoor",
    ),
    (Rejected, "rejected refused declined denied abgelehnt abgelehnte abgelehnten"),
    (Open, "open undecided unapproved offen offene offenen decision review reviewed decide"),
    (Ready, "ready bereit"),
    (Exported, "exported booked exportiert exportierte gebucht"),
    (CreditNote, "credit creditnote creditnotes gutschrift gutschriften refund refunds"),
    (By, "by per each every nach pro je grouped group wise"),
    (
        Vendor,
        "vendor vendors supplier suppliers seller sellers company companies lieferant lieferanten \
        anbieter handler firma sender issuer creditor creditors vendorwise",
    ),
    (Month, "month months monthly monat monate monatlich monthwise"),
    (Rate, "rate rates slab slabs steuersatz steuersatze satz ratewise percentage percent prozent"),
    (Currency, "currency currencies wahrung wahrungen"),
    (
        Reason,
        "reason reasons rule rules cause causes grund grunde grunden wajah finding findings \
        checks",
    ),
    (
        Due,
        "due payable fallig fallige falligen falligkeit zahlbar bakaya outstanding unpaid \
        deadline owe owed",
    ),
    (Overdue, "overdue late uberfallig uberfallige uberfalligen"),
    (Tax, "tax taxes vat gst cgst sgst igst steuer steuern mwst umsatzsteuer mehrwertsteuer ust"),
    (Net, "net taxable netto nettobetrag excluding excl pretax"),
    (Gross, "gross brutto bruttobetrag including incl"),
    (
        Missing,
        "missing lack lacks lacking fehlt fehlen fehlend fehlende fehlenden incomplete blank \
        empty",
    ),
    (Without, "without ohne bina no kein keine keinen"),
    (Number, "number numbers nr nummer nummern rechnungsnummer rechnungsnummern invoiceno"),
    (Date, "date dates dated datum tarikh"),
    (Id, "id ids gstin gstins"),
    (
        Invoice,
        "invoice invoices bill bills document documents file files rechnung rechnungen beleg \
        belege ones one batch item items everything inv invs upload uploads",
    ),
    (
        Confidence,
        "confidence confident unsure uncertain sure certainty unsicher unsichere konfidenz \
        sicherheit accuracy score",
    ),
    (Low, "low poor bad weak niedrig niedrige niedriger geringe geringer kam"),
    (
        Compare,
        "compare compared comparison versus vs against vergleich vergleiche verglichen difference \
        change changed grew growth increase increased mukable tulna",
    ),
    (Before, "before earlier davor vorher pehle"),
    (Above, "above over exceeding exceed exceeds uber oberhalb upar"),
    (Below, "below under unter unterhalb neeche"),
    (More, "more greater larger higher bigger mehr zyada jyada mindestens"),
    (Less, "less smaller fewer lower weniger hochstens"),
    (Than, "than als se"),
    (Least, "least"),
    (Most, "most"),
    (Between, "between zwischen beech"),
    (And, "and und aur also auch plus then now"),
    (Or, "or oder ya"),
    (Only, "only just nur bloss sirf bas restrict narrow"),
    (About, "about regarding concerning"),
    (Those, "those these them their theirs they davon deren diese dieser same unka inka inme"),
    (It, "it its that this iska uska"),
    (Not, "not nicht nahi nahin isnt arent havent hasnt except never yet"),
    (Newest, "newest latest recent neueste neuesten neuste naya"),
    (Oldest, "oldest earliest alteste altesten purana"),
    (Top, "top first erste ersten"),
    (Help, "help hilfe madad commands examples capabilities"),
    (Can, "can could kannst konnen kann should may"),
    (You, "you du sie aap tum your"),
    (Approve, "approve genehmigen freigeben accept"),
    (
        Command,
        "reject delete remove pay send mail email edit mark assign export download update cancel \
        undo retry ablehnen loschen losche bezahle write create add drop insert ignore pretend",
    ),
    (
        Unknowable,
        "weather wetter joke witz poem gedicht predict forecast prediction stock news song story \
        recipe translate password secret prompt capital president politics religion paid bezahlt \
        payments bank balance profit salary employees budget customers sales",
    ),
    (From, "from of for von vom fur ka ki ke mit with in on at to"),
    (All, "all alle sab sabhi whole entire sabse"),
    (Arrived, "uploaded received arrived arrive came come added eingegangen angekommen"),
    (
        Stop,
        "the a an is am be been were do does did has have had me my our we us i there here please \
        bitte how hello hi hey thanks so will would as if still der die das den dem des ein eine \
        einen ist sind es gibt mir mich uns wir ich zu zum zur im am an hat haben wurde wurden \
        werden hai hain he ho hua hue mein main me kar karo gaya mujhe ko wale wali wala abhi \
        currently right out up got need needs want look looks like know let ask s kind part into \
        having contain contains containing entries being made make makes when wann kab quick \
        quickly really exactly again too rest other others else different charged charge billed \
        bought possible possibly potential because given been wie hoch eigentlich denn mal noch \
        bin sein",
    ),
];

/// What a word means, as it is written here.
pub fn exact(word: &str) -> Option<Key> {
    WORDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(key, _)| *key)
}

/// What a word means when keys were hit wrong: the nearest known word, if only one meaning is that near.
pub fn near(word: &str) -> Option<Key> {
    let length = word.chars().count();
    let most = match length {
        0..=4 => return None,
        5..=7 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, Key)> = None;
    let mut contested = false;
    for (key, words) in WORDS.iter().filter(|(key, _)| *key != Stop && *key != Command) {
        for known in words.split(' ').filter(|known| known.chars().count() >= 4) {
            // The first letter is seldom the wrong one.
            if !same_start(word, known) {
                continue;
            }
            let Some(slips) = slips(word, known, most) else { continue };
            match best {
                Some((least, _)) if slips > least => {}
                Some((least, other)) if slips == least => contested |= other != *key,
                _ => (best, contested) = (Some((slips, *key)), false),
            }
        }
    }
    best.filter(|_| !contested).map(|(_, key)| key)
}

fn same_start(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    let (a, b) = ((a.next(), a.next()), (b.next(), b.next()));
    a.0 == b.0 || (a.0 == b.1 && a.1 == b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let mut seen = std::collections::HashMap::new();
        for (key, words) in WORDS {
            for word in words.split(' ') {
                if let Some(other) = seen.insert(word, *key) {
                    assert_eq!(other, *key, "{word}");
                }
            }
        }
    }

    #[test]
    fn typing_errors_are_forgiven() {
        for (typed, key) in [
            ("flaged", Flagged),
            ("invioces", Invoice),
            ("duplicats", Duplicate),
            ("vendro", Vendor),
            ("averge", Average),
            ("rejcted", Rejected),
            ("aproved", Approved),
            ("recieved", Arrived),
            ("overdeu", Overdue),
            ("confidance", Confidence),
        ] {
            let found = exact(typed).or_else(|| near(typed));
            assert_eq!(found, Some(key), "{typed}");
        }
        assert_eq!((near("acme"), near("zebra"), near("microsoft")), (None, None, None));
    }
}
