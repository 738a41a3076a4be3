//! What does not fit together among records that are each fine alone.

use crate::model::{Id, Kind, Name};

/// A reference that leads nowhere, or records that contradict each other. Reported by `check`; reading goes on without the broken piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Inconsistency {
    /// Kind of the record that is wrong.
    pub kind: Kind,
    /// Which record.
    pub id: Id,
    /// The field that is wrong.
    pub field: &'static str,
    /// What it says.
    pub value: String,
    /// What is wrong with it.
    pub explanation: Name,
}

impl Inconsistency {
    /// A reference to something that does not exist.
    pub fn unknown_reference(kind: Kind, id: &Id, field: &'static str, value: &Id, what: (&str, &str)) -> Self {
        Inconsistency {
            kind,
            id: id.clone(),
            field,
            value: value.to_string(),
            explanation: Name::new(format!("không có {} này", what.0), format!("there is no such {}", what.1)),
        }
    }
}
