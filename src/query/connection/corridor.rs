//! The strips beside a road as outlines: protection strip, and safety corridor outward from it.
//!
//! Only centrelines are on record, so half the roadbed is assumed from the grade and every outline is approximate.

use geo::algorithm::buffer::{BufferStyle, LineCap};
use geo::{BooleanOps, Buffer, Geometry, MultiLineString, MultiPolygon, Simplify};

use super::known::Road;
use crate::model::{Metric, RoadStructure};
use crate::rules::connection::{Grade, Widths};

/// Vertices of a centreline that are buffered as drawn; a longer one is smoothed by less than a roadbed's doubt first.
const MOST_VERTICES: usize = 5_000;
/// By so many metres.
const SMOOTHED_M: f64 = 0.5;

/// Which strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strip {
    /// Phần đất bảo vệ, bảo trì.
    Protection,
    /// Hành lang an toàn.
    Corridor,
}

/// A strip of a road.
#[derive(Clone, Debug)]
pub struct StripOutline {
    /// Which strip.
    pub strip: Strip,
    /// Its width on each side, metres.
    pub width_m: f64,
    /// Along a viaduct or tunnel, where it is measured from the structure's outer edge.
    pub is_at_structure: bool,
    /// Its outline on both sides, degrees.
    pub outline: MultiPolygon<f64>,
}

/// The strips of a road; empty ones are left out.
pub fn strips(road: &Road, widths: &Widths) -> Vec<StripOutline> {
    let (plain, carried) = stretches(road, widths);
    let half = widths.half_roadbed_m;
    let protection_m = widths.strips.protection_m;
    let mut found = vec![
        outline(road, &plain, Strip::Protection, (half, protection_m), false),
        outline(road, &plain, Strip::Corridor, (half + protection_m, widths.strips.corridor_m), false),
    ];
    if let Some(out_m) = widths.strips.structure_m {
        found.push(outline(road, &carried, Strip::Corridor, (half, out_m), true));
    }
    found.retain(|strip| !strip.outline.0.is_empty());
    found
}

/// The centreline on the ground, and on viaducts and in tunnels where the law measures from the structure.
fn stretches(road: &Road, widths: &Widths) -> (MultiLineString<f64>, MultiLineString<f64>) {
    let is_carried = |structure: Option<RoadStructure>| {
        let is_expressway = widths.strips.grades.contains(&Grade::Expressway);
        is_expressway && matches!(structure, Some(RoadStructure::Viaduct | RoadStructure::Tunnel))
    };
    let mut spans: Vec<(bool, f64, f64)> = vec![];
    for link in road.line.links() {
        let carried = is_carried(link.structure);
        match spans.last_mut().filter(|last| last.0 == carried && (link.from_m - last.2).abs() < 1e-6) {
            Some(last) => last.2 = link.to_m,
            None => spans.push((carried, link.from_m, link.to_m)),
        }
    }
    let lines = |carried: bool| {
        let spans = spans.iter().filter(|span| span.0 == carried);
        let lines = MultiLineString(spans.flat_map(|(_, from, to)| road.line.metric_between(*from, *to).0.0).collect());
        let vertices: usize = lines.0.iter().map(|line| line.0.len()).sum();
        if vertices > MOST_VERTICES { lines.simplify(SMOOTHED_M) } else { lines }
    };
    (lines(false), lines(true))
}

fn outline(
    road: &Road,
    centreline: &MultiLineString<f64>,
    strip: Strip,
    (from_m, width_m): (f64, f64),
    is_at_structure: bool,
) -> StripOutline {
    let wide = |out_m: f64| {
        let style = BufferStyle::new(out_m).line_cap(LineCap::Butt);
        Geometry::MultiLineString(centreline.clone()).buffer_with_style(style)
    };
    let metric =
        if centreline.0.is_empty() { MultiPolygon(vec![]) } else { wide(from_m + width_m).difference(&wide(from_m)) };
    StripOutline { strip, width_m, is_at_structure, outline: road.line.frame().to_degrees(&Metric(metric)) }
}
