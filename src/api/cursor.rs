//! The `cursor` of a `next` link: where the next page begins, opaque to callers.
//!
//! A cursor carries the sort key and id of the last record, the day, and a hash of the filter, under a checksum. It fits
//! only the question it was made for. The checksum keeps out mistakes and mangled links; it is no secret, and need not
//! be: a cursor opens nothing that a question without one would not.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::params::Params;
use crate::model::{Date, Id, parse_date};
use crate::query::page::PageKey;

/// The longest cursor that is read; ours have about 150 characters.
const LONGEST_CURSOR: usize = 1024;

/// Bytes of the checksum.
const CHECKSUM_BYTES: usize = 8;

/// Parameters that may differ between the pages of one answer.
const NOT_PART_OF_THE_QUESTION: [&str; 3] = ["cursor", "limit", "as_of"];

/// What can be wrong with a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a cursor of ours, or changed on the way.
    #[error("the cursor cannot be read")]
    Unreadable,
    /// A cursor of ours, but for another filter or day.
    #[error("the cursor belongs to another question")]
    OtherQuestion,
}

/// Where the next page begins, and for which question.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The last record of the page before.
    pub after: PageKey,
    /// The day the question is about.
    pub as_of: Date,
    /// [`question_hash`] of the question.
    pub question: u64,
}

/// The inside of a cursor. Numbers travel as bits: they must come back exactly.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    v: u8,
    d: String,
    q: u64,
    k: u64,
    z: Option<String>,
    i: String,
}

impl Cursor {
    /// The text that goes into a link.
    pub fn encode(&self) -> String {
        let inside = Inside {
            v: 1,
            d: self.as_of.to_string(),
            q: self.question,
            k: self.after.value.to_bits(),
            z: self.after.zone.as_ref().map(Id::to_string),
            i: self.after.id.to_string(),
        };
        // Strings and integers cannot fail to serialise; an empty cursor would be refused when it comes back.
        let mut bytes = serde_json::to_vec(&inside).unwrap_or_default();
        bytes.extend(checksum(&bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a cursor.
    ///
    /// **Errors**: [`CursorError::Unreadable`] for anything that [`Cursor::encode`] did not make.
    pub fn decode(text: &str) -> Result<Self, CursorError> {
        if text.len() > LONGEST_CURSOR {
            return Err(CursorError::Unreadable);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError::Unreadable)?;
        let (inside, sum) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or(CursorError::Unreadable)?;
        if checksum(inside) != *sum {
            return Err(CursorError::Unreadable);
        }
        let inside: Inside = serde_json::from_slice(inside).map_err(|_| CursorError::Unreadable)?;
        let id_of = |text: &str| Id::new(text).map_err(|_| CursorError::Unreadable);
        let after = PageKey {
            value: f64::from_bits(inside.k),
            zone: inside.z.as_deref().map(id_of).transpose()?,
            id: id_of(&inside.i)?,
        };
        let as_of = parse_date(&inside.d).map_err(|_| CursorError::Unreadable)?;
        Ok(Cursor { after, as_of, question: inside.q })
    }
}

/// A hash of what is asked: the path and every parameter that decides which records match and in which order.
pub fn question_hash(path: &str, params: &Params) -> u64 {
    let mut parts: Vec<_> = params.given().filter(|(name, _)| !NOT_PART_OF_THE_QUESTION.contains(name)).collect();
    parts.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(path);
    for (name, value) in parts {
        hasher.update([0]);
        hasher.update(name);
        hasher.update([1]);
        hasher.update(value);
    }
    u64::from_le_bytes(first_bytes(&hasher.finalize()))
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    first_bytes(&Sha256::new().chain_update(b"kcn-atlas cursor 1").chain_update(bytes).finalize())
}

fn first_bytes(hash: &[u8]) -> [u8; CHECKSUM_BYTES] {
    std::array::from_fn(|at| hash[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(value: f64, zone: Option<&str>) -> Cursor {
        let id = Id::new("kcn-a.gd1.a-07").unwrap();
        let zone = zone.map(|zone| Id::new(zone).unwrap());
        Cursor { after: PageKey { value, zone, id }, as_of: parse_date("2026-11-24").unwrap(), question: 7 }
    }

    #[test]
    fn a_cursor_reads_back_exactly() {
        for (value, zone) in [(0.0, None), (0.1 + 0.2, Some("kcn-a")), (f64::MAX, None), (-2.5, Some("kcn-a"))] {
            let cursor = cursor(value, zone);
            assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        }
    }

    #[test]
    fn a_cursor_with_any_byte_changed_is_refused() {
        let text = cursor(2.5, Some("kcn-a")).encode();
        for at in 0..text.len() {
            let mut forged = text.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            // The spare bits of the last letter mean nothing, and the decoder refuses them when set.
            assert_eq!(Cursor::decode(&forged), Err(CursorError::Unreadable), "{forged}");
        }
        for text in ["", "x", "====", "Điềm", &"A".repeat(5000)] {
            assert_eq!(Cursor::decode(text), Err(CursorError::Unreadable));
        }
    }

    #[test]
    fn the_order_of_parameters_and_the_length_of_a_page_do_not_change_the_question() {
        let names = ["clean", "zone", "limit", "cursor"].map(String::from);
        let hash = |query: &str| question_hash("/api/v1/lots", &Params::parse(query, &names).unwrap());
        assert_eq!(hash("clean=true&zone=a&limit=3"), hash("zone=a&cursor=x&clean=true"));
        assert_ne!(hash("clean=true"), hash("clean=false"));
        assert_ne!(question_hash("/a", &Params::parse("", &names).unwrap()), hash(""));
    }
}
