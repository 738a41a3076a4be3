//! What of a body is told to whom, beyond the keys that are for the office alone (decision 6).
//!
//! Invariant: a kind of body that is not named here is not told.

use crate::model::{
    AdminUnit, Audience, Body, Claim, ClearanceArea, Date, MaterialZone, ResettlementSite, RoadSection, Zone, ZonePart,
};
use crate::query::claims::claims_on;

/// The body as an audience is told of it on a day; `None` = it is not told.
pub fn told(body: Body, audience: Audience, day: Date) -> Option<Body> {
    let claims = |claims: Vec<Claim>| claims_told(&claims, audience, day);
    Some(match body {
        Body::Zone(zone) => Body::Zone(Zone { claims: claims(zone.claims), ..zone }),
        Body::ZonePart(part) => Body::ZonePart(ZonePart { claims: claims(part.claims), ..part }),
        Body::ClearanceArea(area) => Body::ClearanceArea(ClearanceArea { claims: claims(area.claims), ..area }),
        Body::ResettlementSite(site) => {
            Body::ResettlementSite(ResettlementSite { claims: claims(site.claims), ..site })
        }
        Body::RoadSection(section) => Body::RoadSection(RoadSection { claims: claims(section.claims), ..section }),
        Body::MaterialZone(zone) => Body::MaterialZone(MaterialZone { claims: claims(zone.claims), ..zone }),
        Body::AdminUnit(unit) => Body::AdminUnit(AdminUnit { claims: claims(unit.claims), ..unit }),
        Body::Lot(_)
        | Body::Tenure(_)
        | Body::Servicing(_)
        | Body::Marketing(_)
        | Body::Occupation(_)
        | Body::Graves(_)
        | Body::Money(_)
        | Body::Gate(_)
        | Body::GateConnection(_)
        | Body::InternalRoad(_)
        | Body::RoadLink(_)
        | Body::ConnectionPoint(_)
        | Body::ConnectionPermit(_)
        | Body::KmPost(_)
        | Body::TransportNode(_)
        | Body::ResettlementPlots(_)
        | Body::Constraint(_)
        | Body::Place(_) => body,
        // Households of single events, tenants, who must clear a bottleneck, who promised: none of it stands in a layer.
        Body::StageEvent(_) | Body::Lease(_) | Body::Bottleneck(_) | Body::Commitment(_) | Body::Agency(_) => {
            return None;
        }
    })
}

/// Everyone is told rounded counts of households. The public is told what could be known on the day, the office the whole
/// list: what it takes home must come in again unchanged.
fn claims_told(claims: &[Claim], audience: Audience, day: Date) -> Vec<Claim> {
    match audience {
        Audience::Office => claims.iter().map(Claim::told).collect(),
        Audience::Public => claims_on(claims, day).into_iter().map(|standing| standing.claim.told()).collect(),
    }
}
