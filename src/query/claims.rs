//! Which claims speak of a day, which of them leads, and whether others disagree with it.

use crate::model::{Claim, Date, Figure, PartialDate, leading_claim};

/// Numbers closer than this share of each other say the same thing: sources round.
const SAME_WITHIN: f64 = 0.001;

/// A claim with its standing among the others.
#[derive(Clone, Copy, Debug)]
pub struct StandingClaim<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// It leads for its figure.
    pub leads: bool,
    /// It disagrees with the leading claim and is not just older.
    pub disagrees: bool,
}

/// The leading claim of a figure.
#[derive(Clone, Copy, Debug)]
pub struct LeadingFigure<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// How many claims there are of the figure.
    pub claims: usize,
    /// Whether another disagrees and is not just older.
    pub conflict: bool,
}

/// Every claim that could be known on a day, in the order they are recorded. A claim without a date always counts.
pub fn claims_on(claims: &[Claim], day: Date) -> Vec<StandingClaim<'_>> {
    let known = known_on(claims, day);
    known
        .iter()
        .enumerate()
        .map(|(at, claim)| {
            let lead = leading_claim(&known, claim.figure);
            let disagrees = lead.is_some_and(|lead| contradicts(claim, known[lead]));
            StandingClaim { claim, leads: lead == Some(at), disagrees }
        })
        .collect()
}

/// The leading claim of a figure on a day; `None` when nobody stated it.
pub fn leading_on(claims: &[Claim], figure: Figure, day: Date) -> Option<LeadingFigure<'_>> {
    let known = known_on(claims, day);
    let lead = known[leading_claim(&known, figure)?];
    let of_figure = known.iter().filter(|claim| claim.figure == figure);
    let conflict = of_figure.clone().any(|claim| contradicts(claim, lead));
    Some(LeadingFigure { claim: lead, claims: of_figure.count(), conflict })
}

fn known_on(claims: &[Claim], day: Date) -> Vec<&Claim> {
    claims.iter().filter(|claim| claim.as_of.is_none_or(|as_of| as_of.last_day() <= day)).collect()
}

/// A figure that was true earlier does not contradict a newer one; an undated one may.
fn contradicts(claim: &Claim, lead: &Claim) -> bool {
    let differs = (claim.value - lead.value).abs() > SAME_WITHIN * lead.value.abs();
    let is_older = match (claim.as_of.map(PartialDate::last_day), lead.as_of.map(PartialDate::last_day)) {
        (Some(own), Some(leading)) => own < leading,
        _ => false,
    };
    differs && !is_older
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Accuracy, Source, SourceKind, parse_date};

    fn claim(value: f64, as_of: Option<&str>, kind: SourceKind) -> Claim {
        Claim {
            figure: Figure::OccupancyPct,
            value,
            as_of: as_of.map(|text| PartialDate::parse(text).unwrap()),
            accuracy: Accuracy::Stated,
            source: Arc::new(Source { kind, title: "t".into(), url: None, date: None }),
            note: None,
        }
    }

    #[test]
    fn an_undated_figure_disagrees_and_an_older_one_does_not() {
        let claims = [
            claim(100.0, Some("2024-12"), SourceKind::Press),
            claim(40.0, None, SourceKind::Broker),
            claim(80.0, Some("2020"), SourceKind::Press),
        ];
        let today = parse_date("2026-11-24").unwrap();
        let standings: Vec<(bool, bool)> =
            claims_on(&claims, today).iter().map(|one| (one.leads, one.disagrees)).collect();
        assert_eq!(standings, [(true, false), (false, true), (false, false)]);
        let lead = leading_on(&claims, Figure::OccupancyPct, today).unwrap();
        assert_eq!((lead.claim.value, lead.claims, lead.conflict), (100.0, 3, true));
    }

    #[test]
    fn a_day_knows_nothing_of_later_figures() {
        let claims = [claim(100.0, Some("2024-12"), SourceKind::Press), claim(80.0, Some("2020"), SourceKind::Press)];
        let earlier = parse_date("2023-06-30").unwrap();
        assert_eq!(leading_on(&claims, Figure::OccupancyPct, earlier).unwrap().claim.value, 80.0);
        assert!(leading_on(&claims, Figure::GrossAreaHa, earlier).is_none());
    }
}
