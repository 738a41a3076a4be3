//! What a person answers about a file: as JSON, or as the text parts of a form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::coded::*;
use super::import_problems::bad_part;
use super::problem::{Problem, ProblemKind};
use crate::command::imports::{Answers, Charset, SourceCrs};
use crate::model::{Date, GeometryAccuracy, Name, Refused, parse_code, parse_date};

/// The longest text of an answer, in bytes.
const LONGEST_TEXT: usize = 1024;

/// The most columns and values that are answered.
const MOST_PAIRS: usize = 500;

/// What is answered about a file. What is left out is as the file says, or as usual.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = GivenAnswers)]
pub struct GivenAnswers {
    /// Layer of the record: `lots`, `zone-parts` …; where it is left out, the import asks.
    #[schema(example = "lots")]
    pub layer: Option<String>,
    /// Which file, where several can be read.
    pub file: Option<String>,
    /// Which layer of the file, where it has several.
    pub file_layer: Option<String>,
    /// `auto` (as the texts say), `utf-8`, `tcvn3`, `vni`, `cp1258`.
    #[schema(example = "auto")]
    pub charset: Option<String>,
    /// `EPSG:9213`, `EPSG:4326`, `EPSG:9213-legacy` …; null = as the file says.
    pub crs: Option<String>,
    /// Column of the file → key of the record.
    pub columns: BTreeMap<String, String>,
    /// Key → value, for keys that have no column.
    pub set: BTreeMap<String, String>,
    /// How the shapes were made: `surveyed`, `digitised` (usual), `schematic`, `illustrative`.
    pub accuracy: Option<String>,
    /// From which day it holds (usual: today).
    #[schema(example = "2026-11-24")]
    pub valid_from: Option<String>,
    /// Say what would happen and write nothing (usual: true).
    pub dry_run: Option<bool>,
}

/// The names of the parts of a form, as a refusal lists them.
pub const PARTS: &str =
    "file, answers, layer, crs, charset, accuracy, valid_from, file_name, file_layer, dry_run, set, column";

impl GivenAnswers {
    /// Reads JSON.
    ///
    /// **Errors**: a *bad-value* problem that names the key.
    pub fn read(json: &[u8]) -> Result<Self, Problem> {
        if json.trim_ascii_start().first() != Some(&b'{') {
            let given = String::from_utf8_lossy(&json[..json.len().min(LONGEST_TEXT)]);
            return Err(bad_part("answers", &given, "một đối tượng JSON", "one JSON object"));
        }
        let mut reader = serde_json::Deserializer::from_slice(json);
        let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let key = if path == "." { "answers".to_owned() } else { path };
            let (vi, en) = (
                "JSON gồm layer, file, file_layer, charset, crs, columns, set, accuracy, valid_from, dry_run",
                "JSON with layer, file, file_layer, charset, crs, columns, set, accuracy, valid_from, dry_run",
            );
            bad_part(&key, &error.into_inner().to_string(), vi, en)
        })?;
        reader
            .end()
            .map_err(|error| bad_part("answers", &error.to_string(), "một đối tượng JSON", "one JSON object"))?;
        Ok(read)
    }

    /// Takes a text part of a form.
    ///
    /// **Errors**: an *unknown-parameter* or *bad-value* problem.
    pub fn take(&mut self, part: &str, text: String) -> Result<(), Problem> {
        let once = |slot: &mut Option<String>| match slot.replace(text.clone()) {
            None => Ok(()),
            Some(_) => Err(bad_part(part, &text, "mỗi phần một lần", "each part once")),
        };
        match part {
            "layer" => once(&mut self.layer),
            "crs" => once(&mut self.crs),
            "charset" => once(&mut self.charset),
            "accuracy" => once(&mut self.accuracy),
            "valid_from" => once(&mut self.valid_from),
            "file_name" => once(&mut self.file),
            "file_layer" => once(&mut self.file_layer),
            "dry_run" => {
                self.dry_run = Some(match text.as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(bad_part(part, &text, "true, false", "true, false")),
                });
                Ok(())
            }
            "set" => pair(&mut self.set, part, &text, "khóa=giá trị", "key=value"),
            "column" => pair(&mut self.columns, part, &text, "cột=khóa", "column=key"),
            _ => Err(Problem::new(
                ProblemKind::UnknownParameter,
                format!("Biểu mẫu không có phần “{part}”; cho phép: {PARTS}."),
                format!("The form has no part “{part}”; allowed: {PARTS}."),
            )
            .about(part, "", Name::new(PARTS, PARTS))),
        }
    }

    /// JSON and forms are bounded as a whole; what is said of each part is bounded here.
    fn bounded(&self) -> Result<(), Problem> {
        let texts = [&self.layer, &self.file, &self.file_layer, &self.charset, &self.crs].into_iter().flatten();
        let pairs = self.columns.iter().chain(&self.set).flat_map(|(one, other)| [one, other]);
        if let Some(long) = texts.chain(pairs).find(|text| text.len() > LONGEST_TEXT) {
            let (vi, en) = (format!("tối đa {LONGEST_TEXT} byte"), format!("at most {LONGEST_TEXT} bytes"));
            return Err(bad_part("answers", long, &vi, &en));
        }
        let count = self.columns.len() + self.set.len();
        if count > MOST_PAIRS {
            let (vi, en) = (format!("tối đa {MOST_PAIRS} mục"), format!("at most {MOST_PAIRS} of them"));
            return Err(bad_part("columns", &count.to_string(), &vi, &en));
        }
        Ok(())
    }

    /// The answers, checked. An empty text is none.
    ///
    /// **Errors**: a *bad-value* problem that names the key, the value and what is allowed.
    pub fn checked(self, today: Date) -> Result<Answers, Problem> {
        self.bounded()?;
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let charset = said(self.charset).filter(|charset| charset != "auto");
        let charset = charset.map(|code| parse_code::<Charset>(&code)).transpose().map_err(|mut refused| {
            refused.allowed =
                Name::new(format!("auto, {}", refused.allowed.vi), format!("auto, {}", refused.allowed.en));
            refused
        })?;
        let accuracy = said(self.accuracy).map(|code| parse_code::<GeometryAccuracy>(&code)).transpose();
        let valid_from = said(self.valid_from).map(|text| parse_date(&text)).transpose();
        let of = |field: &str| {
            let field = field.to_owned();
            move |refused: Refused| refused.of_field(field)
        };
        Ok(Answers {
            layer: said(self.layer).unwrap_or_default(),
            file: said(self.file),
            file_layer: said(self.file_layer),
            charset,
            crs: said(self.crs).map(|code| SourceCrs::parse(&code)).transpose()?,
            columns: self.columns,
            set: self.set,
            accuracy: accuracy.map_err(of("accuracy"))?.unwrap_or(GeometryAccuracy::Digitised),
            valid_from: valid_from.map_err(of("valid_from"))?.unwrap_or(today),
            dry_run: self.dry_run.unwrap_or(true),
        })
    }
}

