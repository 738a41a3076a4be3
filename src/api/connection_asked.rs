//! The body of a question about a connection, read strictly and bounded.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use geo::{Coord, LineString};
use serde::Deserialize;
use utoipa::ToSchema;

use super::passage::LARGEST_BODY;
use super::problem::{Problem, ProblemKind};
use super::state::ApiState;
use crate::index::View;
use crate::model::{BranchType, Date, Id, LonLat, Name, Refused, Side, parse_code, parse_date};
use crate::query::connection::{AskError, Asked, Place};

/// The most vertices of a branch road.
const MOST_VERTICES: usize = 500;

/// The longest chainage of a road in Việt Nam, metres, with room to spare.
const LONGEST_CHAINAGE_M: f64 = 10_000_000.0;

/// The earliest year a date may lie in.
const FIRST_YEAR: i16 = 1990;

/// So many years after today a date may lie.
const YEARS_AHEAD: i16 = 20;

/// Where somebody wants to connect: `at`, or `section` with `chainage_m` and `side`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConnectionCheckAsked)]
pub struct CheckAsked {
    /// A position, longitude and latitude; the nearest open road within 5 km is meant.
    #[schema(value_type = Option<[f64; 2]>, example = json!([105.842, 21.498]))]
    pub at: Option<[f64; 2]>,
    /// Id of a section of a road.
    pub section: Option<String>,
    /// Chainage on it, metres.
    pub chainage_m: Option<f64>,
    /// `left` or `right`, seen with growing chainage. Beside `at` only where the position lies on the centreline itself.
    pub side: Option<String>,
    /// Id of the part of a zone it would serve.
    pub zone_part: Option<String>,
    /// What would join (usual: `dedicated_kcn`).
    pub branch_type: Option<String>,
    /// The line of the branch road, the junction at either end: its angle and level crossings are looked at.
    #[schema(value_type = Option<Vec<[f64; 2]>>)]
    pub branch: Option<Vec<[f64; 2]>>,
    /// The date that chooses rules and authorities (usual: today).
    #[schema(example = "2026-11-24")]
    pub date: Option<String>,
    /// The day whose records are read (usual: today).
    pub as_of: Option<String>,
}

const KEYS: &str = "at, section, chainage_m, side, zone_part, branch_type, branch, date, as_of";

fn bad(refused: Refused) -> Problem {
    Problem::from(refused)
}

fn bad_value(key: &str, value: impl ToString, vi: &str, en: &str) -> Problem {
    bad(Refused::new(key, value.to_string(), vi, en))
}

impl CheckAsked {
    /// Reads JSON.
    ///
    /// **Errors**: a *too-large* or *bad-value* problem that names the key.
    pub fn read(body: Result<Bytes, BytesRejection>) -> Result<Self, Problem> {
        let body = body.map_err(|_| {
            Problem::new(
                ProblemKind::BodyTooLarge,
                format!("Nội dung không đọc được; tối đa {LARGEST_BODY} byte."),
                format!("The body cannot be read; at most {LARGEST_BODY} bytes."),
            )
        })?;
        let (vi, en) = (format!("một đối tượng JSON gồm {KEYS}"), format!("one JSON object with {KEYS}"));
        if body.trim_ascii_start().first() != Some(&b'{') {
            let given: String = String::from_utf8_lossy(&body).chars().take(100).collect();
            return Err(bad_value("body", given, &vi, &en));
        }
        let mut reader = serde_json::Deserializer::from_slice(&body);
        let read: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let key = if path == "." { "body".to_owned() } else { path };
            bad_value(&key, error.into_inner(), &vi, &en)
        })?;
        reader.end().map_err(|error| bad_value("body", error, &vi, &en))?;
        Ok(read)
    }

    /// The view it is asked of, and the question.
    ///
    /// **Errors**: a *bad-value* problem that names the key, a *future-date* problem for `as_of`, *not-ready*.
    pub fn understood(self, state: &ApiState) -> Result<(View, Asked), Problem> {
        let day = |key: &str, text: Option<&String>| {
            text.map(|text| parse_date(text).map_err(|refused| bad(refused.of_field(key)))).transpose()
        };
        let view = state.live()?.view(day("as_of", self.as_of.as_ref())?)?;
        let date = day("date", self.date.as_ref())?.unwrap_or(view.today);
        check_date(date, view.today)?;
        let id = |key: &str, text: &String| Id::new(text).map_err(|refused| bad(refused.of_field(key)));
        let place = self.place()?;
        let branch_type = self.branch_type.as_deref().map(parse_code).transpose().map_err(bad)?;
        let asked = Asked {
            place,
            zone_part: self.zone_part.as_ref().map(|text| id("zone_part", text)).transpose()?,
            branch_type: branch_type.unwrap_or(BranchType::DedicatedPark),
            branch: self.branch.map(branch).transpose()?,
            date,
        };
        Ok((view, asked))
    }

    fn place(&self) -> Result<Place, Problem> {
        let side: Option<Side> = self.side.as_deref().map(parse_code).transpose().map_err(bad)?;
        match (self.at, &self.section, self.chainage_m) {
            (Some(at), None, None) => Ok(Place::At(position("at", at)?, side)),
            (None, Some(section), Some(chainage_m)) => {
                let section = Id::new(section).map_err(|refused| bad(refused.of_field("section")))?;
                if chainage_m.abs() > LONGEST_CHAINAGE_M {
                    return Err(bad_value(
                        "chainage_m",
                        chainage_m,
                        "lý trình của đoạn đường, mét",
                        "a chainage of the section, metres",
                    ));
                }
                let side = side.ok_or_else(|| {
                    bad_value(
                        "side",
                        "",
                        "left (trái tuyến) hoặc right (phải tuyến)",
                        "left or right, seen with growing chainage",
                    )
                })?;
                Ok(Place::On { section, chainage_m, side })
            }
            (None, Some(_), None) => {
                Err(bad_value("chainage_m", "", "lý trình của đoạn đường, mét", "a chainage of the section, metres"))
            }
            (None, None, Some(_)) => Err(bad_value("section", "", "mã của đoạn đường", "the id of a section")),
            (at, _, _) => {
                let given = if at.is_some() { "at, section, chainage_m" } else { "" };
                Err(bad_value(
                    "at",
                    given,
                    "hoặc at, hoặc section cùng chainage_m và side; không cả hai",
                    "either at, or section with chainage_m and side; not both",
                ))
            }
        }
    }
}

