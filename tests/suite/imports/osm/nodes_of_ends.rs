//! A file of roads that says nothing of nodes: links meet where their ends share a position.

use kcn_atlas::import::issue::{IssueKind, Severity};

use super::link;
use crate::imports::layers::{feature, import, line};
use crate::imports::record::Record;

fn road(id: &str, more: &str, corners: &[(f64, f64)]) -> String {
    let properties = format!(
        r#"{{"id":"{id}","section":"dt1"{more},"section.name.vi":"Đường tỉnh 1","section.class":"provincial","section.ring":false,"section.status":"operating"}}"#
    );
    feature(&properties, Some(line(corners)))
}

#[tokio::test]
async fn links_meet_where_their_ends_share_a_position_and_that_is_told() {
    let record = Record::with_a_park().await;
    let file = [
        road("dt1.1", "", &[(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)]),
        road("dt1.2", "", &[(200.0, 0.0), (300.0, 50.0)]),
    ];
    let report = import(&record, "roads", &file).await;
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    let told: Vec<_> = report.issues.iter().filter(|issue| issue.kind == IssueKind::Derived).collect();
    assert_eq!((told.len(), told[0].severity), (1, Severity::Note));
    let (one, other) = (link(&record, "dt1.1").unwrap(), link(&record, "dt1.2").unwrap());
    assert_eq!(one.to_node, other.from_node);
    assert_ne!(one.from_node, one.to_node);
    let name = one.from_node.as_str();
    assert!(name.starts_with("n.105") && name.matches('.').count() == 2, "{name}: as in the sample province");
    let again = import(&record, "roads", &file).await;
    assert_eq!(again.revision, None, "{:?}", again.differences);
    // A link that is drawn anew ends elsewhere.
    let moved = [road("dt1.2", "", &[(200.0, 0.0), (300.0, 90.0)])];
    assert!(import(&record, "roads", &moved).await.revision.is_some());
    let moved = link(&record, "dt1.2").unwrap();
    assert!(moved.from_node == one.to_node && moved.to_node != other.to_node);
}

#[tokio::test]
async fn nodes_that_a_file_or_the_record_names_stay() {
    let record = Record::with_a_park().await;
    let named = [road("dt1.1", r#","from_node":"a","to_node":"b""#, &[(0.0, 0.0), (100.0, 0.0)])];
    let report = import(&record, "roads", &named).await;
    assert!(report.revision.is_some() && !report.issues.iter().any(|issue| issue.kind == IssueKind::Derived));
    let report = import(&record, "roads", &[road("dt1.1", "", &[(0.0, 0.0), (100.0, 30.0)])]).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let kept = link(&record, "dt1.1").unwrap();
    assert_eq!((kept.from_node.as_str(), kept.to_node.as_str()), ("a", "b"));
    let half = [road("dt1.2", r#","from_node":"b""#, &[(100.0, 30.0), (300.0, 0.0)])];
    import(&record, "roads", &half).await;
    let half = link(&record, "dt1.2").unwrap();
    assert!(half.from_node.as_str() == "b" && half.to_node.as_str().starts_with("n."));
}
