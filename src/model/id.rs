//! Stable text ids. The label on the sign is another field.

use std::fmt;

use super::Refused;

/// The longest id accepted, in characters.
pub const MAX_ID_LENGTH: usize = 96;

/// The id of a record: characters `[a-z0-9.-]`, 1 to 96 of them.
///
/// Everything that belongs to a zone starts with the zone's id and a dot, so the zone of a piece of land is read off its id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

impl Id {
    /// Checks and wraps an id.
    ///
    /// **Errors**: [`Refused`] (field `id`) for an empty or long text or a character outside the set.
    pub fn new(text: &str) -> Result<Self, Refused> {
        let sane = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
        if text.is_empty() || text.len() > MAX_ID_LENGTH || !text.bytes().all(sane) {
            return Err(Refused::new(
                "id",
                text,
                "1–96 ký tự trong a–z, 0–9, dấu chấm và gạch nối",
                "1–96 characters among a–z, 0–9, dot and hyphen",
            ));
        }
        Ok(Id(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the zone this record belongs to: everything before the first dot.
    pub fn zone(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }

    /// Whether this is a zone's own id (no dot).
    pub fn is_zone(&self) -> bool {
        !self.0.contains('.')
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn the_zone_of_a_lot_is_read_off_its_id() {
        let lot = Id::new("kcn-song-cong-2.gd2.a-07").unwrap();
        assert_eq!(lot.zone(), "kcn-song-cong-2");
        assert!(!lot.is_zone());
    }

    #[test]
    fn an_id_with_a_capital_a_space_or_nothing_is_refused() {
        for text in ["", "KCN", "a b", "lô-1", &"a".repeat(97)] {
            let refused = Id::new(text).unwrap_err();
            assert_eq!(refused.field, "id");
            assert!(refused.allowed.en.contains("1–96"));
        }
    }
}
