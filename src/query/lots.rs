//! Land availability: which lots fit.

use super::lot_match::for_each_match;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::View;
use crate::model::{Id, Metres};

pub use super::lot_answer::{LotAnswer, answer, answer_on, marketing_history};
pub use super::lot_filter::{LotFilter, LotSort, MaxAccess, OneOf, PriceLimit, RoadsAsked, StaleRule};
pub use super::lot_hit::LotHit;

/// Lots that fit, one page of them.
pub fn lots<'v>(view: &'v View, filter: &LotFilter, sort: LotSort, page: &PageRequest) -> Page<LotHit<'v>> {
    let mut builder = PageBuilder::new(page);
    for_each_match(view, filter, |hit| {
        let (value, zone, id) = (sort_value(view, &hit, sort), &hit.shard.id, &hit.shard.lots[hit.at].id);
        builder.add(value, Some(zone), id, || hit);
    });
    builder.finish(|hit| (Some(hit.shard.id.clone()), hit.record().id.clone()))
}

/// One lot by id, on the asked day.
pub fn find_lot<'v>(view: &'v View, id: &Id) -> Option<LotHit<'v>> {
    let shard = view.snapshot.zone(id.zone())?;
    let at = shard.find_lot(id.as_str())?;
    let day = view.lot_day(shard, at)?;
    Some(LotHit { shard, at, day, distance: None })
}

fn sort_value(view: &View, hit: &LotHit<'_>, sort: LotSort) -> f64 {
    match sort {
        LotSort::Id => 0.0,
        LotSort::Area => hit.day.area.get(),
        LotSort::AreaDescending => -hit.day.area.get(),
        LotSort::Price => {
            let price = hit.record().core.at(view.as_of).and_then(|core| core.price.as_deref());
            price.map_or(f64::MAX, |price| price.amount)
        }
        LotSort::Distance => hit.distance.map_or(f64::MAX, Metres::get),
    }
}
