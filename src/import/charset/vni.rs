//! VNI, the charset of the `VNI-…` fonts: a letter of Windows 1252, then its mark as another.
//!
//! **Source**: the two-byte layout of VNI for Windows.

/// Marks after a, e, o, u, y: (mark, what it adds). A capital takes the capital mark.
const TONES: [(char, char); 5] =
    [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];

/// Marks after a, e, o that add a circumflex and a tone.
const CIRCUMFLEX: [(char, &str); 6] = [
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
];

/// Marks after a that add a breve and a tone.
const BREVE: [(char, &str); 6] = [
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Letters that stand alone.
const SINGLE: [(char, char); 9] =
    [('ñ', 'đ'), ('ô', 'ơ'), ('ö', 'ư'), ('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ')];

/// Reads VNI. Marks that follow no letter they can mark stand as they are; positions of bytes without a letter are told.
pub fn decode(bytes: &[u8]) -> (String, Vec<usize>) {
    let (latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    let mut text = String::with_capacity(latin.len());
    let mut letters = latin.chars().peekable();
    while let Some(letter) = letters.next() {
        let mark = letters.peek().copied();
        match mark.and_then(|mark| marks(letter, mark)) {
            Some(marks) => {
                text.push(single(letter).unwrap_or(letter));
                text.push_str(&marks);
                letters.next();
            }
            None => text.push(single(letter).unwrap_or(letter)),
        }
    }
    let lost = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    (text, lost.map(|(at, _)| at).collect())
}

/// A letter that stands alone, in the case it is written in.
fn single(letter: char) -> Option<char> {
    let (small, is_capital) = small(letter);
    let found = SINGLE.iter().find(|(known, _)| *known == small).map(|(_, meant)| *meant)?;
    if is_capital { found.to_uppercase().next() } else { Some(found) }
}

/// The combining marks that a second letter adds to a first; `None` = it is a letter of its own.
fn marks(letter: char, mark: char) -> Option<String> {
    let ((base, is_capital), (mark, marks_capital)) = (small(letter), small(mark));
    if is_capital != marks_capital {
        return None;
    }
    let tone = || TONES.iter().find(|(known, _)| *known == mark).map(|(_, added)| added.to_string());
    let circumflex = || CIRCUMFLEX.iter().find(|(known, _)| *known == mark).map(|(_, added)| (*added).to_owned());
    let breve = || BREVE.iter().find(|(known, _)| *known == mark).map(|(_, added)| (*added).to_owned());
    match base {
        'a' => tone().or_else(circumflex).or_else(breve),
        'e' | 'o' => tone().or_else(circumflex),
        'u' | 'y' | 'ô' | 'ö' => tone(),
        _ => None,
    }
}

fn small(letter: char) -> (char, bool) {
    (letter.to_lowercase().next().unwrap_or(letter), letter.is_uppercase())
}

/// Writes VNI, for tests.
#[cfg(test)]
pub fn encode(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let mut latin = String::new();
    for letter in text.chars() {
        let (lower, is_capital) = small(letter);
        let in_case = |letter: char| if is_capital { letter.to_uppercase().next().unwrap() } else { letter };
        if let Some((written, _)) = SINGLE.iter().find(|(_, meant)| *meant == lower) {
            latin.push(in_case(*written));
            continue;
        }
        let parts: Vec<char> = lower.nfd().collect();
        let horned = parts.contains(&'\u{31b}');
        let base = match (parts[0], horned) {
            ('o', true) => 'ô',
            ('u', true) => 'ö',
            (base, _) => base,
        };
        latin.push(in_case(base));
        let added: String = parts[1..].iter().filter(|mark| **mark != '\u{31b}').collect();
        let sorted = |text: &str| {
            let mut marks: Vec<char> = text.chars().collect();
            marks.sort_unstable();
            marks
        };
        let tone = TONES.iter().find(|(_, mark)| mark.to_string() == added).map(|(written, _)| *written);
        let pair = CIRCUMFLEX
            .iter()
            .chain(&BREVE)
            .find(|(_, marks)| sorted(marks) == sorted(&added))
            .map(|(written, _)| *written);
        latin.extend(tone.or(pair).map(in_case));
    }
    encoding_rs::WINDOWS_1252.encode(&latin).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn every_letter_of_the_alphabet_reads_back_in_both_cases() {
        let alphabet = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        for letter in alphabet.chars().chain(alphabet.to_uppercase().chars()) {
            let read: String = decode(&encode(&letter.to_string())).0.nfc().collect();
            assert_eq!(read, letter.to_string());
        }
    }
}
