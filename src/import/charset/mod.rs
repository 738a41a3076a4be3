//! Vietnamese text as offices have kept it: Unicode, TCVN3 (ABC), VNI, code page 1258, and CAD escapes.
//!
//! Invariant: decoded text is composed (NFC) and keeps every byte's meaning, or the byte's place is told.

mod escapes;
#[cfg(test)]
mod random;
mod syllable;
mod tcvn3;
mod vni;

use unicode_normalization::UnicodeNormalization;

use crate::model::code::codes;

codes! {
    /// How the letters of a file are written. In doubt the earlier one is taken.
    Charset "charset" {
        Utf8 = "utf-8" "Unicode (UTF-8)" "Unicode (UTF-8)";
        Tcvn3 = "tcvn3" "TCVN3 (ABC)" "TCVN3 (ABC)";
        Vni = "vni" "VNI" "VNI";
        Cp1258 = "cp1258" "Windows 1258" "Windows 1258";
    }
}

/// What the texts of a file look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// The likeliest charset.
    pub charset: Charset,
    /// Words with a letter beyond ASCII, and how many of them are Vietnamese syllables, for every charset that can read the texts.
    pub evidence: Vec<(Charset, Evidence)>,
}

/// How Vietnamese texts look in one charset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Words with a letter beyond ASCII.
    pub words: usize,
    /// Those that are Vietnamese syllables.
    pub syllables: usize,
}

impl Detection {
    /// Whether the texts decide: some word has a mark, and clearly more are syllables in this charset than in any other.
    pub fn is_certain(&self) -> bool {
        let of = |charset| self.evidence.iter().find(|(other, _)| *other == charset).map(|(_, evidence)| *evidence);
        let Some(best) = of(self.charset) else { return false };
        let others = self.evidence.iter().filter(|(other, _)| *other != self.charset);
        let next = others.map(|(_, evidence)| evidence.syllables).max().unwrap_or(0);
        best.words == 0 || (best.syllables * 10 >= best.words * 7 && next < best.syllables)
    }
}

/// The likeliest charset of a file's texts: the one in which most marked words are Vietnamese syllables.
pub fn detect<'t>(texts: impl IntoIterator<Item = &'t [u8]> + Clone) -> Detection {
    use crate::model::Coded;
    let evidence: Vec<(Charset, Evidence)> = Charset::ALL
        .iter()
        .filter_map(|charset| {
            let mut evidence = Evidence::default();
            for text in texts.clone() {
                let decoded = decode(text, *charset);
                if *charset == Charset::Utf8 && !decoded.lost.is_empty() {
                    return None;
                }
                for word in syllable::marked_words(&decoded.text) {
                    evidence.words += 1;
                    evidence.syllables += usize::from(syllable::is_syllable(word));
                }
            }
            Some((*charset, evidence))
        })
        .collect();
    let best = evidence.iter().rev().max_by_key(|(charset, evidence)| {
        // Valid UTF-8 with a letter beyond ASCII is hardly ever anything else.
        (*charset == Charset::Utf8 && evidence.words == evidence.syllables, evidence.syllables)
    });
    Detection { charset: best.map_or(Charset::Utf8, |(charset, _)| *charset), evidence }
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, composed; what could not be read is U+FFFD.
    pub text: String,
    /// Positions of bytes that could not be read.
    pub lost: Vec<usize>,
}

/// Reads a text. CAD escapes (`\U+1EA1`) are read in every charset.
pub fn decode(bytes: &[u8], charset: Charset) -> Decoded {
    // Every charset here keeps ASCII as it is; only an escape needs a closer look.
    if let (true, false, Ok(plain)) = (bytes.is_ascii(), bytes.contains(&b'\\'), std::str::from_utf8(bytes)) {
        return Decoded { text: plain.to_owned(), lost: Vec::new() };
    }
    let (text, lost) = match charset {
        Charset::Utf8 => utf8(bytes),
        Charset::Tcvn3 => (tcvn3::decode(bytes), Vec::new()),
        Charset::Vni => vni::decode(bytes),
        Charset::Cp1258 => cp1258(bytes),
    };
    Decoded { text: escapes::unescape(&text).nfc().collect(), lost }
}

