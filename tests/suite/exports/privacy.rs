//! What nobody may learn of a file: counts of households below the rounding, complaints, who owns land and bottlenecks.

use axum::http::Method;
use kcn_atlas::export::Format;
use kcn_atlas::model::*;

use super::worker;
use super::world::{press, scene};
use crate::door::Door;
use crate::scene::{Scene, claim, id, rect, source};

/// Counts that stand in the internal file of an authority. Odd, so that nothing else of the world is such a number.
const UNPUBLISHED: [u32; 3] = [83_737, 71_313, 91_121];

fn secrets() -> Scene {
    let counted = |count: u32| vec![claim(Figure::HouseholdsAffected, f64::from(count))];
    let agency = Agency {
        name: Name::new("UBND xã kín", "Secret commune"),
        kind: AgencyKind::PeoplesCommittee,
        level: AgencyLevel::Commune,
        successor: None,
        source: source(),
    };
    let mut scene = scene();
    let bodies: Vec<(Id, Body)> =
        scene.facts().iter().filter_map(|fact| Some((fact.key.id.clone(), fact.body.clone()?))).collect();
    for (record, body) in bodies {
        let told = match body {
            Body::Zone(zone) => Body::Zone(Zone { claims: counted(UNPUBLISHED[0]), ..zone }),
            Body::ZonePart(part) => Body::ZonePart(ZonePart { claims: counted(UNPUBLISHED[1]), ..part }),
            Body::ClearanceArea(area) => Body::ClearanceArea(ClearanceArea { claims: counted(UNPUBLISHED[2]), ..area }),
            Body::ResettlementSite(site) => {
                Body::ResettlementSite(ResettlementSite { claims: counted(UNPUBLISHED[0]), ..site })
            }
            Body::MaterialZone(zone) => Body::MaterialZone(MaterialZone { claims: counted(UNPUBLISHED[1]), ..zone }),
            Body::AdminUnit(unit) => Body::AdminUnit(AdminUnit { claims: counted(UNPUBLISHED[2]), ..unit }),
            Body::RoadSection(section) => Body::RoadSection(RoadSection {
                claims: counted(UNPUBLISHED[0]),
                agency: Some(id("ubnd-xa-kin")),
                ..section
            }),
            _ => continue,
        };
        scene = scene.fact(record.as_str(), "core", told);
    }
    scene
        .fact("ubnd-xa-kin", "core", Body::Agency(agency))
        .event_with("kcn-a.gd1.gpmb-2", "notice", Stage::Notice, None, |event| event.households = Some(UNPUBLISHED[0]))
        .event_with("kcn-a.gd1.gpmb-2", "complaint", Stage::Complaint, Some(rect(0.0, 0.0, 10.0, 10.0)), |event| {
            event.households = Some(UNPUBLISHED[1]);
        })
        .bottleneck("kcn-a.gd1.vm-1", |bottleneck| {
            bottleneck.owner = Some(id("ubnd-xa-kin"));
            bottleneck.category = BottleneckCategory::Complaint;
        })
}

/// The file of a layer, as text that can be searched.
async fn file(door: &Door, layer: DataLayer, format: &str, headers: &[(&str, &str)]) -> String {
    let address = format!("/api/v1/exports/{}?format={format}", layer.code());
    let answer = door.ask(Method::GET, &address, headers).await;
    assert_eq!(answer.status, 200, "{address}: {}", String::from_utf8_lossy(&answer.body));
    String::from_utf8_lossy(&answer.body).into_owned()
}

