//! A synthetic province of any size: the same seed gives the same province. For benchmarks and trials, never for planning.
//!
//! Zones stand in a grid of cells 1.6 km wide; each has one part with up to 200 lots in blocks of ten between internal
//! roads, one clearance area with its events, a gate, leases, and a state history of three dates for each lot. Public roads
//! run between the cells.

mod cells;
mod dice;
mod roads;
mod zone;

use std::sync::Arc;

use geo::Point;

pub use cells::Statement;
use cells::{CELL_M, LOTS_PER_ZONE, ORIGIN};
use dice::Dice;
use roads::RoadGrid;
use zone::ZoneGenerator;

use crate::model::*;

/// Calls `take` for every statement about a province with so many lots.
pub fn generate(lots: usize, seed: u64, take: &mut impl FnMut(Statement)) -> Result<(), Refused> {
    generate_land(lots, seed, take)?;
    generate_roads(lots, 1, take)
}

/// Calls `take` for every statement about the public roads of a province with so many lots: the roads between its cells, and
/// with more than one street to a cell commune streets across them, as dense as one likes.
pub fn generate_roads(lots: usize, streets: usize, take: &mut impl FnMut(Statement)) -> Result<(), Refused> {
    let source =
        Arc::new(Source { kind: SourceKind::Illustration, title: "generated roads".into(), url: None, date: None });
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let columns = columns(lots.div_ceil(LOTS_PER_ZONE));
    RoadGrid { columns, streets: streets.max(1), frame: &frame, source: &source, take }.generate()
}

/// How many cells lie side by side.
fn columns(zones: usize) -> usize {
    (zones as f64).sqrt().ceil().max(1.0) as usize
}

/// Calls `take` for every statement about the land of a province with so many lots.
pub fn generate_land(lots: usize, seed: u64, take: &mut impl FnMut(Statement)) -> Result<(), Refused> {
    let zones = lots.div_ceil(LOTS_PER_ZONE);
    let columns = columns(zones);
    let mut dice = Dice::new(seed);
    let source = Arc::new(Source {
        kind: SourceKind::Illustration,
        title: format!("generated, seed {seed}"),
        url: None,
        date: None,
    });
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    for number in 0..zones {
        let corner = (ORIGIN.0 + (number % columns) as f64 * CELL_M, ORIGIN.1 + (number / columns) as f64 * CELL_M);
        let lots_here = LOTS_PER_ZONE.min(lots - number * LOTS_PER_ZONE);
        let mut zone = ZoneGenerator { number, corner, frame: &frame, source: &source, dice: &mut dice, take };
        zone.generate(lots_here)?;
    }
    Ok(())
}

/// The extent of a generated province, for its description.
pub fn extent(lots: usize) -> Result<Bbox, Refused> {
    let columns = columns(lots.div_ceil(LOTS_PER_ZONE)) as f64;
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let south_west = frame.to_degrees(&Metric(Point::new(ORIGIN.0, ORIGIN.1)));
    let side = columns * CELL_M;
    let north_east = frame.to_degrees(&Metric(Point::new(ORIGIN.0 + side, ORIGIN.1 + side)));
    Bbox::new(south_west.x(), south_west.y(), north_east.x(), north_east.y())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_province() {
        let province = |seed| {
            let mut statements = vec![];
            generate(450, seed, &mut |statement| statements.push(statement)).unwrap();
            statements
        };
        let (one, again, other) = (province(1), province(1), province(2));
        assert_eq!(one, again);
        assert_ne!(one, other);
        let lots = one.iter().filter(|(key, ..)| key.kind == Kind::Lot && key.facet.as_str() == "core").count();
        assert_eq!(lots, 450);
        // Three zones stand in two columns, between three lines each way of two links; the expressway is longer than that.
        assert_eq!(one.iter().filter(|(key, ..)| key.kind == Kind::RoadLink).count(), 2 * 3 * 2);
        assert_eq!(one.iter().filter(|(key, ..)| key.kind == Kind::TransportNode).count(), 1 + 5);
    }
}
