//! What a rule says of something that was measured.

use crate::model::{Certainty, Verdict};

/// A distance along a road to another point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Metres.
    pub metres: f64,
    /// Whether both chainages were surveyed, of records that are facts.
    pub is_surveyed: bool,
    /// Metres of doubt.
    pub tolerance_m: f64,
}

/// How far a rule can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sureness {
    /// Of value and citation.
    pub certainty: Certainty,
    /// Whether it is law in force on the day and surely about the road.
    pub may_fail: bool,
}

/// Whether a point lies far enough from another.
///
/// A case fails only on surveyed chainage, by a rule in force whose text is sure. A pass needs to be clear of the tolerance, and a
/// rule of low certainty passes nothing.
pub fn spacing(required_m: f64, gap: Gap, sure: Sureness) -> Verdict {
    let is_clear = gap.metres >= required_m + gap.tolerance_m;
    match (is_clear, sure.certainty) {
        (true, Certainty::Low) => Verdict::NeedsReview,
        (true, _) => Verdict::Pass,
        (false, Certainty::Sourced | Certainty::High) if gap.is_surveyed && sure.may_fail => Verdict::Fail,
        (false, _) => Verdict::NeedsReview,
    }
}

/// Whether an engineering figure is kept: what is not kept is looked at, never failed.
pub fn engineering(is_kept: bool) -> Verdict {
    if is_kept { Verdict::Pass } else { Verdict::NeedsReview }
}

/// What all deciding rules say together: the worst of them; nothing to decide by is missing data.
pub fn overall(deciding: impl Iterator<Item = Verdict>) -> Verdict {
    let weight = |verdict: &Verdict| match verdict {
        Verdict::NotApplicable => 0,
        Verdict::Pass => 1,
        Verdict::MissingData => 2,
        Verdict::NeedsReview => 3,
        Verdict::Fail => 4,
    };
    let worst = deciding.max_by_key(weight).unwrap_or(Verdict::MissingData);
    if worst == Verdict::NotApplicable { Verdict::Pass } else { worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(metres: f64, is_surveyed: bool, certainty: Certainty, may_fail: bool) -> Verdict {
        let tolerance_m = if is_surveyed { 0.0 } else { 50.0 };
        spacing(1_500.0, Gap { metres, is_surveyed, tolerance_m }, Sureness { certainty, may_fail })
    }

    #[test]
    fn at_the_limit_a_surveyed_point_passes_and_a_metre_below_it_fails_if_the_text_is_sure() {
        use Certainty::*;
        assert_eq!(says(1_500.0, true, Sourced, true), Verdict::Pass);
        assert_eq!(says(1_499.0, true, Sourced, true), Verdict::Fail);
        assert_eq!(says(1_499.0, true, High, true), Verdict::Fail);
        assert_eq!(says(1_499.0, true, Medium, true), Verdict::NeedsReview);
        assert_eq!(says(1_499.0, true, Sourced, false), Verdict::NeedsReview, "no longer in force");
        assert_eq!(says(1_501.0, true, Low, true), Verdict::NeedsReview, "a number nobody is sure of");
    }

    #[test]
    fn a_computed_point_passes_beyond_the_tolerance_and_never_fails() {
        assert_eq!(says(1_550.0, false, Certainty::Sourced, true), Verdict::Pass);
        assert_eq!(says(1_549.0, false, Certainty::Sourced, true), Verdict::NeedsReview);
        assert_eq!(says(10.0, false, Certainty::Sourced, true), Verdict::NeedsReview);
    }

    #[test]
    fn the_worst_verdict_decides_and_a_known_doubt_weighs_more_than_a_gap_in_the_data() {
        use Verdict::*;
        assert_eq!(overall([Pass, MissingData, NeedsReview].into_iter()), NeedsReview);
        assert_eq!(overall([Pass, Fail, NeedsReview].into_iter()), Fail);
        assert_eq!(overall([Pass, NotApplicable].into_iter()), Pass);
        assert_eq!(overall(std::iter::empty()), MissingData);
    }
}
