//! A file on its way in: which of its layers is read, where it lies, and its rows chunk by chunk.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use geo::{Coord, CoordsIter};

use super::main_file::{choose, full_names, main_file};
use super::{ImportError, ImportRequest, Progress, Step};
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{TEXT, Target};
use crate::import::osm::{self, Description, Roads, Rules};
use crate::import::place::{Home, Placement, SourceCrs, place};
use crate::import::table::{CHUNK, Raw, Table, TableRow, is_told_by_rows, read_raw};
use crate::import::{Job, Worker, WorkerError, cad, corners, flaw};
use crate::model::{Coded, DataLayer, Name, Refused};

/// Positions that are looked at to find where a file lies.
const LOOKED_AT: usize = 10_000;

/// A file that is being read.
pub struct Intake {
    /// The file.
    pub file: String,
    /// Everything about the layer but its rows.
    pub table: Table,
    /// Where it lies.
    pub placement: Placement,
    /// How many rows it has, once corners are plots and texts are names.
    pub rows: usize,
    /// Whether any row has a shape.
    pub has_shapes: bool,
    /// The roads of an extract of OpenStreetMap, if it is one.
    pub roads: Option<Roads>,
    raw: Raw,
    joined: VecDeque<Vec<TableRow>>,
}

impl Intake {
    /// Opens the asked layer of the asked file.
    ///
    /// **Errors**: [`ImportError`] when there are several to choose from, or the file cannot be read.
    pub fn open(
        worker: &Worker,
        job: &Job,
        request: &ImportRequest,
        target: &Target,
        home: &Home,
        progress: &Progress,
    ) -> Result<Self, ImportError> {
        let worker = &worker.clone().watched_by(Arc::new(progress.clone()));
        let file = main_file(job, request.file.as_deref())?;
        let (description, warnings) = worker.describe(job, &file)?;
        if osm::is_extract(&description) {
            return Self::open_extract(worker, job, (file, &description), request, target, home, progress);
        }
        let names: Vec<String> =
            description.layers.iter().map(|layer| String::from_utf8_lossy(&layer.name.0).into_owned()).collect();
        let at = layer_of(&names, request.file_layer.as_deref())?;
        let head = &description.layers[at];
        progress.begin(Step::Read, head.rows.unwrap_or(0));
        let names = full_names(worker, job, &file)?;
        let (mut table, mut raw) = read_raw(head, worker.read(job, &file, at)?, request.charset, &names)?;
        flaw::tell(&mut table, &mut raw, &description.flaws);
        let already: BTreeSet<String> = table.issues.iter().map(|issue| issue.found.clone()).collect();
        let is_new = |warning: &String| !is_told_by_rows(warning) && !already.contains(warning);
        let told = warnings.into_iter().filter(is_new).map(|warning| unreadable(&table.layer, warning));
        table.issues.extend(told.collect::<Vec<_>>());
        let rows = raw.rows;
        let mut intake = Intake {
            file,
            table,
            placement: Placement { crs: None, swapped: false, findings: vec![], candidates: vec![] },
            rows,
            has_shapes: raw.has_shapes(),
            roads: None,
            raw,
            joined: VecDeque::new(),
        };
        progress.begin(Step::Place, 0);
        let is_drawing = intake.table.fields.iter().any(|field| field == TEXT);
        if is_drawing || !intake.has_shapes {
            intake.join(target, request);
        }
        let points = intake.positions();
        intake.placement = place(&points, head.crs.as_ref(), request.crs, home);
        intake.place_the_shapeless();
        let issues = placement_issues(&intake);
        intake.table.issues.extend(issues);
        Ok(intake)
    }

    /// Opens an extract of OpenStreetMap: whatever it holds, its roads are read, and it names no columns.
    fn open_extract(
        worker: &Worker,
        job: &Job,
        (file, description): (String, &Description),
        request: &ImportRequest,
        target: &Target,
        home: &Home,
        progress: &Progress,
    ) -> Result<Self, ImportError> {
        if target.layer != DataLayer::Roads {
            let (vi, en) =
                ("roads: tệp OpenStreetMap chỉ nhập vào lớp đường", "roads: of OpenStreetMap roads are read");
            return Err(Refused::new("layer", target.layer.code(), vi, en).into());
        }
        let rules = Rules::new(request.set.get(osm::CLASSES).map(String::as_str))?;
        let head = description.layers.first().ok_or_else(|| WorkerError::Crashed("no layer".to_owned()))?;
        progress.begin(Step::Read, 0);
        let (table, roads) = Roads::read(head, worker.read_roads(job, &file, rules.asked())?, &rules)?;
        progress.begin(Step::Place, 0);
        let placement = place(&roads.positions(LOOKED_AT), head.crs.as_ref(), request.crs, home);
        let mut intake = Intake {
            file,
            table,
            placement,
            rows: roads.len(),
            has_shapes: !roads.is_empty(),
            roads: Some(roads),
            raw: Raw::default(),
            joined: VecDeque::new(),
        };
        intake.place_the_shapeless();
        let issues = placement_issues(&intake);
        intake.table.issues.extend(issues);
        Ok(intake)
    }

