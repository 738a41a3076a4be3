//! Roads as straight lines, and plain twins of what is found along them.

use geo::{Contains, Coord, Distance, Euclidean, Geometry, LineString, Point, Polygon};
use kcn_atlas::index::Live;
use kcn_atlas::index::linear::SectionLine;
use kcn_atlas::model::*;
use kcn_atlas::query::roadside::{Vicinity, frontage, junctions};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use super::scene::{RoadsideScene, ask, near, polyline};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::sample::sample;
use crate::scene::{Scene, degrees, id, rect};

/// A road of 4 km to the east in two links, with a gap of 500 m before a third link.
fn road() -> Scene {
    Scene::new()
        .section_with("ql1", RoadClass::National, |section| section.planned_grade = Some("III".into()))
        .link("ql1.1", ("n0", "n2"), &[(0.0, 0.0), (1_000.0, 0.0), (2_000.0, 0.0)])
        .link_with("ql1.2", ("n2", "n3"), &[(2_000.0, 0.0), (2_200.0, 0.0)], |link| {
            link.structure = Some(RoadStructure::Bridge)
        })
        .link("ql1.3", ("n3", "n4"), &[(2_200.0, 0.0), (4_000.0, 0.0)])
        .link("ql1.4", ("n5", "n6"), &[(4_500.0, 0.0), (5_000.0, 0.0)])
}

async fn diagram(scene: &Scene) -> Value {
    ask(scene, "/api/v1/roads/ql1/diagram").await
}

#[tokio::test]
async fn a_road_with_a_gap_has_runs_and_a_length_without_the_gap() {
    let found = diagram(&road()).await;
    assert!(near(&found["from_m"], 0.0) && near(&found["to_m"], 5_000.0) && near(&found["length_m"], 4_500.0));
    assert_eq!(found["runs"].as_array().unwrap().len(), 2);
    assert!(near(&found["runs"][1]["from_m"], 4_500.0));
    assert_eq!((&found["basis"], &found["section"]["planned_grade"]), (&json!("computed"), &json!("III")));
    assert_eq!(found["section"]["agency"], Value::Null);
}

#[tokio::test]
async fn posts_tell_the_chainage_and_points_go_by_it() {
    let scene = road()
        .km_post("p1", "ql1", 62_000.0, 0.0, 3.0)
        .km_post("p2", "ql1", 64_000.0, 2_000.0, 3.0)
        .km_post("p3", "ql1", 99_000.0, 1_000.0, 900.0)
        .point("a", "ql1", 500.0, 10.0)
        .point("b", "ql1", 1_500.0, 10.0);
    let found = diagram(&scene).await;
    assert_eq!(found["km_posts"].as_array().unwrap().len(), 2);
    assert_eq!(found["km_posts_refused"], json!(["p3"]), "it stands 900 m away");
    assert!(near(&found["points"][0]["chainage_m"], 62_500.0));
    assert_eq!(found["points"][0]["basis"], "surveyed");
    let room = &found["spacing"]["left"][0];
    assert_eq!((&room["from"], &room["to"], &room["basis"]), (&json!("a"), &json!("b"), &json!("surveyed")));
    assert!(near(&room["gap_m"], 1_000.0));
    assert_eq!(found["spacing"]["right"], json!([]));
}

#[tokio::test]
async fn roads_meet_at_shared_nodes_and_leave_by_a_side() {
    let scene = road()
        .section("dt-left", RoadClass::Provincial)
        .link("dt-left.1", ("n2", "l1"), &[(2_000.0, 0.0), (2_000.0, 800.0)])
        .section("dt-right", RoadClass::Provincial)
        .link("dt-right.1", ("r1", "m"), &[(1_000.0, -700.0), (1_000.0, 0.0)])
        .section("dt-both", RoadClass::Provincial)
        .link("dt-both.1", ("b1", "n2"), &[(1_900.0, -500.0), (2_000.0, 0.0)])
        .link("dt-both.2", ("n2", "b2"), &[(2_000.0, 0.0), (2_100.0, 500.0)])
        .section("over", RoadClass::Provincial)
        .link("over.1", ("o1", "o2"), &[(3_000.0, -500.0), (3_000.0, 500.0)])
        .section("on", RoadClass::National)
        .link("on.1", ("n6", "far"), &[(5_000.0, 0.0), (6_000.0, 200.0)]);
    let found = diagram(&scene).await;
    let told: Vec<_> = found["junctions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let roads: Vec<_> = one["roads"]
                .as_array()
                .unwrap()
                .iter()
                .map(|road| (road["section"].as_str().unwrap(), road["side"].as_str()))
                .collect();
            (one["chainage_m"].as_f64().unwrap().round(), roads, one["side"].as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            (1_000.0, vec![("dt-right", Some("right"))], Some("right")),
            (2_000.0, vec![("dt-both", None), ("dt-left", Some("left"))], None),
            (5_000.0, vec![("on", None)], None),
        ],
        "a road over a bridge shares no node; one that goes on leaves to no side"
    );
}

