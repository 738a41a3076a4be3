//! Clearance added up: by zone, part, kind, commune or month, and what moved.

use std::collections::BTreeMap;

use super::clearance::{AreaAnswer, of_zone};
use super::commitments;
use super::grouping::{Grouped, Grouping, Sums, grouped};
use super::resettlement_sites;
use crate::index::{View, ZoneShard};
use crate::model::{Audience, CountBasis, Id, ResettlementPlots, Stage, Standing, total_shown};

/// Sums over areas on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClearanceSums {
    /// How many areas.
    pub areas: usize,
    /// Their size.
    pub area_ha: f64,
    /// Handed over.
    pub handed_over_ha: f64,
    /// By stage.
    pub stages: BTreeMap<Stage, StageSums>,
    /// Money, over the areas where it is known.
    pub money: MoneySums,
    /// Graves left, over the areas where they are counted.
    pub graves: Counted,
    /// The sites that serve the parts, each once, with its plots.
    pub sites: BTreeMap<Id, Option<Plots>>,
    /// Open bottlenecks, each once.
    pub bottlenecks_open: usize,
    /// Bottlenecks past their date.
    pub bottlenecks_overdue: usize,
    /// Overdue commitments.
    pub commitments_late: usize,
}

/// One stage over several areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageSums {
    /// Hectares that have reached it; `None` = nobody tells of land.
    pub hectares: Option<f64>,
    /// Size of the areas where its land is on record.
    pub known_of_ha: f64,
    /// Households, as shown: made of rounded cells.
    pub households: Option<(u64, CountBasis)>,
}

/// Money over several areas, billions of đồng; `None` = nobody stated it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneySums {
    /// Approved.
    pub approved: Option<f64>,
    /// Made available.
    pub funded: Option<f64>,
    /// Paid.
    pub paid: Option<f64>,
    /// How many areas state any of it.
    pub areas: usize,
}

/// A count over several areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub count: u64,
    /// How many areas state it.
    pub areas: usize,
}

/// Plots of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plots {
    /// Needed.
    pub needed: Option<u32>,
    /// Fit to be built on.
    pub ready: Option<u32>,
    /// Given out.
    pub allocated: Option<u32>,
}

/// Adds up clearance. Parts without an area have no row.
pub fn summary(view: &View, grouping: &Grouping, audience: Audience) -> Grouped<ClearanceSums> {
    grouped(view, grouping, &|view, shard| sums_of_parts(view, shard, audience))
}

/// Sums by part of a zone, for the parts that have an area, in order of id.
pub fn sums_of_parts(view: &View, shard: &ZoneShard, audience: Audience) -> Vec<(Id, ClearanceSums)> {
    let mut parts: BTreeMap<Id, ClearanceSums> = BTreeMap::new();
    for answer in of_zone(view, shard, audience) {
        parts.entry(answer.area.zone_part.clone()).or_default().add(&answer);
    }
    for answer in super::bottlenecks::of_zone(view, shard, audience).iter().filter(|answer| answer.is_open) {
        if let Some(sums) = parts.get_mut(&answer.bottleneck.zone_part) {
            sums.bottlenecks_open += 1;
            sums.bottlenecks_overdue += usize::from(answer.is_overdue);
        }
    }
    let late = commitments::of_zone(view, shard).into_iter();
    for answer in late.filter(|answer| answer.outcome.standing == Standing::Overdue) {
        if let Some(sums) = parts.get_mut(&answer.commitment.zone_part) {
            sums.commitments_late += 1;
        }
    }
    for (part, sums) in &mut parts {
        let serving = resettlement_sites::serving(view, part);
        sums.sites = serving.map(|site| (site.record.id.clone(), site.plots().map(Plots::from))).collect();
    }
    parts.into_iter().collect()
}

impl ClearanceSums {
    fn add(&mut self, answer: &AreaAnswer<'_>) {
        let total = answer.total().get();
        self.areas += 1;
        self.area_ha += total;
        self.handed_over_ha += answer.handed_over().get();
        for (stage, progress) in answer.stages() {
            let sums = self.stages.entry(stage).or_default();
            if let Some(hectares) = progress.hectares {
                *sums.hectares.get_or_insert_default() += hectares.get();
                sums.known_of_ha += total;
            }
            sums.households = total_shown(sums.households.into_iter().chain(progress.households.shown()));
        }
        if let Some(money) = answer.record.money.at(answer.day) {
            let amount = |amount: Option<crate::model::BillionVnd>| amount.map(|amount| amount.get());
            self.money.merge(&MoneySums {
                approved: amount(money.approved),
                funded: amount(money.funded),
                paid: amount(money.paid),
                areas: 1,
            });
        }
        if let Some(graves) = answer.record.graves.at(answer.day) {
            self.graves.merge(Counted { count: u64::from(graves.remaining), areas: 1 });
        }
    }

    /// Not handed over.
    pub fn remaining_ha(&self) -> f64 {
        (self.area_ha - self.handed_over_ha).max(0.0)
    }

    /// Plots over the sites; `None` when no site states any.
    pub fn plots(&self) -> Option<Plots> {
        let stated: Vec<&Plots> = self.sites.values().flatten().collect();
        let sum =
            |of: fn(&Plots) -> Option<u32>| stated.iter().filter_map(|plots| of(plots)).reduce(u32::saturating_add);
        (!stated.is_empty()).then(|| Plots {
            needed: sum(|plots| plots.needed),
            ready: sum(|plots| plots.ready),
            allocated: sum(|plots| plots.allocated),
        })
    }
}

impl Sums for ClearanceSums {
    fn merge(&mut self, other: &Self) {
        self.areas += other.areas;
        self.area_ha += other.area_ha;
        self.handed_over_ha += other.handed_over_ha;
        for (stage, theirs) in &other.stages {
            let mine = self.stages.entry(*stage).or_default();
            mine.hectares = added(mine.hectares, theirs.hectares);
            mine.known_of_ha += theirs.known_of_ha;
            mine.households = total_shown(mine.households.into_iter().chain(theirs.households));
        }
        self.money.merge(&other.money);
        self.graves.merge(other.graves);
        self.sites.extend(other.sites.iter().map(|(id, plots)| (id.clone(), *plots)));
        self.bottlenecks_open += other.bottlenecks_open;
        self.bottlenecks_overdue += other.bottlenecks_overdue;
        self.commitments_late += other.commitments_late;
    }
}

impl MoneySums {
    fn merge(&mut self, other: &MoneySums) {
        self.approved = added(self.approved, other.approved);
        self.funded = added(self.funded, other.funded);
        self.paid = added(self.paid, other.paid);
        self.areas += other.areas;
    }
}

impl Counted {
    fn merge(&mut self, other: Counted) {
        self.count += other.count;
        self.areas += other.areas;
    }
}

/// Unknown and a number make the number; two unknowns stay unknown.
fn added(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

impl From<&ResettlementPlots> for Plots {
    fn from(plots: &ResettlementPlots) -> Self {
        Plots { needed: plots.needed, ready: plots.ready, allocated: plots.allocated }
    }
}
