//! The systems in which the points of a file would land where they should.

use geo::Coord;

use super::source_crs::SourceCrs;
use crate::model::{Bbox, vn2000_zones};

/// A system in which most points would land inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The system.
    pub crs: SourceCrs,
    /// Whether the axes stand the other way round.
    pub swapped: bool,
    /// The share of points that land inside, 0 to 1.
    pub inside: f64,
    /// How far the middle of the points lands from the middle of where they should, kilometres.
    pub kilometres: f64,
}

/// At least this share must land inside to be worth offering.
const WORTH_OFFERING: f64 = 0.5;

/// Where the shapes of a file should land.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Home {
    /// The box around the province, degrees.
    pub extent: Bbox,
    /// EPSG code of its own zone: neighbouring zones are only 26 km apart, so the place alone does not decide.
    pub zone: u16,
}

/// Every system in which the points would land inside, the likeliest first: more inside, then straight axes, then the province's own zone,
/// then nearer to the middle.
pub fn candidates(points: &[Coord<f64>], home: &Home) -> Vec<Candidate> {
    let extent = &home.extent;
    let zones =
        vn2000_zones().flat_map(|(epsg, _)| [SourceCrs::Vn2000 { epsg }, SourceCrs::Vn2000Millimetres { epsg }]);
    let mut found = Vec::new();
    for crs in std::iter::once(SourceCrs::Wgs84).chain(zones) {
        for swapped in [false, true] {
            let inside = share_inside(points, crs, swapped, extent);
            if inside >= WORTH_OFFERING {
                let kilometres = middle(points, crs, swapped).map_or(f64::INFINITY, |at| from_middle(at, extent));
                found.push(Candidate { crs, swapped, inside, kilometres });
            }
        }
    }
    found.sort_by(|one, other| {
        let by_share = other.inside.total_cmp(&one.inside);
        let own = [SourceCrs::Vn2000 { epsg: home.zone }, SourceCrs::Vn2000Millimetres { epsg: home.zone }];
        let is_foreign = |candidate: &Candidate| !own.contains(&candidate.crs);
        let by_axes = by_share.then(one.swapped.cmp(&other.swapped));
        by_axes.then(is_foreign(one).cmp(&is_foreign(other))).then(one.kilometres.total_cmp(&other.kilometres))
    });
    found
}

/// The share of points that land inside, 0 to 1; points that cannot be in this system land nowhere.
pub fn share_inside(points: &[Coord<f64>], crs: SourceCrs, swapped: bool, extent: &Bbox) -> f64 {
    let lands = |point: &&Coord<f64>| degrees(**point, crs, swapped).is_some_and(|at| extent.holds(at));
    if points.is_empty() { 0.0 } else { points.iter().filter(lands).count() as f64 / points.len() as f64 }
}

/// How far outside the middle of the points lands; `None` when they cannot be in this system.
pub fn kilometres_outside(points: &[Coord<f64>], crs: SourceCrs, extent: &Bbox) -> Option<f64> {
    let at = middle(points, crs, false)?;
    let nearest =
        Coord { x: at.x.clamp(extent.min_lon, extent.max_lon), y: at.y.clamp(extent.min_lat, extent.max_lat) };
    Some(kilometres(at, nearest))
}

fn degrees(point: Coord<f64>, crs: SourceCrs, swapped: bool) -> Option<Coord<f64>> {
    crs.to_degrees(if swapped { Coord { x: point.y, y: point.x } } else { point })
}

fn middle(points: &[Coord<f64>], crs: SourceCrs, swapped: bool) -> Option<Coord<f64>> {
    let at: Vec<Coord<f64>> = points.iter().filter_map(|point| degrees(*point, crs, swapped)).collect();
    let sum = at.iter().copied().reduce(|one, other| one + other)?;
    Some(sum / at.len() as f64)
}

fn from_middle(at: Coord<f64>, extent: &Bbox) -> f64 {
    let middle = Coord { x: (extent.min_lon + extent.max_lon) / 2.0, y: (extent.min_lat + extent.max_lat) / 2.0 };
    kilometres(at, middle)
}

/// Good enough to say how far off something is.
fn kilometres(one: Coord<f64>, other: Coord<f64>) -> f64 {
    use geo::{Distance, Haversine, Point};
    Haversine.distance(Point(one), Point(other)) / 1000.0
}
