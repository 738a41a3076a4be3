//! What the tags of one way say of a road, in the record's words. What they do not say, and what cannot be read, is unknown.

use std::collections::BTreeMap;

use super::rules::Rules;
use super::sign::Sign;
use super::tally::{Remark, Tally};
use super::units::{kilometres_an_hour, metres, tonnes};
use crate::model::{RoadClass, RoadStructure};

/// Tags of an element.
pub type Tags = BTreeMap<String, String>;

/// What is said of a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Management class.
    pub class: RoadClass,
    /// Whether it is not there yet.
    pub is_planned: bool,
    /// Number on the sign that tells its class.
    pub sign: Option<Sign>,
    /// Vietnamese and English name.
    pub name: Option<[String; 2]>,
    /// Whether it is a ring road.
    pub ring: bool,
    /// Whether it is a roundabout.
    pub is_roundabout: bool,
    /// One-way along its nodes.
    pub one_way: Option<bool>,
    /// Traffic goes against its nodes: they are to be turned round.
    pub is_backward: bool,
    /// Speed limit, km/h.
    pub speed_kmh: Option<f64>,
    /// Gross weight limit, tonnes.
    pub max_weight_t: Option<f64>,
    /// Axle load limit, tonnes.
    pub max_axle_t: Option<f64>,
    /// Headroom, metres.
    pub max_height_m: Option<f64>,
    /// Whether trucks may use it.
    pub trucks: Option<bool>,
    /// What carries it.
    pub structure: Option<RoadStructure>,
    /// Lanes of this way.
    pub lanes: Option<u8>,
    /// Whether it is one half of a divided road.
    pub median: Option<bool>,
}

/// Reads the tags of ways.
pub struct Reader<'r> {
    /// What tags mean.
    pub rules: &'r Rules,
    /// What is told.
    pub tally: &'r mut Tally,
}

