//! Points between VN-2000 and WGS 84 as PROJ has them: what our own projections are held against.
//!
//! **Source**: every number comes from PROJ's copy of the EPSG registry. The operation between the datums is pinned to EPSG:6960: left
//! alone, PROJ takes EPSG:5194 (0.8 m away) for points in a box of the Mekong delta, and for whole zones that touch it.

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, CoordTransformOptions, SpatialRef};

use crate::Answers;
use crate::wire::Frame;

/// WGS 84, longitude and latitude.
const WGS84: u32 = 4326;
/// VN-2000, longitude and latitude.
const VN2000: u32 = 4756;
/// From VN-2000 to WGS 84.
const SHIFT: &str = "urn:ogc:def:coordinateOperation:EPSG::6960";

/// Answers with the points in the system they go to.
pub fn transform(from: u32, to: u32, points: &[[f64; 2]], answers: &mut Answers) -> Result<(), String> {
    let way = way(from, to)?;
    let moved = points.iter().map(|point| way.iter().try_fold(*point, |point, step| step.apply(point))).collect();
    let given = answers.give_warnings().and_then(|()| answers.give(&Frame::Points(moved)));
    given.and_then(|()| answers.give(&Frame::Done { rows: 0 })).map_err(|error| error.to_string())
}

/// One operation of PROJ; longitude or east comes first on both sides.
struct Step(CoordTransform);

impl Step {
    fn apply(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let (mut xs, mut ys) = ([x], [y]);
        self.0.transform_coords(&mut xs, &mut ys, &mut []).ok()?;
        let ([x], [y]) = (xs, ys);
        (x.is_finite() && y.is_finite()).then_some([x, y])
    }
}

/// The steps from one system to another: off the grid, over the datum, onto the grid.
fn way(from: u32, to: u32) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    if from != WGS84 {
        steps.extend(projection(from, VN2000)?);
        steps.push(shift(false)?);
    }
    if to != WGS84 {
        steps.push(shift(true)?);
        steps.extend(projection(VN2000, to)?);
    }
    Ok(steps)
}

fn projection(from: u32, to: u32) -> Result<Option<Step>, String> {
    if from == to {
        return Ok(None);
    }
    let operation = CoordTransform::new(&system(from)?, &system(to)?).map_err(|error| error.to_string())?;
    Ok(Some(Step(operation)))
}

fn shift(back: bool) -> Result<Step, String> {
    let (from, to) = if back { (WGS84, VN2000) } else { (VN2000, WGS84) };
    let mut pinned = CoordTransformOptions::new().map_err(|error| error.to_string())?;
    pinned.set_coordinate_operation(SHIFT, back).map_err(|error| error.to_string())?;
    let operation = CoordTransform::new_with_options(&system(from)?, &system(to)?, &pinned);
    operation.map(Step).map_err(|error| error.to_string())
}

/// A system of the registry whose datum is VN-2000 or WGS 84; east or longitude comes first.
fn system(code: u32) -> Result<SpatialRef, String> {
    let mut system = SpatialRef::from_epsg(code).map_err(|error| error.to_string())?;
    let datum = system.get_attr_value("DATUM", 0).ok().flatten().unwrap_or_default();
    if code != WGS84 && !datum.contains("Vietnam_2000") {
        return Err(format!("EPSG:{code} is not of VN-2000 but of {datum:?}"));
    }
    system.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(system)
}
