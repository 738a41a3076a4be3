//! What one rule says of a place.

use crate::model::{Id, Name, Verdict};
use crate::rules::connection::{Rule, overall};

/// What a rule says.
#[derive(Clone, Debug)]
pub struct RuleVerdict<'v> {
    /// The rule.
    pub rule: &'v Rule,
    /// What it says.
    pub verdict: Verdict,
    /// What it asks for, in the rule's unit.
    pub required: Option<f64>,
    /// What there is.
    pub measured: Option<f64>,
    /// What else is to be said.
    pub note: Option<Name>,
    /// Whether it is shown and never decides.
    pub informational: bool,
    /// The point it was measured to.
    pub neighbour: Option<NeighbourFact<'v>>,
}

/// A point something was measured to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeighbourFact<'v> {
    /// The point.
    pub id: &'v Id,
    /// Its chainage on its own section, metres.
    pub chainage_m: f64,
    /// Along the road, metres.
    pub gap_m: f64,
}

impl<'v> RuleVerdict<'v> {
    /// A verdict with the rule's own figure and note.
    pub(super) fn of(rule: &'v Rule, verdict: Verdict) -> Self {
        RuleVerdict {
            rule,
            verdict,
            required: rule.value,
            measured: None,
            note: rule.note.clone(),
            informational: false,
            neighbour: None,
        }
    }

    /// Something is not on record.
    pub(super) fn missing(rule: &'v Rule) -> Self {
        RuleVerdict::of(rule, Verdict::MissingData)
    }

    /// The same, shown only.
    pub(super) fn shown_only(self) -> Self {
        RuleVerdict { informational: true, ..self }
    }

    /// The same with another figure asked for.
    pub(super) fn requiring(self, required: f64) -> Self {
        RuleVerdict { required: Some(required), ..self }
    }

    /// The same with what was measured.
    pub(super) fn measuring(self, measured: f64) -> Self {
        RuleVerdict { measured: Some(measured), ..self }
    }

    /// The same with one more sentence.
    pub(super) fn saying(mut self, vi: impl AsRef<str>, en: impl AsRef<str>) -> Self {
        let note = self.note.take().unwrap_or_default();
        let joined = |first: &str, second: &str| {
            [first, second].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        self.note = Some(Name::new(joined(&note.vi, vi.as_ref()), joined(&note.en, en.as_ref())));
        self
    }
}

/// What deciding rules say together.
pub(super) fn overall_of(verdicts: &[RuleVerdict]) -> Verdict {
    overall(verdicts.iter().filter(|verdict| !verdict.informational).map(|verdict| verdict.verdict))
}
