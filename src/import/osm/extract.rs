//! An extract as the worker gives it, row by row, made small at once: what a way says, its nodes and where they are.

use std::collections::BTreeMap;

use super::facts::{Facts, Reader, Tags, name};
use super::rules::{PlaceKind, Rules};
use super::tally::{Remark, Tally};
use crate::gis::wire::{Row, Value};
use crate::gis::{Rows, WorkerError};
use crate::import::wkb;
use crate::model::NodeClass;

/// The most points of all roads together: three hundred megabytes. A province has some hundred thousand.
const MOST_POINTS: usize = 12_000_000;

/// The most bans on turning.
const MOST_BANS: usize = 500_000;

/// A position, longitude and latitude in degrees.
pub type At = [f64; 2];

/// A road of an extract, whole: not yet cut where others meet it.
#[derive(Debug)]
pub struct Way {
    /// Its number.
    pub id: i64,
    /// What its tags say.
    pub facts: Facts,
    /// Its nodes in the direction of traffic where that is known, each with its position.
    pub nodes: Vec<(i64, At)>,
    /// Positions in `nodes` at which something is missing before the node.
    pub gaps: Vec<usize>,
}

/// A ban on turning, as it stands in the file.
#[derive(Debug)]
pub struct Ban {
    /// Its number.
    pub id: i64,
    /// Its tags.
    pub tags: Tags,
    /// (role, kind of element, number)
    pub members: Vec<(String, char, i64)>,
}

/// A place of transport.
#[derive(Debug)]
pub struct Place {
    /// Its id: `osm-n12`, or `osm-w12` for one that is drawn as a way.
    pub id: String,
    /// What it is.
    pub class: NodeClass,
    /// Vietnamese and English name.
    pub name: [String; 2],
    /// Where.
    pub at: At,
}

/// What is taken of an extract.
#[derive(Default)]
pub struct Extract {
    /// Roads by number.
    pub ways: Vec<Way>,
    /// Bans in the order of the file.
    pub bans: Vec<Ban>,
    /// Places.
    pub places: Vec<Place>,
    /// What is told.
    pub tally: Tally,
}

impl Extract {
    /// Reads the rows of the worker.
    ///
    /// **Errors**: [`WorkerError`] when it fails, or gives more than is held.
    pub fn read(rows: Rows, rules: &Rules) -> Result<Self, WorkerError> {
        let mut extract = Extract::default();
        let mut points = 0;
        for row in rows {
            extract.take(row?, rules)?;
            points += extract.ways.last().map_or(0, |way| way.nodes.len());
            let is_too_large = points > MOST_POINTS || extract.bans.len() > MOST_BANS;
            if is_too_large {
                let reason = format!("more than {MOST_POINTS} points of roads; cut the extract to one province");
                return Err(WorkerError::Refused(reason));
            }
        }
        extract.ways.sort_by_key(|way| way.id);
        let tally = &mut extract.tally;
        extract.ways.dedup_by(|next, kept| {
            let is_same = next.id == kept.id;
            if is_same {
                tally.add(Remark::Twice, &format!("w{}", next.id), "");
            }
            is_same
        });
        Ok(extract)
    }

