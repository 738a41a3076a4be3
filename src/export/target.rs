//! The coordinate system of a file: degrees of WGS 84, or a zone of VN-2000.

use std::borrow::Cow;

use geo::{Coord, Geometry, MapCoords};

use super::{ExportError, Format};
use crate::index::View;
use crate::model::{Crs, Name, Refused, Vn2000};

/// In what a file's coordinates are. Easting or longitude comes first in every format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetCrs {
    /// Degrees, EPSG:4326.
    #[default]
    Wgs84,
    /// Metres of a zone.
    Vn2000(Crs),
}

impl TargetCrs {
    /// Reads `EPSG:9213`.
    ///
    /// **Errors**: [`Refused`] (field `crs`) unless it is EPSG:4326 or a zone of VN-2000.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text == "EPSG:4326" {
            return Ok(TargetCrs::Wgs84);
        }
        Crs::parse(text).map(TargetCrs::Vn2000).map_err(|refused| {
            let allowed = format!("EPSG:4326, {}", refused.allowed.en);
            Refused::new("crs", text, &allowed, &allowed)
        })
    }

    /// What a format is written in where nobody says: degrees, but a drawing in the grid of the province.
    ///
    /// **Errors**: [`Refused`] (field `crs`) for metres in a format that is degrees by its own definition.
    pub fn of(format: Format, asked: Option<TargetCrs>, view: &View) -> Result<Self, Refused> {
        match asked {
            Some(TargetCrs::Vn2000(crs)) if format.is_always_wgs84() => {
                let vi =
                    "EPSG:4326: định dạng này luôn là WGS 84; cần VN-2000 hãy chọn gpkg, shp, fgb, dxf, csv hoặc xlsx";
                let en = "EPSG:4326: this format is always WGS 84; for VN-2000 take gpkg, shp, fgb, dxf, csv or xlsx";
                Err(Refused::new("crs", crs, vi, en))
            }
            Some(crs) => Ok(crs),
            None if format == Format::Dxf => {
                Ok(TargetCrs::Vn2000(view.snapshot.zones().first().map_or(Crs::THAI_NGUYEN, |shard| shard.crs())))
            }
            None => Ok(TargetCrs::Wgs84),
        }
    }

    /// EPSG code.
    pub fn epsg(self) -> u16 {
        match self {
            TargetCrs::Wgs84 => 4326,
            TargetCrs::Vn2000(crs) => crs.epsg(),
        }
    }
}

impl std::fmt::Display for TargetCrs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "EPSG:{}", self.epsg())
    }
}

/// Brings shapes from degrees into the coordinates of a file.
pub struct Placing {
    zone: Option<Vn2000>,
    /// In what.
    pub crs: TargetCrs,
}

impl Placing {
    /// Into these coordinates.
    pub fn new(crs: TargetCrs) -> Self {
        let zone = match crs {
            TargetCrs::Wgs84 => None,
            TargetCrs::Vn2000(crs) => Vn2000::find(crs.epsg()),
        };
        Placing { zone, crs }
    }

    /// The shape of a record.
    ///
    /// **Errors**: [`ExportError::Record`] for one too far away to have coordinates there.
    pub fn place<'g>(
        &self,
        geometry: &'g Geometry<f64>,
        layer: &'static str,
        id: &str,
    ) -> Result<Cow<'g, Geometry<f64>>, ExportError> {
        let Some(zone) = &self.zone else { return Ok(Cow::Borrowed(geometry)) };
        let there = |degrees: Coord<f64>| {
            let metres = zone.forward(degrees);
            if metres.x.is_finite() && metres.y.is_finite() { Ok(metres) } else { Err(degrees) }
        };
        geometry.try_map_coords(there).map(Cow::Owned).map_err(|at| {
            let reason = Name::new(
                format!("vị trí {}, {} không có tọa độ trong {}", at.x, at.y, self.crs),
                format!("{}, {} has no coordinates in {}", at.x, at.y, self.crs),
            );
            ExportError::record(layer, id, reason)
        })
    }
}
