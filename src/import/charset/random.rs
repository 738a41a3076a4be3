//! Random Vietnamese texts in every charset: written, recognised, and read back as they were.

use encoding_rs::WINDOWS_1258;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use super::{Charset, decode, detect, syllable, tcvn3, vni};

const ONSETS: [&str; 26] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "ph", "qu", "r",
    "s", "t", "th", "tr", "v",
];

/// Nuclei as they are written without a tone, and the vowel that carries it.
const NUCLEI: [(&str, usize); 26] = [
    ("a", 0),
    ("ă", 0),
    ("â", 0),
    ("e", 0),
    ("ê", 0),
    ("i", 0),
    ("o", 0),
    ("ô", 0),
    ("ơ", 0),
    ("u", 0),
    ("ư", 0),
    ("ai", 0),
    ("ao", 0),
    ("âu", 0),
    ("ây", 0),
    ("êu", 0),
    ("iê", 1),
    ("oa", 1),
    ("ôi", 0),
    ("ơi", 0),
    ("uâ", 1),
    ("uô", 1),
    ("uyê", 2),
    ("ươ", 1),
    ("ươi", 1),
    ("ưu", 0),
];

const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];

fn is_tone(part: &char) -> bool {
    TONES.iter().any(|tone| tone.starts_with(*part))
}

/// A syllable that orthography allows, in small letters or with a capital first.
fn a_syllable() -> impl Strategy<Value = String> {
    let parts = (select(&ONSETS[..]), select(&NUCLEI[..]), select(&CODAS[..]), select(&TONES[..]), any::<bool>());
    let written = parts.prop_map(|(onset, (nucleus, carrier), coda, tone, is_capital)| {
        let vowels: String = nucleus
            .chars()
            .enumerate()
            .map(|(at, vowel)| if at == carrier { format!("{vowel}{tone}") } else { vowel.to_string() })
            .collect();
        let word: String = format!("{onset}{vowels}{coda}").nfc().collect();
        let mut letters = word.chars();
        match letters.next() {
            // TCVN3 keeps capitals with a tone in a font of its own, and has no bytes for them.
            Some(first) if is_capital && !first.nfd().any(|part| is_tone(&part)) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => word,
        }
    });
    written.prop_filter("no syllable", |word| syllable::is_syllable(word))
}

/// Names of a file: some dozens of words, most of them with a mark.
fn names() -> impl Strategy<Value = Vec<String>> {
    let name = prop::collection::vec(a_syllable(), 2..5).prop_map(|words| words.join(" "));
    prop::collection::vec(name, 12..20)
        .prop_filter("hardly a mark", |names| names.iter().flat_map(|name| syllable::marked_words(name)).count() >= 20)
}

/// Code page 1258 keeps some letters composed and writes tones as combining marks.
fn encode_1258(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in text.chars() {
        let parts: Vec<char> = letter.nfd().collect();
        let base: String = parts.iter().copied().filter(|part| !is_tone(part)).nfc().collect();
        let tone: String = parts.into_iter().filter(is_tone).collect();
        let (written, _, _) = WINDOWS_1258.encode(&base);
        bytes.extend_from_slice(&written);
        bytes.extend_from_slice(&WINDOWS_1258.encode(&tone).0);
    }
    bytes
}

type Encoder = fn(&str) -> Vec<u8>;

proptest! {
    #[test]
    fn what_is_written_in_any_charset_is_recognised_and_read_back(names in names()) {
        let written: [(Charset, Encoder); 4] = [
            (Charset::Utf8, |text| text.as_bytes().to_vec()),
            (Charset::Tcvn3, tcvn3::encode),
            (Charset::Vni, vni::encode),
            (Charset::Cp1258, encode_1258),
        ];
        for (charset, encode) in written {
            let bytes: Vec<Vec<u8>> = names.iter().map(|name| encode(name)).collect();
            let detection = detect(bytes.iter().map(Vec::as_slice).collect::<Vec<_>>());
            prop_assert!(detection.is_certain() && detection.charset == charset, "{charset:?}: {detection:?}");
            for (bytes, name) in bytes.iter().zip(&names) {
                let decoded = decode(bytes, charset);
                prop_assert_eq!(&decoded.text, name, "{:?}", charset);
                prop_assert!(decoded.lost.is_empty());
            }
        }
    }

    #[test]
    fn english_and_numbers_are_never_taken_for_an_old_charset(texts in prop::collection::vec("[ -\\[\\]-~\t]{0,60}", 1..30)) {
        let detection = detect(texts.iter().map(String::as_bytes).collect::<Vec<_>>());
        prop_assert_eq!(detection.charset, Charset::Utf8);
        prop_assert!(detection.is_certain());
        for text in &texts {
            prop_assert_eq!(&decode(text.as_bytes(), Charset::Utf8).text, text);
        }
    }
}
