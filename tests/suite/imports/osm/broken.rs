//! Extracts that are damaged, hostile, or lack what they name: a sentence, or a note, and never half a road network.

use kcn_atlas::command::import::ImportError;
use kcn_atlas::import::WorkerError;

use super::extract::Osm;
use super::{import_bytes, link, links, notes, taken};
use crate::imports::fixtures::pbf::{
    self, Block, Packing, blob, bytes, framed, framed_as, head, number, usual_head, zigzag,
};
use crate::imports::record::Record;

fn line() -> Osm {
    Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 100.0, 0.0)
        .node(4, 300.0, 0.0)
        .node(5, 400.0, 0.0)
        .node(6, 500.0, 0.0)
        .way(10, &[1, 2, 4, 5, 6], "highway=primary")
}

#[tokio::test]
async fn a_way_that_names_nodes_which_are_not_there_is_cut_and_told() {
    let record = Record::with_a_park().await;
    let osm = line().way(11, &[1, 2, 93, 4, 5, 95, 6], "highway=primary").way(12, &[91, 92], "highway=primary").way(
        13,
        &[1, 94],
        "highway=primary;oneway=-1",
    );
    let report = taken(&record, &osm).await;
    assert_eq!(notes(&report, "nodes"), ["5 ×; w11"]);
    let of_eleven: Vec<String> = links(&record).into_iter().filter(|id| id.starts_with("osm-w11.")).collect();
    assert_eq!(of_eleven, ["osm-w11.1", "osm-w11.2"], "a single node between two gaps is no road");
    let second = link(&record, "osm-w11.2").unwrap();
    assert_eq!((second.from_node.as_str(), second.to_node.as_str()), ("osm-n4", "osm-n5"));
    assert!(link(&record, "osm-w12.1").is_none() && link(&record, "osm-w13.1").is_none());
}

#[tokio::test]
async fn gaps_stand_where_they_are_when_a_way_is_turned_round() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 100.0, 0.0)
        .node(3, 200.0, 0.0)
        .node(4, 300.0, 0.0)
        .node(5, 400.0, 0.0)
        .way(10, &[1, 2, 99, 3, 4, 5], "highway=primary;oneway=-1");
    taken(&record, &osm).await;
    let ends = |id: &str| link(&record, id).map(|link| (link.from_node.to_string(), link.to_node.to_string()));
    assert_eq!(ends("osm-w10.1"), Some(("osm-n5".into(), "osm-n3".into())));
    assert_eq!(ends("osm-w10.2"), Some(("osm-n2".into(), "osm-n1".into())));
}

#[tokio::test]
async fn a_way_without_length_and_one_that_comes_twice_are_told() {
    let record = Record::with_a_park().await;
    let osm = line().node(7, 500.0, 0.0).way(11, &[6, 7], "highway=primary").way(12, &[6], "highway=primary").way(
        10,
        &[1, 6],
        "highway=primary",
    );
    let report = taken(&record, &osm).await;
    assert_eq!(notes(&report, "nodes"), ["2 ×; w12"]);
    assert_eq!(notes(&report, "id"), ["1 ×; w10"]);
}

/// What an extract is refused with.
async fn refused(content: &[u8]) -> String {
    let record = Record::with_a_park().await;
    let error = import_bytes(&record, "x.osm.pbf", content).await.expect_err("a broken file");
    assert_eq!(record.atlas.store().head().await.unwrap(), 1, "nothing is written");
    match error {
        ImportError::Worker(error @ (WorkerError::Refused(_) | WorkerError::Flawed(_))) => {
            let said = error.explain();
            assert!(!said.vi.is_empty());
            said.en
        }
        other => panic!("{other:?}"),
    }
}

/// A file of such blocks.
fn file(blocks: &[Vec<u8>]) -> Vec<u8> {
    [usual_head()].iter().chain(blocks).flatten().copied().collect()
}

