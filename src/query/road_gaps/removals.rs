//! Connection points that have to go, the most overdue first.

use super::GapFilter;
use crate::index::View;
use crate::model::{Date, Id};
use crate::query::connection_points::{PointAnswer, PointFilter, connection_points};
use crate::query::page::PageRequest;

/// A point that has to go.
#[derive(Clone, Debug)]
pub struct Removal<'v> {
    /// The point.
    pub point: PointAnswer<'v>,
    /// Days past its date; below 0 = days left; `None` = no date is on record.
    pub days_overdue: Option<i32>,
}

/// Points to be removed that are still there, the most overdue first, those without a date last.
pub fn removals<'v>(view: &'v View, filter: &GapFilter) -> Vec<Removal<'v>> {
    let asked = PointFilter {
        zones: filter.zones.clone(),
        sections: filter.sections.clone(),
        to_be_removed: Some(true),
        ..PointFilter::default()
    };
    let points = connection_points(view, &asked, &PageRequest::everything()).records;
    let on_asked_roads = |point: &PointAnswer| {
        // A point whose road is not on record that day still has to go.
        point.section.is_none_or(|(_, section)| filter.classes.contains(&section.class))
    };
    let removal = |point: PointAnswer<'v>| Removal {
        days_overdue: point.on.point.removal_due.map(|due| days_between(due, view.as_of)),
        point,
    };
    let mut found: Vec<Removal> = points.into_iter().filter(on_asked_roads).map(removal).collect();
    let id = |removal: &Removal<'v>| -> &'v Id { &removal.point.on.record.id };
    found.sort_by(|one, other| {
        let key = |removal: &Removal| removal.days_overdue.map_or(i32::MAX, |days| -days);
        key(one).cmp(&key(other)).then(id(one).cmp(id(other)))
    });
    found
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
