//! What of roads and their connections leads nowhere: points, permits, posts and service roads; posts that contradict their road.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::linear::SectionLine;
use super::{Base, Inconsistency, Record, Snapshot, View, find_record};
use crate::model::{Id, Kind, Name};

const SECTION: (&str, &str) = ("tuyến đường", "road section");

impl Snapshot {
    /// References of connection points, permits, Km posts and service roads that lead nowhere, and posts out of order.
    pub(super) fn road_inconsistencies(&self) -> Vec<Inconsistency> {
        let base = self.base();
        let mut found = sections_nobody_recorded(base);
        found.extend(self.parts_nobody_recorded());
        let has_point = |id: &Id| base.connection_points.find(id.as_str()).is_some();
        for permit in base.connection_permits.records.iter().filter(|permit| !has_point(&permit.id)) {
            let what = ("điểm đấu nối", "connection point");
            found.push(Inconsistency::unknown_reference(Kind::ConnectionPoint, &permit.id, "permit", &permit.id, what));
        }
        found.extend(self.posts_out_of_order());
        found
    }

    /// Points that serve a part that is not there.
    fn parts_nobody_recorded(&self) -> Vec<Inconsistency> {
        let part_exists =
            |part: &Id| self.zone(part.zone()).is_some_and(|shard| find_record(&shard.parts, part.as_str()).is_some());
        let mut found = Vec::new();
        for record in &self.base().connection_points.records {
            for part in ever(record, |point| point.zone_part.as_ref()).filter(|part| !part_exists(part)) {
                let what = ("giai đoạn, khu", "zone part");
                found.push(Inconsistency::unknown_reference(
                    Kind::ConnectionPoint,
                    &record.id,
                    "zone_part",
                    part,
                    what,
                ));
            }
        }
        found
    }

    /// Posts of today that stand away from their road or whose chainage does not grow with the others'. One post alone contradicts nothing.
    fn posts_out_of_order(&self) -> Vec<Inconsistency> {
        let day = self.today();
        let mut posts: BTreeMap<&Id, Vec<(&Id, String)>> = BTreeMap::new();
        for record in &self.base().km_posts.records {
            if let Some(post) = record.timeline.at(day) {
                posts.entry(&post.section).or_default().push((&record.id, post.chainage.get().to_string()));
            }
        }
        let view = View { snapshot: Arc::new(self.clone()), as_of: day, today: day };
        let several = posts.into_iter().filter(|(_, posts)| posts.len() > 1);
        several
            .filter_map(|(section, posts)| Some((SectionLine::of(&view, section)?, posts)))
            .flat_map(|(line, posts)| {
                let refused = posts.into_iter().filter(|(id, _)| line.posts_refused().contains(*id));
                refused.map(|(id, chainage)| out_of_order(id, chainage)).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn out_of_order(id: &Id, value: String) -> Inconsistency {
    let explanation = Name::new(
        "lý trình của cột không tăng cùng các cột khác dọc tuyến, hoặc cột nằm xa tim đường; lý trình của tuyến không tính theo cột này",
        "its chainage does not grow with that of the other posts along the road, or it stands away from the centreline; chainage is told without it",
    );
    Inconsistency { kind: Kind::KmPost, id: id.clone(), field: "chainage_m", value, explanation }
}

/// Points, posts and service roads that name a section nobody recorded.
fn sections_nobody_recorded(base: &Base) -> Vec<Inconsistency> {
    let mut found = Vec::new();
    let mut check = |kind, record: &Id, field, section: &Id| {
        if base.road_sections.find(section.as_str()).is_none() {
            found.push(Inconsistency::unknown_reference(kind, record, field, section, SECTION));
        }
    };
    for record in &base.connection_points.records {
        ever(record, |point| Some(&point.section))
            .for_each(|section| check(Kind::ConnectionPoint, &record.id, "section", section));
    }
    for record in &base.km_posts.records {
        ever(record, |post| Some(&post.section))
            .for_each(|section| check(Kind::KmPost, &record.id, "section", section));
    }
    for record in &base.road_sections.records {
        ever(record, |section| section.beside.as_ref())
            .for_each(|section| check(Kind::RoadSection, &record.id, "beside", section));
    }
    found
}

/// What a record ever named, each once in a row.
fn ever<'r, T>(record: &'r Record<T>, named: impl Fn(&'r T) -> Option<&'r Id>) -> impl Iterator<Item = &'r Id> {
    let mut last = None;
    let ids = record.timeline.entries().filter_map(|(_, value)| value).filter_map(named);
    ids.filter(move |id| last.replace(*id) != Some(*id))
}
