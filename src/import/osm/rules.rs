//! What tags mean: `data/mappings/osm.toml`, and which kinds of roads are wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::sign::Sign;
use super::table::{Access, HighwayRow, Import, Limits, NamedBy, PlaceRow, RefRow, Table};
use crate::gis::wire::RoadsAsked;
use crate::model::{Coded, NodeClass, Refused, RoadClass, fold};

/// The key of `set` that names the kinds of roads that are wanted: `motorway;trunk;primary`.
pub const CLASSES: &str = "osm_classes";

/// The table, and which kinds of roads are wanted.
pub struct Rules {
    refs: Vec<(RefRow, Option<RoadClass>)>,
    names: Vec<(Vec<String>, Option<RoadClass>, bool)>,
    highways: BTreeMap<String, (HighwayRow, RoadClass)>,
    /// Words about who may use a road.
    pub access: Access,
    /// Which numbers are believed.
    pub limits: Limits,
    places: Vec<(PlaceRow, Option<NodeClass>)>,
    wanted: BTreeSet<String>,
    /// Whether a person said which kinds: then they need no further reason.
    is_chosen: bool,
}

/// What a number on the sign, or a name, says of a road.
pub struct Said {
    /// Its class; `None` = that of its kind.
    pub class: Option<RoadClass>,
    /// Whether it is a ring road.
    pub ring: bool,
}

/// What a place is.
pub enum PlaceKind {
    /// A node of transport, and what it is called where nobody gave it a name.
    Node(NodeClass, [String; 2]),
    /// A port of a river or of the sea.
    Unsure,
}

impl Rules {
    /// The table; `chosen` are the kinds of roads a person asks for.
    ///
    /// **Errors**: [`Refused`] (field `osm_classes`) for a kind that is none; a broken table is a defect of the program and told as such.
    pub fn new(chosen: Option<&str>) -> Result<Self, Refused> {
        let broken = |message: String| Refused::new("osm.toml", message, "bảng nhãn OSM đúng", "a sound table of tags");
        let text = include_str!("../../../data/mappings/osm.toml");
        let table: Table = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        let class = |code: &str| code_of::<RoadClass>(code).ok_or_else(|| broken(code.to_owned()));
        let some_class = |code: &Option<String>| code.as_deref().map(class).transpose();
        let node = |code: &str| code_of::<NodeClass>(code).ok_or_else(|| broken(code.to_owned()));
        let mut rules = Rules {
            refs: Vec::new(),
            names: Vec::new(),
            highways: BTreeMap::new(),
            access: table.access,
            limits: table.limits,
            places: Vec::new(),
            wanted: BTreeSet::new(),
            is_chosen: chosen.is_some(),
        };
        for row in table.refs {
            let class = some_class(&row.class)?;
            rules.refs.push((row, class));
        }
        for row in table.names {
            let starts = row.starts.iter().map(|start| fold(start)).collect();
            rules.names.push((starts, some_class(&row.class)?, row.ring));
        }
        for (kind, row) in table.highways {
            let class = class(&row.class)?;
            rules.highways.insert(kind, (row, class));
        }
        for row in table.places {
            let class = row.class.as_deref().map(node).transpose()?;
            rules.places.push((row, class));
        }
        rules.wanted = match chosen {
            Some(chosen) => rules.chosen(chosen)?,
            None => {
                let is_taken = |(_, (row, _)): &(&String, &(HighwayRow, RoadClass))| row.import != Import::No;
                rules.highways.iter().filter(is_taken).map(|(kind, _)| kind.clone()).collect()
            }
        };
        Ok(rules)
    }

    fn chosen(&self, text: &str) -> Result<BTreeSet<String>, Refused> {
        let words = text.split([';', ',']).map(str::trim).filter(|word| !word.is_empty());
        let kind = |word: &str| {
            self.highways.get_key_value(word).map(|(kind, _)| kind.clone()).ok_or_else(|| {
                let known = self.highways.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                Refused::new(CLASSES, word, &known, &known)
            })
        };
        let kinds: BTreeSet<String> = words.map(kind).collect::<Result<_, _>>()?;
        if kinds.is_empty() { kind("").map(|kind| BTreeSet::from([kind])) } else { Ok(kinds) }
    }

    /// What the worker is asked for.
    pub fn asked(&self) -> RoadsAsked {
        let place = |(row, _): &(PlaceRow, _)| (row.key.clone(), row.value.clone());
        RoadsAsked { highways: self.wanted.iter().cloned().collect(), places: self.places.iter().map(place).collect() }
    }

    /// The class of a wanted kind of road; `None` = it is not wanted.
    pub fn class_of_kind(&self, kind: &str) -> Option<RoadClass> {
        self.highways.get(kind).filter(|_| self.wanted.contains(kind)).map(|(_, class)| *class)
    }

    /// Whether traffic of a kind of road goes one way unless the tags say otherwise.
    pub fn is_one_way(&self, kind: &str) -> bool {
        self.highways.get(kind).is_some_and(|(row, _)| row.one_way)
    }

    /// Whether a kind of road is only taken for a reason.
    pub fn needs_reason(&self, kind: &str) -> bool {
        !self.is_chosen && self.highways.get(kind).is_some_and(|(row, _)| row.import == Import::Reason)
    }

    /// What a number on the sign says of a road of a kind; `None` = it is none of those known here.
    pub fn of_ref(&self, sign: &Sign, kind: &str) -> Option<Said> {
        let (row, class) = self.refs.iter().find(|(row, _)| row.starts.contains(&sign.letters))?;
        let counts = row.only_on.is_empty() || row.only_on.contains(kind);
        Some(Said { class: class.filter(|_| counts), ring: row.ring })
    }

    /// What roads with a number are called: Quốc lộ 3.
    pub fn name_of_ref(&self, sign: &Sign) -> Option<[String; 2]> {
        let (row, _) = self.refs.iter().find(|(row, _)| row.starts.contains(&sign.letters))?;
        Some([&row.vi, &row.en].map(|text| text.replace("{number}", &sign.number).replace("{ref}", &sign.text)))
    }

    /// What a name says of a road of a kind.
    pub fn of_name(&self, name: &str, kind: &str) -> Said {
        let folded = fold(name);
        let begins = |start: &String| {
            folded.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let is_by_ref = self.highways.get(kind).is_some_and(|(row, _)| row.named_by == Some(NamedBy::Ref));
        match self.names.iter().find(|(starts, ..)| starts.iter().any(begins)) {
            Some((_, class, ring)) => Said { class: class.filter(|_| !is_by_ref), ring: *ring },
            None => Said { class: None, ring: false },
        }
    }

    /// What a place is; `None` = nothing that is wanted.
    pub fn place(&self, tags: &BTreeMap<String, String>) -> Option<PlaceKind> {
        let is_other =
            |(key, values): (&String, &BTreeSet<String>)| tags.get(key).is_some_and(|value| values.contains(value));
        let fits = |(row, _): &&(PlaceRow, Option<NodeClass>)| {
            tags.get(&row.key) == Some(&row.value)
                && !row.unless.iter().any(is_other)
                && (row.with.is_empty() || row.with.iter().any(|key| tags.contains_key(key)))
        };
        let (row, class) = self.places.iter().find(fits)?;
        Some(match class {
            Some(class) => PlaceKind::Node(*class, [row.vi.clone(), row.en.clone()]),
            None => PlaceKind::Unsure,
        })
    }
}

fn code_of<T: Coded>(code: &str) -> Option<T> {
    T::ALL.iter().copied().find(|known| known.code() == code)
}