    /// Drawings and lists of corners are joined as a whole: a name may stand far from its shape.
    fn join(&mut self, target: &Target, request: &ImportRequest) {
        self.raw.decode_all(&mut self.table);
        cad::join(&mut self.table, target.shape);
        corners::join(&mut self.table, target, &request.columns);
        let mut rows = std::mem::take(&mut self.table.rows).into_iter();
        self.rows = rows.len();
        loop {
            let chunk: Vec<TableRow> = rows.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            self.has_shapes |= chunk.iter().any(|row| row.geometry.is_some());
            self.joined.push_back(chunk);
        }
    }

    fn positions(&self) -> Vec<Coord<f64>> {
        if self.joined.is_empty() {
            return self.raw.positions(LOOKED_AT);
        }
        let shapes = self.joined.iter().flatten().filter_map(|row| row.geometry.as_ref());
        shapes.filter_map(|shape| shape.coords_iter().next()).take(LOOKED_AT).collect()
    }

    /// A file without shapes needs no coordinate system.
    fn place_the_shapeless(&mut self) {
        if !self.has_shapes {
            self.placement.crs = self.placement.crs.or(Some(SourceCrs::Wgs84));
            self.placement.findings.clear();
        }
    }

    /// Whether its driver complained of the file, or rows that it promises are missing.
    pub fn is_damaged(&self) -> bool {
        let tells = |issue: &Issue| matches!(issue.kind, IssueKind::Unreadable | IssueKind::MissingRows);
        self.table.issues.iter().any(tells)
    }

    /// The next rows; `None` when there are no more. What is wrong with them goes to the issues of the table.
    pub fn next(&mut self) -> Option<Vec<TableRow>> {
        if let Some(roads) = &mut self.roads {
            return roads.next_rows(CHUNK);
        }
        if let Some(chunk) = self.joined.pop_front() {
            return Some(chunk);
        }
        let (rows, issues) = self.raw.next(&self.table)?;
        self.table.issues.extend(issues);
        Some(rows)
    }
}

fn layer_of(names: &[String], asked: Option<&str>) -> Result<usize, ImportError> {
    match (asked, names.len()) {
        (None, 1) => Ok(0),
        (None, _) => Err(choose("file_layer", "", names.to_vec())),
        (Some(wanted), _) => {
            names.iter().position(|name| name == wanted).ok_or_else(|| choose("file_layer", wanted, names.to_vec()))
        }
    }
}

fn unreadable(layer: &str, warning: String) -> Issue {
    Issue {
        severity: Severity::Note,
        kind: IssueKind::Unreadable,
        layer: layer.to_owned(),
        row: None,
        field: None,
        found: warning,
        expected: Name::new("tệp nguyên vẹn", "a sound file"),
        at: None,
    }
}

/// What has to be confirmed of the place.
fn placement_issues(intake: &Intake) -> Vec<Issue> {
    if !intake.has_shapes {
        return Vec::new();
    }
    let placement = &intake.placement;
    let severity = if placement.crs.is_none() { Severity::Question } else { Severity::Note };
    let offers = placement.candidates.iter().take(3).map(|candidate| {
        let swapped = if candidate.swapped { " (đổi trục / axes swapped)" } else { "" };
        format!("{}{swapped}", candidate.crs.code())
    });
    let offers = offers.collect::<Vec<_>>().join(", ");
    let expected = if offers.is_empty() {
        Name::new("không hệ tọa độ nào đưa dữ liệu vào vùng này", "no known system puts the shapes into this province")
    } else {
        Name::new(format!("chọn bằng --crs: {offers}"), format!("choose with --crs: {offers}"))
    };
    let issue = |finding: &Name| Issue {
        severity,
        kind: IssueKind::Placement,
        layer: intake.table.layer.clone(),
        row: None,
        field: None,
        found: format!("{} / {}", finding.vi, finding.en),
        expected: expected.clone(),
        at: None,
    };
    placement.findings.iter().map(issue).collect()
}
