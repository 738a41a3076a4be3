//! Bodies of the land: zones, parts, lots, leases, clearance, gates, internal roads.

use super::geometry::{is_line, is_point, is_surface, is_surface_or_point};
use super::shape::shape;
use crate::model::DataClass;

shape!(@v Zone {
    "kind" => kind,
    "name" => name,
    "location_accuracy" => location_accuracy,
    "commune" => commune,
    "former_communes" => former_communes,
    "former_district" => former_district,
    "sectors" => sectors,
    "note" => note,
    "claims" => claims,
    "sources" => sources,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => location,
} check |zone| zone.location.as_ref().map_or(Ok(()), is_point).map(|()| zone));

shape!(@v ZonePart {
    "zone" => zone,
    "label" => label,
    "status" => status,
    "geometry_accuracy" => geometry_accuracy,
    "crs" => crs,
    "decisions" => decisions,
    "developers" => developers,
    "term" => term,
    "claims" => claims,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |part| {
    part.geometry.as_ref().map_or(Ok(()), is_surface_or_point)?;
    part.check()
});

shape!(@v Lot {
    "zone_part" => zone_part,
    "label" => label,
    "geometry_accuracy" => geometry_accuracy,
    "declared_area_ha" => declared_area,
    "land_use" => land_use,
    "sectors" => sectors,
    "price" => price,
    "opens_onto" => opens_onto,
    "parcels" => parcels,
    "predecessors" => predecessors,
    "confirmed_on" => confirmed_on,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |lot| is_surface(&lot.geometry).map(|()| lot));

shape!(@v Tenure {
    "tenure" => state,
    "decision" => decision,
    "mortgaged" => mortgaged,
    "disputed" => disputed,
    "source" => source,
});

shape!(@v Servicing { "servicing" => state, "source" => source, });

shape!(@v Marketing { "marketing" => state, "source" => source, });

shape!(@v Occupation { "occupation" => state, "source" => source, });

shape!(@v Lease {
    "zone_part" => zone_part,
    "lots" => lots,
    "status" => status,
    "signed" => signed,
    "start" => start,
    "end" => end,
    "payment" => payment,
    "tenant" => tenant,
    "tenant_public" => tenant_public,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
} check |lease| lease.check());

shape!(@v ClearanceArea {
    "zone_part" => zone_part,
    "label" => label,
    "geometry_accuracy" => geometry_accuracy,
    "regime" => regime,
    "area_by_land_code" => area_by_land_code,
    "claims" => claims,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |area| is_surface(&area.geometry).map(|()| area));

shape!(@v GravesCount { "total" => total, "remaining" => remaining, "source" => source, });

shape!(@v ClearanceMoney {
    "approved_bn_vnd" => approved,
    "funded_bn_vnd" => funded,
    "paid_bn_vnd" => paid,
    "source" => source,
});

shape!(@v StageEvent {
    "stage" => stage,
    "area_ha" => area,
    "households" => households,
    "organisations" => organisations,
    "document" => document,
    "geometry_accuracy" => geometry_accuracy,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |event| event.geometry.as_ref().map_or(Ok(()), is_surface).map(|()| event));

shape!(@v Bottleneck {
    "zone_part" => zone_part,
    "clearance_area" => clearance_area,
    "category" => category,
    "subject" => subject,
    "owner" => owner,
    "opened" => opened,
    "due" => due,
    "closed" => closed,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
} check |bottleneck| bottleneck.check());

shape!(@v Commitment {
    "zone_part" => zone_part,
    "clearance_areas" => clearance_areas,
    "subject" => subject,
    "stage" => stage,
    "area_ha" => area,
    "promised_by" => promised_by,
    "document" => document,
    "due" => due,
    "met_on" => met_on,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
});

shape!(@v Gate {
    "zone_part" => zone_part,
    "label" => label,
    "geometry_accuracy" => geometry_accuracy,
    "status" => status,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |gate| is_point(&gate.geometry).map(|()| gate));

shape!(@v GateConnection { "connection" => state, "source" => source, });

shape!(@v InternalRoad {
    "zone_part" => zone_part,
    "label" => label,
    "geometry_accuracy" => geometry_accuracy,
    "status" => status,
    "width_m" => width,
    "leads_to" => leads_to,
    "source" => source,
    "data_class" => data_class or DataClass::Fact,
    "geometry" => geometry,
} check |road| is_line(&road.geometry).map(|()| road));