impl Reader<'_> {
    /// What the tags of a way say; `None` = it is no road that is taken, and told why.
    pub fn facts(&mut self, id: i64, tags: &Tags) -> Option<Facts> {
        let element = format!("w{id}");
        let get = |key: &str| tags.get(key).map(String::as_str);
        let stage = get("highway").filter(|stage| matches!(*stage, "construction" | "proposed"));
        let kind = stage.map_or(get("highway"), get)?;
        let of_kind = self.rules.class_of_kind(kind)?;
        if self.is_closed(tags) {
            self.tally.add(Remark::Closed, &element, kind);
            return None;
        }
        if self.rules.needs_reason(kind) && !self.has_reason(tags) {
            self.tally.add(Remark::NoReason, &element, kind);
            return None;
        }
        let name = name(tags);
        let (sign, class, ring) = self.class(get("ref"), name.as_ref(), kind);
        let (one_way, is_backward) = self.one_way(&element, tags, kind);
        Some(Facts {
            class: class.unwrap_or(of_kind),
            is_planned: stage.is_some(),
            sign,
            name,
            ring,
            is_roundabout: is_roundabout(tags),
            one_way,
            is_backward,
            speed_kmh: self.limit(&element, tags, &["maxspeed"], kilometres_an_hour, self.rules.limits.speed_kmh),
            max_weight_t: self.limit(
                &element,
                tags,
                &["maxweight:hgv", "maxweight", "maxweightrating"],
                tonnes,
                self.rules.limits.weight_t,
            ),
            max_axle_t: self.limit(&element, tags, &["maxaxleload"], tonnes, self.rules.limits.axle_t),
            max_height_m: self.limit(
                &element,
                tags,
                &["maxheight", "maxheight:physical"],
                metres,
                self.rules.limits.height_m,
            ),
            trucks: self.trucks(&element, tags),
            structure: structure(tags),
            lanes: self.lanes(&element, get("lanes")),
            median: median(tags),
        })
    }

    /// The number that tells most of a road, its class, and whether it is a ring road: by number, else by name.
    fn class(
        &self,
        on_sign: Option<&str>,
        name: Option<&[String; 2]>,
        kind: &str,
    ) -> (Option<Sign>, Option<RoadClass>, bool) {
        let signs: Vec<Sign> = on_sign.map(Sign::all).unwrap_or_default();
        let said = |sign: &Sign| self.rules.of_ref(sign, kind);
        let ring = signs.iter().filter_map(said).any(|said| said.ring);
        // Of several numbers the road is managed by the highest.
        let known = signs.iter().filter_map(|sign| Some((said(sign)?.class?, sign)));
        let leading = known.min_by_key(|(class, _)| *class as usize);
        let by_name = name.map(|[vi, _]| self.rules.of_name(vi, kind));
        let ring = ring || by_name.as_ref().is_some_and(|said| said.ring);
        match leading {
            Some((class, sign)) => (Some(sign.clone()), Some(class), ring),
            None => (signs.into_iter().next(), by_name.and_then(|said| said.class), ring),
        }
    }

    fn is_closed(&self, tags: &Tags) -> bool {
        let of = |keys: &[&str]| keys.iter().find_map(|key| tags.get(*key));
        let access = &self.rules.access;
        let is_closed = of(&["motor_vehicle", "vehicle", "access"]).is_some_and(|value| access.closed.contains(value));
        let are_welcome = of(&["hgv", "goods"])
            .is_some_and(|value| access.trucks_yes.contains(value) || access.trucks_unknown.contains(value));
        is_closed && !are_welcome
    }

    fn has_reason(&self, tags: &Tags) -> bool {
        let access = &self.rules.access;
        let is_open = tags.get("access").is_some_and(|value| access.open.contains(value));
        let for_trucks =
            ["hgv", "goods"].iter().any(|key| tags.get(*key).is_some_and(|value| access.trucks_yes.contains(value)));
        ["ref", "name", "name:vi"].iter().any(|key| tags.contains_key(*key)) || is_open || for_trucks
    }

    /// One-way or not, and whether traffic goes against the nodes.
    fn one_way(&mut self, element: &str, tags: &Tags, kind: &str) -> (Option<bool>, bool) {
        match tags.get("oneway").map(String::as_str) {
            Some("yes" | "true" | "1") => (Some(true), false),
            Some("-1" | "reverse") => (Some(true), true),
            Some("no" | "false" | "0") => (Some(false), false),
            Some(other @ ("reversible" | "alternating")) => {
                self.tally.add(Remark::Reversible, element, other);
                (None, false)
            }
            Some(other) => {
                self.tally.add(Remark::Value("oneway"), element, other);
                (None, false)
            }
            None => ((self.rules.is_one_way(kind) || is_roundabout(tags)).then_some(true), false),
        }
    }

    /// The first of several keys that is there, in the record's unit.
    fn limit(
        &mut self,
        element: &str,
        tags: &Tags,
        keys: &[&'static str],
        read: fn(&str) -> Option<f64>,
        [least, most]: [f64; 2],
    ) -> Option<f64> {
        let (key, text) = keys.iter().find_map(|key| Some((*key, tags.get(*key)?)))?;
        if self.rules.limits.no_number.contains(text.trim()) {
            return None;
        }
        let number = read(text).filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.tally.add(Remark::Value(key), element, text);
        }
        number
    }

    fn trucks(&mut self, element: &str, tags: &Tags) -> Option<bool> {
        if let Some(condition) = ["hgv:conditional", "goods:conditional"].iter().find_map(|key| tags.get(*key)) {
            self.tally.add(Remark::ConditionalTrucks, element, condition);
            return None;
        }
        let value = ["hgv", "goods"].iter().find_map(|key| tags.get(*key))?;
        let access = &self.rules.access;
        if access.trucks_yes.contains(value) {
            return Some(true);
        }
        if access.trucks_no.contains(value) {
            return Some(false);
        }
        if !access.trucks_unknown.contains(value) {
            self.tally.add(Remark::Value("hgv"), element, value);
        }
        None
    }

    fn lanes(&mut self, element: &str, text: Option<&str>) -> Option<u8> {
        let text = text?;
        let lanes = text.trim().parse().ok().filter(|lanes| (1..=20).contains(lanes));
        if lanes.is_none() {
            self.tally.add(Remark::Value("lanes"), element, text);
        }
        lanes
    }
}

fn is_roundabout(tags: &Tags) -> bool {
    tags.get("junction").is_some_and(|junction| matches!(junction.as_str(), "roundabout" | "circular"))
}

fn structure(tags: &Tags) -> Option<RoadStructure> {
    let is = |key: &str| tags.get(key).map(String::as_str).filter(|value| *value != "no");
    match (is("tunnel"), is("bridge")) {
        // A culvert carries water under the road, and what leads through a building is no tunnel.
        (Some("culvert" | "building_passage"), None) => None,
        (_, Some("viaduct")) => Some(RoadStructure::Viaduct),
        (_, Some(_)) => Some(RoadStructure::Bridge),
        (Some(_), None) => Some(RoadStructure::Tunnel),
        (None, None) => None,
    }
}

fn median(tags: &Tags) -> Option<bool> {
    match ["dual_carriageway", "divided"].iter().find_map(|key| tags.get(*key))?.as_str() {
        "yes" | "1" | "true" | "median" => Some(true),
        "no" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// Vietnamese and English name of an element; one stands for the other.
pub fn name(tags: &Tags) -> Option<[String; 2]> {
    let get = |key: &str| tags.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let vi = get("name:vi").or_else(|| get("name")).or_else(|| get("name:en"))?;
    Some([vi.to_owned(), get("name:en").unwrap_or(vi).to_owned()])
}

#[cfg(test)]
mod tests;
