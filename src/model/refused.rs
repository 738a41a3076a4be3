//! Why a value was not accepted: always the field, the value and what is allowed, in both languages.

use super::text::Name;

/// A value the model does not accept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {value} is not accepted; allowed: {}", .allowed.en)]
pub struct Refused {
    /// The field or parameter, as it is called in files and in the API.
    pub field: String,
    /// What was given, shortened to a readable length.
    pub value: String,
    /// What would have been accepted.
    pub allowed: Name,
}

/// A value is quoted in a message up to this many characters.
const LONGEST_QUOTE: usize = 120;

impl Refused {
    /// Builds a refusal; a long value is cut for the message.
    pub fn new(field: impl Into<String>, value: impl ToString, vi: &str, en: &str) -> Self {
        let mut value = value.to_string();
        if let Some((cut, _)) = value.char_indices().nth(LONGEST_QUOTE) {
            value.truncate(cut);
            value.push('…');
        }
        Refused { field: field.into(), value, allowed: Name::new(vi, en) }
    }

    /// The same refusal, said of another field (a constructor knows less about where a value stood than its caller).
    pub fn of_field(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }
}
