//! Drafts in Word: opened again, the fields of Form 01 and the list of the explanation are there, and what is not known is a blank.

use std::io::{Cursor, Read};

use kcn_atlas::export::dossier::{Draft, Neighbour, Road, Spot, Surrounding, SurroundingKind, VerdictRow, write};
use kcn_atlas::model::*;

use super::scene::{RoadsideScene, polyline};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, day, id, rect, source};

/// A part of the archive.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a part of XML, a line for each paragraph. Fails on a tag that is not closed.
pub fn words(xml: &str) -> String {
    let (mut words, mut open): (String, Vec<&str>) = (String::new(), vec![]);
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('?') || tag.ends_with('/') {
        } else if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag} closes something else");
        } else {
            open.push(name);
        }
        words.push_str(text);
        if tag == "/w:p" {
            words.push('\n');
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'").replace("&amp;", "&")
}

fn bare() -> Draft {
    Draft {
        drafted_on: day("2026-11-24"),
        revision: 7,
        records_of: day("2026-11-24"),
        checked_for: day("2026-11-24"),
        addressee: None,
        addressee_basis: None,
        time_limit: None,
        applicant: None,
        serves: None,
        branch: "Đường chuyên dùng của KCN, CCN".into(),
        road: Road { name: "Quốc lộ 3".into(), class: "Quốc lộ".into(), ..Road::default() },
        spot: Spot {
            chainage: "Km62+350".into(),
            basis: "Lý trình tính từ tim đường".into(),
            tolerance_m: 50.0,
            side: None,
            lon_lat: (105.85, 21.5),
            grid: None,
        },
        attachments: vec![],
        surroundings: None,
        shown_over_m: None,
        neighbours: vec![],
        overall: Verdict::MissingData,
        verdicts: vec![],
        alternatives: vec![],
        caveat: "Rà soát sơ bộ, không thay văn bản chấp thuận.".into(),
    }
}

fn full() -> Draft {
    let mut draft = bare();
    draft.addressee = Some("Sở Xây dựng tỉnh Thái Nguyên".into());
    draft.applicant = Some("Công ty A & B <hạ tầng>".into());
    draft.serves = Some("KCN Sông Công II, giai đoạn 2".into());
    draft.road.number = Some("QL3".into());
    draft.road.province = Some("Thái Nguyên".into());
    draft.road.median = Some(false);
    draft.spot.side = Some("Trái tuyến".into());
    draft.attachments = vec!["Quyết định 12/QĐ-UBND, 2024-03-07: chủ trương đầu tư".into()];
    draft.surroundings = Some(vec![Surrounding {
        kind: SurroundingKind::Bridge,
        name: Some("Sông Công".into()),
        chainage: "Km62+900".into(),
        gap_m: 550.0,
        is_recorded: false,
    }]);
    draft.shown_over_m = Some(1_500.0);
    draft.neighbours = vec![Neighbour {
        label: "Đấu nối cổng 1".into(),
        chainage: "Km61+150".into(),
        side: Some("Trái tuyến".into()),
        gap_m: 1_200.0,
        branch: "Đường chuyên dùng của KCN, CCN".into(),
        permit: None,
    }];
    draft.verdicts = vec![VerdictRow {
        title: "Khoảng cách giữa hai điểm đấu nối".into(),
        required: Some("1.500 m".into()),
        measured: Some("1.200 m".into()),
        verdict: Verdict::NeedsReview,
        citation: "TT 50/2015/TT-BGTVT Điều 21.2.a".into(),
        certainty: "Vừa".into(),
        note: None,
        informational: true,
    }];
    draft.alternatives = vec!["Dời tới Km62+650.".into()];
    draft
}

