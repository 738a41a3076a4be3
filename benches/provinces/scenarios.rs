//! Scenarios over 200 000 directed edges: one road across the province, and a closed link, for every zone and two classes.

use geo::Coord;
use kcn_atlas::index::View;
use kcn_atlas::model::{AccessClass, Bbox, Id, Optimise, RoadClass, Vehicle};
use kcn_atlas::query::scenario::{DrawnRoad, Proposal, ProposedRoad, Question, check_line, scenario};

use crate::measure::{p50_p99, timed};

const ROUNDS: usize = 20;

/// Median and 99th percentile of one scenario, microseconds.
pub struct Scenarios {
    pub zones: usize,
    pub joins: usize,
    pub added: (f64, f64),
    pub closed: (f64, f64),
}

pub fn measure(view: &View, extent: &Bbox) -> Scenarios {
    let add = question(vec![road_across(extent)], vec![]);
    // In the order of ids, so the same link each time.
    let link = view.snapshot.base().road_links.records[777].id.clone();
    let close = question(vec![], vec![link]);
    let (mut zones, mut joins) = (0, 0);
    let mut times = |question: &Question| {
        let once = |_| {
            let roads = view.roads(None, Vehicle::TRUCK);
            let (found, time) = timed(|| scenario(view, &roads, question).expect("a scenario"));
            zones = found.zones.len();
            joins = joins.max(found.added.iter().map(|added| added.joins.len()).sum());
            time
        };
        p50_p99((0..ROUNDS).map(once).collect())
    };
    let (added, closed) = (times(&add), times(&close));
    Scenarios { zones, joins, added, closed }
}

fn question(add: Vec<Proposal>, close: Vec<Id>) -> Question {
    let classes = vec![AccessClass::ExpresswayInterchange, AccessClass::NationalRoad];
    Question { add, close, classes, optimise: Optimise::Time, limit: 15_000_000, rank: false }
}

/// A straight road over the middle half of the province.
fn road_across(extent: &Bbox) -> Proposal {
    let at = |share: f64| Coord {
        x: extent.min_lon + share * (extent.max_lon - extent.min_lon),
        y: extent.min_lat + share * (extent.max_lat - extent.min_lat),
    };
    let line = check_line("geometry", &[at(0.26), at(0.74)]).expect("a line");
    let road = DrawnRoad { line, class: RoadClass::Provincial, speed_kmh: None, one_way: false, max_weight_t: None };
    Proposal { name: None, road: ProposedRoad::Drawn(road) }
}
