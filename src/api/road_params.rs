//! How roads are asked about: vehicle, day of the network, places.

use utoipa::IntoParams;

use super::params::{ParamError, Params};
use super::problem::Problem;
use super::question::Question;
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Coded, Date, Id, Optimise, Refused, Vehicle, parse_code};
use crate::query::lots::{MaxAccess, RoadsAsked};
use crate::query::places::{Place, PlaceAsked, UnknownPlace, find_place};

/// Which roads count, and what drives on them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct RoadParams {
    /// What drives: `car` (default), `truck`, or `truck:30` with its gross weight in tonnes. Links known to bear less are closed to it.
    #[param(example = "truck:30")]
    profile: Option<String>,
    /// Roads open by this day count; `as_of` unless given. It may be later than today, up to 2100.
    #[param(format = Date, example = "2027-12-31")]
    network_on: Option<String>,
}

/// What the way is made short by.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct OptimiseParams {
    /// Make the way short by `distance` or `time`.
    optimise: Option<String>,
}

/// The last year roads can be asked about: plans reach no further.
const LAST_YEAR: i16 = 2100;

/// The longest network distance that may be asked for, kilometres.
const LONGEST_WAY_KM: f64 = 2_000.0;

/// The most places of one list.
pub const MOST_PLACES: usize = 50;

const PLACE_VI: &str = "lot:MÃ, zone:MÃ, node:MÃ hoặc kinh_độ,vĩ_độ";
const PLACE_EN: &str = "lot:ID, zone:ID, node:ID or lon,lat";

/// Reads `profile` and `network_on`.
///
/// **Errors**: [`ParamError`] for a vehicle that does not exist or a day after 2100.
pub fn roads_asked(params: &Params) -> Result<RoadsAsked, ParamError> {
    let network_on = params.read("network_on", network_day)?;
    let vehicle = params.read("profile", Vehicle::parse)?.unwrap_or_default();
    Ok(RoadsAsked { network_on, vehicle })
}

/// Reads the day from which on roads count.
///
/// **Errors**: [`Refused`] (field `network_on`) for a day after 2100; of another field for what is no day.
pub fn network_day(text: &str) -> Result<Date, Refused> {
    let day = crate::model::parse_date(text)?;
    if day.year() <= LAST_YEAR {
        return Ok(day);
    }
    Err(Refused::new("network_on", text, "đến 2100-12-31", "up to 2100-12-31"))
}

/// The network that is asked about.
pub fn roads(view: &View, asked: RoadsAsked) -> RoadsOn {
    view.roads(asked.network_on, asked.vehicle)
}

/// Reads `optimise`.
///
/// **Errors**: [`ParamError`] for another word than `distance` or `time`.
pub fn optimise(params: &Params, usual: Optimise) -> Result<Optimise, ParamError> {
    Ok(params.read("optimise", parse_code)?.unwrap_or(usual))
}

/// Reads every `max_access_km=class:km`.
///
/// **Errors**: [`ParamError`] for an unknown class or a distance that is not a number from 0 to 2000.
pub fn max_access(params: &Params) -> Result<Vec<MaxAccess>, ParamError> {
    params.texts("max_access_km").map(one_max_access).collect()
}

fn one_max_access(text: &str) -> Result<MaxAccess, ParamError> {
    let refuse = || {
        let classes = AccessClass::ALL.iter().map(|class| class.code()).collect::<Vec<_>>().join(", ");
        let vi = format!("loại:km, loại là một trong {classes}; km từ 0 đến {LONGEST_WAY_KM}");
        let en = format!("class:km, where class is one of {classes}; km from 0 to {LONGEST_WAY_KM}");
        ParamError::from(Refused::new("max_access_km", text, &vi, &en))
    };
    let (class, km) = text.split_once(':').ok_or_else(refuse)?;
    let class = parse_code(class).map_err(|_| refuse())?;
    let is_plain = km.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let km: f64 = km.parse().ok().filter(|km| is_plain && (0.0..=LONGEST_WAY_KM).contains(km)).ok_or_else(refuse)?;
    Ok(MaxAccess { class, distance: (km * 1e6).floor() as u32 })
}

