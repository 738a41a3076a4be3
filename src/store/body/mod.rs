//! Versioned bodies: what a row says, as JSON text with its version `v`.
//!
//! Invariant: everything ever written can be read. A body of an older version is lifted step by step to the current one
//! before it is read; one golden file per version (`tests/golden/bodies`) proves it.
//! Invariant: one meaning has one text, so two dumps of the same record are the same bytes.

mod common;
mod field;
mod geometry;
mod land;
mod outline;
mod province;
mod refusal;
mod shape;
mod sources;
mod value;

use serde::Deserialize;

pub use self::field::Key;
use self::field::{Field, Write};
pub use self::outline::check_outline;
pub use self::sources::Sources;
use super::Content;
use crate::model::{Body, Coded, Kind, Refused, RowKey};
use refusal::read_whole;

/// Lifts the text of a body by one version.
type Lift = fn(Kind, &str, &str) -> Result<String, Refused>;

/// The steps from version 1 to the current one; the first lifts 1 to 2.
const LIFTS: &[Lift] = &[];

/// The version bodies are written in.
pub const CURRENT: u64 = LIFTS.len() as u64 + 1;

/// Reads a body.
///
/// **Errors**: [`Refused`] naming the field (with its path), the value and what is allowed.
pub fn decode(kind: Kind, facet: &str, text: &str, sources: &Sources) -> Result<Body, Refused> {
    match version_of(text)? {
        CURRENT => decode_current(kind, facet, text, sources),
        older => decode_current(kind, facet, &lift(LIFTS, kind, facet, text, older)?, sources),
    }
}

fn lift(lifts: &[Lift], kind: Kind, facet: &str, text: &str, version: u64) -> Result<String, Refused> {
    let newest = lifts.len() as u64 + 1;
    if version == 0 || version > newest {
        return Err(Refused::new("v", version, &format!("1–{newest}"), &format!("1–{newest}")));
    }
    let mut lifted = text.to_owned();
    for step in lifts.iter().skip(version as usize - 1) {
        lifted = step(kind, facet, &lifted)?;
    }
    Ok(lifted)
}

fn version_of(text: &str) -> Result<u64, Refused> {
    // Everything we wrote starts like this; a body of another hand is searched for its version.
    if let Some(rest) = text.strip_prefix("{\"v\":")
        && let Some((version, _)) = rest.split_once(',')
        && let Ok(version) = version.parse()
    {
        return Ok(version);
    }
    #[derive(Deserialize)]
    struct Versioned {
        v: u64,
    }
    let refuse = |_| Refused::new("v", "", &format!("phiên bản 1–{CURRENT}"), &format!("a version, 1–{CURRENT}"));
    serde_json::from_str::<Versioned>(text).map(|versioned| versioned.v).map_err(refuse)
}

fn decode_current(kind: Kind, facet: &str, text: &str, sources: &Sources) -> Result<Body, Refused> {
    fn read<T: Field>(text: &str, sources: &Sources, wrap: fn(T) -> Body) -> Result<Body, Refused> {
        read_whole(text, sources).map(wrap)
    }
    match (kind, facet) {
        (Kind::Agency, "core") => read(text, sources, Body::Agency),
        (Kind::AdminUnit, "core") => read(text, sources, Body::AdminUnit),
        (Kind::Place, "core") => read(text, sources, Body::Place),
        (Kind::Zone, "core") => read(text, sources, Body::Zone),
        (Kind::ZonePart, "core") => read(text, sources, Body::ZonePart),
        (Kind::Lot, "core") => read(text, sources, Body::Lot),
        (Kind::Lot, "tenure") => read(text, sources, Body::Tenure),
        (Kind::Lot, "servicing") => read(text, sources, Body::Servicing),
        (Kind::Lot, "marketing") => read(text, sources, Body::Marketing),
        (Kind::Lot, "occupation") => read(text, sources, Body::Occupation),
        (Kind::Lease, "core") => read(text, sources, Body::Lease),
        (Kind::ClearanceArea, "core") => read(text, sources, Body::ClearanceArea),
        (Kind::ClearanceArea, "graves") => read(text, sources, Body::Graves),
        (Kind::ClearanceArea, "money") => read(text, sources, Body::Money),
        (Kind::ClearanceArea, event) if is_event(event) => read(text, sources, Body::StageEvent),
        (Kind::Bottleneck, "core") => read(text, sources, Body::Bottleneck),
        (Kind::Commitment, "core") => read(text, sources, Body::Commitment),
        (Kind::Gate, "core") => read(text, sources, Body::Gate),
        (Kind::Gate, "connection") => read(text, sources, Body::GateConnection),
        (Kind::InternalRoad, "core") => read(text, sources, Body::InternalRoad),
        (Kind::RoadSection, "core") => read(text, sources, Body::RoadSection),
        (Kind::RoadLink, "core") => read(text, sources, Body::RoadLink),
        (Kind::ConnectionPoint, "core") => read(text, sources, Body::ConnectionPoint),
        (Kind::ConnectionPoint, "permit") => read(text, sources, Body::ConnectionPermit),
        (Kind::KmPost, "core") => read(text, sources, Body::KmPost),
        (Kind::TransportNode, "core") => read(text, sources, Body::TransportNode),
        (Kind::ResettlementSite, "core") => read(text, sources, Body::ResettlementSite),
        (Kind::ResettlementSite, "plots") => read(text, sources, Body::ResettlementPlots),
        (Kind::MaterialZone, "core") => read(text, sources, Body::MaterialZone),
        (Kind::Constraint, "core") => read(text, sources, Body::Constraint),
        _ => Err(unknown_part(kind, facet)),
    }
}

