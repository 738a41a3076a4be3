//! Shapes as the worker sends them: two-dimensional, little-endian WKB, read within the bounds of its own bytes.
//!
//! Read here because two things matter that a general reader leaves out: a count is never trusted further than bytes are there, and a ring
//! that is not closed is told before `geo` closes it without a word.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

/// A shape, and what stood in the file that it no longer shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The shape, its rings closed.
    pub geometry: Geometry<f64>,
    /// First and last corner of every ring that did not end where it began.
    pub unclosed: Vec<[Coord<f64>; 2]>,
}

/// Why bytes are no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WkbError {
    /// They end early, or promise more than there is.
    #[error("the shape ends early")]
    EndsEarly,
    /// A kind of shape that is not read.
    #[error("shapes of kind {0} are not read")]
    Kind(u32),
    /// Big-endian, which the worker never writes.
    #[error("an order of bytes that is not read")]
    Order,
    /// Collections in collections in collections.
    #[error("collections lie too deep in each other")]
    TooDeep,
    /// Something comes after the shape.
    #[error("something comes after the shape")]
    Rest,
}

/// Collections in collections are not read deeper than this.
const DEEPEST: usize = 8;

/// Bytes of a coordinate, of the head of a shape, of a count.
const COORD: usize = 16;
const HEAD: usize = 5;
const COUNT: usize = 4;

/// Reads a shape.
///
/// **Errors**: [`WkbError`]; never more memory than a few times the bytes.
pub fn read(wkb: &[u8]) -> Result<Shape, WkbError> {
    let mut reader = Reader { rest: wkb, unclosed: Vec::new() };
    let geometry = reader.geometry(0)?;
    if !reader.rest.is_empty() {
        return Err(WkbError::Rest);
    }
    Ok(Shape { geometry, unclosed: reader.unclosed })
}

/// The first position of a shape, without reading the rest.
pub fn first_position(wkb: &[u8]) -> Option<Coord<f64>> {
    let mut reader = Reader { rest: wkb, unclosed: Vec::new() };
    // A collection is entered as deep as shapes are read.
    for _ in 0..=DEEPEST + 1 {
        match reader.head().ok()? {
            1 => return reader.coord().ok(),
            2 => return (reader.count(COORD).ok()? > 0).then(|| reader.coord().ok()).flatten(),
            3 => {
                let is_drawn = reader.count(COUNT).ok()? > 0 && reader.count(COORD).ok()? > 0;
                return is_drawn.then(|| reader.coord().ok()).flatten();
            }
            4..=7 => drop(reader.count(HEAD).ok().filter(|count| *count > 0)?),
            _ => return None,
        }
    }
    None
}

struct Reader<'w> {
    rest: &'w [u8],
    unclosed: Vec<[Coord<f64>; 2]>,
}

impl Reader<'_> {
    fn geometry(&mut self, depth: usize) -> Result<Geometry<f64>, WkbError> {
        Ok(match self.head()? {
            1 => Geometry::Point(Point(self.coord()?)),
            2 => Geometry::LineString(self.line()?),
            3 => Geometry::Polygon(self.polygon()?),
            4 => Geometry::MultiPoint(MultiPoint(self.parts(1, |reader| reader.coord().map(Point))?)),
            5 => Geometry::MultiLineString(MultiLineString(self.parts(2, Self::line)?)),
            6 => Geometry::MultiPolygon(MultiPolygon(self.parts(3, Self::polygon)?)),
            7 if depth >= DEEPEST => return Err(WkbError::TooDeep),
            7 => {
                let count = self.count(HEAD)?;
                let parts = (0..count).map(|_| self.geometry(depth + 1));
                Geometry::GeometryCollection(GeometryCollection(parts.collect::<Result<_, _>>()?))
            }
            kind => return Err(WkbError::Kind(kind)),
        })
    }

    /// The order of bytes and the kind.
    fn head(&mut self) -> Result<u32, WkbError> {
        if self.take::<1>()? != [1] {
            return Err(WkbError::Order);
        }
        Ok(u32::from_le_bytes(self.take()?))
    }

    /// Parts that are whole shapes of one kind.
    fn parts<T>(&mut self, kind: u32, read: impl Fn(&mut Self) -> Result<T, WkbError>) -> Result<Vec<T>, WkbError> {
        let count = self.count(HEAD)?;
        let part = |_| match self.head()? {
            found if found == kind => read(self),
            found => Err(WkbError::Kind(found)),
        };
        (0..count).map(part).collect()
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, WkbError> {
        let count = self.count(COUNT)?;
        let mut rings = Vec::with_capacity(count);
        for _ in 0..count {
            let ring = self.line()?;
            if let (Some(first), Some(last)) = (ring.0.first(), ring.0.last())
                && first != last
            {
                self.unclosed.push([*first, *last]);
            }
            rings.push(ring);
        }
        let mut rings = rings.into_iter();
        let shell = rings.next().unwrap_or_else(|| LineString(vec![]));
        Ok(Polygon::new(shell, rings.collect()))
    }

    fn line(&mut self) -> Result<LineString<f64>, WkbError> {
        let count = self.count(COORD)?;
        (0..count).map(|_| self.coord()).collect::<Result<_, _>>().map(LineString)
    }

    fn coord(&mut self) -> Result<Coord<f64>, WkbError> {
        Ok(Coord { x: f64::from_le_bytes(self.take()?), y: f64::from_le_bytes(self.take()?) })
    }

    /// How many things follow, each of so many bytes at least.
    fn count(&mut self, least: usize) -> Result<usize, WkbError> {
        let count = u32::from_le_bytes(self.take()?) as usize;
        if count > self.rest.len() / least { Err(WkbError::EndsEarly) } else { Ok(count) }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(WkbError::EndsEarly)?;
        self.rest = rest;
        Ok(*taken)
    }
}

