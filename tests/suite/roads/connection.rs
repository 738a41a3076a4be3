//! May a branch road connect here? Asked through the front door, of roads whose answer is plain arithmetic.

use axum::body::Body as Sent;
use axum::http::{Method, Request};
use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::connection_scene::ConnectionScene;
use super::scene::RoadScene;
use crate::door::{Answer, Door};
use crate::scene::{Scene, id, position, rect};

/// A national road of 40 km eastwards outside towns, with surveyed posts or none, and a point in operation at Km20 on the right.
fn road(grade: Option<&str>, has_posts: bool) -> Scene {
    let scene = Scene::new().section_with("ql", RoadClass::National, |section| {
        section.planned_grade = grade.map(str::to_owned);
        section.urban = Some(false);
    });
    let scene = scene.link("ql.1", ("n-1", "n-2"), &[(0.0, 0.0), (40_000.0, 0.0)]);
    let scene = (0..5).filter(|_| has_posts).fold(scene, |scene, at| {
        let metres = f64::from(at) * 10_000.0;
        scene.post(&format!("ql.km{at}"), metres, metres, 2.0)
    });
    scene.point_with("p-20", "ql", 20_000.0, -10.0, |_| {}).permit("p-20", PermitState::InOperation)
}

pub async fn ask(door: &Door, body: &Value) -> Answer {
    let text = body.to_string();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/connection-checks")
        .header("content-type", "application/json")
        .header("content-length", text.len());
    door.send(request.body(Sent::from(text)).unwrap()).await
}

async fn check(scene: &Scene, chainage_m: f64, side: &str, date: &str) -> Value {
    let body = json!({ "section": "ql", "chainage_m": chainage_m, "side": side, "date": date });
    let answer = ask(&Door::to(scene.snapshot()), &body).await;
    assert!(answer.status.is_success(), "{}", answer.json());
    answer.json()
}

