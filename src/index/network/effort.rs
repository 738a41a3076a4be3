//! What a way costs, with what tells equally cheap ways apart.

use super::way::step_cost;
use super::{Cost, Graph, Step};

/// What a way costs. Of two ways the one with the lesser effort is taken, by every search alike.
///
/// `cost` is what counts: millimetres or milliseconds. `tie` only decides between ways that cost the same: every link has a number of
/// its own for each direction, drawn from its id, and each unit of cost on it adds that number. So which of two equal ways is taken
/// depends on nothing but these two ways: not on the algorithm, nor on the other roads there are, nor on where links are cut.
///
/// Bounds: `cost` of a way stays below 2³² and the numbers below 2³¹, so `tie` cannot overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort {
    /// Millimetres or milliseconds.
    pub cost: u32,
    tie: u64,
}

impl Effort {
    /// Nothing was driven.
    pub const NONE: Effort = Effort { cost: 0, tie: 0 };

    /// There is no way. The least of all efforts whose cost is too great to be told, so that none of them counts as a way.
    pub const FAR: Effort = Effort { cost: u32::MAX, tie: 0 };

    /// Of a part of an edge.
    pub(super) fn of(graph: &Graph, step: Step, by: Cost) -> Self {
        let cost = step_cost(graph, step, by);
        Effort { cost, tie: u64::from(cost) * u64::from(graph.piece(step.edge).ties[(step.edge & 1) as usize]) }
    }

    /// Of one after the other.
    #[inline]
    pub fn and(self, next: Effort) -> Self {
        Effort { cost: self.cost.saturating_add(next.cost), tie: self.tie.wrapping_add(next.tie) }
    }

    /// Whether there is a way.
    #[inline]
    pub fn is_way(self) -> bool {
        self.cost < u32::MAX
    }
}

/// The numbers that tell ways over a link from equally cheap ones, along and against the direction in which it is drawn: 1 to 2³¹ − 1.
pub(super) fn ties_of(link: &str) -> [u32; 2] {
    // FNV-1a, then the last steps of SplitMix64: the same on every machine and in every version, which a `RandomState` is not.
    let folded = link
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mixed = mixed ^ (mixed >> 31);
    [mixed as u32, (mixed >> 32) as u32].map(|number| (number >> 1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheaper_way_is_taken_and_of_equals_always_the_same() {
        let effort = |cost, tie| Effort { cost, tie };
        assert!(effort(3, 9) < effort(4, 1) && effort(4, 1) < effort(4, 2));
        assert_eq!(effort(3, 9).and(effort(4, 1)), effort(7, 10));
        let too_far = effort(u32::MAX - 1, 5).and(effort(1, 1));
        assert!(!too_far.is_way() && too_far >= Effort::FAR, "a way that is too long is none");
    }

    #[test]
    fn a_link_has_two_numbers_of_its_own() {
        assert_eq!(ties_of("a.1"), ties_of("a.1"));
        let mut numbers: Vec<u32> = (0..20_000).flat_map(|number| ties_of(&format!("street.{number}"))).collect();
        assert!(numbers.iter().all(|number| (1..1 << 31).contains(number)));
        numbers.sort_unstable();
        numbers.dedup();
        assert!(numbers.len() > 39_970, "{} distinct", numbers.len());
    }
}
