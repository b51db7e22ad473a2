//! Names of months.

use std::{collections::HashMap, sync::LazyLock};

/// Names of the months, without accents, as far as they differ between languages.
const MONTHS: [&str; 12] = [
    "january januar janvier januari enero gennaio janeiro styczen stycznia tammikuu leden ledna ianuarie \
     ocak janner jaanuar januara ιανουαριου ιανουαριος января gener jaenner sijecanj sijecnja tammikuuta",
    "february februar fevrier februari febrero febbraio fevereiro luty lutego helmikuu unor unora \
     februarie subat feber φεβρουαριου φεβρουαριος февраля febrer veljaca veljace helmikuuta",
    "march marz maerz mrz mars maart mrt marzo marco marzec marca maaliskuu brezen brezna martie mart \
     marcius μαρτιου μαρτιος марта ozujak ozujka maaliskuuta marts",
    "april avril abril aprile kwiecien kwietnia huhtikuu duben dubna aprilie nisan aprilis απριλιου \
     απριλιος апреля travanj travnja huhtikuuta",
    "may mai mei mayo maggio maio maj maja toukokuu kveten kvetna mayis majus μαιου μαιος мая maig \
     svibanj svibnja toukokuuta",
    "june juni juin junio giugno junho czerwiec czerwca kesakuu cerven cervna iunie haziran junius \
     ιουνιου ιουνιος июня juny lipanj lipnja juno kesakuuta",
    "july juli juillet julio luglio julho lipiec lipca heinakuu cervenec cervence iulie temmuz julius \
     ιουλιου ιουλιος июля juliol srpanj srpnja heinakuuta",
    "august aout augustus agosto augusti sierpien sierpnia elokuu srpen srpna agustos augusztus αυγουστου \
     αυγουστος августа agost kolovoz kolovoza elokuuta",
    "september septembre septiembre settembre setembro wrzesien wrzesnia syyskuu zari septembrie eylul \
     szeptember setiembre σεπτεμβριου σεπτεμβριος сентября rujan rujna syyskuuta",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika lokakuu rijen rijna \
     octombrie ekim οκτωβριου οκτωβριος октября listopad lokakuuta",
    "november novembre noviembre novembro listopada marraskuu listopadu noiembrie kasim νοεμβριου \
     νοεμβριος ноября studeni studenoga marraskuuta",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia joulukuu prosinec prosince \
     decembrie aralik desember δεκεμβριου δεκεμβριος декабря desembre prosinac prosinca joulukuuta",
];

/// Whole names, and their first three and four letters where no whole name is the same; the earlier month wins.
static NUMBERS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    let names = || (1..).zip(MONTHS).flat_map(|(number, names)| names.split(' ').map(move |n| (number, n)));
    for (number, name) in names() {
        numbers.entry(name).or_insert(number);
    }
    for (number, name) in names() {
        let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends.skip(2).take(2) {
            numbers.entry(&name[..end]).or_insert(number);
        }
    }
    numbers
});

/// The number of a month by its name, or by three letters of it or more.
pub fn month(key: &str) -> Option<u32> {
    let letters = key.chars().count();
    if !(3..=13).contains(&letters) || !key.chars().all(char::is_alphabetic) {
        return None;
    }
    NUMBERS.get(key).copied()
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn names_and_their_beginnings() {
        for (name, number) in
            [("mai", 5), ("juillet", 7), ("sept", 9), ("okt", 10), ("dic", 12), ("juin", 6), ("jui", 6)]
        {
            assert_eq!(month(name), Some(number), "{name}");
        }
        for word in ["market", "ma", "mardi", "decent", "sepia"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
