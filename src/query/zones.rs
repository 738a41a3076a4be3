//! Which parks and clusters there are, with their figures added up over parts and lots.

use geo::{Geometry, Intersects, MultiPolygon};

use super::land_sums::{LandSums, land_of_zone};
use super::near::Near;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{Record, View, ZoneShard};
use crate::model::{
    Bbox, Claim, DataClass, Figure, GeometryAccuracy, MetricFrame, Zone, ZoneKind, ZonePart, ZoneStatus, fold,
    leading_claim,
};

/// Which zones are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneFilter {
    /// Of one of these kinds.
    pub kinds: Vec<ZoneKind>,
    /// In one of these states; `None` stands for unknown.
    pub statuses: Vec<Option<ZoneStatus>>,
    /// Name or id holds this text, marks and case ignored.
    pub text: Option<String>,
    /// Shares a point with this box.
    pub bbox: Option<Bbox>,
    /// Within so many metres of a position.
    pub near: Option<Near>,
}

/// How the answer is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZoneSort {
    /// By id.
    #[default]
    Id,
    /// By Vietnamese name, marks ignored.
    Name,
    /// Largest first.
    Gross,
    /// Most available land first.
    Available,
    /// Most clean land first.
    Clean,
    /// Most ready land first.
    Ready,
}

/// A zone on a day.
#[derive(Clone, Debug)]
pub struct ZoneAnswer<'v> {
    /// Its shard.
    pub shard: &'v ZoneShard,
    /// The zone itself.
    pub zone: &'v Zone,
    /// Its parts that exist on the day.
    pub parts: Vec<PartAnswer<'v>>,
    /// Land over all parts.
    pub land: LandSums,
    /// The furthest its parts have come; *partly operating* when only some operate.
    pub status: Option<ZoneStatus>,
}

/// A part on a day.
#[derive(Clone, Debug)]
pub struct PartAnswer<'v> {
    /// The record.
    pub record: &'v Record<ZonePart>,
    /// The part itself.
    pub part: &'v ZonePart,
    /// Land of its lots.
    pub land: LandSums,
}

impl<'v> ZoneAnswer<'v> {
    /// The zone on the view's day; `None` when it does not exist then.
    pub fn new(view: &'v View, shard: &'v ZoneShard) -> Option<Self> {
        let zone = shard.zone.at(view.as_of)?;
        let (land, part_sums) = land_of_zone(view, shard);
        let parts: Vec<PartAnswer<'v>> = shard
            .parts
            .iter()
            .zip(part_sums)
            .filter_map(|(record, land)| Some(PartAnswer { record, part: record.timeline.at(view.as_of)?, land }))
            .collect();
        let status = overall_status(parts.iter().map(|part| part.part.status));
        Some(ZoneAnswer { shard, zone, parts, land, status })
    }

    /// Sum of the leading gross areas of the parts, and of how many parts one is known. `None` when of none.
    pub fn gross_ha(&self) -> Option<(f64, usize)> {
        let known: Vec<f64> =
            self.parts.iter().filter_map(|part| part.leading(Figure::GrossAreaHa)).map(|claim| claim.value).collect();
        (!known.is_empty()).then(|| (known.iter().sum(), known.len()))
    }

    /// The leading claim of a figure for the zone as a whole: its own, or that of its only part.
    pub fn leading(&self, figure: Figure) -> Option<(&'v Claim, &'v [Claim])> {
        if let Some(at) = leading_claim(&self.zone.claims, figure) {
            return Some((&self.zone.claims[at], &self.zone.claims));
        }
        match self.parts.as_slice() {
            [only] => {
                leading_claim(&only.part.claims, figure).map(|at| (&only.part.claims[at], only.part.claims.as_slice()))
            }
            _ => None,
        }
    }

    /// Every outline of its parts, or its position, or nothing.
    pub fn geometry(&self) -> Option<Geometry<f64>> {
        let outlines: Vec<_> = self.parts.iter().flat_map(|part| part.outline()).collect();
        if outlines.is_empty() {
            return self.zone.location.as_ref().map(|location| location.get().clone());
        }
        Some(MultiPolygon(outlines).into())
    }

    /// The least accurate of the outlines; `None` without any.
    pub fn geometry_accuracy(&self) -> Option<GeometryAccuracy> {
        self.parts.iter().filter(|part| !part.outline().is_empty()).filter_map(|part| part.part.geometry_accuracy).max()
    }

    /// What the lots' records are: the least factual of them; `None` without lots.
    pub fn lots_data_class(&self, view: &View) -> Option<DataClass> {
        let cores = self.shard.lots.iter().filter_map(|lot| lot.core.at(view.as_of));
        cores.map(|lot| lot.data_class).max()
    }
}

