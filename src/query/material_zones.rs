//! Raw-material zones.

use geo::Intersects;

use super::near::Near;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{Record, View};
use crate::model::{Bbox, Crs, MaterialKind, MaterialZone, MetricFrame, fold};

/// Which raw-material zones are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MaterialFilter {
    /// Of one of these kinds.
    pub kinds: Vec<MaterialKind>,
    /// The commodity holds this text, marks and case ignored.
    pub commodity: Option<String>,
    /// The name holds this text, marks and case ignored.
    pub text: Option<String>,
    /// Shares a point with this box.
    pub bbox: Option<Bbox>,
    /// Within so many metres of a position.
    pub near: Option<Near>,
}

/// Raw-material zones that fit, one page of them.
pub fn material_zones<'v>(
    view: &'v View,
    filter: &MaterialFilter,
    page: &PageRequest,
) -> Page<(&'v Record<MaterialZone>, &'v MaterialZone)> {
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let search_box = filter.bbox.or(filter.near.map(|near| near.bbox()));
    let mut builder = PageBuilder::new(page);
    for (record, zone) in view.snapshot.base().material_zones.within(search_box.as_ref(), view.as_of) {
        if words_fit(zone, filter) && place_fits(zone, filter, &frame) {
            builder.add(0.0, None, &record.id, || (record, zone));
        }
    }
    builder.finish(|(record, _)| (None, record.id.clone()))
}

fn words_fit(zone: &MaterialZone, filter: &MaterialFilter) -> bool {
    let holds = |wanted: &Option<String>, text: &crate::model::Name| {
        wanted.as_ref().is_none_or(|wanted| {
            let wanted = fold(wanted);
            fold(&text.vi).contains(&wanted) || fold(&text.en).contains(&wanted)
        })
    };
    (filter.kinds.is_empty() || filter.kinds.contains(&zone.kind))
        && holds(&filter.commodity, &zone.commodity)
        && holds(&filter.text, &zone.name)
}

fn place_fits(zone: &MaterialZone, filter: &MaterialFilter, frame: &MetricFrame) -> bool {
    if filter.bbox.is_none() && filter.near.is_none() {
        return true;
    }
    let Some(geometry) = zone.geometry.as_ref().map(|geometry| geometry.get()) else { return false };
    filter.bbox.is_none_or(|bbox| geometry.intersects(&bbox.rect()))
        && filter.near.is_none_or(|near| near.distance_within(geometry, frame).is_some())
}
