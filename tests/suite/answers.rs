//! What the addresses answer on tiny worlds: figures that are plain arithmetic, and words that must not mislead.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use crate::door::Door;
use crate::scene::{Scene, claim, id, position, rect};

async fn ask(scene: Scene, address: &str) -> Value {
    let answer = Door::to(scene.snapshot()).get(address).await;
    assert!(answer.status.is_success(), "{address}: {}", answer.json());
    answer.json()
}

fn at(x: f64, y: f64) -> String {
    let position = position(x, y);
    format!("{},{}", position.x, position.y)
}

/// A park of 16 ha with three lots: 1 ha leased, 2 ha without any state, and a green strip of 1 ha.
fn park() -> Scene {
    Scene::new()
        .zone_with("a", ZoneKind::Park, |zone| zone.name = Name::new("KCN Điềm Thụy", "Diem Thuy Park"))
        .part("a.p", Some(rect(0.0, 0.0, 400.0, 400.0)), |part| {
            part.claims = vec![claim(Figure::GrossAreaHa, 16.0), claim(Figure::OccupancyPct, 30.0)];
        })
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .lease("a.p.hd-1", &["a.p.l-1"], "2021-01-01", "2060-12-31")
        .lot("a.p.l-2", rect(100.0, 0.0, 200.0, 100.0))
        .lot_with("a.p.l-3", rect(300.0, 0.0, 100.0, 100.0), |lot| lot.land_use = LandUse::Dkv)
}

#[tokio::test]
async fn a_zone_adds_up_its_lots_and_shows_the_claim_beside() {
    let zone = &ask(park(), "/api/v1/zones/a").await["properties"];
    for (field, expected) in [
        ("gross_ha", json!(16.0)),
        ("leasable_ha", json!(3.0)),
        ("leased_ha", json!(1.0)),
        ("available_ha", json!(0.0)),
        ("lots_count", json!(3)),
    ] {
        assert_eq!(zone[field], expected, "{field}");
    }
    assert_eq!(
        zone["display_ha"],
        json!({"leased": 1.0, "reserved": 0.0, "ready": 0.0, "clean": 0.0, "in_clearance": 0.0, "planned": 2.0})
    );
    assert_eq!(zone["occupancy_pct"]["nd35_2022"], 33.3, "1 of 3 hectares that can be leased");
    assert_eq!(zone["occupancy_pct"]["claimed"]["value"], 30.0);
    assert_eq!(zone["clearance_pct"]["lots"], Value::Null, "no clearance area is recorded: unknown, not 0");
}

#[tokio::test]
async fn a_zone_without_lots_knows_nothing_of_its_land() {
    let zones = ask(Scene::new().park("a", rect(0.0, 0.0, 100.0, 100.0)), "/api/v1/zones").await;
    let zone = &zones["features"][0]["properties"];
    for field in ["gross_ha", "leasable_ha", "leased_ha", "ready_ha", "display_ha", "stale_ha", "lots_data_class"] {
        assert_eq!(zone[field], Value::Null, "{field} is unknown, never 0");
    }
}

#[tokio::test]
async fn a_state_nobody_recorded_is_null() {
    let lot = &ask(park(), "/api/v1/lots/a.p.l-2").await["properties"];
    for state in ["clearance", "tenure", "servicing", "marketing", "occupation"] {
        assert_eq!(lot["states"][state]["state"], Value::Null, "{state}");
    }
    assert_eq!(lot["display_status"], "planned");
    assert_eq!(lot["ready"]["basis"], "none");
    let green = &ask(park(), "/api/v1/lots/a.p.l-3").await["properties"];
    assert_eq!((&green["display_status"], &green["ready"]["missing"][0]), (&Value::Null, &json!("land_use")));
}

#[tokio::test]
async fn a_lease_writes_the_history_of_its_lot() {
    let scene = Scene::new()
        .park("a", rect(0.0, 0.0, 400.0, 400.0))
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .offer("a.p.l-1", OfferState::Offered)
        .lease("a.p.hd-1", &["a.p.l-1"], "2021-03-01", "2024-12-31");
    let lot = ask(scene, "/api/v1/lots/a.p.l-1").await;
    let expected = json!([
        {"from": "2020-01-01", "state": "offered"},
        {"from": "2021-03-01", "state": "leased"},
        {"from": "2025-01-01", "state": "offered"},
    ]);
    assert_eq!(lot["properties"]["history"]["marketing"], expected);
}