impl PartAnswer<'_> {
    /// The leading claim of a figure.
    pub fn leading(&self, figure: Figure) -> Option<&Claim> {
        leading_claim(&self.part.claims, figure).map(|at| &self.part.claims[at])
    }

    fn outline(&self) -> Vec<geo::Polygon<f64>> {
        self.part.geometry.as_ref().map(|geometry| geometry.polygons().0).unwrap_or_default()
    }
}

fn overall_status(statuses: impl Iterator<Item = Option<ZoneStatus>>) -> Option<ZoneStatus> {
    let statuses: Vec<Option<ZoneStatus>> = statuses.collect();
    let furthest = statuses.iter().copied().flatten().max()?;
    let all_there = statuses.iter().all(|status| *status == Some(furthest));
    Some(if furthest == ZoneStatus::Operating && !all_there { ZoneStatus::PartlyOperating } else { furthest })
}

/// Zones that fit, one page of them.
pub fn zones<'v>(view: &'v View, filter: &ZoneFilter, sort: ZoneSort, page: &PageRequest) -> Page<ZoneAnswer<'v>> {
    let matching: Vec<ZoneAnswer<'v>> = candidates(view, filter)
        .into_iter()
        .filter(|shard| kind_and_text_fit(view, shard, filter))
        .filter_map(|shard| ZoneAnswer::new(view, shard))
        .filter(|answer| status_and_place_fit(answer, filter))
        .collect();
    let ranks = name_ranks(&matching, sort);
    let mut builder = PageBuilder::new(page);
    for (at, answer) in matching.into_iter().enumerate() {
        let value = sort_value(&answer, sort, ranks.get(at).copied());
        builder.add(value, Some(&answer.shard.id), &answer.shard.id, || answer);
    }
    builder.finish(|answer| (Some(answer.shard.id.clone()), answer.shard.id.clone()))
}

/// One zone by id, on the asked day.
pub fn find_zone<'v>(view: &'v View, id: &str) -> Option<ZoneAnswer<'v>> {
    ZoneAnswer::new(view, view.snapshot.zone(id)?)
}

fn candidates<'v>(view: &'v View, filter: &ZoneFilter) -> Vec<&'v ZoneShard> {
    let search_box = filter.bbox.or(filter.near.map(|near| near.bbox()));
    match search_box {
        Some(bbox) => view.snapshot.zones_intersecting(&bbox).map(AsRef::as_ref).collect(),
        None => view.snapshot.zones().iter().map(AsRef::as_ref).collect(),
    }
}

fn kind_and_text_fit(view: &View, shard: &ZoneShard, filter: &ZoneFilter) -> bool {
    let Some(zone) = shard.zone.at(view.as_of) else { return false };
    let text_fits = filter.text.as_ref().is_none_or(|text| {
        let wanted = fold(text);
        [zone.name.vi.as_str(), zone.name.en.as_str(), shard.id.as_str()]
            .iter()
            .any(|name| fold(name).contains(&wanted))
    });
    text_fits && (filter.kinds.is_empty() || filter.kinds.contains(&zone.kind))
}

fn status_and_place_fit(answer: &ZoneAnswer<'_>, filter: &ZoneFilter) -> bool {
    if !filter.statuses.is_empty() && !filter.statuses.contains(&answer.status) {
        return false;
    }
    if filter.bbox.is_none() && filter.near.is_none() {
        return true;
    }
    let Some(geometry) = answer.geometry() else { return false };
    let in_box = filter.bbox.is_none_or(|bbox| geometry.intersects(&bbox.rect()));
    let in_circle =
        filter.near.is_none_or(|near| near.distance_within(&geometry, &MetricFrame::new(answer.shard.crs())).is_some());
    in_box && in_circle
}

/// The place of each zone among the names, so that a page key can stay a number. Equal names share a rank.
fn name_ranks(zones: &[ZoneAnswer<'_>], sort: ZoneSort) -> Vec<f64> {
    if sort != ZoneSort::Name {
        return Vec::new();
    }
    let names: Vec<String> = zones.iter().map(|answer| fold(&answer.zone.name.vi)).collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.dedup();
    names.iter().map(|name| sorted.binary_search(&name).unwrap_or_default() as f64).collect()
}

fn sort_value(answer: &ZoneAnswer<'_>, sort: ZoneSort, name_rank: Option<f64>) -> f64 {
    // Unknown comes after everything known.
    let largest_first = |hectares: Option<f64>| hectares.map_or(f64::MAX, |hectares| -hectares);
    let of_lots = |hectares: f64| largest_first((answer.land.lots > 0).then_some(hectares));
    match sort {
        ZoneSort::Id => 0.0,
        ZoneSort::Name => name_rank.unwrap_or(0.0),
        ZoneSort::Gross => largest_first(answer.gross_ha().map(|(hectares, _)| hectares)),
        ZoneSort::Available => of_lots(answer.land.available_ha),
        ZoneSort::Clean => of_lots(answer.land.clean_ha),
        ZoneSort::Ready => of_lots(answer.land.ready_ha),
    }
}
