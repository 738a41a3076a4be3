//! Stretches of a road: joined where they nearly touch, measured, and what of them is left over.

use crate::model::Side;

/// A stretch of one side of a road. `from_m` ≤ `to_m`, chainage in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The side, seen with growing chainage.
    pub side: Side,
    /// Where it begins.
    pub from_m: f64,
    /// Where it ends.
    pub to_m: f64,
    /// How near to the centreline it comes, metres.
    pub offset_m: f64,
}

impl Stretch {
    /// Its length, metres.
    pub fn length_m(&self) -> f64 {
        self.to_m - self.from_m
    }

    /// Whether a place beside the road lies along it.
    pub fn holds(&self, side: Side, chainage_m: f64) -> bool {
        self.side == side && (self.from_m..=self.to_m).contains(&chainage_m)
    }
}

/// Joins stretches of the same side that overlap or lie no farther apart than `gap_m`; shorter ones than `least_m` are dropped then.
pub(super) fn joined(mut stretches: Vec<Stretch>, gap_m: f64, least_m: f64) -> Vec<Stretch> {
    stretches.sort_by(|one, other| one.side.cmp(&other.side).then(one.from_m.total_cmp(&other.from_m)));
    let mut whole: Vec<Stretch> = vec![];
    for next in stretches {
        match whole.last_mut().filter(|last| last.side == next.side && next.from_m <= last.to_m + gap_m) {
            Some(last) => {
                last.to_m = last.to_m.max(next.to_m);
                last.offset_m = last.offset_m.min(next.offset_m);
            }
            None => whole.push(next),
        }
    }
    whole.retain(|stretch| stretch.length_m() >= least_m);
    whole
}

/// The parts of a stretch that none of the others on its side lies along, in order, as (from, to).
pub fn uncovered(stretch: &Stretch, by: &[Stretch]) -> Vec<(f64, f64)> {
    let mut beside: Vec<&Stretch> = by.iter().filter(|one| one.side == stretch.side).collect();
    beside.sort_by(|one, other| one.from_m.total_cmp(&other.from_m));
    let (mut left, mut at) = (vec![], stretch.from_m);
    for one in beside {
        if one.from_m > at {
            left.push((at, one.from_m.min(stretch.to_m)));
        }
        at = at.max(one.to_m);
        if at >= stretch.to_m {
            break;
        }
    }
    if at < stretch.to_m {
        left.push((at, stretch.to_m));
    }
    left.retain(|(from, to)| to > from);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(from_m: f64, to_m: f64) -> Stretch {
        Stretch { side: Side::Right, from_m, to_m, offset_m: 10.0 }
    }

    #[test]
    fn what_nearly_touches_is_one_and_what_is_short_is_nothing() {
        let left = Stretch { side: Side::Left, ..right(0.0, 500.0) };
        let whole = joined(vec![right(100.0, 200.0), left, right(230.0, 400.0), right(900.0, 905.0)], 50.0, 10.0);
        assert_eq!(whole, [left, right(100.0, 400.0)]);
    }

    #[test]
    fn what_is_left_over_and_what_is_covered_make_the_whole() {
        let front = right(100.0, 600.0);
        let by = [right(0.0, 150.0), right(300.0, 400.0), right(350.0, 380.0), Stretch { side: Side::Left, ..front }];
        assert_eq!(uncovered(&front, &by), [(150.0, 300.0), (400.0, 600.0)]);
        assert_eq!(uncovered(&front, &[right(0.0, 900.0)]), []);
        assert_eq!(uncovered(&front, &[right(700.0, 900.0)]), [(100.0, 600.0)]);
    }
}
