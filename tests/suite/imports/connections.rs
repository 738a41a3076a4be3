//! Connection points and Km posts in the words of a road authority: chainage, sides, papers; and what must be there.

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::model::*;

use super::layers::{feature, import, point};
use super::record::{Record, a_park};
use crate::roads::scene::RoadScene;
use crate::scene::day;

async fn record() -> Record {
    Record::of(a_park().section("ql3", RoadClass::National)).await
}

fn points(record: &Record) -> Vec<(String, ConnectionPoint)> {
    let snapshot = record.atlas.live().snapshot();
    let records = snapshot.base().connection_points.records.iter();
    records.map(|one| (one.id.to_string(), one.timeline.at(day("2026-11-24")).unwrap().clone())).collect()
}

fn permit(record: &Record, id: &str) -> ConnectionPermit {
    let snapshot = record.atlas.live().snapshot();
    snapshot.base().connection_permits.find(id).unwrap().timeline.at(day("2026-11-24")).unwrap().clone()
}

fn refused(report: &ImportReport) -> Vec<(IssueKind, Option<&str>, &str)> {
    let refused = report.issues.iter().filter(|issue| issue.severity == Severity::Refused);
    refused.map(|issue| (issue.kind, issue.field.as_deref(), issue.found.as_str())).collect()
}

#[tokio::test]
async fn a_list_of_the_road_authority_is_read_in_its_own_words() {
    let record = record().await;
    let row = r#"{"Tuyến":"ql3","Tên điểm":"Cổng 1","Lý trình":"Km62+350","Phải/Trái tuyến":"Phải tuyến","Loại đường nhánh":"Đường vào KCN","Khu":"kcn-a.gd1","Tình trạng":"Chấp thuận thiết kế","Số văn bản chấp thuận":"1123/SXD-QLKCHTGT ngày 12/5/2025; 45/UBND-CNNXD","Hết hạn":"12/11/2026","Chấp thuận theo":"NĐ 165/2024/NĐ-CP"}"#;
    let report = import(&record, "connection-points", &[feature(row, Some(point(0.0, 500.0)))]).await;
    assert!(refused(&report).is_empty() && report.understood.unused.is_empty(), "{:?}", report.issues);
    assert!(report.understood.doubtful.is_empty(), "Km62+350 can be read in one way");
    let (id, read) = points(&record).remove(0);
    assert_eq!(id, "ql3.cong-1", "a point without an id is told by its road and its name");
    assert_eq!((read.chainage.unwrap().get(), read.side), (62_350.0, Some(Side::Right)));
    assert_eq!(read.chainage_basis, Some(ChainageBasis::Computed), "nobody said that it was surveyed");
    assert_eq!(read.branch_type, BranchType::DedicatedPark);
    let permit = permit(&record, "ql3.cong-1");
    let papers: Vec<(&str, Option<String>)> =
        permit.documents.iter().map(|paper| (paper.number.as_str(), paper.date.map(|date| date.to_string()))).collect();
    assert_eq!(papers, [("1123/SXD-QLKCHTGT", Some("2025-05-12".to_owned())), ("45/UBND-CNNXD", None)]);
    assert_eq!((permit.state, permit.expires_on), (PermitState::DesignApproved, Some(day("2026-11-12"))));
    assert_eq!(permit.regime, Some(ApprovalRegime::Nd165Of2024));
}

