//! Shapes as they come from the worker: two-dimensional, linear WKB, low byte first.
//!
//! `geo` closes every ring it is given, so the rings a file left open are looked for here, before.

use geo::{Coord, Geometry};
use geozero::ToGeo;
use geozero::wkb::Wkb;

/// Collections inside collections beyond this depth are no drawing.
const DEEPEST: usize = 8;

/// A shape and what of it was left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The shape.
    pub geometry: Geometry<f64>,
    /// First and last corner of every ring that does not end where it starts.
    pub unclosed: Vec<[Coord<f64>; 2]>,
}

/// Reads a shape.
///
/// **Errors**: why not, in words of the format.
pub fn read(wkb: &[u8]) -> Result<Shape, String> {
    let mut walk = Walk { rest: wkb, unclosed: Vec::new(), first: None };
    walk.geometry(0).ok_or("WKB that ends early, is nested too deeply, or is of another type")?;
    let geometry = Wkb(wkb).to_geo().map_err(|error| error.to_string())?;
    Ok(Shape { geometry, unclosed: walk.unclosed })
}

/// The first position of a shape, without reading the rest.
pub fn first_position(wkb: &[u8]) -> Option<Coord<f64>> {
    let mut walk = Walk { rest: wkb, unclosed: Vec::new(), first: None };
    walk.geometry(0)?;
    walk.first
}

struct Walk<'w> {
    rest: &'w [u8],
    unclosed: Vec<[Coord<f64>; 2]>,
    first: Option<Coord<f64>>,
}

impl Walk<'_> {
    fn geometry(&mut self, depth: usize) -> Option<()> {
        let is_low_byte_first = self.take::<1>()? == [1];
        if !is_low_byte_first || depth > DEEPEST {
            return None;
        }
        match self.count()? {
            1 => self.positions(1).map(drop),
            2 => {
                let count = self.count()?;
                self.positions(count).map(drop)
            }
            3 => {
                for _ in 0..self.count()? {
                    self.ring()?;
                }
                Some(())
            }
            4..=7 => {
                for _ in 0..self.count()? {
                    self.geometry(depth + 1)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    fn ring(&mut self) -> Option<()> {
        let count = self.count()?;
        let ends = self.positions(count)?;
        if let Some([first, last]) = ends.filter(|[first, last]| first != last) {
            self.unclosed.push([first, last]);
        }
        Some(())
    }

    /// Passes over positions and gives the first and the last.
    fn positions(&mut self, count: u32) -> Option<Option<[Coord<f64>; 2]>> {
        let bytes = usize::try_from(count).ok()?.checked_mul(16)?;
        let (positions, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        let ends = position(positions).zip(positions.len().checked_sub(16).and_then(|at| position(&positions[at..])));
        self.first = self.first.or(ends.map(|(first, _)| first));
        Some(ends.map(|(first, last)| [first, last]))
    }

    fn count(&mut self) -> Option<u32> {
        self.take::<4>().map(u32::from_le_bytes)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*taken)
    }
}

fn position(bytes: &[u8]) -> Option<Coord<f64>> {
    let (x, rest) = bytes.split_first_chunk::<8>()?;
    let (y, _) = rest.split_first_chunk::<8>()?;
    Some(Coord { x: f64::from_le_bytes(*x), y: f64::from_le_bytes(*y) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(ring: &[(f64, f64)]) -> Vec<u8> {
        let mut bytes = vec![1, 3, 0, 0, 0, 1, 0, 0, 0];
        bytes.extend((ring.len() as u32).to_le_bytes());
        bytes.extend(ring.iter().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()]).flatten());
        bytes
    }

    #[test]
    fn a_ring_left_open_is_seen_before_it_is_closed() {
        let open = read(&polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])).unwrap();
        assert_eq!(open.unclosed, [[Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }]]);
        let closed = read(&polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)])).unwrap();
        assert!(closed.unclosed.is_empty());
        assert_eq!(closed.geometry, open.geometry);
        assert_eq!(first_position(&polygon(&[(7.0, 8.0), (1.0, 0.0)])), Some(Coord { x: 7.0, y: 8.0 }));
    }

    #[test]
    fn what_ends_early_or_is_nested_without_end_is_refused() {
        let whole = polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{length}");
        }
        let nested = |depth: usize| -> Vec<u8> {
            let mut bytes: Vec<u8> = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(depth);
            bytes.extend([1, 1, 0, 0, 0].into_iter().chain([0; 16]));
            bytes
        };
        assert!(read(&nested(3)).is_ok());
        assert!(read(&nested(100_000)).is_err());
        let mut many = vec![1, 3, 0, 0, 0];
        many.extend(u32::MAX.to_le_bytes());
        assert!(read(&many).is_err(), "a count is no promise");
    }
}
