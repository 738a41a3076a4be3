//! Which file holds which kind.

use crate::model::Kind;

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The file of a kind.
pub fn file_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Agency => "agencies.json",
        Kind::AdminUnit => "admin-units.geojson",
        Kind::Place => "places.geojson",
        Kind::Zone => "zones.geojson",
        Kind::ZonePart => "zone-parts.geojson",
        Kind::Lot => "lots.geojson",
        Kind::Lease => "leases.json",
        Kind::ClearanceArea => "clearance-areas.geojson",
        Kind::Bottleneck => "bottlenecks.json",
        Kind::Commitment => "commitments.json",
        Kind::Gate => "gates.geojson",
        Kind::InternalRoad => "internal-roads.geojson",
        Kind::RoadSection => "road-sections.json",
        Kind::RoadLink => "road-links.geojson",
        Kind::ConnectionPoint => "connection-points.geojson",
        Kind::KmPost => "km-posts.geojson",
        Kind::TransportNode => "transport-nodes.geojson",
        Kind::ResettlementSite => "resettlement-sites.geojson",
        Kind::MaterialZone => "material-zones.geojson",
        Kind::Constraint => "constraints.geojson",
    }
}
