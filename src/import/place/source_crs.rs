//! The coordinate systems a file may be in, and what the words of a file mean.

use geo::Coord;

use crate::gis::wire::FileCrs;
use crate::model::{Name, Refused, Vn2000, vn2000_zones};

/// A coordinate system of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceCrs {
    /// Longitude and latitude of WGS 84.
    Wgs84,
    /// A projected zone of VN-2000.
    Vn2000 {
        /// Its EPSG code.
        epsg: u16,
    },
    /// A drawing in millimetres of a zone.
    Vn2000Millimetres {
        /// EPSG code of the zone.
        epsg: u16,
    },
    /// The same, written by a program that had the signs of the three rotations wrong: 0.8 m off.
    Vn2000Legacy {
        /// EPSG code of the zone.
        epsg: u16,
    },
}

/// In what a file counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Metres (degrees where the system is geographic).
    Metres,
    /// Millimetres, as drawings have.
    Millimetres,
}

/// The seven parameters with the rotations' signs as they stand on many pages.
const LEGACY_ROTATIONS: [f64; 3] = [-0.00928836, 0.01975479, -0.00427372];
/// The same with the signs that the convention of `+towgs84` wants.
const RIGHT_ROTATIONS: [f64; 3] = [0.00928836, -0.01975479, 0.00427372];

impl SourceCrs {
    /// Reads `EPSG:9213`, `EPSG:9213-legacy`, `EPSG:9213-mm` or `EPSG:4326`.
    ///
    /// **Errors**: [`Refused`] (field `crs`) for anything else.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let code = text.strip_prefix("EPSG:").unwrap_or(text);
        let (code, kind) = code.split_once('-').map_or((code, ""), |(code, kind)| (code, kind));
        let known = |epsg: u16| vn2000_zones().any(|(zone, _)| zone == epsg);
        match code.parse::<u16>() {
            Ok(4326) if kind.is_empty() => Ok(SourceCrs::Wgs84),
            Ok(epsg) if known(epsg) && kind == "legacy" => Ok(SourceCrs::Vn2000Legacy { epsg }),
            Ok(epsg) if known(epsg) && kind == "mm" => Ok(SourceCrs::Vn2000Millimetres { epsg }),
            Ok(epsg) if known(epsg) && !text.contains('-') => Ok(SourceCrs::Vn2000 { epsg }),
            _ => {
                let zones = vn2000_zones().map(|(epsg, _)| epsg.to_string()).collect::<Vec<_>>().join(", ");
                let allowed = format!("EPSG:4326, EPSG: {zones}; -mm, -legacy");
                Err(Refused::new("crs", text, &allowed, &allowed))
            }
        }
    }

    /// In what a file in it counts.
    pub fn unit(self) -> Unit {
        match self {
            SourceCrs::Vn2000Millimetres { .. } => Unit::Millimetres,
            _ => Unit::Metres,
        }
    }

    /// Its code, as [`SourceCrs::parse`] reads it.
    pub fn code(self) -> String {
        match self {
            SourceCrs::Wgs84 => "EPSG:4326".to_owned(),
            SourceCrs::Vn2000 { epsg } => format!("EPSG:{epsg}"),
            SourceCrs::Vn2000Legacy { epsg } => format!("EPSG:{epsg}-legacy"),
            SourceCrs::Vn2000Millimetres { epsg } => format!("EPSG:{epsg}-mm"),
        }
    }

    /// What it is called.
    pub fn name(self) -> Name {
        let zone = |epsg: u16| {
            let meridian = vn2000_zones().find(|(code, _)| *code == epsg).map_or(f64::NAN, |(_, meridian)| meridian);
            let (degrees, minutes) = (meridian.trunc(), (meridian.fract() * 60.0).round());
            match epsg {
                3405 => "UTM 48N".to_owned(),
                3406 => "UTM 49N".to_owned(),
                _ => format!("{degrees:.0}°{minutes:02.0}′"),
            }
        };
        match self {
            SourceCrs::Wgs84 => Name::new("WGS 84 (kinh độ, vĩ độ)", "WGS 84 (longitude, latitude)"),
            SourceCrs::Vn2000 { epsg: epsg @ (3405 | 3406) } => {
                Name::new(format!("VN-2000, {}", zone(epsg)), format!("VN-2000, {}", zone(epsg)))
            }
            SourceCrs::Vn2000 { epsg } => Name::new(
                format!("VN-2000, kinh tuyến trục {}", zone(epsg)),
                format!("VN-2000, central meridian {}", zone(epsg)),
            ),
            SourceCrs::Vn2000Millimetres { epsg } => {
                let Name { vi, en } = SourceCrs::Vn2000 { epsg }.name();
                Name::new(format!("{vi}, tính bằng milimét"), format!("{en}, in millimetres"))
            }
            SourceCrs::Vn2000Legacy { epsg } => Name::new(
                format!("VN-2000 {}, tham số cũ (lệch 0,8 m)", zone(epsg)),
                format!("VN-2000 {}, legacy parameters (0.8 m off)", zone(epsg)),
            ),
        }
    }

    /// A position of the file in WGS 84 degrees; `None` when it cannot be one.
    pub fn to_degrees(self, point: Coord<f64>) -> Option<Coord<f64>> {
        let degrees = match self {
            SourceCrs::Wgs84 => point,
            SourceCrs::Vn2000 { epsg } => in_reach(point).then(|| Vn2000::find(epsg))??.inverse(point),
            SourceCrs::Vn2000Millimetres { epsg } => return SourceCrs::Vn2000 { epsg }.to_degrees(point * 1e-3),
            SourceCrs::Vn2000Legacy { epsg } => in_reach(point).then(|| Vn2000::find_legacy(epsg))??.inverse(point),
        };
        let on_globe = degrees.x.abs() <= 180.0 && degrees.y.abs() <= 90.0;
        on_globe.then_some(degrees)
    }
}

