//! Any bytes as the answer of a worker: nonsense is refused, and what makes sense is the same when it is written and read again.
#![no_main]

use kcn_atlas::gis::wire::{Frame, Request};
use kcn_atlas::import::wkb;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(frame) = serde_json::from_slice::<Frame>(line) {
            let written = serde_json::to_string(&frame).unwrap();
            let again: Frame = serde_json::from_str(&written).unwrap();
            assert_eq!(written, serde_json::to_string(&again).unwrap());
            if let Frame::Row(row) = frame {
                let _ = row.wkb.map(|wkb| wkb::read(&wkb.0));
            }
        }
        if let Ok(request) = serde_json::from_slice::<Request>(line) {
            serde_json::to_string(&request).unwrap();
        }
    }
});
