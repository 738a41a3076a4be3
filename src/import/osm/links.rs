//! Ways cut into links: at every node that another road shares, at their ends, and where nodes are missing.

use super::extract::{At, Extract};
use super::tally::Remark;

/// A stretch of a way between two nodes where roads meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Position of its way.
    pub way: usize,
    /// Positions of its first and last node in the way.
    pub span: (usize, usize),
    /// Its number among the links of the way, from 1.
    pub number: usize,
}

impl Link {
    /// Its id.
    pub fn id(&self, extract: &Extract) -> String {
        format!("osm-w{}.{}", extract.ways[self.way].id, self.number)
    }

    /// Its nodes and their positions.
    pub fn nodes<'e>(&self, extract: &'e Extract) -> &'e [(i64, At)] {
        &extract.ways[self.way].nodes[self.span.0..=self.span.1]
    }

    /// Its first and last node.
    pub fn ends(&self, extract: &Extract) -> (i64, i64) {
        let nodes = &extract.ways[self.way].nodes;
        (nodes[self.span.0].0, nodes[self.span.1].0)
    }
}

/// Nodes at which roads meet, or one meets itself, sorted.
pub fn shared_nodes(extract: &Extract) -> Vec<i64> {
    let count = extract.ways.iter().map(|way| way.nodes.len()).sum();
    let mut all: Vec<i64> = Vec::with_capacity(count);
    for way in &extract.ways {
        // The same node twice in a row is one visit.
        let mut before = None;
        for (node, _) in &way.nodes {
            if before != Some(*node) {
                all.push(*node);
            }
            before = Some(*node);
        }
    }
    all.sort_unstable();
    let mut shared: Vec<i64> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    shared.dedup();
    shared
}

/// Cuts every way.
pub fn cut(extract: &mut Extract, shared: &[i64]) -> Vec<Link> {
    let mut links = Vec::new();
    let mut without_length = Vec::new();
    for (position, way) in extract.ways.iter().enumerate() {
        let (mut start, mut number) = (0, 0);
        let last = way.nodes.len() - 1;
        let mut end_at = |start: usize, end: usize| {
            if end == start {
                return;
            }
            number += 1;
            let corners = &way.nodes[start..=end];
            if corners.iter().all(|(_, at)| *at == corners[0].1) {
                without_length.push(way.id);
            } else {
                links.push(Link { way: position, span: (start, end), number });
            }
        };
        for at in 1..=last {
            if way.gaps.contains(&at) {
                end_at(start, at - 1);
                start = at;
            } else if at == last || shared.binary_search(&way.nodes[at].0).is_ok() {
                end_at(start, at);
                start = at;
            }
        }
    }
    for id in without_length {
        extract.tally.add(Remark::NoLength, &format!("w{id}"), "");
    }
    links
}
