//! States of a lot that contradict each other, by the words that `model::lot_status` has for what keeps a lot from being ready.

use super::Checks;
use crate::command::import::bodies::Record;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::model::{Body, Coded, Id, Kind, LotStates, Missing, OccupationState, OfferState};

impl Checks<'_> {
    /// Lots that are offered though they cannot be had, or built on though nobody was given the land. Told, not refused: the record may be right.
    pub(super) fn contradictions(&self) -> Vec<Issue> {
        if self.target.kind != Kind::Lot {
            return Vec::new();
        }
        // The facets of a lot stand side by side, in one row.
        let lots = self.records.chunk_by(|one, other| one.row == other.row);
        lots.flat_map(|facets| self.of_lot(facets)).collect()
    }

    fn of_lot(&self, facets: &[Record]) -> Vec<Issue> {
        let Some(first) = facets.first() else { return Vec::new() };
        let mut states = self.states_on_record(&first.key.id, first);
        facets.iter().for_each(|facet| say(&mut states, &facet.body));
        let missing: Vec<Missing> = states.missing_for_ready().collect();
        let is_taken = matches!(states.offer, Some(OfferState::Offered | OfferState::Reserved));
        let is_in_use =
            matches!(states.occupation, Some(OccupationState::Operating | OccupationState::UnderConstruction));
        let mut found = Vec::new();
        if let Some(offer) = states.offer.filter(|_| is_taken) {
            let against = |what: &Missing| match what {
                Missing::LandUse | Missing::Leased => true,
                Missing::Occupied => offer == OfferState::Offered && is_in_use,
                _ => false,
            };
            found.extend(
                missing.iter().filter(|what| against(what)).map(|what| ("marketing.marketing", offer.label(), *what)),
            );
        }
        if let Some(occupation) = states.occupation.filter(|_| is_in_use && states.tenure.is_some()) {
            let against = missing.iter().filter(|what| **what == Missing::Tenure);
            found.extend(against.map(|what| ("occupation.occupation", occupation.label(), *what)));
        }
        let issue = |(field, said, what): (&str, crate::model::Label, Missing)| {
            let what = what.label();
            let found = format!("{} · {} / {} · {}", said.vi, what.vi, said.en, what.en);
            let (vi, en) = ("các trạng thái không mâu thuẫn nhau", "states that agree");
            let issue = self.issue(Severity::Note, IssueKind::Contradiction, first.row, found, vi, en);
            Issue { field: Some(field.to_owned()), ..issue }
        };
        found.into_iter().map(issue).collect()
    }

    /// What is on record of a lot on the day of its row.
    fn states_on_record(&self, id: &Id, row: &Record) -> LotStates {
        let shard = self.known.snapshot().zone(id.zone());
        let known = shard.and_then(|shard| shard.lot_states(shard.find_lot(id.as_str())?, row.valid_from));
        known.unwrap_or(LotStates::UNKNOWN)
    }
}

fn say(states: &mut LotStates, body: &Body) {
    match body {
        Body::Lot(lot) => states.leasable = lot.land_use.is_leasable(),
        Body::Tenure(tenure) => states.tenure = Some(tenure.state),
        Body::Servicing(servicing) => states.servicing = Some(servicing.state),
        Body::Marketing(marketing) => states.offer = Some(marketing.state),
        Body::Occupation(occupation) => states.occupation = Some(occupation.state),
        _ => {}
    }
}
