//! Links that meet at nodes, one after the other: the longest way through each connected piece of a section.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use geo::{Area, Coord, LineString, Polygon};

use crate::model::Id;

/// Two carriageways drawn apart enclose a strip narrower than this, metres; a ring road encloses more.
const CARRIAGEWAYS_APART_M: f64 = 60.0;

/// A link as it is drawn, metres.
pub(super) struct Drawn<'b> {
    /// Its position among the links of the base.
    pub link: u32,
    /// The nodes it goes between.
    pub ends: (&'b Id, &'b Id),
    /// Its vertices, at least two, none drawn twice in a row.
    pub line: Vec<Coord<f64>>,
    /// Its length.
    pub length: f64,
}

/// A link of a chain, and whether it is walked against its drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Which of the drawn links.
    pub drawn: usize,
    /// Whether it is walked from its last vertex to its first.
    pub against: bool,
}

/// What the links of a section make.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chains {
    /// A chain for each connected piece.
    pub chains: Vec<Vec<Step>>,
    /// Links beside the longest way of their piece.
    pub forks: Vec<usize>,
}

/// Chains links; each connected piece gives its longest way, the rest of it are forks.
pub(super) fn chains(links: &[Drawn]) -> Chains {
    let graph = Meetings::of(links);
    let mut found = Chains::default();
    let mut is_walked = vec![false; links.len()];
    for piece in graph.pieces() {
        let chain = graph.ring(&piece, links).unwrap_or_else(|| graph.longest_way(&piece, links));
        chain.iter().for_each(|step| is_walked[step.drawn] = true);
        found.chains.push(chain);
    }
    found.forks = (0..links.len()).filter(|at| !is_walked[*at]).collect();
    found
}

/// Which links meet at which node.
struct Meetings {
    /// The nodes of each link.
    ends: Vec<(usize, usize)>,
    /// The links at each node; a loop stands there twice.
    at: Vec<Vec<usize>>,
}

impl Meetings {
    fn of(links: &[Drawn]) -> Self {
        let mut nodes: BTreeMap<&Id, usize> = BTreeMap::new();
        let mut node = |id| {
            let next = nodes.len();
            *nodes.entry(id).or_insert(next)
        };
        let ends: Vec<(usize, usize)> = links.iter().map(|link| (node(link.ends.0), node(link.ends.1))).collect();
        let mut at = vec![vec![]; nodes.len()];
        for (link, (from, to)) in ends.iter().enumerate() {
            at[*from].push(link);
            at[*to].push(link);
        }
        Meetings { ends, at }
    }

    /// The nodes of each connected piece.
    fn pieces(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.at.len()];
        let mut pieces = vec![];
        for start in 0..self.at.len() {
            let (mut piece, mut open) = (vec![], vec![start]);
            while let Some(node) = open.pop() {
                if !std::mem::replace(&mut seen[node], true) {
                    piece.push(node);
                    open.extend(self.at[node].iter().map(|link| self.other(*link, node)));
                }
            }
            if !piece.is_empty() {
                piece.sort_unstable();
                pieces.push(piece);
            }
        }
        pieces
    }

    fn other(&self, link: usize, node: usize) -> usize {
        let (from, to) = self.ends[link];
        if from == node { to } else { from }
    }

    /// A closed road, walked once round from the node it was first drawn at; `None` for anything else.
    fn ring(&self, piece: &[usize], links: &[Drawn]) -> Option<Vec<Step>> {
        if piece.iter().any(|node| self.at[*node].len() != 2) {
            return None;
        }
        let first = piece.iter().flat_map(|node| &self.at[*node]).min().copied()?;
        let (start, mut node) = self.ends[first];
        let mut steps = vec![Step { drawn: first, against: false }];
        while node != start {
            let last = steps.last().map_or(first, |step| step.drawn);
            let next = self.at[node].iter().copied().find(|link| *link != last)?;
            steps.push(Step { drawn: next, against: self.ends[next].0 != node });
            node = self.other(next, node);
        }
        let outline = Polygon::new(LineString(vertices(&steps, links)), vec![]);
        let around: f64 = steps.iter().map(|step| links[step.drawn].length).sum();
        (outline.unsigned_area() > CARRIAGEWAYS_APART_M * around / 2.0).then_some(steps)
    }

    /// The way between the two nodes that lie farthest apart; in a piece without circles there is no longer one.
    fn longest_way(&self, piece: &[usize], links: &[Drawn]) -> Vec<Step> {
        let start = piece.iter().copied().find(|node| self.at[*node].len() == 1).unwrap_or(piece[0]);
        let end = self.reach(start, links).farthest;
        let back = self.reach(end, links);
        let (mut node, mut steps) = (back.farthest, vec![]);
        while let Some(link) = back.by[node] {
            // Walked from the farther node towards `end`.
            steps.push(Step { drawn: link, against: self.ends[link].0 != node });
            node = self.other(link, node);
        }
        // A single loop goes from a node to itself.
        if steps.is_empty() {
            steps.extend(self.at[piece[0]].first().map(|link| Step { drawn: *link, against: false }));
        }
        steps
    }

    fn reach(&self, start: usize, links: &[Drawn]) -> Reach {
        let mut least = vec![u64::MAX; self.at.len()];
        let mut by = vec![None; self.at.len()];
        let mut open = BinaryHeap::from([Reverse((0_u64, start))]);
        least[start] = 0;
        let mut farthest = start;
        while let Some(Reverse((distance, node))) = open.pop() {
            if distance > least[node] {
                continue;
            }
            if distance > least[farthest] {
                farthest = node;
            }
            for link in &self.at[node] {
                let (next, there) = (self.other(*link, node), distance + (links[*link].length * 1e3).round() as u64);
                if there < least[next] {
                    (least[next], by[next]) = (there, Some(*link));
                    open.push(Reverse((there, next)));
                }
            }
        }
        Reach { by, farthest }
    }
}

