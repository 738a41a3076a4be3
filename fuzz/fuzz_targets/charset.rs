//! Any bytes as Vietnamese text: no charset panics, what is read is composed, what is lost lies inside.
#![no_main]

use kcn_atlas::import::charset::{Charset, decode, detect};
use kcn_atlas::model::Coded;
use libfuzzer_sys::fuzz_target;
use unicode_normalization::is_nfc;

fuzz_target!(|bytes: &[u8]| {
    let texts: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let detection = detect(texts.iter().copied());
    for (charset, evidence) in &detection.evidence {
        assert!(evidence.syllables <= evidence.words, "{charset:?}");
    }
    if bytes.is_ascii() && !bytes.windows(3).any(|window| window.eq_ignore_ascii_case(b"\\u+")) {
        // Control characters are letters of TCVN3, so only what is printed counts.
        let is_plain = bytes.iter().all(|byte| !byte.is_ascii_control() || b"\t\r\n".contains(byte));
        assert!(!is_plain || detection.charset == Charset::Utf8, "plain text taken for {:?}", detection.charset);
    }
    for charset in Charset::ALL {
        let decoded = decode(bytes, *charset);
        assert!(is_nfc(&decoded.text), "{charset:?}: {:?}", decoded.text);
        assert!(decoded.lost.iter().all(|at| *at < bytes.len()), "{charset:?}");
    }
});