fn is_event(facet: &str) -> bool {
    facet.strip_prefix("event.").is_some_and(|name| !name.is_empty())
}

/// Refuses a part that the kind of record does not have, and an id that does not say which zone a record of land belongs to.
///
/// **Errors**: [`Refused`] (field `part` or `id`).
pub fn check_key(key: &RowKey) -> Result<(), Refused> {
    let (kind, facet) = (key.kind, key.facet.as_str());
    if kind == Kind::Zone && !key.id.is_zone() {
        return Err(Refused::new("id", &key.id, "mã khu không có dấu chấm", "the id of a zone has no dot"));
    }
    if kind.belongs_to_zone() && (key.id.is_zone() || key.id.zone().is_empty()) {
        return Err(Refused::new("id", &key.id, "mã khu, dấu chấm, phần còn lại", "the zone's id, a dot, the rest"));
    }
    let known = match kind {
        Kind::Lot => matches!(facet, "core" | "tenure" | "servicing" | "marketing" | "occupation"),
        Kind::ClearanceArea => matches!(facet, "core" | "graves" | "money") || is_event(facet),
        Kind::Gate => matches!(facet, "core" | "connection"),
        Kind::ConnectionPoint => matches!(facet, "core" | "permit"),
        Kind::ResettlementSite => matches!(facet, "core" | "plots"),
        _ => facet == "core",
    };
    if known { Ok(()) } else { Err(unknown_part(kind, facet)) }
}

/// Refuses a body of another kind or part than the key names.
///
/// **Errors**: [`Refused`] (field `body`).
pub fn check_fit(key: &RowKey, content: &Content) -> Result<(), Refused> {
    match content {
        Content::Body(body) if body.kind() != key.kind || !body.fits_facet(key.facet.as_str()) => {
            let wanted = format!("{} {}", key.kind.code(), key.facet);
            Err(Refused::new("body", body.kind().code(), &wanted, &wanted))
        }
        _ => Ok(()),
    }
}

fn unknown_part(kind: Kind, facet: &str) -> Refused {
    let allowed = match kind {
        Kind::Lot => "core, tenure, servicing, marketing, occupation",
        Kind::ClearanceArea => "core, graves, money, event.<name>",
        Kind::Gate => "core, connection",
        Kind::ConnectionPoint => "core, permit",
        Kind::ResettlementSite => "core, plots",
        _ => "core",
    };
    Refused::new("part", facet, allowed, allowed)
}

/// Writes a body in its one canonical form.
///
/// **Errors**: [`Refused`] (field `geometry`) for a geometry GeoJSON has no type for, or (field `body`) a number JSON cannot hold.
pub fn encode(body: &Body) -> Result<String, Refused> {
    fn text<T: Field>(body: &T) -> Result<String, Refused> {
        serde_json::to_string(&Write(body)).map_err(|error| {
            Refused::new(
                "geometry",
                error,
                "Point, LineString, Polygon và dạng nhiều phần",
                "Point, LineString, Polygon and their multi-part forms",
            )
        })
    }
    match body {
        Body::Agency(body) => text(body),
        Body::AdminUnit(body) => text(body),
        Body::Place(body) => text(body),
        Body::Zone(body) => text(body),
        Body::ZonePart(body) => text(body),
        Body::Lot(body) => text(body),
        Body::Tenure(body) => text(body),
        Body::Servicing(body) => text(body),
        Body::Marketing(body) => text(body),
        Body::Occupation(body) => text(body),
        Body::Lease(body) => text(body),
        Body::ClearanceArea(body) => text(body),
        Body::Graves(body) => text(body),
        Body::Money(body) => text(body),
        Body::StageEvent(body) => text(body),
        Body::Bottleneck(body) => text(body),
        Body::Commitment(body) => text(body),
        Body::Gate(body) => text(body),
        Body::GateConnection(body) => text(body),
        Body::InternalRoad(body) => text(body),
        Body::RoadSection(body) => text(body),
        Body::RoadLink(body) => text(body),
        Body::ConnectionPoint(body) => text(body),
        Body::ConnectionPermit(body) => text(body),
        Body::KmPost(body) => text(body),
        Body::TransportNode(body) => text(body),
        Body::ResettlementSite(body) => text(body),
        Body::ResettlementPlots(body) => text(body),
        Body::MaterialZone(body) => text(body),
        Body::Constraint(body) => text(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_body_is_lifted_step_by_step_from_its_own_version() {
        let lifts: &[Lift] = &[
            |_, facet, text| Ok(format!("{text} 1→2 {facet}")),
            |kind, _, text| Ok(format!("{text} 2→3 {}", kind.code())),
        ];
        assert_eq!(lift(lifts, Kind::Lot, "core", "body", 1).unwrap(), "body 1→2 core 2→3 lot");
        assert_eq!(lift(lifts, Kind::Lot, "core", "body", 2).unwrap(), "body 2→3 lot");
        assert_eq!(lift(lifts, Kind::Lot, "core", "body", 3).unwrap(), "body");
        for version in [0, 4] {
            let refused = lift(lifts, Kind::Lot, "core", "body", version).unwrap_err();
            assert_eq!((refused.field.as_str(), refused.allowed.en.as_str()), ("v", "1–3"));
        }
    }

    #[test]
    fn the_version_is_found_wherever_it_stands() {
        assert_eq!(version_of(r#"{"v":7,"a":1}"#).unwrap(), 7);
        assert_eq!(version_of(r#"{ "a": {"v": 3}, "v": 12 }"#).unwrap(), 12);
        for text in ["{}", r#"{"v":"1"}"#, r#"{"v":-1}"#, ""] {
            assert_eq!(version_of(text).unwrap_err().field, "v", "{text}");
        }
    }
}