#[tokio::test]
async fn what_crosses_is_told_and_a_bridge_concluded_only_where_none_is_on_record() {
    let scene = road()
        .constraint("river-1", ConstraintClass::River, polyline(&[(2_100.0, -300.0), (2_100.0, 300.0)]))
        .constraint("river-2", ConstraintClass::River, rect(3_000.0, -200.0, 80.0, 400.0))
        .constraint("canal", ConstraintClass::Canal, polyline(&[(700.0, -100.0), (700.0, 100.0)]))
        .constraint("rail", ConstraintClass::Railway, polyline(&[(500.0, -100.0), (600.0, 0.0), (700.0, 100.0)]))
        .constraint("line", ConstraintClass::PowerLine, polyline(&[(900.0, -100.0), (900.0, 100.0)]));
    let found = diagram(&scene).await;
    let crossings: Vec<_> = found["crossings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["constraint"].as_str().unwrap(), one["chainage_m"].as_f64().unwrap().round()))
        .collect();
    assert_eq!(crossings, [("rail", 600.0), ("canal", 700.0), ("river-1", 2_100.0), ("river-2", 3_040.0)]);
    let structures: Vec<_> = found["structures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["basis"].as_str().unwrap(),
                one["from_m"].as_f64().unwrap().round(),
                one["to_m"].as_f64().unwrap().round(),
            )
        })
        .collect();
    assert_eq!(structures, [("derived", 700.0, 700.0), ("recorded", 2_000.0, 2_200.0), ("derived", 3_000.0, 3_080.0)]);
}