#[tokio::test]
async fn a_chainage_is_surveyed_where_the_point_is_and_a_column_says_otherwise() {
    for (properties, basis) in [
        (r#""geometry_accuracy":"surveyed""#, ChainageBasis::Surveyed),
        (r#""geometry_accuracy":"digitised""#, ChainageBasis::Computed),
        (r#""geometry_accuracy":"surveyed","chainage_basis":"computed""#, ChainageBasis::Computed),
        (r#""Cách xác định lý trình":"Đo theo cột Km""#, ChainageBasis::Surveyed),
    ] {
        let record = record().await;
        let row = format!(r#"{{"id":"dn-1","section":"ql3","branch_type":"urban","chainage_m":100,{properties}}}"#);
        let report = import(&record, "connection-points", &[feature(&row, Some(point(0.0, 500.0)))]).await;
        assert!(report.revision.is_some(), "{:?}", report.issues);
        assert_eq!(points(&record)[0].1.chainage_basis, Some(basis), "{properties}");
    }
}

#[tokio::test]
async fn a_chainage_that_changes_or_goes_takes_its_basis_along() {
    let record = record().await;
    let file = |chainage: &str| {
        let row = format!(r#"{{"id":"dn-1","section":"ql3","branch_type":"urban","chainage_m":{chainage}}}"#);
        [feature(&row, Some(point(0.0, 500.0)))]
    };
    let surveyed =
        r#"{"id":"dn-1","section":"ql3","branch_type":"urban","chainage_m":100,"chainage_basis":"surveyed"}"#;
    import(&record, "connection-points", &[feature(surveyed, Some(point(0.0, 500.0)))]).await;
    import(&record, "connection-points", &file("100")).await;
    assert_eq!(points(&record)[0].1.chainage_basis, Some(ChainageBasis::Surveyed), "the same chainage stays surveyed");
    import(&record, "connection-points", &file("140")).await;
    assert_eq!(points(&record)[0].1.chainage_basis, Some(ChainageBasis::Computed));
    let report = import(&record, "connection-points", &file("null")).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let point = points(&record).remove(0).1;
    assert_eq!((point.chainage, point.chainage_basis), (None, None));
}

#[tokio::test]
async fn a_chainage_without_a_unit_is_read_and_told() {
    for (heading, value, metres, is_doubtful) in [
        ("Lý trình", r#""62.350""#, 62_350.0, true),
        ("Lý trình", "62.35", 62_350.0, true),
        ("Lý trình", "62350", 62_350.0, true),
        ("Lý trình (km)", "62.35", 62_350.0, false),
        ("Lý trình (m)", "62350", 62_350.0, false),
        ("Lý trình", r#""62+350""#, 62_350.0, false),
    ] {
        let record = record().await;
        let row = format!(r#"{{"id":"dn-1","section":"ql3","branch_type":"urban","{heading}":{value}}}"#);
        let report = import(&record, "connection-points", &[feature(&row, Some(point(0.0, 500.0)))]).await;
        assert_eq!(points(&record)[0].1.chainage.unwrap().get(), metres, "{heading} {value}: {:?}", report.issues);
        let told = report.issues.iter().find(|issue| issue.kind == IssueKind::DoubtfulNumber);
        assert_eq!(told.is_some(), is_doubtful, "{heading} {value}");
        assert!(told.is_none_or(|issue| issue.expected.vi.contains("62350 m")), "{told:?}");
    }
}

#[tokio::test]
async fn what_a_point_names_must_be_there_and_what_is_no_chainage_is_refused() {
    let record = record().await;
    let ask = |row: &str| [feature(row, Some(point(0.0, 500.0)))];
    let row = r#"{"id":"dn-1","section":"ql4","branch_type":"urban","zone_part":"kcn-a.gd9"}"#;
    let report = import(&record, "connection-points", &ask(row)).await;
    assert_eq!(
        refused(&report),
        [(IssueKind::Reference, Some("section"), "ql4"), (IssueKind::Reference, Some("zone_part"), "kcn-a.gd9")]
    );
    let row = r#"{"id":"dn-1","section":"ql3","branch_type":"urban","Lý trình":"ngã ba Bờ Đậu"}"#;
    let report = import(&record, "connection-points", &ask(row)).await;
    assert_eq!(refused(&report), [(IssueKind::BadValue, Some("Lý trình"), "ngã ba Bờ Đậu")]);
    let row = r#"{"id":"dn-1","section":"ql3","branch_type":"urban","Phải/Trái tuyến":"hai bên"}"#;
    let report = import(&record, "connection-points", &ask(row)).await;
    let issue = report.issues.iter().find(|issue| issue.kind == IssueKind::BadValue).unwrap();
    assert!(issue.expected.vi.contains("left (Trái tuyến)"), "{}", issue.expected.vi);
    assert!(report.revision.is_none());
    let row = r#"{"id":"ql9.1","section":"ql9","from_node":"a","to_node":"b","section.name.vi":"Đường gom","section.class":"Đường gom","section.ring":"không","section.status":"operating","section.beside":"ql8"}"#;
    let way = super::layers::line(&[(0.0, 0.0), (100.0, 0.0)]);
    let report = import(&record, "roads", &[feature(row, Some(way))]).await;
    assert_eq!(refused(&report), [(IssueKind::Reference, Some("section.beside"), "ql8")]);
}

#[tokio::test]
async fn posts_are_named_after_their_road_and_chainage() {
    let record = record().await;
    let rows = ["Km62", "Km62+100", "63"].map(|post| {
        feature(&format!(r#"{{"Tuyến":"ql3","Cột Km":"{post}"}}"#), Some(point(post.len() as f64 * 90.0, 500.0)))
    });
    let report = import(&record, "km-posts", &rows).await;
    assert!(refused(&report).is_empty(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let ids: Vec<&str> = snapshot.base().km_posts.records.iter().map(|post| post.id.as_str()).collect();
    assert_eq!(ids, ["ql3.km62-000", "ql3.km62-100", "ql3.km63-000"]);
}