fn rule<'a>(answer: &'a Value, code: &str) -> &'a Value {
    let verdicts = answer["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["rule"] == code).unwrap_or_else(|| panic!("no {code} in {answer:#}"))
}

fn has(answer: &Value, code: &str) -> bool {
    answer["verdicts"].as_array().unwrap().iter().any(|verdict| verdict["rule"] == code)
}

/// Grade, rule, metres, certainty, citation.
const GRADES: [(&str, &str, f64, &str, &str); 6] = [
    ("I", "SPC-I-II", 5_000.0, "sourced", "TT 50/2015/TT-BGTVT Điều 21.2.a"),
    ("II", "SPC-I-II", 5_000.0, "sourced", "TT 50/2015/TT-BGTVT Điều 21.2.a"),
    ("III", "SPC-III", 1_500.0, "medium", "TT 50/2015/TT-BGTVT Điều 21.2.a"),
    ("IV", "SPC-IV", 1_000.0, "low", "TT 50/2015/TT-BGTVT Điều 21 (chưa kiểm chứng)"),
    ("V", "SPC-IV", 1_000.0, "low", "TT 50/2015/TT-BGTVT Điều 21 (chưa kiểm chứng)"),
    ("VI", "SPC-IV", 1_000.0, "low", "TT 50/2015/TT-BGTVT Điều 21 (chưa kiểm chứng)"),
];

#[tokio::test]
async fn on_the_last_day_of_the_circular_every_grade_is_judged_at_its_limit_and_a_metre_to_each_side() {
    for (grade, code, limit, certainty, citation) in GRADES {
        for (has_posts, direction) in [(true, -1.0), (true, 1.0), (false, -1.0), (false, 1.0)] {
            let scene = road(Some(grade), has_posts);
            for (more, is_far) in [(0.0, true), (-1.0, false), (1.0, true)] {
                let answer = check(&scene, 20_000.0 + direction * (limit + more), "right", "2024-12-31").await;
                let said = rule(&answer, code);
                let expected = match (has_posts, is_far, certainty) {
                    (_, _, "low") => "needs_review",
                    (true, true, _) => "pass",
                    (true, false, "sourced") => "fail",
                    _ => "needs_review",
                };
                let case = format!("{grade}, {more} m, posts {has_posts}, {direction}: {said:#}");
                assert_eq!(said["verdict"], expected, "{case}");
                assert_eq!(answer["overall"], expected, "{case}");
                assert_eq!((&said["certainty"], &said["citation"]), (&json!(certainty), &json!(citation)), "{case}");
                assert_eq!(said["required"], json!({ "value": limit, "unit": "m" }), "{case}");
                assert_eq!(said["measured"]["value"], json!(limit + more), "{case}");
                assert_eq!(said["neighbour"]["id"], "p-20", "{case}");
                assert_eq!(said["informational"], false, "{case}");
                assert!(!has(&answer, "SPC-PROV"), "{case}");
            }
        }
    }
}

#[tokio::test]
async fn a_computed_place_passes_once_it_is_clear_of_the_tolerance() {
    for (more, expected) in [(49.0, "needs_review"), (50.0, "pass"), (-51.0, "needs_review")] {
        let answer = check(&road(Some("II"), false), 25_000.0 + more, "right", "2024-12-31").await;
        assert_eq!(rule(&answer, "SPC-I-II")["verdict"], expected, "{more}");
        assert_eq!(answer["located"]["tolerance_m"], 50.0);
    }
}

#[tokio::test]
async fn from_2025_on_the_old_figure_is_shown_and_decides_nothing() {
    for (grade, code, limit, ..) in GRADES {
        let answer = check(&road(Some(grade), true), 20_000.0 + limit - 1.0, "right", "2025-01-01").await;
        let said = rule(&answer, code);
        assert_eq!((&said["informational"], &said["verdict"]), (&json!(true), &json!("needs_review")), "{said:#}");
        let note = said["note"]["vi"].as_str().unwrap();
        assert!(note.contains("hết hiệu lực 31/12/2024") && note.contains("tham khảo"), "{note}");
        let province = rule(&answer, "SPC-PROV");
        assert_eq!((&province["verdict"], &province["required"]), (&json!("missing_data"), &Value::Null));
        assert!(province["note"]["vi"].as_str().unwrap().contains("bảng quy định của tỉnh"));
        assert_eq!(answer["overall"], "missing_data");
        assert_eq!(answer["regime"]["id"], "R2");
    }
}

#[tokio::test]
async fn the_other_side_of_the_road_has_its_own_spacing_and_a_warning_without_a_median() {
    let answer = check(&road(Some("I"), true), 20_500.0, "left", "2024-12-31").await;
    let said = rule(&answer, "SPC-I-II");
    assert_eq!((&said["verdict"], &said["neighbour"]), (&json!("pass"), &Value::Null));
    let across = rule(&answer, "OPP-SIDE");
    assert_eq!((&across["informational"], &across["measured"]["value"]), (&json!(true), &json!(500.0)));
    assert_eq!(across["verdict"], "missing_data", "whether there is a median is not on record");
    let with = |median| {
        road(Some("I"), true).section_with("ql", RoadClass::National, move |section| {
            section.planned_grade = Some("I".to_owned());
            section.urban = Some(false);
            section.median = Some(median);
        })
    };
    let answer = check(&with(false), 20_500.0, "left", "2024-12-31").await;
    assert_eq!(rule(&answer, "OPP-SIDE")["verdict"], "needs_review");
    assert_eq!(answer["overall"], "pass", "a warning of ours decides nothing");
    let answer = check(&with(true), 20_500.0, "left", "2024-12-31").await;
    assert_eq!(rule(&answer, "OPP-SIDE")["verdict"], "not_applicable");
    assert!(has(&answer, "MED-RIRO"));
}

#[tokio::test]
async fn a_road_nobody_graded_is_missing_data_whatever_the_distance() {
    for date in ["2024-12-31", "2026-11-24"] {
        let answer = check(&road(None, true), 20_100.0, "right", date).await;
        assert_eq!(rule(&answer, "SPC-I-II")["verdict"], "missing_data");
        assert_eq!(answer["overall"], "missing_data");
        assert_eq!(answer["corridor"], Value::Null);
        assert_eq!(rule(&answer, "GEO-CORR")["verdict"], "missing_data");
    }
}

#[tokio::test]
async fn inside_a_town_the_circulars_of_2011_and_2015_differ() {
    let town = road(Some("I"), true).section_with("ql", RoadClass::National, |section| {
        section.planned_grade = Some("I".to_owned());
        section.urban = Some(true);
    });
    let answer = check(&town, 20_999.0, "right", "2015-11-30").await;
    assert_eq!(rule(&answer, "SPC-URB-R0")["verdict"], "fail");
    assert!(!has(&answer, "SPC-I-II"));
    let answer = check(&town, 21_000.0, "right", "2015-11-30").await;
    assert_eq!(rule(&answer, "SPC-URB-R0")["verdict"], "pass");
    let answer = check(&town, 21_000.0, "right", "2015-12-01").await;
    assert_eq!(
        (&rule(&answer, "SPC-URB")["verdict"], &answer["overall"]),
        (&json!("missing_data"), &json!("missing_data"))
    );
}

#[tokio::test]
async fn only_points_that_take_room_on_the_date_stand_in_the_way() {
    use PermitState::*;
    for state in PermitState::ALL {
        let scene = road(Some("I"), true).permit("p-20", *state);
        let verdict = rule(&check(&scene, 20_100.0, "right", "2024-12-31").await, "SPC-I-II")["verdict"].clone();
        let stands = matches!(
            state,
            PositionAgreed | DesignApproved | PermitIssued | UnderConstruction | Accepted | InOperation | ToBeRemoved
        );
        assert_eq!(verdict, if stands { "fail" } else { "pass" }, "{state:?}");
    }
    let lapsed = |date: &str| {
        let scene = road(Some("I"), true).fact(
            "p-20",
            "permit",
            Body::ConnectionPermit(ConnectionPermit {
                state: DesignApproved,
                documents: vec![],
                expires_on: Some(parse_date("2024-06-30").unwrap()),
                regime: None,
                source: crate::scene::source(),
            }),
        );
        (scene, date.to_owned())
    };
    for (date, expected) in [("2024-06-30", "fail"), ("2024-07-01", "pass")] {
        let (scene, date) = lapsed(date);
        assert_eq!(rule(&check(&scene, 20_100.0, "right", &date).await, "SPC-I-II")["verdict"], expected, "{date}");
    }
}

#[tokio::test]
async fn a_point_whose_permit_nobody_recorded_asks_for_a_review_and_never_fails() {
    let scene = road(Some("I"), true).point("q", "ql", 30_000.0, -10.0);
    let answer = check(&scene, 30_100.0, "right", "2024-12-31").await;
    let said = rule(&answer, "SPC-I-II");
    assert_eq!((&said["verdict"], &said["neighbour"]["id"]), (&json!("needs_review"), &json!("q")));
}

#[tokio::test]
async fn a_sketched_neighbour_or_one_drawn_for_illustration_fails_nothing() {
    for change in [
        (|point: &mut ConnectionPoint| point.geometry_accuracy = GeometryAccuracy::Schematic)
            as fn(&mut ConnectionPoint),
        |point| point.data_class = DataClass::Illustration,
    ] {
        let scene = road(Some("I"), true).point_with("p-20", "ql", 20_000.0, -10.0, change);
        let answer = check(&scene, 20_100.0, "right", "2024-12-31").await;
        assert_eq!(rule(&answer, "SPC-I-II")["verdict"], "needs_review");
    }
}

#[tokio::test]
async fn across_the_joint_of_two_sections_the_stricter_grade_counts() {
    let section = |grade: &'static str| {
        move |section: &mut RoadSection| {
            section.road_ref = Some("QL3".to_owned());
            section.planned_grade = Some(grade.to_owned());
            section.urban = Some(false);
        }
    };
    // The second section is drawn, and counted, westwards: its right is the first one's left.
    let scene = Scene::new()
        .section_with("ql", RoadClass::National, section("III"))
        .link("ql.1", ("n-1", "n-2"), &[(0.0, 0.0), (10_000.0, 0.0)])
        .section_with("ql-b", RoadClass::National, section("I"))
        .link("ql-b.1", ("n-3", "n-2"), &[(20_000.0, 0.0), (10_000.0, 0.0)])
        .point("p", "ql-b", 12_000.0, -10.0)
        .permit("p", PermitState::InOperation);
    let answer = check(&scene, 9_000.0, "right", "2024-12-31").await;
    let said = rule(&answer, "SPC-I-II");
    assert_eq!((&said["verdict"], &said["required"]["value"]), (&json!("needs_review"), &json!(5_000.0)));
    assert_eq!((&said["measured"]["value"], &said["neighbour"]["id"]), (&json!(3_000.0), &json!("p")));
    assert!(said["note"]["en"].as_str().unwrap().contains("stricter"));
    let other_side = check(&scene, 9_000.0, "left", "2024-12-31").await;
    assert_eq!(rule(&other_side, "OPP-SIDE")["measured"]["value"], 3_000.0);
}

