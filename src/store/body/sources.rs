//! One copy of every source: a million lots quote a handful of them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Refused, Source};

/// The sources met so far while a batch of bodies is read.
#[derive(Default)]
pub struct Sources {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    by_text: HashMap<Box<str>, Arc<Source>>,
    by_value: HashSet<Arc<Source>>,
}

impl Sources {
    /// The source a JSON text stands for. A text met before is not parsed again.
    ///
    /// **Errors**: those of `parse`.
    pub fn shared(
        &self,
        text: &str,
        parse: impl FnOnce(&str) -> Result<Source, Refused>,
    ) -> Result<Arc<Source>, Refused> {
        // A panic while the lock was held leaves at worst an entry missing.
        if let Some(source) = self.known.lock().unwrap_or_else(PoisonError::into_inner).by_text.get(text) {
            return Ok(source.clone());
        }
        let source = Arc::new(parse(text)?);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let source = match known.by_value.get(&source) {
            Some(known) => known.clone(),
            None => {
                known.by_value.insert(source.clone());
                source
            }
        };
        known.by_text.insert(text.into(), source.clone());
        Ok(source)
    }
}
