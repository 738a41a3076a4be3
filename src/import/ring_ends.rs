//! Whether the rings of a geometry are closed as it stands in the file: afterwards `geo` has closed them without a word.

use geo::Coord;

/// WKB's numbers for what has rings, and for what holds others.
const POLYGON: u32 = 3;
const COLLECTIONS: std::ops::RangeInclusive<u32> = 4..=7;

/// The last corner of the first ring that does not end where it began, and how many such rings there are; `None` = all are closed.
///
/// Reads two-dimensional, little-endian WKB; whatever else the bytes are is another reader's business.
pub fn unclosed(wkb: &[u8]) -> Option<(Coord<f64>, usize)> {
    let mut found = Found { rest: wkb, first: None, count: 0 };
    // A text that ends early has told all it can.
    let _ = found.geometry(0);
    found.first.map(|first| (first, found.count))
}

struct Found<'w> {
    rest: &'w [u8],
    first: Option<Coord<f64>>,
    count: usize,
}

/// Collections in collections are not read deeper than this.
const DEEPEST: usize = 8;

impl Found<'_> {
    fn geometry(&mut self, depth: usize) -> Option<()> {
        let _order = self.take::<1>()?;
        let kind = u32::from_le_bytes(self.take()?);
        let parts = match kind {
            POLYGON => {
                let rings = u32::from_le_bytes(self.take()?);
                return (0..rings).try_for_each(|_| self.ring());
            }
            1 => return self.coord().map(drop),
            2 => {
                let points = u32::from_le_bytes(self.take()?);
                return (0..points).try_for_each(|_| self.coord().map(drop));
            }
            kind if COLLECTIONS.contains(&kind) && depth < DEEPEST => u32::from_le_bytes(self.take()?),
            _ => return None,
        };
        (0..parts).try_for_each(|_| self.geometry(depth + 1))
    }

    fn ring(&mut self) -> Option<()> {
        let points = u32::from_le_bytes(self.take()?);
        let mut ends = None;
        for _ in 0..points {
            let coord = self.coord()?;
            ends = Some((ends.map_or(coord, |(first, _)| first), coord));
        }
        if let Some((_, last)) = ends.filter(|(first, last)| first != last) {
            self.first.get_or_insert(last);
            self.count += 1;
        }
        Some(())
    }

    fn coord(&mut self) -> Option<Coord<f64>> {
        Some(Coord { x: f64::from_le_bytes(self.take()?), y: f64::from_le_bytes(self.take()?) })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(rings: &[&[(f64, f64)]]) -> Vec<u8> {
        let mut wkb = vec![1, 3, 0, 0, 0];
        wkb.extend((rings.len() as u32).to_le_bytes());
        for ring in rings {
            wkb.extend((ring.len() as u32).to_le_bytes());
            wkb.extend(ring.iter().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()]).flatten());
        }
        wkb
    }

    #[test]
    fn an_open_ring_is_found_wherever_it_is_and_nonsense_is_none() {
        let open: &[(f64, f64)] = &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)];
        let closed: &[(f64, f64)] = &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)];
        let last = Coord { x: 1.0, y: 1.0 };
        assert_eq!(unclosed(&polygon(&[closed])), None);
        assert_eq!(unclosed(&polygon(&[closed, open, open])), Some((last, 2)));
        let mut two = vec![1, 6, 0, 0, 0, 2, 0, 0, 0];
        two.extend(polygon(&[closed]));
        two.extend(polygon(&[open]));
        assert_eq!(unclosed(&two), Some((last, 1)));
        for nonsense in [&b""[..], &[1, 3, 0, 0, 0, 255, 255, 255, 255], &[9; 40]] {
            assert_eq!(unclosed(nonsense), None);
        }
    }
}
