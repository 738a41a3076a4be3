//! What is told of an extract: counted as it comes, with the first element and a few values, since thousands of ways are alike.

use std::collections::BTreeMap;

use crate::import::issue::{Issue, IssueKind, Severity};
use crate::model::Name;

/// Values that are shown of each remark.
const SHOWN: usize = 3;

/// Letters that are shown of a value.
const LETTERS: usize = 40;

/// What can be said of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// A value of a tag that is not understood; which tag.
    Value(&'static str),
    /// No public road.
    Closed,
    /// A service road of which nothing says that it is for more than its yard.
    NoReason,
    /// Kinds of roads that were not asked for.
    OtherKinds,
    /// Nodes that the extract does not hold.
    MissingNodes,
    /// Less than two different points.
    NoLength,
    /// The same way again.
    Twice,
    /// Which way traffic goes changes with the hour.
    Reversible,
    /// Trucks are let through or not by the hour, the weight or the weather.
    ConditionalTrucks,
    /// A ban over a way, or over more than one node.
    BanOverWay,
    /// A ban that names a way or node that was not taken, or is not in the file.
    BanLeadsNowhere,
    /// A ban that holds at some hours or for some vehicles.
    BanConditional,
    /// A ban of a kind that is not known here, or that fits the ways in two manners.
    BanUnclear,
    /// A port of a river or of the sea.
    UnsurePort,
}

impl Remark {
    fn kind(self) -> IssueKind {
        match self {
            Remark::Value(_) => IssueKind::BadValue,
            Remark::MissingNodes | Remark::BanLeadsNowhere => IssueKind::Reference,
            Remark::Twice => IssueKind::DuplicateId,
            _ => IssueKind::NotTaken,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Remark::Value(key) => key,
            Remark::Closed | Remark::NoReason => "access",
            Remark::OtherKinds => "highway",
            Remark::MissingNodes | Remark::NoLength => "nodes",
            Remark::Twice => "id",
            Remark::Reversible => "oneway",
            Remark::ConditionalTrucks => "hgv",
            Remark::BanOverWay | Remark::BanLeadsNowhere | Remark::BanConditional | Remark::BanUnclear => "restriction",
            Remark::UnsurePort => "industrial",
        }
    }

    fn expected(self) -> Name {
        let (vi, en) = match self {
            Remark::Value(_) => {
                ("giá trị đọc được; phần này để “chưa có số liệu”", "a value that can be read; it was left unknown")
            }
            Remark::Closed => (
                "đường công cộng; đường nội bộ, đường cấm xe không đưa vào",
                "a public road; private and closed ones are left out",
            ),
            Remark::NoReason => (
                "đường phụ có tên, số hiệu hoặc ghi cho xe tải; muốn lấy tất cả: osm_classes có service",
                "a service road with a name, a number, or said to be for trucks; for all of them: osm_classes with service",
            ),
            Remark::OtherKinds => (
                "loại đường xe tải đi được; muốn lấy thêm: osm_classes=…",
                "kinds of roads that trucks use; for others: osm_classes=…",
            ),
            Remark::MissingNodes => (
                "đủ điểm của đường; đoạn thiếu điểm bị bỏ, đường được tách ở đó",
                "all points of a road; where they are missing the road was cut",
            ),
            Remark::NoLength => ("đường có ít nhất hai điểm khác nhau", "a road of at least two different points"),
            Remark::Twice => ("mỗi đường một lần; chỉ lấy lần đầu", "every way once; the first was taken"),
            Remark::Reversible => (
                "chiều xe chạy cố định; phần này để “chưa có số liệu”",
                "a direction that does not change; it was left unknown",
            ),
            Remark::ConditionalTrucks => (
                "quy định cho xe tải không kèm điều kiện; phần này để “chưa có số liệu”",
                "a rule for trucks without conditions; it was left unknown",
            ),
            Remark::BanOverWay => ("cấm rẽ qua một nút; không dùng", "a ban over one node; not used"),
            Remark::BanLeadsNowhere => (
                "cấm rẽ giữa các đường có trong tệp và được lấy; không dùng",
                "a ban between roads that are in the file and taken; not used",
            ),
            Remark::BanConditional => {
                ("cấm rẽ mọi lúc, với xe tải; không dùng", "a ban that always holds, for trucks too; not used")
            }
            Remark::BanUnclear => {
                ("cấm rẽ hiểu được một cách; không dùng", "a ban that can be read in one way; not used")
            }
            Remark::UnsurePort => (
                "cảng sông hay cảng biển; hãy nhập vào lớp transport-nodes",
                "a port of a river or of the sea; bring it in with the layer transport-nodes",
            ),
        };
        Name::new(vi, en)
    }
}

/// What was said so far.
#[derive(Default)]
pub struct Tally {
    counts: BTreeMap<Remark, Count>,
}

#[derive(Default)]
struct Count {
    times: u64,
    first: String,
    values: Vec<String>,
}

impl Tally {
    /// Counts a remark about an element (`w12`), with the value that was found.
    pub fn add(&mut self, remark: Remark, element: &str, value: &str) {
        self.add_times(remark, 1, element, value);
    }

    /// The same for several elements.
    pub fn add_times(&mut self, remark: Remark, times: u64, element: &str, value: &str) {
        let count = self.counts.entry(remark).or_default();
        if count.times == 0 {
            count.first = element.to_owned();
        }
        count.times += times;
        let shown: String = value.chars().filter(|letter| !letter.is_control()).take(LETTERS).collect();
        if !shown.is_empty() && count.values.len() < SHOWN && !count.values.contains(&shown) {
            count.values.push(shown);
        }
    }

    /// One note for each remark.
    pub fn issues(&self, layer: &str) -> Vec<Issue> {
        let issue = |(remark, count): (&Remark, &Count)| {
            let values =
                if count.values.is_empty() { String::new() } else { format!(" ({})", count.values.join(", ")) };
            let first = if count.first.is_empty() { String::new() } else { format!("; {}", count.first) };
            Issue {
                severity: Severity::Note,
                kind: remark.kind(),
                layer: layer.to_owned(),
                row: None,
                field: Some(remark.field().to_owned()),
                found: format!("{} ×{values}{first}", count.times),
                expected: remark.expected(),
                at: None,
            }
        };
        self.counts.iter().map(issue).collect()
    }
}
