//! How far a clearance area has come, stage by stage, worked out of its events once and read many times.

use geo::{BooleanOps, MultiPolygon, unary_union};

use super::ClearanceRecord;
use crate::model::{Date, EventLand, Hectares, Id, MetricFrame, PublicCount, Stage, StageEvent, Timeline};

/// From this share on a stated figure means the whole area: sources round.
pub const WHOLE_SHARE: f64 = 0.995;

/// Where the hectares of a stage come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandBasis {
    /// An event concerns the whole area.
    Whole,
    /// Measured on what is drawn.
    Drawn,
    /// A source says so, or says so of a piece that nobody has drawn.
    Stated,
}

/// One stage of an area from some day on.
#[derive(Clone, Debug, PartialEq)]
pub struct StageProgress {
    /// Hectares the stage has reached, never more than the area; `None` = only households are told.
    pub hectares: Option<Hectares>,
    /// Where they come from.
    pub basis: LandBasis,
    /// When it first happened.
    pub first: Date,
    /// When it last happened.
    pub last: Date,
    /// How many events there were.
    pub events: usize,
    /// Households concerned.
    pub households: PublicCount,
    /// Organisations concerned; `None` = nobody said.
    pub organisations: Option<u64>,
}

/// How far an area has come.
#[derive(Clone, Debug, Default)]
pub struct AreaProgress {
    /// Its latest outline, measured on the grid.
    pub area: Hectares,
    /// Every stage that ever happened, in the order of the Land Law 2024.
    pub stages: Vec<(Stage, Timeline<StageProgress>)>,
    /// Hectares of the events that are drawn, by facet, as last drawn.
    drawn: Vec<(Id, Hectares)>,
}

impl AreaProgress {
    /// Works it out.
    pub(super) fn new(record: &ClearanceRecord, frame: &MetricFrame) -> Self {
        let Some(core) = record.core.entries().filter_map(|(_, core)| core).next_back() else {
            return AreaProgress::default();
        };
        let outline = frame.to_metric(&core.geometry.polygons()).0;
        let area = square_metres(&outline);
        let mut stages: Vec<Stage> = every_event(record).map(|(_, event)| event.stage).collect();
        stages.sort_unstable();
        stages.dedup();
        let area = Hectares::from_square_metres(area);
        let ground = Ground { outline, area, frame };
        let stages = stages.into_iter().map(|stage| (stage, ground.timeline(record, stage))).collect();
        let drawn = record.events.iter().filter_map(|(facet, timeline)| {
            let event = timeline.entries().filter_map(|(_, event)| event).next_back()?;
            event.geometry.as_ref()?;
            Some((facet.clone(), ground.land_of(&[(Date::MIN, event)]).0?))
        });
        let drawn = drawn.collect();
        AreaProgress { area, stages, drawn }
    }

    /// A stage on a day; `None` before it first happened.
    pub fn stage(&self, stage: Stage, day: Date) -> Option<&StageProgress> {
        self.stages.iter().find(|(other, _)| *other == stage)?.1.at(day)
    }

    /// Hectares of one event; `None` = only households are told.
    pub fn of_event(&self, facet: &Id, event: &StageEvent) -> (Option<Hectares>, LandBasis) {
        match event.land() {
            EventLand::Whole => (Some(self.area), LandBasis::Whole),
            EventLand::Stated(hectares) => (Some(hectares), LandBasis::Stated),
            EventLand::Untold => (None, LandBasis::Stated),
            EventLand::Drawn(_) => {
                let drawn = self.drawn.iter().find(|(other, _)| other == facet);
                (drawn.map(|(_, hectares)| *hectares), LandBasis::Drawn)
            }
        }
    }

    /// Hectares handed over by a day. An area on record without a hand-over has handed over nothing.
    pub fn handed_over(&self, day: Date) -> Hectares {
        self.stage(Stage::Handover, day).and_then(|stage| stage.hectares).unwrap_or_default()
    }

    /// The share of the area handed over by a day, 0 to 1.
    pub fn handed_over_share(&self, day: Date) -> f64 {
        if self.area.get() > 0.0 { self.handed_over(day).get() / self.area.get() } else { 0.0 }
    }

    /// The days on which anything changes.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.stages.iter().flat_map(|(_, timeline)| timeline.entries().map(|(day, _)| day))
    }
}

fn every_event(record: &ClearanceRecord) -> impl Iterator<Item = (Date, &StageEvent)> {
    let entries = record.events.iter().flat_map(|(_, timeline)| timeline.entries());
    entries.filter_map(|(day, event)| Some((day, event?)))
}

/// An outline in metres, on which the land of events is measured.
struct Ground<'f> {
    outline: MultiPolygon<f64>,
    area: Hectares,
    frame: &'f MetricFrame,
}

impl Ground<'_> {
    fn timeline(&self, record: &ClearanceRecord, stage: Stage) -> Timeline<StageProgress> {
        let of_stage =
            |entry: (Date, Option<&StageEvent>)| entry.1.is_none_or(|event| event.stage == stage).then_some(entry.0);
        let mut days: Vec<Date> =
            record.events.iter().flat_map(|(_, timeline)| timeline.entries().filter_map(of_stage)).collect();
        days.sort_unstable();
        days.dedup();
        Timeline::new(days.into_iter().map(|day| (day, self.on_day(record, stage, day))).collect())
    }

    fn on_day(&self, record: &ClearanceRecord, stage: Stage, day: Date) -> Option<StageProgress> {
        let happened: Vec<(Date, &StageEvent)> = record
            .events
            .iter()
            .filter_map(|(_, timeline)| timeline.entry_at(day))
            .filter(|(_, event)| event.stage == stage)
            .collect();
        let first = happened.iter().map(|(day, _)| *day).min()?;
        let last = happened.iter().map(|(day, _)| *day).max()?;
        let (hectares, basis) = self.land_of(&happened);
        let mut households = PublicCount::default();
        for (_, event) in &happened {
            if let Some(count) = event.households {
                households.add(u64::from(count), &event.source);
            }
        }
        let organisations = happened.iter().filter_map(|(_, event)| event.organisations).map(u64::from);
        Some(StageProgress {
            hectares,
            basis,
            first,
            last,
            events: happened.len(),
            households,
            organisations: organisations.reduce(|one, other| one + other),
        })
    }

    /// Hectares of several events together: drawn ground counts once, stated hectares add up, and it is never more than the area.
    fn land_of(&self, happened: &[(Date, &StageEvent)]) -> (Option<Hectares>, LandBasis) {
        let (mut drawn, mut stated, mut told) = (Vec::new(), 0.0, false);
        for (_, event) in happened {
            match event.land() {
                EventLand::Whole => return (Some(self.area), LandBasis::Whole),
                EventLand::Drawn(land) => {
                    told = true;
                    drawn.extend(self.frame.to_metric(&land.polygons()).0.0);
                }
                EventLand::Stated(hectares) => {
                    told = true;
                    stated += hectares.get();
                }
                EventLand::Untold => {}
            }
        }
        let basis = if stated > 0.0 { LandBasis::Stated } else { LandBasis::Drawn };
        if !told {
            return (None, basis);
        }
        let measured = Hectares::from_square_metres(square_metres(&unary_union(&drawn).intersection(&self.outline)));
        let together = (measured.get() + stated).min(self.area.get());
        (Hectares::new(together).ok(), basis)
    }
}

fn square_metres(ground: &MultiPolygon<f64>) -> f64 {
    use geo::Area;
    ground.unsigned_area()
}
