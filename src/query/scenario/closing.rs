//! Links and sections that are closed in a scenario.

use std::collections::HashSet;

use super::{Closed, ScenarioError};
use crate::index::{RoadsOn, View};
use crate::model::{Id, Refused};

/// Finds what is closed: each id, and the positions of all links in the base.
///
/// **Errors**: [`ScenarioError::Value`] of `close[…]` for an id that is neither a link nor a section on the asked day.
pub(super) fn resolve(view: &View, roads: &RoadsOn, ids: &[Id]) -> Result<(Vec<Closed>, HashSet<u32>), ScenarioError> {
    let mut links: HashSet<u32> = HashSet::new();
    let mut closed = vec![];
    if ids.is_empty() {
        return Ok((closed, links));
    }
    let open: HashSet<u32> = roads.network.graph().pieces().iter().map(|piece| piece.link).collect();
    for (number, id) in ids.iter().enumerate() {
        let (is_section, own) = links_of(view, id).ok_or_else(|| unknown(view, number, id))?;
        closed.push(Closed {
            id: id.clone(),
            is_section,
            open_links: own.iter().filter(|link| open.contains(link)).count(),
        });
        links.extend(own);
    }
    Ok((closed, links))
}

/// Whether an id is that of a section, and the links it stands for; `None` when it is on record as neither.
fn links_of(view: &View, id: &Id) -> Option<(bool, Vec<u32>)> {
    let base = view.snapshot.base();
    let link = base.road_links.records.binary_search_by(|record| record.id.cmp(id)).ok();
    if let Some(at) = link.filter(|at| base.road_links.records[*at].timeline.at(view.as_of).is_some()) {
        return Some((false, vec![at as u32]));
    }
    base.road_sections.find(id.as_str())?.timeline.at(view.as_of)?;
    Some((true, links_of_section(view, id)))
}

/// Positions of the links that a section has on the asked day.
pub(super) fn links_of_section(view: &View, section: &Id) -> Vec<u32> {
    let base = view.snapshot.base();
    let ever = base.links_of_section.get(section).map_or(&[][..], Vec::as_slice);
    let is_of_it = |at: &u32| {
        let link = base.road_links.records[*at as usize].timeline.at(view.as_of);
        link.is_some_and(|link| link.section == *section)
    };
    ever.iter().copied().filter(is_of_it).collect()
}

fn unknown(view: &View, number: usize, id: &Id) -> ScenarioError {
    let (vi, en) = (
        format!("mã của một đoạn đường (link) hoặc tuyến (section) có trong dữ liệu ngày {}", view.as_of),
        format!("the id of a link or section that is on record on {}", view.as_of),
    );
    ScenarioError::Value(Refused::new(format!("close[{number}]"), id, &vi, &en))
}