fn pair(into: &mut BTreeMap<String, String>, part: &str, text: &str, vi: &str, en: &str) -> Result<(), Problem> {
    // A heading may hold the sign, a key never does.
    let split = if part == "column" { text.rsplit_once('=') } else { text.split_once('=') };
    let (one, other) = split.filter(|(one, _)| !one.is_empty()).ok_or_else(|| bad_part(part, text, vi, en))?;
    match into.insert(one.to_owned(), other.to_owned()) {
        None => Ok(()),
        Some(_) => Err(bad_part(part, text, "mỗi khóa một lần", "each key once")),
    }
}

/// The answers that an import was last read with.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportAnswers)]
pub struct AnswersBody<'a> {
    /// Layer of the record; empty = to be chosen.
    #[schema(example = "lots")]
    layer: &'a str,
    /// Which file, where several can be read.
    file: Option<&'a str>,
    /// Which layer of the file, where it has several.
    file_layer: Option<&'a str>,
    /// `auto`, or what was decided.
    #[schema(example = "auto")]
    charset: &'a str,
    /// What was decided; null = as the file says.
    crs: Option<String>,
    /// Column of the file → key of the record.
    columns: &'a BTreeMap<String, String>,
    /// Key → value, for keys that have no column.
    set: &'a BTreeMap<String, String>,
    /// How the shapes were made.
    accuracy: GeometryAccuracyCode,
    /// From which day it holds.
    #[schema(example = "2026-11-24")]
    valid_from: String,
    /// Whether nothing is written.
    dry_run: bool,
}

impl<'a> From<&'a Answers> for AnswersBody<'a> {
    fn from(answers: &'a Answers) -> Self {
        use crate::model::Coded;
        AnswersBody {
            layer: &answers.layer,
            file: answers.file.as_deref(),
            file_layer: answers.file_layer.as_deref(),
            charset: answers.charset.map_or("auto", Charset::code),
            crs: answers.crs.map(SourceCrs::code),
            columns: &answers.columns,
            set: &answers.set,
            accuracy: answers.accuracy.into(),
            valid_from: answers.valid_from.to_string(),
            dry_run: answers.dry_run,
        }
    }
}