#[cfg(test)]
mod tests {
    use geo::{line_string, polygon};
    use geozero::{CoordDimensions, ToWkb};

    use super::*;

    fn written(geometry: &Geometry<f64>) -> Vec<u8> {
        geometry.to_wkb(CoordDimensions::xy()).unwrap()
    }

    #[test]
    fn what_another_program_writes_reads_back_in_every_kind() {
        let square = polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.), (x: 0., y: 0.)];
        let holed = Polygon::new(square.exterior().clone(), vec![square.exterior().clone()]);
        let line = line_string![(x: 0., y: 0.), (x: 4.5, y: -1e-7)];
        let point = Point::new(105.85, 21.42);
        for geometry in [
            Geometry::Point(point),
            Geometry::LineString(line.clone()),
            Geometry::Polygon(holed.clone()),
            Geometry::MultiPoint(MultiPoint(vec![point, point])),
            Geometry::MultiLineString(MultiLineString(vec![line.clone(), line.clone()])),
            Geometry::MultiPolygon(MultiPolygon(vec![holed.clone(), square])),
            Geometry::GeometryCollection(GeometryCollection(vec![point.into(), line.into(), holed.into()])),
        ] {
            let read = read(&written(&geometry)).unwrap();
            assert_eq!((read.geometry, read.unclosed), (geometry, vec![]));
        }
    }

    #[test]
    fn a_ring_that_is_not_closed_is_closed_and_counted() {
        let mut wkb = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0];
        wkb.extend([0.0_f64, 0.0, 1.0, 0.0, 1.0, 1.0].iter().flat_map(|number| number.to_le_bytes()));
        let Shape { geometry, unclosed } = read(&wkb).unwrap();
        let closed = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 0.)];
        let ends = [Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }];
        assert_eq!((geometry, unclosed), (closed.into(), vec![ends]));
        assert_eq!(first_position(&wkb), Some(ends[0]));
    }

    #[test]
    fn nonsense_is_refused_without_taking_its_counts_at_their_word() {
        let sound = written(&Geometry::Point(Point::new(1.0, 2.0)));
        for (wkb, error) in [
            (vec![], WkbError::EndsEarly),
            (vec![1, 2, 0, 0, 0, 255, 255, 255, 255], WkbError::EndsEarly),
            (vec![1, 6, 0, 0, 0, 255, 255, 255, 255], WkbError::EndsEarly),
            (vec![1, 99, 0, 0, 0], WkbError::Kind(99)),
            (vec![0, 0, 0, 0, 1], WkbError::Order),
            ([1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(20), WkbError::TooDeep),
            ([sound.clone(), vec![0]].concat(), WkbError::Rest),
            (sound[..20].to_vec(), WkbError::EndsEarly),
        ] {
            assert_eq!(read(&wkb), Err(error), "{wkb:?}");
        }
    }
}
