//! Roads of a synthetic province: a grid along the corridors between the zones, one expressway with interchanges, one of
//! each other class of transport node.

use std::sync::Arc;

use geo::{Geometry, LineString, Point};

use super::cells::{CELL_M, ORIGIN, Statement};
use crate::model::*;

/// The roads run so far south and west of the cells' corners, in the corridor between zones, metres.
const CORRIDOR_M: f64 = 150.0;
/// Cells between interchanges.
const CELLS_BETWEEN_INTERCHANGES: usize = 4;
/// Since when the roads are there.
const SINCE: &str = "2010-01-01";

/// Roads around a square of cells.
pub(super) struct RoadGrid<'g, F> {
    /// Cells along each side.
    pub columns: usize,
    /// Streets to a cell: 1 = the main roads between the cells; more add commune streets in between, across the zones.
    pub streets: usize,
    pub frame: &'g MetricFrame,
    pub source: &'g Arc<Source>,
    pub take: &'g mut F,
}

impl<F: FnMut(Statement)> RoadGrid<'_, F> {
    pub fn generate(&mut self) -> Result<(), Refused> {
        let lines = self.columns * self.streets;
        for line in 0..=lines {
            let class = self.class_of(line);
            for (way, name) in [(Way::East, format!("r-e-{line:04}")), (Way::North, format!("r-n-{line:04}"))] {
                self.section(&name, class)?;
                for at in 0..lines {
                    self.link(&name, way, line, at, class)?;
                }
            }
        }
        self.expressway()?;
        self.stops()
    }

    fn class_of(&self, line: usize) -> RoadClass {
        if !line.is_multiple_of(self.streets) {
            return RoadClass::Commune;
        }
        match line / self.streets % 4 {
            0 => RoadClass::National,
            2 => RoadClass::Provincial,
            _ => RoadClass::District,
        }
    }

    /// The position of a crossing on the grid, metres.
    fn crossing(&self, east: usize, north: usize) -> (f64, f64) {
        let street = CELL_M / self.streets as f64;
        (ORIGIN.0 - CORRIDOR_M + east as f64 * street, ORIGIN.1 - CORRIDOR_M + north as f64 * street)
    }

    fn degrees(&self, shape: Geometry<f64>) -> Result<LonLat<Geometry<f64>>, Refused> {
        LonLat::new(self.frame.to_degrees(&Metric(shape)))
    }

    fn state(&mut self, kind: Kind, id: &str, body: Body) -> Result<(), Refused> {
        let key = RowKey { kind, id: Id::new(id)?, facet: Id::new("core")? };
        (self.take)((key, parse_date(SINCE)?, body));
        Ok(())
    }

    fn section(&mut self, id: &str, class: RoadClass) -> Result<(), Refused> {
        let body = RoadSection {
            road_ref: None,
            name: Name::new(format!("Đường {id}"), format!("Road {id}")),
            class,
            ring: false,
            present_grade: None,
            planned_grade: None,
            lanes: None,
            median: None,
            urban: None,
            design_speed_kmh: None,
            terrain: None,
            start_chainage: None,
            beside: None,
            agency: None,
            status: RoadStatus::Operating,
            claims: vec![],
            sources: vec![self.source.clone()],
            data_class: DataClass::Illustration,
        };
        self.state(Kind::RoadSection, id, Body::RoadSection(body))
    }

    /// A link of a line, from its crossing `at` to the next.
    fn link(&mut self, section: &str, way: Way, line: usize, at: usize, class: RoadClass) -> Result<(), Refused> {
        let [from, to] = match way {
            Way::East => [(at, line), (at + 1, line)],
            Way::North => [(line, at), (line, at + 1)],
        };
        let number = line * 31 + at * 17;
        let mut body = self.body(section, from, to, None)?;
        // Some streets are one-way, some bridges weak: enough for a router to meet both.
        body.one_way = (class == RoadClass::Commune && number.is_multiple_of(7)).then_some(true);
        body.max_weight_t = (class == RoadClass::District && number.is_multiple_of(23)).then_some(18.0);
        self.state(Kind::RoadLink, &format!("{section}.{at:04}"), Body::RoadLink(body))
    }

    fn body(
        &self,
        section: &str,
        from: (usize, usize),
        to: (usize, usize),
        over: Option<(f64, f64)>,
    ) -> Result<RoadLink, Refused> {
        let node = |(east, north): (usize, usize)| Id::new(&format!("n-{east}-{north}"));
        let ends = [self.crossing(from.0, from.1), self.crossing(to.0, to.1)];
        let line: Vec<(f64, f64)> = [Some(ends[0]), over, Some(ends[1])].into_iter().flatten().collect();
        Ok(RoadLink {
            section: Id::new(section)?,
            from_node: node(from)?,
            to_node: node(to)?,
            geometry: self.degrees(Geometry::LineString(LineString::from(line)))?,
            geometry_accuracy: GeometryAccuracy::Illustrative,
            one_way: None,
            speed_kmh: None,
            max_weight_t: None,
            max_axle_t: None,
            max_height_m: None,
            trucks: None,
            structure: None,
            opens_on: None,
            banned_turns: vec![],
            data_class: DataClass::Illustration,
        })
    }

    /// An expressway through the middle that meets the main roads at its interchanges.
    fn expressway(&mut self) -> Result<(), Refused> {
        self.section("r-ct", RoadClass::Expressway)?;
        let north = self.columns / 2 * self.streets;
        let step = CELLS_BETWEEN_INTERCHANGES * self.streets;
        let mut east = 0;
        while east <= self.columns * self.streets {
            self.stop(&format!("ic-{east:04}"), NodeClass::ExpresswayInterchange, (east, north))?;
            if east + step <= self.columns * self.streets {
                let (x, y) = self.crossing(east, north);
                let over = (x + CELL_M * CELLS_BETWEEN_INTERCHANGES as f64 / 2.0, y + 60.0);
                let body = self.body("r-ct", (east, north), (east + step, north), Some(over))?;
                self.state(Kind::RoadLink, &format!("r-ct.{east:04}"), Body::RoadLink(body))?;
            }
            east += step;
        }
        Ok(())
    }

    fn stops(&mut self) -> Result<(), Refused> {
        let last = self.columns * self.streets;
        self.stop("ga-1", NodeClass::RailStation, (last / 3, last / 4))?;
        self.stop("icd-1", NodeClass::Icd, (last / 2, last / 3))?;
        self.stop("cang-song-1", NodeClass::RiverPort, (last, last / 2))?;
        self.stop("cang-bien-1", NodeClass::Seaport, (last, 0))?;
        self.stop("san-bay-1", NodeClass::Airport, (0, last))
    }

    fn stop(&mut self, id: &str, class: NodeClass, (east, north): (usize, usize)) -> Result<(), Refused> {
        let (x, y) = self.crossing(east, north);
        let body = TransportNode {
            class,
            name: Name::new(id, id),
            status: NodeStatus::Operating,
            geometry: self.degrees(Geometry::Point(Point::new(x, y)))?,
            geometry_accuracy: GeometryAccuracy::Illustrative,
            sources: vec![self.source.clone()],
            data_class: DataClass::Illustration,
        };
        self.state(Kind::TransportNode, id, Body::TransportNode(body))
    }
}

/// Which way a line of the grid runs.
#[derive(Clone, Copy)]
enum Way {
    East,
    North,
}
