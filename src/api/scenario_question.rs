//! What a scenario is asked with: JSON, read strictly and bounded, every refusal with the key it is about.

use geo::Coord;
use serde::Deserialize;
use utoipa::ToSchema;

use super::problem::Problem;
use super::road_params::network_day;
use crate::model::{AccessClass, Coded, Date, Id, Optimise, Refused, RoadClass, Vehicle, parse_code, parse_date};
use crate::query::scenario::{DrawnRoad, Proposal, ProposedRoad, Question, check_line};

/// The most roads that are added.
const MOST_ROADS: usize = 10;

/// The most links and sections that are closed.
const MOST_CLOSED: usize = 50;

/// The longest name, characters.
const LONGEST_NAME: usize = 120;

/// Within how far a zone is taken to have access unless asked otherwise, kilometres.
const USUAL_LIMIT_KM: f64 = 15.0;

/// A scenario as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GivenScenario)]
pub struct GivenScenario {
    /// Up to 10 roads that are added.
    #[serde(default)]
    add: Vec<GivenRoad>,
    /// Up to 50 ids of links or sections that are closed.
    #[serde(default)]
    #[schema(example = json!(["ct07-hn-tn.04"]))]
    close: Vec<String>,
    /// What zones want to reach; `expressway_interchange` and `national_road` unless given.
    #[schema(example = json!(["expressway_interchange"]))]
    classes: Option<Vec<String>>,
    /// What drives, as in `/access`; `truck` unless given.
    #[schema(example = "truck:30")]
    profile: Option<String>,
    /// Make ways short by `distance` or `time` (usual).
    optimise: Option<String>,
    /// A zone gains access when it comes within so many kilometres by the shortest way, above 0 up to 500; 15 unless given.
    #[schema(example = 15)]
    limit_km: Option<f64>,
    /// Look at each added road alone too, best first.
    #[serde(default)]
    rank: bool,
    /// Answer for every zone, not only for those that change.
    #[serde(default)]
    all: bool,
    /// The day the question is about; today in Việt Nam unless given.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// Roads open by this day count; `as_of` unless given, up to 2100.
    #[schema(format = Date)]
    network_on: Option<String>,
}

/// A road that is added: a line, or a section on record that is not open yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GivenRoad)]
pub struct GivenRoad {
    /// What it is called.
    #[schema(example = "Nối Hương Sơn – Kha Sơn")]
    name: Option<String>,
    /// Its centreline, WGS 84, longitude first; 2–2000 vertices, at most 300 km.
    geometry: Option<GivenLine>,
    /// Instead of a line: the id of a planned or proposed section, taken as if it were open.
    #[schema(example = "vd5-tay")]
    section: Option<String>,
    /// Management class of a line; `provincial` unless given.
    class: Option<String>,
    /// Speed on a line, km/h, 5–120; that of the class unless given.
    speed_kmh: Option<f64>,
    /// Whether a line may only be driven as it is drawn.
    one_way: Option<bool>,
    /// Gross weight limit of a line, tonnes.
    max_weight_t: Option<f64>,
}

/// A line (RFC 7946).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GivenLine)]
pub struct GivenLine {
    /// `LineString`.
    #[schema(example = "LineString")]
    r#type: String,
    /// Positions: longitude, latitude.
    #[schema(example = json!([[105.876, 21.556], [105.892, 21.52]]))]
    coordinates: Vec<Vec<f64>>,
}

/// A scenario, checked.
pub struct AskedScenario {
    /// The day the question is about.
    pub as_of: Option<Date>,
    /// Roads open by this day count.
    pub network_on: Option<Date>,
    /// What drives.
    pub vehicle: Vehicle,
    /// What is asked.
    pub question: Question,
    /// Whether every zone is answered for.
    pub all: bool,
}

const KEYS: &str = "add, close, classes, profile, optimise, limit_km, rank, all, as_of, network_on";
const ROAD_KEYS: &str = "name, geometry, section, class, speed_kmh, one_way, max_weight_t";

