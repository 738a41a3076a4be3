//! How wide the strips beside a road are.

use std::collections::BTreeMap;

use super::{Grade, Validity};
use crate::model::{Certainty, Date, Terrain};

/// The strips of a grade in law.
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    /// Planned grades.
    pub grades: Vec<Grade>,
    /// Protection and maintenance strip, metres on each side.
    pub protection_m: f64,
    /// Safety corridor, metres outward from it.
    pub corridor_m: f64,
    /// From the outer edge of a viaduct or tunnel instead of both; `None` = the same as elsewhere.
    pub structure_m: Option<f64>,
    /// When it is in force.
    pub validity: Validity,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The strips of a road, with the half of its roadbed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths<'a> {
    /// What the law says.
    pub strips: &'a Strips,
    /// From the centreline to the edge of the roadbed, metres; assumed from the grade.
    pub half_roadbed_m: f64,
}

impl Widths<'_> {
    /// From the centreline to the outer edge of the safety corridor, metres.
    pub fn out_m(&self) -> f64 {
        self.half_roadbed_m + self.strips.protection_m + self.strips.corridor_m
    }
}

/// Half roadbeds by grade, metres on flat ground and in mountains.
pub(super) type Roadbeds = BTreeMap<Grade, [f64; 2]>;

/// The widths of a grade on a day. Where the terrain is not known, the wider one.
pub(super) fn widths<'a>(
    strips: &'a [Strips],
    roadbeds: &Roadbeds,
    grade: Grade,
    terrain: Option<Terrain>,
    day: Date,
) -> Option<Widths<'a>> {
    let strips = strips.iter().find(|strips| strips.grades.contains(&grade) && strips.validity.holds(day))?;
    let [flat, mountain] = *roadbeds.get(&grade)?;
    let half_roadbed_m = if terrain == Some(Terrain::Mountain) { mountain } else { flat };
    Some(Widths { strips, half_roadbed_m })
}