#[tokio::test]
async fn parks_front_the_road_where_they_come_near_and_on_both_sides_where_it_runs_through() {
    let scene = road()
        .park("near", rect(200.0, 100.0, 600.0, 300.0))
        .park("far", rect(200.0, -500.0, 600.0, 340.0))
        .park("through", rect(2_500.0, -900.0, 1_000.0, 1_800.0))
        .park("behind", rect(5_050.0, -50.0, 300.0, 100.0));
    let found = diagram(&scene).await;
    let zones = found["zones"].as_array().unwrap();
    let told: Vec<_> =
        zones.iter().map(|zone| (zone["zone"].as_str().unwrap(), zone["side"].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [("near", "left"), ("through", "left"), ("through", "right")],
        "160 m is too far, and behind the end is not beside"
    );
    assert!(near(&zones[0]["from_m"], 200.0) && near(&zones[0]["to_m"], 800.0) && near(&zones[0]["offset_m"], 100.0));
    assert!(
        (zones[1]["from_m"].as_f64().unwrap() - 2_500.0).abs() <= 20.0
            && (zones[1]["to_m"].as_f64().unwrap() - 3_500.0).abs() <= 20.0
    );
}

#[tokio::test]
async fn service_roads_are_those_on_record_and_those_that_run_parallel() {
    let service = |scene: Scene, name: &str, line: &[(f64, f64)]| {
        scene.section(name, RoadClass::Service).link(
            &format!("{name}.1"),
            (&format!("{name}-a"), &format!("{name}-b")),
            line,
        )
    };
    let scene = service(road(), "parallel", &[(1_000.0, 0.0), (1_040.0, 40.0), (1_800.0, 40.0), (1_840.0, 0.0)]);
    let scene = service(scene, "spur", &[(500.0, 0.0), (500.0, 400.0)]);
    let scene = service(scene, "away", &[(100.0, -130.0), (900.0, -130.0)]);
    let scene = scene
        .section_with("planned", RoadClass::Service, |section| {
            (section.beside, section.status) = (Some(id("ql1")), RoadStatus::Planned);
        })
        .section_with("recorded", RoadClass::District, |section| section.beside = Some(id("ql1")))
        .link("recorded.1", ("ra", "rb"), &[(3_000.0, -200.0), (3_600.0, -200.0)]);
    let found = diagram(&scene).await;
    let roads = found["service_roads"].as_array().unwrap();
    let told: Vec<_> = roads
        .iter()
        .map(|one| (one["section"].as_str().unwrap(), one["basis"].as_str().unwrap(), one["side"].as_str()))
        .collect();
    assert_eq!(
        told,
        [("parallel", "derived", Some("left")), ("recorded", "recorded", Some("right")), ("planned", "recorded", None)]
    );
    assert!(near(&roads[0]["from_m"], 1_040.0) && near(&roads[0]["to_m"], 1_800.0), "{:?}", roads[0]);
    assert_eq!((&roads[2]["from_m"], &roads[2]["status"]), (&Value::Null, &json!("planned")));
}

#[tokio::test]
async fn a_road_nobody_drew_a_planned_one_and_none_at_all() {
    let scene = Scene::new()
        .section("bare", RoadClass::National)
        .point_with("a", "bare", 0.0, 0.0, |point| point.chainage = Metres::new(500.0).ok())
        .section_with("plan", RoadClass::Provincial, |section| section.status = RoadStatus::Planned)
        .link("plan.1", ("a", "b"), &[(0.0, 0.0), (900.0, 0.0)]);
    let bare = ask(&scene, "/api/v1/roads/bare/diagram").await;
    assert_eq!((&bare["from_m"], &bare["length_m"], &bare["basis"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(bare["points"][0]["chainage_m"], 500.0);
    let plan = ask(&scene, "/api/v1/roads/plan/diagram").await;
    assert_eq!(plan["section"]["status"], "planned");
    let door = Door::to(scene.snapshot());
    for address in
        ["/api/v1/roads/none/diagram", "/api/v1/roads/N%20O/diagram", "/api/v1/roads/plan/diagram?as_of=2019-12-31"]
    {
        assert_eq!(door.get(address).await.status, 404, "{address}");
    }
}

/// A wavy road and outlines around it, at random.
fn wavy(random: &mut StdRng) -> (Vec<(f64, f64)>, Vec<Polygon<f64>>) {
    let mut y = 0.0;
    let line = (0..40).map(|at| {
        y += random.random_range(-60.0..60.0);
        (f64::from(at) * 150.0, y)
    });
    let line: Vec<(f64, f64)> = line.collect();
    let square = |random: &mut StdRng| {
        let (x, y) = (random.random_range(200.0..5_000.0), random.random_range(-500.0..500.0));
        let (width, height) = (random.random_range(50.0..700.0), random.random_range(50.0..400.0));
        let ring: Vec<(f64, f64)> = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        Polygon::new(LineString::from(ring), vec![])
    };
    let outlines = (0..12).map(|_| square(random)).collect();
    (line, outlines)
}

/// The plain twin: every metre of an outline, by the distance to the line as `geo` measures it; every metre of the road within it.
fn plain_frontage(line: &LineString<f64>, outline: &Polygon<f64>) -> Vec<(f64, f64)> {
    let mut near_road: Vec<(f64, f64)> = vec![];
    for edge in outline.exterior().lines() {
        let length = (edge.dx()).hypot(edge.dy());
        let steps = length.ceil() as usize;
        for step in 0..=steps {
            let at = edge.start + (edge.end - edge.start) * (step as f64 / steps as f64);
            if Euclidean.distance(&Point(at), line) <= frontage::FRONTAGE_WITHIN_M {
                let (along, turn) = foot(line, at);
                near_road.push((along, turn));
            }
        }
    }
    let _ = outline.contains(&Point::new(0.0, 0.0));
    near_road
}

/// Metres along a line to the spot nearest to a position, and on which side the position lies (positive = left).
fn foot(line: &LineString<f64>, at: Coord<f64>) -> (f64, f64) {
    let (mut best, mut along) = ((f64::MAX, 0.0, 0.0), 0.0);
    for part in line.lines() {
        let (step, out) = (part.end - part.start, at - part.start);
        let length_2 = step.x * step.x + step.y * step.y;
        let share = ((step.x * out.x + step.y * out.y) / length_2).clamp(0.0, 1.0);
        let spot = part.start + step * share;
        let apart = (at.x - spot.x).hypot(at.y - spot.y);
        if apart < best.0 {
            best = (apart, along + share * length_2.sqrt(), step.x * out.y - step.y * out.x);
        }
        along += length_2.sqrt();
    }
    (best.1, best.2)
}

#[test]
fn the_frontage_of_an_outline_is_that_of_its_every_metre() {
    let mut random = StdRng::seed_from_u64(1107);
    let mut compared = 0;
    for _ in 0..6 {
        let (points, outlines) = wavy(&mut random);
        let scene = Scene::new().section("ql1", RoadClass::National).link("ql1.1", ("a", "b"), &points);
        let view = Live::new(scene.snapshot()).view(None).unwrap();
        let line = SectionLine::of(&view, &id("ql1")).unwrap();
        let road = Vicinity::of(&line);
        let metric = LineString::from(points.clone());
        for outline in &outlines {
            let shape = degrees(&Geometry::Polygon(outline.clone()));
            let found = frontage::stretches(&road, &shape.polygons());
            let crosses = Euclidean.distance(outline, &metric) == 0.0;
            for (along, turn) in plain_frontage(&metric, outline) {
                let side = if turn > 0.0 { Side::Left } else { Side::Right };
                let holds =
                    found.iter().any(|one| one.side == side && one.from_m - 3.0 <= along && along <= one.to_m + 3.0);
                // Corners of less than 10 m are dropped, and at a bend the side is a matter of the bend's middle.
                let alone = !found.iter().any(|one| one.side == side);
                assert!(holds || alone || turn.abs() < 2_000.0, "{along} {side:?} of {found:?}");
            }
            if !crosses {
                for one in &found {
                    let middle = (one.from_m + one.to_m) / 2.0;
                    let spot = line.at(middle).unwrap();
                    let spot = MetricFrame::new(Crs::THAI_NGUYEN).to_metric(&Point(spot)).0;
                    let here = Point::new(spot.x() - 430_000.0, spot.y() - 2_380_000.0);
                    assert!(Euclidean.distance(&here, outline) < frontage::FRONTAGE_WITHIN_M + 60.0);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 10, "{compared} stretches were compared");
}

/// The plain twin of junctions: every pair of links, node by node and vertex by vertex.
fn plain_junctions(view: &kcn_atlas::index::View, section: &Id) -> Vec<(String, String)> {
    let links: Vec<_> =
        view.snapshot.base().road_links.records.iter().filter_map(|link| link.timeline.at(view.as_of)).collect();
    let points = |link: &RoadLink| match link.geometry.get() {
        Geometry::LineString(line) => line.0.clone(),
        _ => vec![],
    };
    let mut found = vec![];
    for mine in links.iter().filter(|link| link.section == *section) {
        for other in links.iter().filter(|link| link.section != *section) {
            let (my, their) = (points(mine), points(other));
            for (at, one) in my.iter().enumerate() {
                for (there, two) in their.iter().enumerate() {
                    let my_end = at == 0 || at + 1 == my.len();
                    let their_end = there == 0 || there + 1 == their.len();
                    if one == two
                        && (my_end || their_end)
                        && view
                            .snapshot
                            .base()
                            .road_sections
                            .find(other.section.as_str())
                            .is_some_and(|road| road.timeline.at(view.as_of).is_some())
                    {
                        found.push((format!("{:.7},{:.7}", one.x, one.y), other.section.to_string()));
                    }
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn junctions_of_the_sample_are_those_of_every_pair_of_links() {
    let view = Live::new(sample().clone()).view(None).unwrap();
    let mut compared = 0;
    for record in &view.snapshot.base().road_sections.records {
        let Some(line) = SectionLine::of(&view, &record.id) else { continue };
        let mut found: Vec<_> = junctions::junctions(&view, &line)
            .iter()
            .flat_map(|one| {
                one.roads.iter().map(|road| (format!("{:.7},{:.7}", one.at.x, one.at.y), road.record.id.to_string()))
            })
            .collect();
        found.sort();
        found.dedup();
        compared += found.len();
        assert_eq!(found, plain_junctions(&view, &record.id), "{}", record.id);
    }
    assert!(compared > 100, "{compared} junctions");
}
