//! Any text as the body of any kind of record: read or refused; what is read is written and read again as the same.
#![no_main]

use kcn_atlas::model::{Coded, Kind};
use kcn_atlas::store::body::{Sources, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let kind = Kind::ALL[usize::from(*choice) % Kind::ALL.len()];
    let sources = Sources::default();
    for facet in ["core", "tenure", "clearance", "servicing", "marketing", "occupation"] {
        let Ok(body) = decode(kind, facet, text, &sources) else { continue };
        let Ok(written) = encode(&body) else { continue };
        let again = decode(kind, facet, &written, &sources);
        assert!(again.as_ref().is_ok_and(|again| *again == body), "{written}: {again:?}");
    }
});