fn refuse(field: impl Into<String>, value: impl ToString, vi: &str, en: &str) -> Problem {
    Refused::new(field, value, vi, en).into()
}

impl GivenScenario {
    /// Reads JSON.
    ///
    /// **Errors**: a *bad-value* problem that names the key.
    pub fn read(json: &[u8]) -> Result<Self, Problem> {
        let mut reader = serde_json::Deserializer::from_slice(json);
        let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let field = if path == "." || path == "?" { "body".to_owned() } else { path };
            let keys = if field.starts_with("add[") { ROAD_KEYS } else { KEYS };
            refuse(
                field,
                error.into_inner(),
                &format!("đối tượng JSON gồm {keys}; geometry là LineString của GeoJSON"),
                &format!("a JSON object with {keys}; geometry is a GeoJSON LineString"),
            )
        })?;
        let end = reader.end();
        end.map_err(|error| {
            refuse("body", error, "một đối tượng JSON, không có gì theo sau", "one JSON object and nothing after it")
        })?;
        Ok(read)
    }

    /// The scenario, checked.
    ///
    /// **Errors**: a *bad-value* or *unfit-line* problem that names the key, the value and what is allowed.
    pub fn checked(self) -> Result<AskedScenario, Problem> {
        bounded("add", self.add.len(), MOST_ROADS)?;
        bounded("close", self.close.len(), MOST_CLOSED)?;
        if self.add.is_empty() && self.close.is_empty() {
            return Err(refuse(
                "add",
                "",
                "ít nhất một tuyến trong add hoặc một mã trong close",
                "at least one road in add, or one id in close",
            ));
        }
        let of = |field: &str| {
            let field = field.to_owned();
            move |refused: Refused| Problem::from(refused.of_field(field))
        };
        let add =
            self.add.into_iter().enumerate().map(|(number, road)| road.checked(number)).collect::<Result<_, _>>()?;
        let close =
            self.close.iter().enumerate().map(|(number, id)| Id::new(id).map_err(of(&format!("close[{number}]"))));
        let as_of = self.as_of.as_deref().map(parse_date).transpose().map_err(of("as_of"))?;
        let network_on = self.network_on.as_deref().map(network_day).transpose().map_err(of("network_on"))?;
        let vehicle =
            self.profile.as_deref().map_or(Ok(Vehicle::Truck(None)), Vehicle::parse).map_err(of("profile"))?;
        let optimise = self.optimise.as_deref().map_or(Ok(Optimise::Time), parse_code).map_err(of("optimise"))?;
        let question = Question {
            add,
            close: close.collect::<Result<_, _>>()?,
            classes: classes(self.classes)?,
            optimise,
            limit: limit(self.limit_km)?,
            rank: self.rank,
        };
        Ok(AskedScenario { as_of, network_on, vehicle, question, all: self.all })
    }
}

fn bounded(field: &str, count: usize, most: usize) -> Result<(), Problem> {
    if count <= most {
        return Ok(());
    }
    Err(refuse(field, count, &format!("không quá {most}"), &format!("at most {most}")))
}

/// Each asked class once, in the order of the codes.
fn classes(given: Option<Vec<String>>) -> Result<Vec<AccessClass>, Problem> {
    let Some(given) = given else { return Ok(vec![AccessClass::ExpresswayInterchange, AccessClass::NationalRoad]) };
    let code = |(number, code): (usize, &String)| {
        parse_code::<AccessClass>(code).map_err(|refused| Problem::from(refused.of_field(format!("classes[{number}]"))))
    };
    bounded("classes", given.len(), AccessClass::COUNT)?;
    let mut classes = given.iter().enumerate().map(code).collect::<Result<Vec<_>, _>>()?;
    classes.sort_unstable();
    classes.dedup();
    if classes.is_empty() {
        let codes = AccessClass::ALL.iter().map(|class| class.code()).collect::<Vec<_>>().join(", ");
        return Err(refuse(
            "classes",
            "[]",
            &format!("ít nhất một trong {codes}"),
            &format!("at least one of {codes}"),
        ));
    }
    Ok(classes)
}

