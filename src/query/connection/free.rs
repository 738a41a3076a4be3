//! Where along a road a point may lie: the stretches left between what keeps it away.

/// A closed stretch of chainage, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Free {
    pub from_m: f64,
    pub to_m: f64,
}

impl Free {
    /// The place in it nearest to a chainage.
    pub fn nearest(self, chainage_m: f64) -> f64 {
        chainage_m.clamp(self.from_m, self.to_m)
    }
}

/// What is left of some stretches when open intervals are taken out: closed stretches in order, single places among them.
pub(super) fn free(stretches: &[Free], mut taken: Vec<(f64, f64)>) -> Vec<Free> {
    taken.retain(|(from, to)| from < to);
    taken.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut left = vec![];
    for stretch in stretches {
        let mut at = stretch.from_m;
        for (from, to) in &taken {
            if *to <= at || *from >= stretch.to_m {
                continue;
            }
            if *from >= at {
                left.push(Free { from_m: at, to_m: *from });
            }
            at = at.max(*to);
        }
        if at <= stretch.to_m {
            left.push(Free { from_m: at, to_m: stretch.to_m });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(from_m: f64, to_m: f64) -> Free {
        Free { from_m, to_m }
    }

    #[test]
    fn the_ends_of_what_is_taken_are_free() {
        assert_eq!(free(&[of(0.0, 10.0)], vec![(2.0, 4.0), (4.0, 6.0)]), [of(0.0, 2.0), of(4.0, 4.0), of(6.0, 10.0)]);
        assert_eq!(free(&[of(0.0, 10.0)], vec![(-5.0, 15.0)]), []);
        assert_eq!(free(&[of(0.0, 10.0)], vec![(-5.0, 10.0)]), [of(10.0, 10.0)]);
        assert_eq!(free(&[of(0.0, 1.0), of(3.0, 4.0)], vec![(0.5, 3.5)]), [of(0.0, 0.5), of(3.5, 4.0)]);
    }

    proptest! {
        #[test]
        fn a_place_is_free_exactly_when_nothing_takes_it(
            taken in proptest::collection::vec((0_i32..100, 0_i32..30), 0..8),
            place in -10_i32..140,
        ) {
            let taken: Vec<(f64, f64)> = taken.iter().map(|(from, length)| (f64::from(*from), f64::from(from + length))).collect();
            let at = f64::from(place);
            let expected = (0.0..=120.0).contains(&at) && !taken.iter().any(|(from, to)| *from < at && at < *to);
            let left = free(&[of(0.0, 120.0)], taken);
            prop_assert_eq!(left.iter().any(|free| free.from_m <= at && at <= free.to_m), expected);
        }
    }
}
