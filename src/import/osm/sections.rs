//! Ways put together to sections: a managed stretch of one road. Ways of one number hang together, else those of one name; a way with
//! neither is a section of its own. A roundabout does not cut the road that leads through it, though it rarely bears its number.

use std::collections::HashMap;

use super::extract::Extract;
use super::facts::Facts;
use super::rules::Rules;
use crate::model::{RoadClass, fold};

/// A section.
#[derive(Debug)]
pub struct Section {
    /// Its id: `osm-ql3-w12`, or `osm-w12`, after the first of its ways.
    pub id: String,
    /// Number on the sign.
    pub number: Option<String>,
    /// Vietnamese and English name.
    pub name: [String; 2],
    /// Class.
    pub class: RoadClass,
    /// Whether it is a ring road.
    pub ring: bool,
    /// Whether it is not there yet.
    pub is_planned: bool,
    /// Lanes both ways, where all its ways agree.
    pub lanes: Option<u8>,
    /// Whether a strip divides it, where all its ways agree.
    pub median: Option<bool>,
}

/// The sections, and of every way which it belongs to.
pub struct Grouped {
    /// The sections.
    pub sections: Vec<Section>,
    /// Positions in `sections`, one a way.
    pub of_way: Vec<usize>,
}

/// What ways of one section have in common.
fn key(facts: &Facts) -> Option<String> {
    let stage = if facts.is_planned { "planned" } else { "" };
    let road = match (&facts.sign, &facts.name) {
        (Some(sign), _) => format!("ref {}", sign.key()),
        (None, Some([vi, _])) => format!("name {}", fold(vi)),
        (None, None) => return None,
    };
    Some(format!("{} {stage} {road}", facts.class as usize))
}

/// Puts ways together; `shared` are the nodes at which ways meet.
pub fn group(extract: &Extract, shared: &[i64], rules: &Rules) -> Grouped {
    let through = roundabouts(extract);
    let mut joined = Joined::of(extract.ways.len());
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut first_at: HashMap<(usize, i64), usize> = HashMap::new();
    for (position, way) in extract.ways.iter().enumerate() {
        let Some(key) = key(&way.facts) else { continue };
        let count = keys.len();
        let key = *keys.entry(key).or_insert(count);
        for (node, _) in &way.nodes {
            if shared.binary_search(node).is_err() {
                continue;
            }
            let place = through.get(node).unwrap_or(node);
            let first = *first_at.entry((key, *place)).or_insert(position);
            joined.join(first, position);
        }
    }
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for position in 0..extract.ways.len() {
        members.entry(joined.root(position)).or_default().push(position);
    }
    let mut groups: Vec<Vec<usize>> = members.into_values().collect();
    // Ways stand in the order of their numbers: a group's first is its least.
    groups.sort_by_key(|ways| ways[0]);
    let mut of_way = vec![0; extract.ways.len()];
    for (section, ways) in groups.iter().enumerate() {
        ways.iter().for_each(|way| of_way[*way] = section);
    }
    Grouped { sections: groups.iter().map(|ways| section(extract, ways, rules)).collect(), of_way }
}

/// Of every node of a roundabout one that stands for all of it.
fn roundabouts(extract: &Extract) -> HashMap<i64, i64> {
    let mut through = HashMap::new();
    for way in extract.ways.iter().filter(|way| way.facts.is_roundabout) {
        // A roundabout may be drawn as several ways.
        let known = way.nodes.iter().find_map(|(node, _)| through.get(node).copied());
        let stands_for = known.unwrap_or(way.nodes[0].0);
        through.extend(way.nodes.iter().map(|(node, _)| (*node, stands_for)));
    }
    through
}

fn section(extract: &Extract, ways: &[usize], rules: &Rules) -> Section {
    let facts = |way: &usize| &extract.ways[*way].facts;
    let (first, least) = (facts(&ways[0]), extract.ways[ways[0]].id);
    let id = match &first.sign {
        Some(sign) => format!("osm-{}-w{least}", slug(&sign.key())),
        None => format!("osm-w{least}"),
    };
    let names: Vec<&[String; 2]> = ways.iter().filter_map(|way| facts(way).name.as_ref()).collect();
    let is_one_name = names.len() == ways.len() && names.iter().all(|name| name[0] == names[0][0]);
    let of_number = || first.sign.as_ref().and_then(|sign| rules.name_of_ref(sign));
    let name =
        if is_one_name { Some(names[0].clone()) } else { of_number().or_else(|| names.first().copied().cloned()) };
    let number = || first.sign.as_ref().map(|sign| [format!("Đường {}", sign.text), format!("Road {}", sign.text)]);
    let unnamed = || ["Đường chưa có tên".to_owned(), "Road without a name".to_owned()];
    // Half of a divided road has half of its lanes.
    let both_ways = ways.iter().all(|way| facts(way).one_way != Some(true));
    Section {
        id,
        number: first.sign.as_ref().map(|sign| sign.text.clone()),
        name: name.or_else(number).unwrap_or_else(unnamed),
        class: first.class,
        ring: ways.iter().any(|way| facts(way).ring),
        is_planned: first.is_planned,
        lanes: agreed(ways.iter().map(|way| facts(way).lanes)).filter(|_| both_ways),
        median: agreed(ways.iter().map(|way| facts(way).median)),
    }
}

/// What all say; `None` = one does not say it, or they differ.
fn agreed<T: PartialEq>(mut said: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = said.next()??;
    said.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The letters of a number that an id may have.
fn slug(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).take(20).collect()
}

/// Which ways hang together.
struct Joined(Vec<usize>);

impl Joined {
    fn of(count: usize) -> Self {
        Joined((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// The lesser root stays: the first way stands for all.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