fn position(key: &str, [lon, lat]: [f64; 2]) -> Result<Coord<f64>, Problem> {
    LonLat::position(lon, lat).map(|at| *at.get()).map_err(|refused| bad(refused.of_field(key)))
}

fn branch(vertices: Vec<[f64; 2]>) -> Result<LineString<f64>, Problem> {
    if !(2..=MOST_VERTICES).contains(&vertices.len()) {
        let (vi, en) = (format!("2–{MOST_VERTICES} đỉnh"), format!("2–{MOST_VERTICES} vertices"));
        return Err(bad_value("branch", vertices.len(), &vi, &en));
    }
    vertices.into_iter().map(|vertex| position("branch", vertex)).collect::<Result<Vec<_>, _>>().map(LineString)
}

fn check_date(date: Date, today: Date) -> Result<(), Problem> {
    let last = today.year().saturating_add(YEARS_AHEAD);
    if (FIRST_YEAR..=last).contains(&date.year()) {
        return Ok(());
    }
    let (vi, en) = (format!("từ năm {FIRST_YEAR} đến năm {last}"), format!("from {FIRST_YEAR} to {last}"));
    Err(bad_value("date", date, &vi, &en))
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        let not_found = |id: &Id, vi: &str, en: &str| {
            Problem::new(ProblemKind::NotFound, format!("{vi} “{id}”."), format!("{en} “{id}”."))
        };
        match error {
            AskError::NoRoad { nearest_m } => no_road(nearest_m),
            AskError::UnknownSection(id) => {
                not_found(&id, "Vào ngày này không có đoạn đường", "On this day there is no section").about(
                    "section",
                    id.as_str(),
                    Name::new("mã của đoạn đường, xem /roads", "the id of a section, see /roads"),
                )
            }
            AskError::NotDrawn(id) => {
                not_found(&id, "Chưa có tim đường của đoạn", "Nobody drew the centreline of section")
            }
            AskError::OutsideSpan { value_m, from_m, to_m } => bad_value(
                "chainage_m",
                value_m,
                &format!("từ {from_m:.0} đến {to_m:.0} m (lý trình của đoạn)"),
                &format!("from {from_m:.0} to {to_m:.0} m, the span of the section"),
            ),
            AskError::InGap(value_m) => bad_value(
                "chainage_m",
                value_m,
                "lý trình có tim đường; tại đây chưa vẽ",
                "a chainage where the centreline is drawn; there is a gap here",
            ),
            AskError::UnknownZonePart(id) => {
                not_found(&id, "Vào ngày này không có phần khu", "On this day there is no zone part").about(
                    "zone_part",
                    id.as_str(),
                    Name::new("mã của phần khu, xem /zones", "the id of a zone part, see /zones"),
                )
            }
            AskError::NoSide => bad_value(
                "side",
                "",
                "left hoặc right: điểm nằm đúng trên tim đường",
                "left or right: the position lies on the centreline itself",
            ),
        }
    }
}

fn no_road(nearest_m: Option<f64>) -> Problem {
    let (vi, en) = match nearest_m {
        Some(nearest) => (
            format!("Đường gần nhất cách {:.1} km", nearest / 1e3),
            format!("The nearest road is {:.1} km away", nearest / 1e3),
        ),
        None => ("Không có đường nào trong dữ liệu ở gần".to_owned(), "No road on record is anywhere near".to_owned()),
    };
    Problem::new(
        ProblemKind::BadValue,
        format!("{vi}; chỉ xét được vị trí cách một con đường đang khai thác không quá 5 km."),
        format!("{en}; a place must lie within 5 km of a road in operation."),
    )
    .about(
        "at",
        nearest_m.map(|nearest| format!("{nearest:.0} m")).unwrap_or_default(),
        Name::new("không quá 5.000 m", "at most 5000 m"),
    )
}
