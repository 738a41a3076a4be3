//! A promised date, with every postponement.

use std::sync::Arc;

use super::code::codes;
use super::{DataClass, Date, Document, Hectares, Id, Name, PartialDate, Source, Stage};

codes! {
    /// What became of a promise. Worked out of events, never recorded.
    Standing "standing" {
        Kept = "kept" "Đúng hẹn" "Kept";
        KeptLate = "kept_late" "Xong nhưng trễ hẹn" "Kept late";
        Pending = "pending" "Chưa đến hạn" "Pending";
        Overdue = "overdue" "Quá hạn" "Overdue";
        Unknown = "unknown" "Chưa rõ kết quả" "Outcome unknown";
    }
}

/// A promise as it stands from some day on. A postponement is a later row with another due date.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// The part it is about.
    pub zone_part: Id,
    /// The clearance areas it is about; empty = every area of the part.
    pub clearance_areas: Vec<Id>,
    /// What was promised, in words.
    pub subject: Name,
    /// The stage that will be reached; `None` = nothing that stages can tell.
    pub stage: Option<Stage>,
    /// On so many hectares; `None` = on all of it.
    pub area: Option<Hectares>,
    /// Who promised.
    pub promised_by: Option<Id>,
    /// In which paper.
    pub document: Option<Document>,
    /// By when; a month means its last day.
    pub due: PartialDate,
    /// When it was met, where no event can tell.
    pub met_on: Option<PartialDate>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// What became of a promise by a day.
///
/// **Shape**: `met` is the day it was met; `can_be_told` says whether the record could tell at all.
pub fn standing(first_due: Date, due: Date, met: Option<Date>, can_be_told: bool, day: Date) -> Standing {
    match met {
        Some(met) if met <= first_due => Standing::Kept,
        Some(_) => Standing::KeptLate,
        None if day <= due => Standing::Pending,
        None if can_be_told => Standing::Overdue,
        None => Standing::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_date;

    #[test]
    fn a_promise_is_late_the_day_after_it_was_due() {
        let day = |text| parse_date(text).unwrap();
        let (first, due) = (day("2025-06-30"), day("2025-11-30"));
        assert_eq!(standing(first, due, None, true, day("2025-11-30")), Standing::Pending);
        assert_eq!(standing(first, due, None, true, day("2025-12-01")), Standing::Overdue);
        assert_eq!(standing(first, due, None, false, day("2025-12-01")), Standing::Unknown);
        assert_eq!(standing(first, due, Some(first), true, day("2026-01-01")), Standing::Kept);
        assert_eq!(standing(first, due, Some(day("2025-07-01")), true, day("2026-01-01")), Standing::KeptLate);
    }
}