#[tokio::test]
async fn an_expressway_is_refused_and_the_nearest_interchange_is_told() {
    let scene = Scene::new()
        .section("ct", RoadClass::Expressway)
        .link("ct.1", ("n-1", "n-2"), &[(0.0, 0.0), (10_000.0, 0.0)])
        .link("ct.2", ("n-2", "n-3"), &[(10_000.0, 0.0), (20_000.0, 0.0)])
        .section("dt", RoadClass::Provincial)
        .link("dt.1", ("n-2", "m"), &[(10_000.0, 0.0), (10_000.0, 3_000.0)])
        .stop("ic", NodeClass::ExpresswayInterchange, 10_000.0, 0.0);
    let door = Door::to(scene.snapshot());
    let body = json!({ "section": "ct", "chainage_m": 5_000.0, "side": "left" });
    let answer = ask(&door, &body).await.json();
    let said = rule(&answer, "EXP-ONLY-IC");
    assert_eq!(
        (&said["verdict"], &said["certainty"], &said["citation"]),
        (&json!("fail"), &json!("sourced"), &json!("NĐ 165/2024/NĐ-CP Điều 28"))
    );
    assert_eq!(answer["overall"], "fail");
    let other = &answer["alternatives"][0];
    assert_eq!((&other["kind"], &other["section"]), (&json!("interchange"), &json!("ic")));
    // A sketch might be of the road beside it.
    let sketched = scene.link_with("ct.1", ("n-1", "n-2"), &[(0.0, 0.0), (10_000.0, 0.0)], |link| {
        link.geometry_accuracy = GeometryAccuracy::Schematic;
    });
    let at = position(5_000.0, 30.0);
    let answer = ask(&Door::to(sketched.snapshot()), &json!({ "at": [at.x, at.y] })).await.json();
    assert_eq!(rule(&answer, "EXP-ONLY-IC")["verdict"], "needs_review");
}