#[test]
fn every_field_of_the_form_and_of_the_explanation_is_there() {
    let docx = write(&full()).unwrap();
    let said = words(&part(&docx, "word/document.xml"));
    for expected in [
        "Kính gửi: Sở Xây dựng tỉnh Thái Nguyên",
        "1. Tổ chức đề nghị: Công ty A & B <hạ tầng>",
        "2. Lý trình: Km62+350, trái tuyến",
        "3. Tên đường: QL3 (Quốc lộ 3)",
        "4. Địa phận tỉnh: Thái Nguyên",
        "6. Lý do đề nghị: Đấu nối giao thông của KCN Sông Công II, giai đoạn 2 vào QL3",
        "8. Văn bản, tài liệu kèm theo",
        "Quyết định 12/QĐ-UBND",
        "Địa hình (vực sâu, núi cao, đồi)",
        "Sông Công, Km62+900, cách 550 m (suy ra từ giao cắt trên bản đồ, cần khảo sát)",
        "Hầm đường bộ lân cận",
        "Giao cắt với đường sắt",
        "Tầm nhìn hai phía",
        "Bố trí làn chờ rẽ trái",
        "mỗi phía 1500 m",
        "Đấu nối cổng 1",
        "Chưa có số liệu",
        "Cần thẩm tra (để tham khảo)",
        "TT 50/2015/TT-BGTVT Điều 21.2.a",
        "Dời tới Km62+650.",
        "Rà soát sơ bộ, không thay văn bản chấp thuận.",
        "Mẫu số 01, Phụ lục VI, Nghị định 165/2024/NĐ-CP",
        "241/2026/NĐ-CP",
    ] {
        assert!(said.contains(expected), "{expected} is not in:\n{said}");
    }
}

#[test]
fn every_page_says_that_it_is_a_draft() {
    let docx = write(&bare()).unwrap();
    assert!(words(&part(&docx, "word/header1.xml")).contains("DỰ THẢO"));
    let document = part(&docx, "word/document.xml");
    assert_eq!(document.matches("w:headerReference").count(), 1);
    assert!(!document.contains("w:titlePg"), "the first page has no other heading");
}

#[test]
fn what_is_not_known_is_a_blank_to_be_filled() {
    let said = words(&part(&write(&bare()).unwrap(), "word/document.xml"));
    for expected in
        ["Kính gửi: …… (cần bổ sung)", "4. Địa phận tỉnh: …… (cần bổ sung)", "1. Tổ chức đề nghị: …… (cần bổ sung)"]
    {
        assert!(said.contains(expected), "{expected}");
    }
    assert!(said.matches("…… (cần bổ sung)").count() > 20);
    assert!(said.contains("chưa ghi nhận điểm đấu nối nào trong phạm vi này; cần khảo sát"));
}

#[test]
fn control_characters_do_not_break_the_file_and_the_same_draft_is_the_same_file() {
    let mut draft = full();
    draft.serves = Some("KCN\u{1} A\u{b}\nB".into());
    let said = words(&part(&write(&draft).unwrap(), "word/document.xml"));
    assert!(said.contains("KCN  A  B"), "{said}");
    assert!(!said.chars().any(|letter| letter.is_control() && letter != '\n'));
    assert_eq!(part(&write(&draft).unwrap(), "word/document.xml"), part(&write(&draft).unwrap(), "word/document.xml"));
}

/// A road managed by a department, a park beside it with a decision and a developer, a neighbour 700 m away, a river.
fn scene() -> Scene {
    let agency = Agency {
        name: Name::new("Sở Xây dựng", "Department of Construction"),
        kind: AgencyKind::Department,
        level: AgencyLevel::Province,
        successor: None,
        source: source(),
    };
    Scene::new()
        .fact("so-xay-dung", "core", Body::Agency(agency))
        .section_with("ql1", RoadClass::National, |section| {
            section.name = Name::new("Quốc lộ 1 thử", "Test Road 1");
            section.agency = Some(id("so-xay-dung"));
            (section.planned_grade, section.urban) = (Some("III".into()), Some(false));
        })
        .link("ql1.1", ("w", "e"), &[(0.0, 0.0), (6_000.0, 0.0)])
        .constraint("song-thu", ConstraintClass::River, polyline(&[(3_500.0, -200.0), (3_500.0, 200.0)]))
        .zone_with("kcn-a", ZoneKind::Park, |zone| zone.name = Name::new("KCN Thử", "Test Park"))
        .part("kcn-a.p", Some(rect(2_500.0, 60.0, 900.0, 400.0)), |part| {
            part.developers = vec![Developer { name: "Công ty Hạ tầng Thử".into(), source: None }];
            part.decisions = vec![Decision {
                number: "12/QĐ-UBND".into(),
                date: None,
                subject: Name::new("Chủ trương đầu tư", "Investment policy"),
                source: None,
            }];
        })
        .point("hang-xom", "ql1", 2_300.0, 12.0)
        .permit("hang-xom", PermitState::InOperation, None)
}

