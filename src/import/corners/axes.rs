//! Which columns of a table hold coordinates.
//!
//! In Vietnamese surveys X is the northing and Y the easting; a heading that names the direction outweighs the letter.

use std::collections::BTreeMap;

use crate::model::fold;

/// Columns of a list of corners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    /// Easting or longitude.
    pub east: usize,
    /// Northing or latitude.
    pub north: usize,
    /// The number of the corner.
    pub point: Option<usize>,
}

/// What a person may call the columns of a list of corners, beside the keys of the layer.
pub const ROLES: [&str; 3] = ["easting", "northing", "point"];

/// Words that say nothing about the direction.
const GENERAL: [&str; 16] =
    ["toa", "do", "m", "met", "mét", "he", "vn2000", "vn", "2000", "wgs84", "wgs", "84", "truc", "gia", "tri", "tm3"];
const NORTH: [&str; 7] = ["n", "bac", "northing", "north", "vi", "lat", "latitude"];
const EAST: [&str; 9] = ["e", "dong", "easting", "east", "kinh", "lon", "lng", "long", "longitude"];
const POINTS: [&str; 20] = [
    "stt",
    "tt",
    "diem",
    "ten diem",
    "so hieu diem",
    "so diem",
    "diem so",
    "dinh",
    "so dinh",
    "moc",
    "ten moc",
    "so hieu moc",
    "so moc",
    "so hieu",
    "diem moc",
    "point",
    "point no",
    "pt",
    "vertex",
    "so thu tu",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    East,
    North,
}

/// Finds the columns; `None` when there are not one of each direction. What a person said (`said`: column → `easting`, `northing`, `point`) wins.
pub fn find(fields: &[String], said: &BTreeMap<String, String>) -> Option<Axes> {
    let told = |role: &str| fields.iter().position(|field| said.get(field).is_some_and(|key| key == role));
    let is_free = |field: &String| !said.contains_key(field);
    let of = |direction: Direction| {
        let mut found =
            (0..fields.len()).filter(|at| is_free(&fields[*at]) && of_heading(&fields[*at]) == Some(direction));
        // Two columns of one direction are no list of corners that can be read without asking.
        found.next().filter(|_| found.next().is_none())
    };
    let point = |field: &String| is_free(field) && POINTS.contains(&plain(field).as_str());
    Some(Axes {
        east: told("easting").or_else(|| of(Direction::East))?,
        north: told("northing").or_else(|| of(Direction::North))?,
        point: told("point").or_else(|| fields.iter().position(point)),
    })
}

/// A heading without what stands in brackets.
fn plain(field: &str) -> String {
    fold(field.split_once('(').map_or(field, |(plain, _)| plain))
}

fn of_heading(field: &str) -> Option<Direction> {
    let folded = fold(field);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && !GENERAL.contains(word)).collect();
    let is_known = |word: &&str| matches!(*word, "x" | "y") || NORTH.contains(word) || EAST.contains(word);
    if words.is_empty() || !words.iter().all(is_known) {
        return None;
    }
    let says = |list: &[&str]| words.iter().any(|word| list.contains(word));
    match (says(&NORTH), says(&EAST)) {
        (true, false) => Some(Direction::North),
        (false, true) => Some(Direction::East),
        (false, false) if says(&["x"]) != says(&["y"]) => {
            Some(if says(&["x"]) { Direction::North } else { Direction::East })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(fields: &[&str]) -> Option<(usize, usize, Option<usize>)> {
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        find(&fields, &BTreeMap::new()).map(|axes| (axes.east, axes.north, axes.point))
    }

    #[test]
    fn x_is_the_northing_unless_the_heading_says_otherwise() {
        assert_eq!(found(&["STT", "X", "Y"]), Some((2, 1, Some(0))));
        assert_eq!(found(&["Tên lô", "Số hiệu điểm", "Tọa độ X (m)", "Tọa độ Y (m)"]), Some((3, 2, Some(1))));
        assert_eq!(found(&["X (m, bắc)", "Y (m, đông)"]), Some((1, 0, None)));
        assert_eq!(found(&["X (đông)", "Y (bắc)"]), Some((0, 1, None)));
        assert_eq!(found(&["Đông", "Bắc"]), Some((0, 1, None)));
        assert_eq!(found(&["name", "N", "E", "H", "code"]), Some((2, 1, None)));
        assert_eq!(found(&["Kinh độ", "Vĩ độ"]), Some((0, 1, None)));
        assert_eq!(found(&["lat", "lon"]), Some((1, 0, None)));
        assert_eq!(found(&["Loại đất", "Diện tích"]), None);
        assert_eq!(found(&["X", "X (m)", "Y"]), None, "two northings");
        assert_eq!(found(&["X"]), None);
    }

    #[test]
    fn what_a_person_says_wins() {
        let fields = ["column 1", "column 2", "column 3"].map(str::to_owned);
        let said = [("column 1", "point"), ("column 2", "northing"), ("column 3", "easting")];
        let said = said.map(|(column, role)| (column.to_owned(), role.to_owned())).into();
        assert_eq!(find(&fields, &said), Some(Axes { east: 2, north: 1, point: Some(0) }));
    }
}