/// Far outside a zone a projection turns round and gives numbers that look sane.
fn in_reach(metres: Coord<f64>) -> bool {
    (-1_000_000.0..=2_000_000.0).contains(&metres.x) && (0.0..=3_000_000.0).contains(&metres.y)
}

/// What a file's words mean.
pub struct Read {
    /// The system, when they name one that is known.
    pub crs: Option<SourceCrs>,
    /// What is wrong with them.
    pub findings: Vec<Name>,
}

/// Reads a file's words.
pub fn read(named: &FileCrs) -> Read {
    if is_wgs84(named) {
        return Read { crs: Some(SourceCrs::Wgs84), findings: vec![] };
    }
    if let Some(crs) = named.epsg.and_then(|epsg| SourceCrs::parse(&epsg.to_string()).ok()) {
        return Read { crs: Some(crs), findings: vec![] };
    }
    let parameter = |name: &str| {
        named.proj4.split_whitespace().find_map(|word| word.strip_prefix('+')?.strip_prefix(name)?.strip_prefix('='))
    };
    let zone = zone_of(parameter("lon_0"), parameter("k"));
    let rotations = parameter("towgs84").and_then(rotations);
    let known = |crs, findings| Read { crs, findings };
    match (zone, rotations) {
        (Some(epsg), Some(rotations)) if close(rotations, RIGHT_ROTATIONS) => {
            known(Some(SourceCrs::Vn2000 { epsg }), vec![])
        }
        (Some(epsg), Some(rotations)) if close(rotations, LEGACY_ROTATIONS) => known(
            None,
            vec![Name::new(
                format!(
                    "Tệp ghi bảy tham số VN-2000 với dấu góc xoay cũ (lệch 0,8 m); hãy chọn EPSG:{epsg} hoặc EPSG:{epsg}-legacy."
                ),
                format!(
                    "The file's seven parameters of VN-2000 have the old signs of the rotations (0.8 m off); choose EPSG:{epsg} or EPSG:{epsg}-legacy."
                ),
            )],
        ),
        (Some(epsg), _) if named.proj4.contains("+proj=tmerc") => known(
            None,
            vec![Name::new(
                format!(
                    "Tệp ghi lưới của EPSG:{epsg} nhưng mất hệ quy chiếu VN-2000 (lệch khoảng 200 m); hãy xác nhận EPSG:{epsg}."
                ),
                format!(
                    "The file has the grid of EPSG:{epsg} but has lost the datum VN-2000 (about 200 m off); confirm EPSG:{epsg}."
                ),
            )],
        ),
        _ => known(
            None,
            vec![Name::new(
                format!("Không nhận ra hệ tọa độ “{}” của tệp.", named.name),
                format!("The file's coordinate system “{}” is not known.", named.name),
            )],
        ),
    }
}

/// WGS 84 has more names than one: with heights it is EPSG:4979, with longitude first OGC:CRS84, and ESRI writes no code at all.
fn is_wgs84(named: &FileCrs) -> bool {
    let by_datum = named.epsg.is_none() && named.datum.as_deref().is_some_and(|datum| datum == "WGS_1984");
    named.is_geographic && (named.epsg == Some(4979) || by_datum)
}

fn zone_of(meridian: Option<&str>, scale: Option<&str>) -> Option<u16> {
    let meridian: f64 = meridian?.parse().ok()?;
    let scale: f64 = scale?.parse().ok()?;
    let is_tm3 = (scale - 0.9999).abs() < 1e-9;
    let zones = vn2000_zones().filter(|(epsg, _)| is_tm3 && !matches!(epsg, 3405 | 3406));
    zones.into_iter().find(|(_, zone)| (zone - meridian).abs() < 1e-9).map(|(epsg, _)| epsg)
}

fn rotations(parameters: &str) -> Option<[f64; 3]> {
    let numbers: Vec<f64> = parameters.split(',').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    numbers.get(3..6)?.try_into().ok()
}

fn close(one: [f64; 3], other: [f64; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-7)
}