async fn drafted(scene: &Scene, body: &str) -> crate::door::Answer {
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/v1/connection-checks/dossier")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(body.to_owned()))
        .unwrap();
    Door::to(scene.snapshot()).send(request).await
}

#[tokio::test]
async fn a_check_becomes_a_draft_with_what_the_records_tell() {
    let asked =
        r#"{"section": "ql1", "chainage_m": 3000, "side": "left", "zone_part": "kcn-a.p", "date": "2024-06-30"}"#;
    let answer = drafted(&scene(), asked).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").ends_with("wordprocessingml.document"));
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"du-thao-dau-noi-ql1-km3-000-2026-11-24.docx\""
    );
    let said = words(&part(&answer.body, "word/document.xml"));
    for expected in [
        "Kính gửi: Sở Xây dựng",
        "Công ty Hạ tầng Thử",
        "Km3+000, trái tuyến",
        "QL1 (Quốc lộ 1 thử)",
        "KCN Thử",
        "12/QĐ-UBND: Chủ trương đầu tư",
        "song-thu, Km3+500, cách 500 m",
        "mỗi phía 1500 m",
        "HANG-XOM",
        "Km2+300",
        "1.500 m",
        "TT 50/2015/TT-BGTVT Điều 21.2.a",
        "không thay văn bản chấp thuận",
    ] {
        assert!(said.contains(expected), "{expected} is not in:\n{said}");
    }
}

#[tokio::test]
async fn a_draft_is_refused_as_a_check_is() {
    for (asked, status) in [
        ("{}", 400),
        (r#"{"section": "none", "chainage_m": 1, "side": "left"}"#, 404),
        (r#"{"section": "ql1", "chainage_m": 9000, "side": "left"}"#, 400),
        (r#"{"section": "ql1", "chainage_m": 300, "side": "left", "zone_part": "kcn-z.p"}"#, 404),
        ("not json", 400),
    ] {
        let answer = drafted(&scene(), asked).await;
        assert_eq!(answer.status.as_u16(), status, "{asked}: {}", answer.json());
        assert!(answer.header("content-type").starts_with("application/problem+json"));
    }
}

/// The record has no field for them; this shows that nothing else leaks in: an owner of a bottleneck, a tenant.
#[tokio::test]
async fn nothing_of_tenants_or_owners_is_in_a_draft() {
    let scene = scene()
        .lot("kcn-a.p.l-1", rect(2_600.0, 100.0, 100.0, 100.0))
        .lease("kcn-a.p.hd-1", &["kcn-a.p.l-1"], "2021-01-01", "2060-12-31")
        .bottleneck("kcn-a.p.b-1", |bottleneck| bottleneck.subject = Name::new("Hộ ông X khiếu nại", "Mr X complains"));
    let asked = r#"{"section": "ql1", "chainage_m": 3000, "side": "left", "zone_part": "kcn-a.p"}"#;
    let said = words(&part(&drafted(&scene, asked).await.body, "word/document.xml"));
    assert!(!said.contains("ông X") && !said.contains("kcn-a.p.hd-1") && !said.contains("kcn-a.p.l-1"));
}