    fn take(&mut self, row: Row, rules: &Rules) -> Result<(), WorkerError> {
        let nonsense = || WorkerError::Crashed("a row of an extract that makes no sense".to_owned());
        let text = |at: usize| match row.values.get(at) {
            Some(Value::Text(text)) => std::str::from_utf8(&text.0).map_err(|_| nonsense()),
            _ => Err(nonsense()),
        };
        let id: i64 = text(1)?.parse().map_err(|_| nonsense())?;
        let tags: Tags = serde_json::from_str(text(3)?).map_err(|_| nonsense())?;
        let shape = row.wkb.as_ref().map(|bytes| bytes.0.as_slice());
        match text(0)? {
            "way" => {
                let facts = Reader { rules, tally: &mut self.tally }.facts(id, &tags);
                if let Some(facts) = facts {
                    let way = self.way(id, facts, text(2)?, shape).ok_or_else(nonsense)?;
                    self.ways.extend(way);
                }
            }
            "turn" => self.bans.push(Ban { id, tags, members: members(text(2)?).ok_or_else(nonsense)? }),
            "place" => {
                let at = shape.and_then(wkb::first_position).ok_or_else(nonsense)?;
                self.place(&format!("{}{id}", text(2)?), &tags, [at.x, at.y], rules);
            }
            "other" => {
                let kind = tags.get("highway").map_or("", String::as_str);
                let times = u64::try_from(id).unwrap_or(0);
                self.tally.add_times(Remark::OtherKinds, times, "", &format!("{kind} {times}"));
            }
            _ => return Err(nonsense()),
        }
        Ok(())
    }

    /// A way of its nodes and its line. `None` = they do not fit each other; an inner `None` = nothing of it can be drawn.
    #[allow(clippy::option_option)]
    fn way(&mut self, id: i64, facts: Facts, names: &str, line: Option<&[u8]>) -> Option<Option<Way>> {
        let element = format!("w{id}");
        let corners = match line {
            Some(line) => match wkb::read(line).ok()?.geometry {
                geo::Geometry::LineString(line) => line.0,
                _ => return None,
            },
            None => Vec::new(),
        };
        let (mut corners, mut nodes, mut gaps, mut missing) = (corners.into_iter(), Vec::new(), Vec::new(), 0);
        for name in names.split_ascii_whitespace() {
            if name == "x" {
                missing += 1;
                if gaps.last() != Some(&nodes.len()) {
                    gaps.push(nodes.len());
                }
                continue;
            }
            let node: i64 = name.parse().ok()?;
            match corners.next() {
                Some(at) => nodes.push((node, [at.x, at.y])),
                None if line.is_none() => {}
                None => return None,
            }
        }
        if missing > 0 {
            self.tally.add_times(Remark::MissingNodes, missing, &element, "");
        }
        if nodes.len() < 2 {
            if missing == 0 {
                self.tally.add(Remark::NoLength, &element, "");
            }
            return Some(None);
        }
        let mut way = Way { id, facts, nodes, gaps };
        if way.facts.is_backward {
            way.nodes.reverse();
            let count = way.nodes.len();
            way.gaps = way.gaps.iter().rev().map(|gap| count - gap).collect();
        }
        way.nodes.shrink_to_fit();
        Some(Some(way))
    }

    fn place(&mut self, element: &str, tags: &Tags, at: At, rules: &Rules) {
        match rules.place(tags) {
            None => {}
            Some(PlaceKind::Unsure) => {
                let name = name(tags).map(|[vi, _]| vi).unwrap_or_default();
                self.tally.add(Remark::UnsurePort, element, &name);
            }
            Some(PlaceKind::Node(class, words)) => {
                let number = tags.get("ref").map(|number| words.clone().map(|word| format!("{word} {number}")));
                let name = name(tags).or(number).unwrap_or(words);
                self.places.push(Place { id: format!("osm-{element}"), class, name, at });
            }
        }
    }
}

/// `from w 12;via n 3;to w 14`
fn members(text: &str) -> Option<Vec<(String, char, i64)>> {
    let member = |text: &str| {
        let mut words = text.rsplitn(3, ' ');
        let (id, kind, role) = (words.next()?.parse().ok()?, words.next()?.chars().next()?, words.next()?);
        Some((role.to_owned(), kind, id))
    };
    text.split(';').filter(|text| !text.is_empty()).map(member).collect()
}

/// Places whose id stands there already are left out.
pub fn without_repeats(places: Vec<Place>) -> Vec<Place> {
    let by_id: BTreeMap<String, Place> = places.into_iter().map(|place| (place.id.clone(), place)).collect();
    by_id.into_values().collect()
}
