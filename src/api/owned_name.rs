//! A text in both languages that no record holds.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::Name;

/// A text in both languages that is made for this answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Name)]
pub struct OwnedName {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl From<&Name> for OwnedName {
    fn from(name: &Name) -> Self {
        OwnedName { vi: name.vi.clone(), en: name.en.clone() }
    }
}
