//! What an extract is made of, as both of its formats give it, and how much of it is taken at once.

/// The most nodes of a way. The database of OpenStreetMap takes 2 000; what has more was made by a program.
pub const MOST_NODES: usize = 100_000;

/// The most members of a relation that are kept: a ban on turning has three, a boundary may have thousands and is none.
pub const MOST_MEMBERS: usize = 64;

/// The most tags of an element, and the most bytes of a key or value (255 letters are allowed).
pub const MOST_TAGS: usize = 500;
/// See [`MOST_TAGS`].
pub const LONGEST_TEXT: usize = 1024;

/// Keys and values.
pub type Tags<'t> = [(&'t str, &'t str)];

/// The value of a key.
pub fn tag<'t>(tags: &Tags<'t>, key: &str) -> Option<&'t str> {
    tags.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
}

/// One element.
pub enum Element<'e> {
    /// A point.
    Node {
        id: i64,
        /// Longitude and latitude in steps of 1e-7 degrees.
        at: [i32; 2],
        tags: &'e Tags<'e>,
    },
    /// A line through nodes.
    Way { id: i64, nodes: &'e [i64], tags: &'e Tags<'e> },
    /// Elements that belong together.
    Relation {
        id: i64,
        members: &'e [Member],
        /// Whether there are more members than are kept.
        has_more: bool,
        tags: &'e Tags<'e>,
    },
}

/// A member of a relation.
pub struct Member {
    /// `n`, `w` or `r`.
    pub kind: char,
    pub id: i64,
    pub role: String,
}

/// Which elements are asked for; a format passes over what it can tell apart unread.
#[derive(Clone, Copy)]
pub enum Asked {
    Nodes,
    Ways,
    WaysAndRelations,
}

impl Asked {
    pub fn nodes(self) -> bool {
        matches!(self, Asked::Nodes)
    }

    pub fn ways(self) -> bool {
        !self.nodes()
    }

    pub fn relations(self) -> bool {
        matches!(self, Asked::WaysAndRelations)
    }
}

/// Whoever is given the elements; an error ends the reading.
pub type Sink<'s> = dyn FnMut(Element<'_>) -> Result<(), String> + 's;

/// A position in steps of 1e-7 degrees.
///
/// **Errors**: a sentence for one that is not on the earth.
pub fn position(id: i64, nano_lon: i64, nano_lat: i64) -> Result<[i32; 2], String> {
    let step = |nano: i64, most: i64| {
        let rounded = nano.saturating_add(if nano < 0 { -50 } else { 50 }) / 100;
        i32::try_from(rounded).ok().filter(|_| nano.saturating_abs() <= most)
    };
    match (step(nano_lon, 180_000_000_000), step(nano_lat, 90_000_000_000)) {
        (Some(lon), Some(lat)) => Ok([lon, lat]),
        _ => Err(format!("node {id} has no position on the earth")),
    }
}
