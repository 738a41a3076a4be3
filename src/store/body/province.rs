//! Bodies of what lies around the zones: authorities, units, places, public roads, nodes, raw material, limits on land.

use super::geometry::{is_line, is_line_or_surface, is_point, is_surface_or_point};
use super::shape::shape;
use crate::model::{ConnectionPoint as Joint, DataClass, Place as NamedPlace, Refused, RoadLink as Link};

shape!(@v Agency {
    "name" => name,
    "kind" => kind,
    "level" => level,
    "successor" => successor,
    "source" => source,
});

shape!(@v AdminUnit {
    "name" => name,
    "level" => level,
    "code" => code,
    "parent" => parent,
    "successors" => successors,
    "crs" => crs,
    "claims" => claims,
    "geometry" => geometry,
} check |unit| unit.geometry.as_ref().map_or(Ok(()), is_surface_or_point).map(|()| unit));

shape!(@v Place {
    "name" => name,
    "class" => class,
    "rank" => rank,
    "admin_unit" => admin_unit,
    "geometry" => geometry,
} check checked_place);

shape!(@v RoadSection {
    "ref" => road_ref,
    "name" => name,
    "class" => class,
    "ring" => ring,
    "present_grade" => present_grade,
    "planned_grade" => planned_grade,
    "lanes" => lanes,
    "median" => median,
    "urban" => urban,
    "design_speed_kmh" => design_speed_kmh,
    "terrain" => terrain,
    "start_chainage_m" => start_chainage,
    "beside" => beside,
    "agency" => agency,
    "status" => status,
    "claims" => claims,
    "sources" => sources,
    "data_class" => data_class or DataClass::Fact,
});

shape!(@v RoadLink {
    "section" => section,
    "from_node" => from_node,
    "to_node" => to_node,
    "geometry_accuracy" => geometry_accuracy,
    "one_way" => one_way,
    "speed_kmh" => speed_kmh,
    "max_weight_t" => max_weight_t,
    "max_axle_t" => max_axle_t,
    "max_height_m" => max_height_m,
    "trucks" => trucks,
    "structure" => structure,
    "opens_on" => opens_on,
    "banned_turns" => banned_turns,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check checked_link);

shape!(BannedTurn { "at" => at, "onto" => onto, });

shape!(@v ConnectionPoint {
    "section" => section,
    "label" => label,
    "chainage_m" => chainage,
    "chainage_basis" => chainage_basis,
    "side" => side,
    "branch_type" => branch_type,
    "zone_part" => zone_part,
    "geometry_accuracy" => geometry_accuracy,
    "removal_due" => removal_due,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check checked_point);

shape!(@v ConnectionPermit {
    "permit_state" => state,
    "documents" => documents,
    "expires_on" => expires_on,
    "approval_regime" => regime,
    "source" => source,
});

shape!(@v KmPost {
    "section" => section,
    "chainage_m" => chainage,
    "geometry_accuracy" => geometry_accuracy,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |post| is_point(&post.geometry).map(|()| post));

shape!(@v TransportNode {
    "class" => class,
    "name" => name,
    "status" => status,
    "geometry_accuracy" => geometry_accuracy,
    "sources" => sources,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |node| is_point(&node.geometry).map(|()| node));

shape!(@v ResettlementSite {
    "name" => name,
    "kind" => kind,
    "location_accuracy" => location_accuracy,
    "geometry_accuracy" => geometry_accuracy,
    "serves" => serves,
    "claims" => claims,
    "sources" => sources,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |site| site.geometry.as_ref().map_or(Ok(()), is_surface_or_point).map(|()| site));

shape!(@v ResettlementPlots { "needed" => needed, "ready" => ready, "allocated" => allocated, "source" => source, });

shape!(@v MaterialZone {
    "name" => name,
    "commodity" => commodity,
    "kind" => kind,
    "location_accuracy" => location_accuracy,
    "geometry_accuracy" => geometry_accuracy,
    "commune" => commune,
    "claims" => claims,
    "sources" => sources,
    "geometry" => geometry,
} check |zone| zone.geometry.as_ref().map_or(Ok(()), is_surface_or_point).map(|()| zone));

shape!(@v Constraint {
    "class" => class,
    "name" => name,
    "geometry_accuracy" => geometry_accuracy,
    "status" => status,
    "sources" => sources,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |limit| is_line_or_surface(&limit.geometry).map(|()| limit));

fn checked_place(place: NamedPlace) -> Result<NamedPlace, Refused> {
    is_point(&place.geometry)?;
    if (1..=4).contains(&place.rank) {
        return Ok(place);
    }
    Err(Refused::new("rank", place.rank, "1–4", "1–4"))
}

fn checked_point(point: Joint) -> Result<Joint, Refused> {
    is_point(&point.geometry)?;
    if point.chainage.is_some() == point.chainage_basis.is_some() {
        return Ok(point);
    }
    Err(Refused::new(
        "chainage_basis",
        point.chainage_basis.map_or("", |basis| crate::model::Coded::code(basis)),
        "có khi và chỉ khi có lý trình: surveyed, computed",
        "there when, and only when, a chainage is: surveyed, computed",
    ))
}

fn checked_link(link: Link) -> Result<Link, Refused> {
    is_line(&link.geometry)?;
    let limits = [
        ("speed_kmh", link.speed_kmh),
        ("max_weight_t", link.max_weight_t),
        ("max_axle_t", link.max_axle_t),
        ("max_height_m", link.max_height_m),
    ];
    // A limit of nothing would close the road silently, and a router would divide by it.
    match limits.into_iter().find_map(|(key, limit)| limit.filter(|limit| *limit <= 0.0).map(|limit| (key, limit))) {
        None => Ok(link),
        Some((key, limit)) => Err(Refused::new(key, limit, "số dương", "a number above 0")),
    }
}
