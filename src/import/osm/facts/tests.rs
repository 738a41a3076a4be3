//! What tags come to, one way at a time.

use super::*;

fn read(text: &str) -> (Option<Facts>, Tally) {
    let tags = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    let tags = tags.map(|(key, value)| (key.to_owned(), value.replace('_', " "))).collect::<Tags>();
    let tags = tags.into_iter().map(|(key, value)| {
        let plain = ["name", "ref", "maxweight", "maxheight", "hgv:conditional"].contains(&key.as_str());
        let value = if plain { value } else { value.replace(' ', "_") };
        (key, value)
    });
    let mut tally = Tally::default();
    let rules = Rules::new(None).unwrap();
    (Reader { rules: &rules, tally: &mut tally }.facts(1, &tags.collect()), tally)
}

fn class(text: &str) -> RoadClass {
    read(text).0.unwrap_or_else(|| panic!("{text} is taken")).class
}

#[test]
fn the_number_decides_the_class_then_the_name_then_the_kind() {
    for (tags, expected) in [
        ("highway=motorway ref=CT.07", RoadClass::Expressway),
        ("highway=motorway_link", RoadClass::Expressway),
        ("highway=motorway name=Phố_Mới", RoadClass::Expressway),
        ("highway=trunk ref=CT.07", RoadClass::National),
        ("highway=trunk", RoadClass::National),
        ("highway=primary ref=QL.37", RoadClass::National),
        ("highway=tertiary ref=ql3", RoadClass::National),
        ("highway=secondary ref=ĐT.261;QL.3", RoadClass::National),
        ("highway=primary", RoadClass::Provincial),
        ("highway=primary name=Phố_Huế", RoadClass::Urban),
        ("highway=primary ref=QL.1 name=Phố_Huế", RoadClass::National),
        ("highway=residential ref=ĐT_266", RoadClass::Provincial),
        ("highway=residential ref=TL8", RoadClass::Provincial),
        ("highway=unclassified ref=ĐH.12", RoadClass::District),
        ("highway=unclassified name=Đường_liên_xã_2", RoadClass::Commune),
        ("highway=tertiary", RoadClass::District),
        ("highway=tertiary ref=32", RoadClass::District),
        ("highway=residential name=Ngõ_12", RoadClass::Urban),
        ("highway=residential name=Phong_Châu", RoadClass::Commune),
        ("highway=residential name=Đường_gom_cao_tốc", RoadClass::Service),
        ("highway=service name=Vào_nhà_máy", RoadClass::Dedicated),
        ("highway=construction construction=primary", RoadClass::Provincial),
    ] {
        assert_eq!(class(tags), expected, "{tags}");
    }
    let ring = read("highway=trunk ref=VĐ3").0.unwrap();
    assert!(ring.ring && ring.class == RoadClass::National);
    assert!(read("highway=trunk name=Đường_Vành_đai_4").0.unwrap().ring);
    assert!(read("highway=proposed proposed=trunk").0.unwrap().is_planned);
    assert!(!read("highway=trunk").0.unwrap().is_planned);
}

#[test]
fn private_roads_and_yards_are_left_out_and_told() {
    for (tags, remark) in [
        ("highway=primary access=private", Remark::Closed),
        ("highway=primary access=no", Remark::Closed),
        ("highway=primary motor_vehicle=no", Remark::Closed),
        ("highway=primary access=yes vehicle=no", Remark::Closed),
        ("highway=service", Remark::NoReason),
        ("highway=service access=customers", Remark::NoReason),
    ] {
        let (facts, tally) = read(tags);
        assert!(facts.is_none(), "{tags}");
        assert_eq!(tally.issues("x")[0].field, {
            let mut other = Tally::default();
            other.add(remark, "w1", "");
            other.issues("x")[0].field.clone()
        });
    }
    for tags in [
        "highway=primary access=no motor_vehicle=yes",
        "highway=primary access=no hgv=designated",
        "highway=primary access=destination",
        "highway=service hgv=yes",
        "highway=service access=permissive",
    ] {
        assert!(read(tags).0.is_some(), "{tags}");
    }
    assert!(read("highway=footway").0.is_none() && read("highway=track").0.is_none());
}

#[test]
fn directions_trucks_and_structures_are_read() {
    let one_way = |tags: &str| {
        let facts = read(tags).0.unwrap();
        (facts.one_way, facts.is_backward)
    };
    assert_eq!(one_way("highway=trunk"), (None, false), "nothing said is nothing known");
    assert_eq!(one_way("highway=trunk oneway=yes"), (Some(true), false));
    assert_eq!(one_way("highway=trunk oneway=no"), (Some(false), false));
    assert_eq!(one_way("highway=trunk oneway=-1"), (Some(true), true));
    assert_eq!(one_way("highway=motorway"), (Some(true), false));
    assert_eq!(one_way("highway=motorway oneway=no"), (Some(false), false));
    assert_eq!(one_way("highway=motorway_link"), (None, false));
    assert_eq!(one_way("highway=tertiary junction=roundabout"), (Some(true), false));
    assert_eq!(one_way("highway=trunk oneway=reversible"), (None, false));
    let trucks = |tags: &str| read(tags).0.unwrap().trucks;
    assert_eq!(trucks("highway=trunk hgv=no"), Some(false));
    assert_eq!(trucks("highway=trunk hgv=designated"), Some(true));
    assert_eq!(trucks("highway=trunk goods=no"), Some(false));
    assert_eq!(trucks("highway=trunk hgv=yes goods=no"), Some(true));
    assert_eq!(trucks("highway=trunk hgv=destination"), None);
    assert_eq!(trucks("highway=trunk hgv=no hgv:conditional=yes_@_(22:00-06:00)"), None);
    assert_eq!(trucks("highway=trunk"), None);
    let structure = |tags: &str| read(tags).0.unwrap().structure;
    assert_eq!(structure("highway=trunk bridge=yes"), Some(RoadStructure::Bridge));
    assert_eq!(structure("highway=trunk bridge=viaduct"), Some(RoadStructure::Viaduct));
    assert_eq!(structure("highway=trunk tunnel=yes"), Some(RoadStructure::Tunnel));
    assert_eq!(structure("highway=trunk tunnel=culvert bridge=no"), None);
    assert_eq!(read("highway=trunk dual_carriageway=yes").0.unwrap().median, Some(true));
}

#[test]
fn a_limit_that_cannot_be_read_is_unknown_and_told() {
    let (facts, tally) = read("highway=trunk maxweight=10_tấn maxheight=4'6\" maxspeed=60 maxaxleload=nhiều lanes=4");
    let facts = facts.unwrap();
    assert_eq!((facts.max_weight_t, facts.max_height_m), (Some(10.0), Some(1.372)));
    assert_eq!((facts.speed_kmh, facts.max_axle_t, facts.lanes), (Some(60.0), None, Some(4)));
    let told = tally.issues("x");
    assert_eq!((told.len(), told[0].field.as_deref()), (1, Some("maxaxleload")));
    let (facts, tally) = read("highway=trunk maxspeed=none maxheight=default maxweight=0 lanes=nhiều");
    assert_eq!(facts.unwrap().max_weight_t, None, "a limit of nothing would close the road");
    let fields: Vec<_> = tally.issues("x").into_iter().filter_map(|issue| issue.field).collect();
    assert_eq!(fields, ["lanes", "maxweight"]);
}
