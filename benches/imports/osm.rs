//! An extract of OpenStreetMap as large as a region's: streets in a grid, footpaths, and mostly buildings, as extracts are.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use kcn_atlas::model::Bbox;

use crate::pbf::{Block, Packing, blob, usual_head};

/// Elements of a block, as programs write them.
const OF_BLOCK: usize = 8000;

/// Points of a street between two crossings.
const BETWEEN: i64 = 4;

/// Crossings along a side of the grid, at the most.
const MOST_CROSSINGS: i64 = 245;

/// Steps of 1e-7 degrees between crossings: about a hundred metres.
const STEP: i64 = 10_000;

/// An extract on its way to the disk.
struct Writer {
    out: BufWriter<File>,
    block: Block,
    elements: usize,
}

impl Writer {
    fn next(&mut self) -> &mut Block {
        if self.elements == OF_BLOCK {
            self.flush();
        }
        self.elements += 1;
        &mut self.block
    }

    fn flush(&mut self) {
        let block = std::mem::replace(&mut self.block, Block::new());
        self.out.write_all(&blob("OSMData", &block.bytes(), Packing::Zlib)).expect("the file");
        self.elements = 0;
    }
}

/// Writes an extract of about so many nodes around the middle of a province; gives its nodes, and the streets among its ways.
pub fn write(nodes: i64, extent: &Bbox, path: &Path) -> (i64, i64) {
    let middle = [(extent.min_lon + extent.max_lon) / 2.0, (extent.min_lat + extent.max_lat) / 2.0];
    let grid =
        Grid { side: MOST_CROSSINGS.min((nodes as f64).sqrt() as i64 / 9), origin: middle.map(|at| (at * 1e7) as i64) };
    let mut out = BufWriter::new(File::create(path).expect("the file"));
    out.write_all(&usual_head()).expect("the file");
    let mut writer = Writer { out, block: Block::new(), elements: 0 };
    let streets = grid.streets();
    let (mut id, mut lines) = (0, Vec::new());
    for (kind, street) in streets {
        let mut line = Vec::new();
        for (crossing, at) in street {
            // Crossings are shared: their numbers follow from where they are.
            let node = crossing.unwrap_or_else(|| {
                id += 1;
                grid.side * grid.side + id
            });
            if crossing.is_none() {
                writer.next().node(node, at, &[]);
            }
            line.push(node);
        }
        lines.push((kind, line));
    }
    for crossing in 0..grid.side * grid.side {
        writer.next().node(crossing + 1, grid.crossing(crossing), &[]);
    }
    let first = grid.side * grid.side + id + 1;
    let others = (nodes - first).max(0) / 5;
    for at in 0..others * 5 {
        let [lon, lat] = grid.crossing(at / 5 % (grid.side * grid.side));
        writer.next().node(first + at, [lon + 500 + at % 5 * 100, lat + 500 + at / 5 % 90 * 90], &[]);
    }
    writer.flush();
    for (way, (kind, line)) in (1..).zip(&lines) {
        writer.next().way(way, line, &tags(*kind, way));
    }
    for other in 0..others {
        let ring: Vec<i64> = (0..5).map(|at| first + other * 5 + at).collect();
        let said = if other % 20 == 0 { ("highway", "footway") } else { ("building", "yes") };
        writer.next().way(1_000_000 + other, &ring, &[(said.0.to_owned(), said.1.to_owned())]);
    }
    writer.flush();
    writer.out.flush().expect("the file");
    (first + others * 5 - 1, lines.len() as i64)
}

/// Tags of a street: every tenth line of the grid is a numbered road.
fn tags(line: i64, way: i64) -> Vec<(String, String)> {
    let mut tags = match line % 10 {
        0 => vec![
            ("highway", "trunk".to_owned()),
            ("ref", format!("QL.{}", line / 10 + 1)),
            ("maxspeed", "60".to_owned()),
        ],
        5 => vec![("highway", "secondary".to_owned()), ("ref", format!("ĐT.{}", 260 + line))],
        _ => vec![("highway", "residential".to_owned()), ("name", format!("Ngõ {line}"))],
    };
    if way % 50 == 0 {
        tags.push(("maxweight", "10 t".to_owned()));
    }
    tags.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Streets in a grid.
struct Grid {
    side: i64,
    origin: [i64; 2],
}

type Street = Vec<(Option<i64>, [i64; 2])>;

impl Grid {
    fn crossing(&self, at: i64) -> [i64; 2] {
        [self.origin[0] + at % self.side * STEP, self.origin[1] + at / self.side * STEP]
    }

    /// Streets of two blocks each, with the line of the grid they are on.
    fn streets(&self) -> Vec<(i64, Street)> {
        let mut streets = Vec::new();
        for line in 0..self.side {
            for from in (0..self.side - 1).step_by(2) {
                let to = (from + 2).min(self.side - 1);
                streets.push((line, self.street((from..=to).map(|at| line * self.side + at))));
                streets.push((line, self.street((from..=to).map(|at| at * self.side + line))));
            }
        }
        streets
    }

    fn street(&self, crossings: impl Iterator<Item = i64>) -> Street {
        let crossings: Vec<i64> = crossings.collect();
        let mut street = vec![(Some(crossings[0] + 1), self.crossing(crossings[0]))];
        for pair in crossings.windows(2) {
            let [from, to] = [self.crossing(pair[0]), self.crossing(pair[1])];
            let part = |axis: usize, at: i64| from[axis] + (to[axis] - from[axis]) * at / (BETWEEN + 1);
            street.extend((1..=BETWEEN).map(|at| (None, [part(0, at) + at * 7 % 40, part(1, at)])));
            street.push((Some(pair[1] + 1), to));
        }
        street
    }
}
