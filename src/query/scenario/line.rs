//! A line that somebody drew, looked at before anything is worked out.

use geo::line_intersection::line_intersection;
use geo::{Coord, Haversine, Length, Line, LineString};

use super::ScenarioError;
use crate::model::Refused;

/// The most vertices of a line.
pub const MOST_VERTICES: usize = 2_000;

/// The longest road, kilometres.
pub const LONGEST_KM: f64 = 300.0;

/// Việt Nam with its coast, degrees: west, south, east, north.
const COUNTRY: [f64; 4] = [102.0, 8.0, 110.0, 24.0];

/// Checks a drawn line. Vertices drawn twice in a row are taken as one.
///
/// **Errors**: [`ScenarioError::Line`] of this field for fewer than 2 or more than 2 000 vertices, a position outside Việt Nam, no
/// length, more than 300 km, and a line that crosses, touches or runs back over itself.
pub fn check_line(field: &str, vertices: &[Coord<f64>]) -> Result<LineString<f64>, ScenarioError> {
    let refuse = |value: String, vi: &str, en: &str| Err(ScenarioError::Line(Refused::new(field, value, vi, en)));
    if !(2..=MOST_VERTICES).contains(&vertices.len()) {
        let count = vertices.len();
        return refuse(format!("{count} đỉnh · vertices"), "2–2.000 đỉnh mỗi tuyến", "2–2,000 vertices a road");
    }
    if let Some((at, outside)) = vertices.iter().enumerate().find(|(_, vertex)| !is_inside(**vertex)) {
        return refuse(
            format!("[{at}] = {}, {}", outside.x, outside.y),
            "kinh độ 102–110, vĩ độ 8–24 (WGS 84, kinh độ trước, trong Việt Nam)",
            "longitude 102–110, latitude 8–24 (WGS 84, longitude first, inside Việt Nam)",
        );
    }
    let mut line = LineString(vertices.to_vec());
    line.0.dedup();
    let metres = Haversine.length(&line);
    if line.0.len() < 2 || metres < 1.0 {
        return refuse(format!("{metres:.1} m"), "tuyến dài ít nhất 1 m", "a line of at least 1 m");
    }
    if metres > LONGEST_KM * 1e3 {
        return refuse(format!("{:.1} km", metres / 1e3), "tuyến dài không quá 300 km", "a line of at most 300 km");
    }
    if let Some((one, other)) = meets_itself(&line) {
        return refuse(
            format!("[{one}] × [{other}]"),
            "tuyến không tự cắt, không khép vòng, không quay lại trên chính nó; hãy chia thành nhiều tuyến",
            "a line that does not cross itself, close a ring or run back over itself; split it into several roads",
        );
    }
    Ok(line)
}

fn is_inside(vertex: Coord<f64>) -> bool {
    let [west, south, east, north] = COUNTRY;
    // What is not a number is inside nothing.
    (west..=east).contains(&vertex.x) && (south..=north).contains(&vertex.y)
}

/// The numbers of two straight parts that meet where they should not.
fn meets_itself(line: &LineString<f64>) -> Option<(usize, usize)> {
    let parts: Vec<Line<f64>> = line.lines().collect();
    for one in 0..parts.len() {
        for other in one + 1..parts.len() {
            let is_next = other == one + 1;
            if is_next && runs_back(parts[one], parts[other]) {
                return Some((one, other));
            }
            if !is_next
                && boxes_touch(parts[one], parts[other])
                && line_intersection(parts[one], parts[other]).is_some()
            {
                return Some((one, other));
            }
        }
    }
    None
}

fn runs_back(one: Line<f64>, next: Line<f64>) -> bool {
    let (a, b) = (one.delta(), next.delta());
    a.x * b.y - a.y * b.x == 0.0 && a.x * b.x + a.y * b.y < 0.0
}

fn boxes_touch(one: Line<f64>, other: Line<f64>) -> bool {
    let touch = |a: (f64, f64), b: (f64, f64)| a.0.min(a.1) <= b.0.max(b.1) && b.0.min(b.1) <= a.0.max(a.1);
    touch((one.start.x, one.end.x), (other.start.x, other.end.x))
        && touch((one.start.y, one.end.y), (other.start.y, other.end.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(line: &[(f64, f64)]) -> Result<usize, String> {
        let vertices: Vec<Coord<f64>> = line.iter().map(|at| Coord::from(*at)).collect();
        check_line("f", &vertices).map(|line| line.0.len()).map_err(|error| match error {
            ScenarioError::Line(refused) => refused.value,
            ScenarioError::Value(refused) => panic!("{refused}"),
        })
    }

    #[test]
    fn a_line_goes_somewhere_and_does_not_meet_itself() {
        assert_eq!(checked(&[(105.0, 21.0), (105.0, 21.0), (105.1, 21.0)]), Ok(2));
        assert_eq!(checked(&[(105.0, 21.0), (105.1, 21.0), (105.2, 21.0)]), Ok(3), "straight on is no overlap");
        let bad: &[(&[(f64, f64)], &str)] = &[
            (&[(105.0, 21.0)], "1 đỉnh"),
            (&[(105.0, 21.0), (105.0, 21.0)], "0.0 m"),
            (&[(21.0, 105.0), (21.1, 105.0)], "[0] = 21, 105"),
            (&[(105.0, 21.0), (f64::NAN, 21.0)], "[1] = NaN"),
            (&[(102.5, 21.0), (109.0, 21.0)], "67"),
            (&[(105.0, 21.0), (105.1, 21.0), (105.1, 21.1), (105.05, 20.9)], "[0] × [2]"),
            (&[(105.0, 21.0), (105.1, 21.0), (105.1, 21.1), (105.0, 21.0)], "[0] × [2]"),
            (&[(105.0, 21.0), (105.1, 21.0), (105.05, 21.0)], "[0] × [1]"),
        ];
        for (line, said) in bad {
            let value = checked(line).unwrap_err();
            assert!(value.starts_with(said), "{line:?}: {value}");
        }
        let many: Vec<(f64, f64)> = (0..10_000).map(|at| (105.0 + f64::from(at) * 1e-5, 21.0)).collect();
        assert!(checked(&many).unwrap_err().starts_with("10000 đỉnh"));
        assert_eq!(checked(&many[..2_000]), Ok(2_000));
    }
}