/// How every node of a piece is reached from one of them.
struct Reach {
    /// The link over which the shortest way comes.
    by: Vec<Option<usize>>,
    /// The node that lies farthest.
    farthest: usize,
}

/// The vertices of a chain, a shared one once.
fn vertices(steps: &[Step], links: &[Drawn]) -> Vec<Coord<f64>> {
    let mut line: Vec<Coord<f64>> = vec![];
    for step in steps {
        let drawn = links[step.drawn].line.iter().copied();
        if step.against { line.extend(drawn.rev()) } else { line.extend(drawn) }
    }
    line.dedup();
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<Id> {
        names.iter().map(|name| Id::new(name).unwrap()).collect()
    }

    fn drawn<'b>(nodes: &'b [Id], from: usize, to: usize, line: &[(f64, f64)]) -> Drawn<'b> {
        let line: Vec<Coord<f64>> = line.iter().map(|at| Coord::from(*at)).collect();
        let length = line.windows(2).map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y)).sum();
        Drawn { link: 0, ends: (&nodes[from], &nodes[to]), line, length }
    }

    #[test]
    fn a_link_drawn_against_the_others_is_turned_round() {
        let nodes = ids(&["a", "b", "c"]);
        let links =
            [drawn(&nodes, 0, 1, &[(0.0, 0.0), (100.0, 0.0)]), drawn(&nodes, 2, 1, &[(300.0, 0.0), (100.0, 0.0)])];
        let found = chains(&links);
        assert!(found.forks.is_empty());
        let against: Vec<bool> = found.chains[0].iter().map(|step| step.against).collect();
        assert_eq!(found.chains.len(), 1);
        assert_ne!(against[0], against[1]);
    }

    #[test]
    fn of_a_fork_the_longer_branch_is_the_road() {
        let nodes = ids(&["a", "b", "c", "d"]);
        let links = [
            drawn(&nodes, 0, 1, &[(0.0, 0.0), (100.0, 0.0)]),
            drawn(&nodes, 1, 2, &[(100.0, 0.0), (100.0, 50.0)]),
            drawn(&nodes, 1, 3, &[(100.0, 0.0), (300.0, 0.0)]),
        ];
        assert_eq!(chains(&links).forks, [1]);
    }

    #[test]
    fn a_ring_is_walked_round_and_a_pair_of_carriageways_is_not() {
        let nodes = ids(&["a", "b"]);
        let there = drawn(&nodes, 0, 1, &[(0.0, 0.0), (500.0, 500.0), (1_000.0, 0.0)]);
        let back = drawn(&nodes, 1, 0, &[(1_000.0, 0.0), (500.0, -500.0), (0.0, 0.0)]);
        assert_eq!(chains(&[there, back]).forks, [0; 0]);
        let there = drawn(&nodes, 0, 1, &[(0.0, 0.0), (500.0, 15.0), (1_000.0, 0.0)]);
        let back = drawn(&nodes, 1, 0, &[(1_000.0, 0.0), (500.0, -15.0), (0.0, 0.0)]);
        assert_eq!(chains(&[there, back]).forks.len(), 1);
    }
}