/// Reads a place: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
///
/// **Errors**: [`Refused`] (field `place`) for anything else.
fn parse_place(text: &str) -> Result<PlaceAsked, Refused> {
    let refuse = || Refused::new("place", text, PLACE_VI, PLACE_EN);
    let id = |id: &str| Id::new(id).map_err(|_| refuse());
    match text.split_once(':') {
        Some(("lot", rest)) => id(rest).map(PlaceAsked::Lot),
        Some(("zone", rest)) => id(rest).map(PlaceAsked::Zone),
        Some(("node", rest)) => id(rest).map(PlaceAsked::Node),
        Some(_) => Err(refuse()),
        None => super::values::parse_position(text).map(PlaceAsked::Position).ok_or_else(refuse),
    }
}

/// What a place is called in a question.
pub fn name_of(place: &PlaceAsked) -> String {
    match place {
        PlaceAsked::Lot(id) => format!("lot:{id}"),
        PlaceAsked::Zone(id) => format!("zone:{id}"),
        PlaceAsked::Node(id) => format!("node:{id}"),
        PlaceAsked::Position(at) => format!("{},{}", at.x, at.y),
    }
}

impl<Q> Question<Q> {
    /// The place that a required parameter names, on these roads.
    ///
    /// **Errors**: a problem when it is missing, cannot be read, or is not on record on the asked day.
    pub fn place(&self, name: &str, roads: &RoadsOn) -> Result<Place<'_>, Problem> {
        let asked = self.params.read(name, parse_place)?.ok_or_else(|| Params::missing(name, PLACE_VI, PLACE_EN))?;
        self.find(name, roads, &asked)
    }

    /// The places that a required parameter names, separated by semicolons: at most 50.
    ///
    /// **Errors**: a problem when there are none or too many, or one cannot be read or is not on record on the asked day.
    pub fn places(&self, name: &str, roads: &RoadsOn) -> Result<Vec<Place<'_>>, Problem> {
        let asked: Vec<PlaceAsked> = self
            .params
            .read(name, |text| {
                let (vi, en) = (
                    format!("1–{MOST_PLACES} nơi, cách nhau bằng dấu chấm phẩy"),
                    format!("1–{MOST_PLACES} places, separated by semicolons"),
                );
                if text.split(';').count() > MOST_PLACES {
                    return Err(Refused::new(name, text, &vi, &en));
                }
                text.split(';').map(parse_place).collect()
            })?
            .ok_or_else(|| Params::missing(name, PLACE_VI, PLACE_EN))?;
        asked.iter().map(|asked| self.find(name, roads, asked)).collect()
    }

    fn find(&self, name: &str, roads: &RoadsOn, asked: &PlaceAsked) -> Result<Place<'_>, Problem> {
        find_place(&self.view, roads, asked)
            .map_err(|UnknownPlace(asked)| unknown(name, &asked, self.view.as_of).into())
    }
}

fn unknown(name: &str, asked: &PlaceAsked, day: Date) -> Refused {
    let (vi, en) = match asked {
        PlaceAsked::Lot(_) => ("mã của một lô đất", "the id of a lot"),
        PlaceAsked::Zone(_) => ("mã của một khu, cụm", "the id of a zone"),
        PlaceAsked::Node(_) => ("mã của một đầu mối giao thông", "the id of a transport node"),
        PlaceAsked::Position(_) => ("một tọa độ", "a position"),
    };
    let (vi, en) = (format!("{vi} có trong dữ liệu ngày {day}"), format!("{en} that is on record on {day}"));
    Refused::new(name, name_of(asked), &vi, &en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_id_with_its_kind_or_a_position() {
        assert_eq!(parse_place("lot:a.p.l-1"), Ok(PlaceAsked::Lot(Id::new("a.p.l-1").unwrap())));
        assert!(matches!(parse_place("105.8,21.5"), Ok(PlaceAsked::Position(at)) if at.x == 105.8));
        for text in ["", "a.p.l-1", "gate:a.p.g", "lot:", "lot:LÔ", "105.8", "21.5,105.8", "105.8,nan", "lot:a:b"] {
            assert_eq!(parse_place(text).unwrap_err().value, text);
        }
    }

    #[test]
    fn an_access_limit_is_a_class_and_kilometres() {
        assert_eq!(one_max_access("icd:2.5").unwrap(), MaxAccess { class: AccessClass::Icd, distance: 2_500_000 });
        for text in ["icd", "icd:", "icd:-1", "icd:2001", "icd:nan", "icd:1e3", "road:5", "5:icd", "icd:1:2"] {
            assert!(matches!(one_max_access(text), Err(ParamError::Refused(refused)) if refused.value == text));
        }
    }
}