#[tokio::test]
async fn a_tenant_is_nowhere_to_be_read() {
    let mut scene = park();
    let lease = Lease {
        zone_part: id("a.p"),
        lots: vec![id("a.p.l-2")],
        status: LeaseStatus::InForce,
        signed: None,
        start: None,
        end: None,
        payment: None,
        tenant: Some("Công ty Bí Mật".into()),
        tenant_public: false,
        source: crate::scene::source(),
        data_class: DataClass::Fact,
    };
    scene = scene.fact("a.p.hd-2", "core", Body::Lease(lease));
    let door = Door::to(scene.snapshot());
    for address in ["/api/v1/lots?stale=include", "/api/v1/lots/a.p.l-2", "/api/v1/zones/a", "/api/v1/search?q=bi+mat"]
    {
        let text = String::from_utf8(door.get(address).await.body.to_vec()).unwrap();
        assert!(!text.contains("Bí Mật"), "{address}");
    }
}

#[tokio::test]
async fn a_point_is_told_its_lot_its_part_and_the_road_that_is_there() {
    let scene = park()
        .road("ql3", "QL3", RoadClass::National, &[(-50.0, -500.0), (-50.0, 500.0)])
        .fact("vd5", "core", Body::RoadSection(planned_road()))
        .fact("vd5.1", "core", Body::RoadLink(link("vd5", &[(20.0, -500.0), (20.0, 500.0)])));
    let info = ask(scene, &format!("/api/v1/planning-info?at={}", at(50.0, 50.0))).await;
    assert_eq!(info["zone"]["name"]["vi"], "KCN Điềm Thụy");
    assert_eq!((&info["zone_part"]["id"], &info["lot"]["id"]), (&json!("a.p"), &json!("a.p.l-1")));
    assert_eq!(info["lot"]["display_status"], "leased");
    assert_eq!((&info["nearest_road"]["ref"], &info["nearest_road"]["distance_m"]), (&json!("QL3"), &json!(100.0)));
    assert_eq!(info["nearest_commune"], Value::Null);
}

#[tokio::test]
async fn a_point_in_the_fields_has_an_answer_too() {
    let info = ask(park(), &format!("/api/v1/planning-info?at={}", at(5_000.0, 5_000.0))).await;
    assert_eq!((&info["zone"], &info["lot"], &info["nearest_road"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(info["caveat"]["vi"].as_str().unwrap().contains("Rà soát sơ bộ"));
}

#[tokio::test]
async fn a_road_knows_how_long_it_is() {
    let scene = Scene::new().road("ql3", "QL3", RoadClass::National, &[(0.0, 0.0), (3_000.0, 4_000.0)]);
    let road = &ask(scene, "/api/v1/roads").await["features"][0];
    assert_eq!(road["properties"]["length_km"], 5.0);
    assert_eq!(road["geometry"]["type"], "MultiLineString");
}

#[tokio::test]
async fn an_answer_keeps_its_tag_until_the_day_language_or_data_changes() {
    let door = Door::to(park().snapshot());
    let first = door.get("/api/v1/zones").await;
    let tag = first.header("etag").to_owned();
    let again = door.ask(axum::http::Method::GET, "/api/v1/zones", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let other_day =
        door.ask(axum::http::Method::GET, "/api/v1/zones?as_of=2025-01-01", &[("if-none-match", &tag)]).await;
    assert_eq!(other_day.status.as_u16(), 200);
    let english =
        door.ask(axum::http::Method::GET, "/api/v1/zones", &[("if-none-match", &tag), ("accept-language", "en")]).await;
    assert_eq!(english.status.as_u16(), 200);
}

fn planned_road() -> RoadSection {
    RoadSection {
        road_ref: Some("VĐ5".into()),
        name: Name::new("Vành đai 5", "Ring road 5"),
        class: RoadClass::Provincial,
        ring: true,
        present_grade: None,
        planned_grade: None,
        lanes: None,
        median: None,
        urban: None,
        design_speed_kmh: None,
        terrain: None,
        start_chainage: None,
        beside: None,
        agency: None,
        status: RoadStatus::Planned,
        claims: vec![],
        sources: vec![],
        data_class: DataClass::Fact,
    }
}

fn link(section: &str, line: &[(f64, f64)]) -> RoadLink {
    RoadLink {
        section: id(section),
        from_node: id("n-a"),
        to_node: id("n-b"),
        geometry: crate::scene::degrees(&geo::Geometry::LineString(line.to_vec().into())),
        geometry_accuracy: GeometryAccuracy::Schematic,
        one_way: None,
        speed_kmh: None,
        max_weight_t: None,
        max_axle_t: None,
        max_height_m: None,
        trucks: None,
        structure: None,
        opens_on: None,
        banned_turns: vec![],
        data_class: DataClass::Fact,
    }
}
