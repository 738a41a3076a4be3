//! What `check` says of connection points, permits, Km posts and service roads.

use kcn_atlas::model::*;

use crate::roads::connection_scene::ConnectionScene;
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, id, rect};

/// A road of 3 km drawn in two links, and a park beside it.
fn road() -> Scene {
    Scene::new()
        .park("kcn-a", rect(0.0, 100.0, 500.0, 500.0))
        .section("ql3", RoadClass::National)
        .link("ql3.1", ("n-1", "n-2"), &[(0.0, 0.0), (1000.0, 0.0)])
        .link("ql3.2", ("n-2", "n-3"), &[(1000.0, 0.0), (3000.0, 0.0)])
}

fn found(scene: Scene) -> Vec<(&'static str, String, &'static str, String)> {
    let found = scene.snapshot().inconsistencies().into_iter();
    found.map(|one| (one.kind.code(), one.id.to_string(), one.field, one.value)).collect()
}

#[test]
fn a_record_that_fits_together_is_fine() {
    let scene = road()
        .point_with("dn-1", "ql3", 100.0, 0.0, |point| point.zone_part = Some(id("kcn-a.p")))
        .permit("dn-1", PermitState::InOperation)
        .section_with("gom", RoadClass::Service, |section| section.beside = Some(id("ql3")))
        .post("ql3.km1", 1000.0, 900.0, 0.0)
        .post("ql3.km2", 2000.0, 1900.0, 0.0);
    assert_eq!(found(scene), []);
}

#[test]
fn what_names_a_section_a_part_or_a_point_that_is_not_there_is_told() {
    let scene = road()
        .point_with("dn-1", "ql4", 100.0, 0.0, |point| point.zone_part = Some(id("kcn-a.gd9")))
        .point_with("dn-2", "ql3", 100.0, 0.0, |point| point.zone_part = Some(id("ccn-b.gd1")))
        .permit("dn-9", PermitState::Accepted)
        .section_with("gom", RoadClass::Service, |section| section.beside = Some(id("ql8")))
        .post("ql7.km1", 1000.0, 900.0, 0.0);
    let text = |(kind, id, field, value): (&'static str, &str, &'static str, &str)| {
        (kind, id.to_owned(), field, value.to_owned())
    };
    let expected = [
        ("connection_point", "dn-1", "section", "ql4"),
        ("km_post", "ql7.km1", "section", "ql7"),
        ("road_section", "gom", "beside", "ql8"),
        ("connection_point", "dn-1", "zone_part", "kcn-a.gd9"),
        ("connection_point", "dn-2", "zone_part", "ccn-b.gd1"),
        ("connection_point", "dn-9", "permit", "dn-9"),
    ];
    assert_eq!(found(scene), expected.map(text));
}

#[test]
fn a_post_whose_chainage_does_not_grow_with_the_others_is_told() {
    let posts = |scene: Scene, third: f64| {
        scene
            .post("ql3.km1", 1000.0, 100.0, 0.0)
            .post("ql3.km2", 2000.0, 1100.0, 0.0)
            .post("ql3.x", third, 2100.0, 0.0)
            .post("ql3.km4", 4000.0, 2900.0, 0.0)
    };
    assert_eq!(found(posts(road(), 3000.0)), []);
    let told = [("km_post", "ql3.x".to_owned(), "chainage_m", "500".to_owned())];
    assert_eq!(found(posts(road(), 500.0)), told);
    assert_eq!(found(road().post("ql3.km1", 1000.0, 100.0, 0.0)), [], "one post contradicts nothing");
    let falling = road().post("ql3.km1", 1000.0, 2900.0, 0.0).post("ql3.km2", 2000.0, 1900.0, 0.0);
    assert_eq!(found(falling), [], "chainage may grow against the way the links are drawn");
}
