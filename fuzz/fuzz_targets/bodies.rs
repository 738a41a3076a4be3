//! Any text as the body of any kind of record: read or refused; what is written is read and written again as the same, to the byte.
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
        // Written coordinates have seven decimals, so the first reading may hold more than the second.
        let again = decode(kind, facet, &written, &sources).and_then(|again| encode(&again));
        assert_eq!(again.as_deref(), Ok(written.as_str()));
    }
});