#[tokio::test]
async fn nothing_private_stands_in_a_public_file() {
    let door = Door::with_worker(secrets().snapshot(), worker());
    let counts = UNPUBLISHED.map(|count| count.to_string());
    let mut private: Vec<&str> = counts.iter().map(String::as_str).collect();
    private.extend(["ubnd-xa-kin", "COMPLAINT", "complaint", "vm-1", "tờ 12", "LUC", "25.5", "households\":"]);
    for layer in DataLayer::ALL {
        // A sheet and a zip are packed; what stands in them is what stands in the others.
        for format in ["geojson", "csv", "kml", "gpkg", "fgb", "dxf"] {
            let text = file(&door, *layer, format, &[]).await;
            for word in &private {
                assert!(!text.contains(word), "{} {format} tells {word}", layer.code());
            }
        }
    }
    let areas = file(&door, DataLayer::ClearanceAreas, "geojson", &[]).await;
    assert!(areas.contains(r#"\"value\":91120"#), "rounded counts are told: {areas}");
}

#[tokio::test]
async fn the_office_is_told_more_but_no_exact_count_of_households() {
    let door = Door::with_worker(secrets().snapshot(), worker());
    let office = [("authorization", "Bearer secret")];
    let roads = file(&door, DataLayer::Roads, "geojson", &office).await;
    assert!(roads.contains("ubnd-xa-kin") && roads.contains("25.5"));
    assert!(file(&door, DataLayer::Lots, "csv", &office).await.contains("tờ 12"));
    assert!(file(&door, DataLayer::ClearanceAreas, "csv", &office).await.contains("LUC"));
    for layer in DataLayer::ALL {
        let text = file(&door, *layer, "geojson", &office).await;
        for count in UNPUBLISHED {
            assert!(!text.contains(&count.to_string()), "{} tells {count}", layer.code());
        }
        assert!(!text.contains("COMPLAINT"), "{}: events are in no file", layer.code());
    }
    let wrong = door.ask(Method::GET, "/api/v1/exports/lots?format=csv", &[("authorization", "Bearer x")]).await;
    assert_eq!(wrong.status, 401, "a wrong token is no public");
}

#[tokio::test]
async fn the_public_has_the_same_columns_in_every_format_and_fewer_than_the_office() {
    let door = Door::with_worker(secrets().snapshot(), worker());
    let heads = |text: String| {
        text.trim_start_matches('\u{feff}').lines().next().unwrap().split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    for layer in DataLayer::ALL {
        let public = heads(file(&door, *layer, "csv", &[]).await);
        let office = heads(file(&door, *layer, "csv", &[("authorization", "Bearer secret")]).await);
        assert!(public.iter().all(|column| office.contains(column)), "{}", layer.code());
    }
    let lots = heads(file(&door, DataLayer::Lots, "csv", &[]).await);
    assert!(!lots.contains(&"parcels".to_owned()) && lots.contains(&"tenure.decision".to_owned()));
    assert_eq!(Format::ALL.len(), 8);
}

#[tokio::test]
async fn the_public_is_told_of_a_lease_and_not_of_the_offer_before_it_nor_of_claims_of_a_later_day() {
    let mut scene = scene();
    let later = Claim {
        as_of: Some(PartialDate::parse("2026-12").unwrap()),
        source: press(),
        ..claim(Figure::GrossAreaHa, 77_777.0)
    };
    let zones = scene.facts().iter().filter_map(|fact| match &fact.body {
        Some(Body::Zone(zone)) => Some((fact.key.id.to_string(), zone.clone())),
        _ => None,
    });
    for (record, zone) in zones.collect::<Vec<_>>() {
        scene = scene.fact(&record, "core", Body::Zone(Zone { claims: vec![later.clone()], ..zone }));
    }
    let door = Door::with_worker(scene.snapshot(), worker());
    let office = [("authorization", "Bearer secret")];
    let line = |text: String| text.lines().find(|line| line.starts_with("ccn-b.q.l-1,")).unwrap().to_owned();
    let (public, own) =
        (file(&door, DataLayer::Lots, "csv", &[]).await, file(&door, DataLayer::Lots, "csv", &office).await);
    assert!(!line(public.clone()).contains("offered") && line(public).contains("leased"));
    assert!(line(own).contains("offered"));
    assert!(!file(&door, DataLayer::Zones, "csv", &[]).await.contains("77777"));
    assert!(file(&door, DataLayer::Zones, "csv", &office).await.contains("77777"), "the office gets the whole list");
}