fn utf8(bytes: &[u8]) -> (String, Vec<usize>) {
    let (mut text, mut lost, mut at) = (String::with_capacity(bytes.len()), Vec::new(), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            lost.push(at);
            at += chunk.invalid().len();
        }
    }
    // A mark of byte order is no letter.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    (text, lost)
}

fn cp1258(bytes: &[u8]) -> (String, Vec<usize>) {
    let (text, _) = encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes);
    // The five bytes without a letter become control characters; none of them is part of a name.
    let lost = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, 0x8a | 0x8d | 0x8e | 0x8f | 0x90 | 0x9a | 0x9d | 0x9e));
    (text.into_owned(), lost.map(|(at, _)| at).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] =
        ["Phường Quyết Thắng", "Xã Điềm Thụy", "KCN Sông Công II", "Đường gom ĐT.266", "Khu tái định cư Nậm Mẩn"];

    fn found(texts: &[Vec<u8>]) -> Charset {
        let detection = detect(texts.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert!(detection.is_certain(), "{detection:?}");
        detection.charset
    }

    #[test]
    fn every_charset_is_recognised_by_its_own_names_and_read_back_exactly() {
        let in_utf8: Vec<Vec<u8>> = NAMES.iter().map(|name| name.as_bytes().to_vec()).collect();
        let decomposed: Vec<Vec<u8>> = NAMES.iter().map(|name| name.nfd().collect::<String>().into_bytes()).collect();
        let in_tcvn3: Vec<Vec<u8>> = NAMES.iter().map(|name| tcvn3::encode(name)).collect();
        let in_vni: Vec<Vec<u8>> = NAMES.iter().map(|name| vni::encode(name)).collect();
        let in_1258: Vec<Vec<u8>> = NAMES.iter().map(|name| encoded_1258(name)).collect();
        for (texts, charset) in [
            (in_utf8, Charset::Utf8),
            (decomposed, Charset::Utf8),
            (in_tcvn3, Charset::Tcvn3),
            (in_vni, Charset::Vni),
            (in_1258, Charset::Cp1258),
        ] {
            assert_eq!(found(&texts), charset);
            for (text, name) in texts.iter().zip(NAMES) {
                assert_eq!(decode(text, charset), Decoded { text: name.to_owned(), lost: vec![] }, "{charset:?}");
            }
        }
    }

    /// Code page 1258 keeps some letters composed and writes tones as combining marks.
    fn encoded_1258(name: &str) -> Vec<u8> {
        let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
        let mut bytes = Vec::new();
        for letter in name.chars() {
            let parts: Vec<char> = letter.nfd().collect();
            let tone = parts.iter().copied().find(|mark| tones.contains(mark));
            let base: String = parts.iter().copied().filter(|part| !tones.contains(part)).nfc().collect();
            for part in base.chars().chain(tone) {
                let text = part.to_string();
                let (byte, _, unmappable) = encoding_rs::WINDOWS_1258.encode(&text);
                assert!(!unmappable, "{part}");
                bytes.extend_from_slice(&byte);
            }
        }
        bytes
    }

    #[test]
    fn plain_ascii_is_taken_for_unicode() {
        let detection = detect([b"KCN Yen Binh".as_slice(), b"A-07"]);
        assert_eq!((detection.charset, detection.is_certain()), (Charset::Utf8, true));
    }

    #[test]
    fn bytes_that_are_no_utf8_are_told_and_not_dropped() {
        let decoded = decode(b"Ph\xad\xeang", Charset::Utf8);
        assert_eq!((decoded.text.as_str(), decoded.lost.as_slice()), ("Ph\u{fffd}\u{fffd}ng", [2, 3].as_slice()));
        assert_eq!(decode(b"Ph\xad\xeang", Charset::Tcvn3).text, "Phường");
    }

    #[test]
    fn a_byte_order_mark_is_no_letter() {
        assert_eq!(decode("\u{feff}Xã".as_bytes(), Charset::Utf8).text, "Xã");
    }
}