#[tokio::test]
async fn a_road_that_is_planned_to_become_an_expressway_asks_for_a_review() {
    for grade in ["cao tốc", "Cao tốc 100 km/h"] {
        let answer = check(&road(Some(grade), true), 30_000.0, "right", "2026-11-24").await;
        let said = rule(&answer, "EXP-PLANNED");
        assert_eq!((&said["verdict"], &said["informational"]), (&json!("needs_review"), &json!(false)));
        assert_ne!(answer["overall"], "pass");
        assert!(!has(&answer, "EXP-ONLY-IC"));
    }
    assert!(!has(&check(&road(Some("II"), true), 30_000.0, "right", "2026-11-24").await, "EXP-PLANNED"));
    assert!(!has(&check(&road(None, true), 30_000.0, "right", "2026-11-24").await, "EXP-PLANNED"));
}

#[tokio::test]
async fn the_nearest_lawful_place_lies_exactly_at_the_limit() {
    let answer = check(&road(Some("I"), true), 21_000.0, "right", "2024-12-31").await;
    assert_eq!(answer["overall"], "fail");
    let kinds: Vec<&str> =
        answer["alternatives"].as_array().unwrap().iter().map(|other| other["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 3, "{answer:#}");
    let place =
        answer["alternatives"].as_array().unwrap().iter().find(|other| other["kind"] == "other_chainage").unwrap();
    assert_eq!((&place["chainage_m"], &place["overall"]), (&json!(25_000.0), &json!("pass")));
    assert_eq!(rule(place, "SPC-I-II")["measured"]["value"], 5_000.0);
    let shared =
        answer["alternatives"].as_array().unwrap().iter().find(|other| other["kind"] == "share_point").unwrap();
    assert_eq!((&shared["share_with"], &shared["length_m"]), (&json!("p-20"), &json!(1_000.0)));
    let service =
        answer["alternatives"].as_array().unwrap().iter().find(|other| other["kind"] == "service_road").unwrap();
    // Half a roadbed of grade I, strip and corridor: 16.25 + 3 + 17 m to the right, from Km21 to the better of the two.
    assert_eq!(service["geometry"]["type"], "LineString");
    let line = service["geometry"]["coordinates"].as_array().unwrap();
    let expected = [position(21_000.0, -36.25), position(service["chainage_m"].as_f64().unwrap(), -36.25)];
    for (at, expected) in [line.first(), line.last()].into_iter().flatten().zip(expected) {
        assert!(
            (at[0].as_f64().unwrap() - expected.x).abs() < 2e-7 && (at[1].as_f64().unwrap() - expected.y).abs() < 2e-7
        );
    }
}

#[tokio::test]
async fn beside_a_full_road_the_widest_room_is_told_as_still_too_little() {
    let scene = (0..=8).fold(road(Some("I"), true), |scene, at| {
        let point = format!("p-{at}");
        scene.point(&point, "ql", f64::from(at) * 5_000.0, -10.0).permit(&point, PermitState::InOperation)
    });
    let answer = check(&scene, 11_000.0, "right", "2024-12-31").await;
    for other in answer["alternatives"].as_array().unwrap() {
        assert_ne!(other["overall"], "pass", "{other:#}");
    }
}

#[tokio::test]
async fn a_service_road_on_record_must_be_joined() {
    let scene = road(Some("I"), true)
        .section_with("dg", RoadClass::Service, |section| section.beside = Some(id("ql")))
        .link("dg.1", ("s-1", "s-2"), &[(28_000.0, -40.0), (32_000.0, -40.0)]);
    let answer = check(&scene, 30_000.0, "right", "2024-12-31").await;
    let said = rule(&answer, "SRV-ROAD");
    assert_eq!((&said["verdict"], &answer["overall"]), (&json!("fail"), &json!("fail")));
    let first = answer["alternatives"].as_array().unwrap().iter().find(|other| other["section"] == "dg").unwrap();
    assert_eq!(first["kind"], "service_road");
    let other_side = check(&scene, 30_000.0, "left", "2024-12-31").await;
    assert_eq!(rule(&other_side, "SRV-ROAD")["verdict"], "not_applicable");
    let body = json!({ "section": "ql", "chainage_m": 30_000.0, "side": "right", "date": "2024-12-31", "branch_type": "service_road_link" });
    let link = ask(&Door::to(scene.snapshot()), &body).await.json();
    assert_eq!(rule(&link, "SRV-ROAD")["verdict"], "pass");
}

#[tokio::test]
async fn bridges_curves_and_gates_are_looked_at_and_never_fail_a_case() {
    let scene = Scene::new()
        .section_with("ql", RoadClass::National, |section| {
            section.planned_grade = Some("III".to_owned());
            section.urban = Some(false);
            section.design_speed_kmh = Some(80.0);
        })
        .link("ql.1", ("n-1", "n-2"), &[(0.0, 0.0), (10_000.0, 0.0)])
        .link_with("ql.2", ("n-2", "n-3"), &[(10_000.0, 0.0), (10_060.0, 0.0)], |link| {
            link.structure = Some(RoadStructure::Bridge)
        })
        .link("ql.3", ("n-3", "n-4"), &[(10_060.0, 0.0), (20_000.0, 0.0)])
        .park("kcn", rect(9_000.0, -500.0, 1_000.0, 450.0))
        .gate("kcn.p.g1", 9_500.0, -12.0, None);
    let door = Door::to(scene.snapshot());
    let at = |chainage: f64| json!({ "section": "ql", "chainage_m": chainage, "side": "right", "zone_part": "kcn.p", "branch": branch() });
    let answer = ask(&door, &at(9_901.0)).await.json();
    let bridge = rule(&answer, "GEO-BRIDGE");
    assert_eq!(
        (&bridge["verdict"], &bridge["measured"]["value"], &bridge["required"]["value"]),
        (&json!("needs_review"), &json!(99.0), &json!(100.0))
    );
    let answer = ask(&door, &at(9_900.0)).await.json();
    assert_eq!(rule(&answer, "GEO-BRIDGE")["verdict"], "pass");
    assert_eq!(rule(&answer, "GEO-CURVE")["verdict"], "pass");
    assert_eq!(rule(&answer, "GEO-SIGHT")["required"]["value"], 200.0, "no median on record: two-way sight");
    // 6 + 2 + 13 m from the centreline; the gate stands 12 m out.
    let gate = rule(&answer, "GEO-CORR");
    assert_eq!(
        (&gate["verdict"], &gate["required"]["value"], &gate["measured"]["value"]),
        (&json!("needs_review"), &json!(21.0), &json!(12.0))
    );
    let angle = rule(&answer, "GEO-ANGLE");
    assert_eq!(
        (&angle["verdict"], angle["measured"]["value"].as_f64().unwrap().round()),
        (&json!("needs_review"), 45.0)
    );
    assert_eq!(answer["corridor"]["corridor_m"], 13.0);
}

/// A branch that joins Km9+900 at 45°.
fn branch() -> Value {
    let (one, other) = (position(9_900.0, 0.0), position(9_800.0, -100.0));
    json!([[other.x, other.y], [one.x, one.y]])
}

#[tokio::test]
async fn who_approves_follows_successors_on_the_date() {
    let agency = |successor: Option<&str>| {
        Body::Agency(Agency {
            name: Name::new("Sở", "Department"),
            kind: AgencyKind::Department,
            level: AgencyLevel::Province,
            successor: successor.map(id),
            source: crate::scene::source(),
        })
    };
    let scene = road(Some("I"), true)
        .section_with("ql", RoadClass::National, |section| section.agency = Some(id("so-gtvt")))
        .fact("so-gtvt", "core", agency(Some("so-xd")))
        .fact("so-xd", "core", agency(None))
        .from("2025-03-01")
        .ends(Kind::Agency, "so-gtvt", "core");
    for (date, expected) in [("2025-02-28", "so-gtvt"), ("2025-03-01", "so-xd")] {
        let answer = check(&scene, 30_000.0, "right", date).await;
        assert_eq!(answer["authority"]["agency"]["id"], expected, "{date}");
        assert_eq!(answer["authority"]["sla_certainty"], "low");
    }
    let unknown = check(&road(Some("I"), true), 30_000.0, "right", "2025-03-01").await;
    assert_eq!(unknown["authority"]["agency"], Value::Null);
}