#[tokio::test]
async fn a_pbf_that_is_cut_anywhere_is_refused() {
    let whole = line().pbf(Packing::Zlib);
    let head = usual_head().len();
    for cut in [head + 1, head + 3, head + 10, head + 40, whole.len() - 1] {
        let said = refused(&whole[..cut]).await;
        assert!(said.contains("cut off"), "{cut} of {}: {said}", whole.len());
    }
}

#[tokio::test]
async fn sizes_that_make_no_sense_are_refused_before_anything_is_made_of_them() {
    for (name, block, said) in [
        ("a blob of two gigabytes", framed_as("OSMData", b"x", i32::MAX as u64), "says it has"),
        ("a blob of less than nothing", framed_as("OSMData", b"x", -5_i64 as u64), "says it has"),
        ("a head of four gigabytes", vec![0xff; 64], "head of blob 2"),
        ("a kind that nobody knows", blob("OSMDate", b"", Packing::Raw), "no known kind"),
        ("a second head", usual_head(), "no known kind"),
    ] {
        let found = refused(&file(&[block])).await;
        assert!(found.contains(said), "{name}: {found}");
    }
    assert!(refused(&head(&["OsmSchema-V0.6", "HistoricalInformation"])).await.contains("HistoricalInformation"));
}

#[tokio::test]
async fn blocks_that_cannot_be_unpacked_or_read_are_refused() {
    let mut not_zlib = Vec::new();
    bytes(&mut not_zlib, 3, b"this is no zlib stream");
    let mut lzma = Vec::new();
    bytes(&mut lzma, 4, b"lzma");
    let bomb = blob("OSMData", &vec![0x0a; 64 << 20], Packing::Zlib);
    let mut liar = Vec::new();
    let packed = pbf::zlib(&vec![0x0a; 64 << 20]);
    number(&mut liar, 2, 1000);
    bytes(&mut liar, 3, &packed);
    for (name, block) in [
        ("no zlib", framed("OSMData", &not_zlib)),
        ("another packing", framed("OSMData", &lzma)),
        ("nothing at all", framed("OSMData", b"")),
        ("no protobuf", blob("OSMData", &[0xff; 100], Packing::Zlib)),
        ("a length beyond the end", blob("OSMData", &[0x0a, 0xff, 0xff, 0xff, 0x7f], Packing::Zlib)),
        ("sixty-four megabytes of one letter", bomb),
        ("the same, said to be a thousand", framed("OSMData", &liar)),
    ] {
        let found = refused(&file(&[block])).await;
        assert!(found.contains("blob 2"), "{name}: {found}");
    }
}

#[tokio::test]
async fn a_text_that_is_not_there_or_no_text_is_refused() {
    let [nodes, ways, _] = line().blocks();
    let nodes = blob("OSMData", &nodes.bytes(), Packing::Zlib);
    let short = blob("OSMData", &ways.bytes_with(1), Packing::Zlib);
    assert!(refused(&file(&[nodes.clone(), short])).await.contains("names text"));
    let mut text = ways.bytes();
    let at = text.windows(7).position(|window| window == b"primary").unwrap();
    text[at] = 0xff;
    assert!(refused(&file(&[nodes, blob("OSMData", &text, Packing::Zlib)])).await.contains("no UTF-8"));
}

#[tokio::test]
async fn numbers_that_make_no_sense_are_refused_and_never_a_panic() {
    let mut nowhere = Block::new();
    nowhere.node(1, [1_900_000_000, 0], &[]);
    let nowhere = blob("OSMData", &nowhere.bytes(), Packing::Zlib);
    assert!(refused(&file(&[nowhere])).await.contains("no position on the earth"));
    // Differences that leave the range of numbers when they are added up.
    let mut huge = Vec::new();
    let step = zigzag(i64::MAX);
    for field in [1, 8, 9] {
        let mut steps = Vec::new();
        for _ in 0..3 {
            number(&mut steps, 0, step);
        }
        // Three numbers, each without its field.
        bytes(&mut huge, field, &steps.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>());
    }
    let (mut group, mut block) = (Vec::new(), Vec::new());
    bytes(&mut group, 2, &huge);
    bytes(&mut block, 2, &group);
    let said = refused(&file(&[blob("OSMData", &block, Packing::Zlib)])).await;
    assert!(said.contains("blob 2"), "{said}");
    let mut endless = pbf::Block::new();
    endless.way(1, &(0..100_001).collect::<Vec<_>>(), &[("highway".into(), "trunk".into())]);
    assert!(refused(&file(&[blob("OSMData", &endless.bytes(), Packing::Zlib)])).await.contains("100001 nodes"));
}

