//! Clearance of a lot, computed from the events of the clearance areas it lies in.

use geo::MultiPolygon;

use super::ClearanceRecord;
use super::clearance_progress::WHOLE_SHARE;
use super::coverage::{Cover, covered_share};
use crate::model::{
    Bbox, ClearanceState, Date, EventLand, Hectares, LandRegime, LotClearance, Stage, StageEvent, Timeline,
};

/// From this share on a lot counts as cleared: below it a sliver is a drafting gap, not land still to hand over.
const CLEARED_SHARE: f64 = 0.995;

/// An event, its day and its land; `None` = the whole area.
type Event<'r> = (Date, &'r StageEvent, Option<MultiPolygon<f64>>);

/// A stage with its place in the order of its law.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    rank: usize,
    stage: Stage,
}

/// One clearance area with its outlines ready to be laid over lots.
pub(super) struct AreaOverlay<'r> {
    outline: MultiPolygon<f64>,
    /// Events in order of day, each with the land it concerns (`None` = the whole area).
    events: Vec<Event<'r>>,
    known_from: Date,
    regime: LandRegime,
}

impl<'r> AreaOverlay<'r> {
    /// Prepares an area; `None` when it never had an outline.
    ///
    /// **Shape**: `area` is its outline, measured. An event whose land nobody has drawn says nothing of any one lot.
    pub fn new(record: &'r ClearanceRecord, area: Hectares) -> Option<Self> {
        let (known_from, _) = record.core.entries().find(|(_, core)| core.is_some())?;
        let core = record.core.entries().filter_map(|(_, core)| core).next_back()?;
        let mut events: Vec<_> = record
            .events
            .iter()
            .flat_map(|(_, timeline)| timeline.entries())
            .filter_map(|(day, event)| event.map(|event| (day, event)))
            .filter_map(|(day, event)| land_of(event, area).map(|land| (day, event, land)))
            .collect();
        events.sort_by_key(|(day, event, _)| (*day, event.stage));
        Some(AreaOverlay { outline: core.geometry.polygons(), events, known_from, regime: core.regime })
    }

    /// An event as a step of its law, with its land. What stands beside the order is no step.
    fn step<'a>(&'a self, event: &'a Event<'_>) -> Option<(Date, Step, &'a MultiPolygon<f64>)> {
        let (day, event, land) = event;
        let step = Step { rank: self.regime.rank(event.stage)?, stage: event.stage };
        Some((*day, step, land.as_ref().unwrap_or(&self.outline)))
    }

    /// Whether the area covers any of the lot.
    pub fn touches(&self, lot: &MultiPolygon<f64>, lot_box: &Bbox) -> bool {
        Cover::new(&self.outline).is_some_and(|cover| cover.touches(lot, lot_box))
    }
}

/// The land an event concerns: `Some(None)` = the whole area, `None` = nobody can tell which.
fn land_of(event: &StageEvent, area: Hectares) -> Option<Option<MultiPolygon<f64>>> {
    match event.land() {
        EventLand::Drawn(land) => Some(Some(land.polygons())),
        EventLand::Whole => Some(None),
        EventLand::Stated(hectares) => (hectares.get() >= WHOLE_SHARE * area.get()).then_some(None),
        EventLand::Untold => None,
    }
}

/// The clearance of a lot, day by day. Empty when no clearance area covers it: then it is unknown.
pub(super) fn lot_clearance(
    lot: &MultiPolygon<f64>,
    lot_box: &Bbox,
    areas: &[&AreaOverlay<'_>],
) -> Timeline<LotClearance> {
    let Some(known_from) = areas.iter().map(|area| area.known_from).min() else {
        return Timeline::default();
    };
    let mut events: Vec<(Date, Step, &MultiPolygon<f64>)> = areas
        .iter()
        .flat_map(|area| area.events.iter().filter_map(|event| area.step(event)))
        .filter(|(_, _, land)| Cover::new(land).is_some_and(|cover| cover.touches(lot, lot_box)))
        .collect();
    events.sort_by_key(|(day, step, _)| (*day, *step));

    let start = LotClearance { state: ClearanceState::None, stage: None, cleared_pct: 0.0 };
    let mut entries = vec![(known_from, Some(start))];
    let mut handed_over: Vec<Cover<'_>> = Vec::new();
    let mut furthest: Option<Step> = None;
    for (day, step, land) in events {
        if step.stage == Stage::Handover {
            handed_over.extend(Cover::new(land));
        } else {
            furthest = furthest.max(Some(step));
        }
        let share = covered_share(lot, lot_box, &handed_over);
        entries.push((day, Some(standing(share, furthest.map(|step| step.stage)))));
    }
    Timeline::new(entries)
}

fn standing(share: f64, furthest: Option<Stage>) -> LotClearance {
    if share >= CLEARED_SHARE {
        return LotClearance { state: ClearanceState::Cleared, stage: Some(Stage::Handover), cleared_pct: 100.0 };
    }
    LotClearance { state: ClearanceState::InProgress, stage: furthest, cleared_pct: (share * 100.0) as f32 }
}