/// Millimetres.
fn limit(given: Option<f64>) -> Result<u32, Problem> {
    let km = given.unwrap_or(USUAL_LIMIT_KM);
    if km > 0.0 && km <= 500.0 {
        return Ok((km * 1e6).floor() as u32);
    }
    Err(refuse("limit_km", km, "số km, trên 0 đến 500", "kilometres, above 0 up to 500"))
}

impl GivenRoad {
    fn checked(self, number: usize) -> Result<Proposal, Problem> {
        let field = |key: &str| format!("add[{number}].{key}");
        let name = self.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        if let Some(long) = name.as_ref().filter(|name| name.chars().count() > LONGEST_NAME) {
            let (vi, en) = (format!("không quá {LONGEST_NAME} ký tự"), format!("at most {LONGEST_NAME} characters"));
            return Err(refuse(field("name"), long, &vi, &en));
        }
        let of_line = [
            ("class", self.class.is_some()),
            ("speed_kmh", self.speed_kmh.is_some()),
            ("one_way", self.one_way.is_some()),
            ("max_weight_t", self.max_weight_t.is_some()),
            ("geometry", self.geometry.is_some()),
        ];
        if let Some(section) = &self.section {
            if let Some((key, _)) = of_line.iter().find(|(_, is_given)| *is_given) {
                return Err(refuse(
                    field(key),
                    "",
                    "để trống khi đã nêu section: tuyến đó đã có trong dữ liệu",
                    "left out beside section: what it is, is on record",
                ));
            }
            let id = Id::new(section).map_err(|refused| Problem::from(refused.of_field(field("section"))))?;
            return Ok(Proposal { name, road: ProposedRoad::Section(id) });
        }
        let Some(line) = self.geometry else {
            return Err(refuse(
                field("geometry"),
                "",
                "một LineString, hoặc section thay cho nó",
                "a LineString, or section instead",
            ));
        };
        let class = self.class.as_deref().map_or(Ok(RoadClass::Provincial), parse_code);
        let drawn = DrawnRoad {
            line: line.checked(&field("geometry"))?,
            class: class.map_err(|refused| Problem::from(refused.of_field(field("class"))))?,
            speed_kmh: within(field("speed_kmh"), self.speed_kmh, 5.0, 120.0)?,
            one_way: self.one_way.unwrap_or(false),
            max_weight_t: within(field("max_weight_t"), self.max_weight_t, 1.0, 200.0)?,
        };
        Ok(Proposal { name, road: ProposedRoad::Drawn(drawn) })
    }
}

fn within(field: String, given: Option<f64>, least: f64, most: f64) -> Result<Option<f64>, Problem> {
    match given {
        Some(value) if !(least..=most).contains(&value) => {
            Err(refuse(field, value, &format!("từ {least} đến {most}"), &format!("from {least} to {most}")))
        }
        given => Ok(given),
    }
}

impl GivenLine {
    fn checked(self, field: &str) -> Result<geo::LineString<f64>, Problem> {
        if self.r#type != "LineString" {
            return Err(refuse(format!("{field}.type"), &self.r#type, "LineString", "LineString"));
        }
        let vertex = |(number, position): (usize, &Vec<f64>)| match position[..] {
            // A height says nothing about where a road runs.
            [x, y] | [x, y, _] => Ok(Coord { x, y }),
            _ => Err(refuse(
                format!("{field}.coordinates[{number}]"),
                format!("{position:?}"),
                "[kinh độ, vĩ độ]",
                "[longitude, latitude]",
            )),
        };
        let vertices = self.coordinates.iter().enumerate().map(vertex).collect::<Result<Vec<_>, _>>()?;
        Ok(check_line(field, &vertices)?)
    }
}