#[tokio::test]
async fn xml_is_bounded_in_depth_and_size_and_knows_no_entities() {
    let body = |inside: &str| format!("<?xml version='1.0'?>\n<!-- x -->\n<osm version='0.6'>{inside}</osm>");
    let deep = format!("{}{}", "<a>".repeat(50), "</a>".repeat(50));
    let long = format!("<node id='1' lat='21' lon='105'><tag k='x' v='{}'/></node>", "a".repeat(200_000));
    let longer = format!("<node id='1' lat='21' lon='105'><tag k='x' v='{}'/></node>", "a".repeat(5_000));
    let tags = format!("<way id='1'>{}</way>", "<tag k='x' v='y'/>".repeat(501));
    let whole = line().xml();
    for (name, content, said) in [
        ("depth", body(&deep), "without end"),
        ("an endless piece", body(&long), "longer than is read"),
        ("a long text", body(&longer), "longer tags"),
        ("many tags", body(&tags), "more or longer tags"),
        ("an entity", body("<node id='1' lat='21' lon='105'><tag k='x' v='&evil;'/></node>"), "evil"),
        ("no number", body("<way id='one'/>"), "is no number"),
        ("no degree", body("<node id='1' lat='north' lon='105'/>"), "is no degree"),
        ("not on the earth", body("<node id='1' lat='91' lon='105'/>"), "no position"),
        ("no position", body("<node id='1'/>"), "no position"),
        ("another end", body("<way id='1'></node>"), "at byte"),
        ("cut", whole[..whole.len() / 2].to_owned(), "at byte"),
        ("cut at an element", whole.replace("</osm>", ""), "ends before its end"),
        (
            "laughs",
            format!(
                "<?xml version='1.0'?>\n<!DOCTYPE osm [<!ENTITY a 'aa'>]>{}",
                body("").replace("<?xml version='1.0'?>", "")
            ),
            "entit",
        ),
    ] {
        let found = refused(content.as_bytes()).await;
        assert!(found.contains(said), "{name}: {found}");
    }
}

#[tokio::test]
async fn what_was_deleted_in_an_editor_is_not_there_and_what_is_new_may_be_below_nought() {
    let record = Record::with_a_park().await;
    let xml = line()
        .way(11, &[1, 6], "highway=primary")
        .way(-12, &[1, 5], "highway=primary")
        .xml()
        .replace("<way id=\"11\"", "<way action='delete' id=\"11\"");
    let report = import_bytes(&record, "x.osm", xml.as_bytes()).await.unwrap();
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let found = links(&record);
    assert!(found.contains(&"osm-w-12.1".to_owned()) && !found.iter().any(|id| id.starts_with("osm-w11")), "{found:?}");
}

#[tokio::test]
async fn an_extract_without_roads_says_so() {
    let record = Record::with_a_park().await;
    let osm = Osm::default().node(1, 0.0, 0.0).node(2, 1.0, 0.0).way(3, &[1, 2], "building=yes");
    let report = import_bytes(&record, "x.osm", osm.xml().as_bytes()).await.unwrap();
    assert_eq!((report.revision, report.rows), (None, 0));
    assert!(report.issues.iter().any(|issue| issue.expected.en.contains("at least one road")), "{:?}", report.issues);
}
