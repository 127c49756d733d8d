//! The names of months.

use super::date::month_name;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The names of the twelve months, separated by blanks, in each language and form. Japanese months are numbers.
const NAMES: [&str; 16] = [
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januar februar mars april mai juni juli august september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
];

static NUMBERS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let all = NAMES.iter().flat_map(|names| names.split(' ').zip(1..));
    let mut numbers = HashMap::new();
    all.for_each(|(name, number)| {
        numbers.entry(name).or_insert(number);
    });
    numbers
});

/// Returns the number of a month from its name: in English, also abbreviated to three or four letters, or in one of the
/// other languages.
pub fn month_number(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let english = (1..=12).find(|m| {
        let name = month_name(*m).to_lowercase();
        word == name || (word.len() >= 3 && word.len() <= 4 && name.starts_with(&word))
    });
    // Hebrew prefixes the name with "in".
    let bare = word.strip_prefix('ב').unwrap_or(&word);
    english.or_else(|| NUMBERS.get(word.as_str()).or_else(|| NUMBERS.get(bare)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_every_language() {
        for names in NAMES {
            let numbers: Vec<_> = names.split(' ').map(month_number).collect();
            assert_eq!(numbers, (1..=12).map(Some).collect::<Vec<_>>(), "{names}");
        }
        assert_eq!((month_number("Sept."), month_number("בינואר"), month_number("Monday")), (Some(9), Some(1), None));
    }
}
