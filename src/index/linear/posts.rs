//! Chainage told by Km posts: a growing chain of posts, and chainage in between.

/// A post put onto the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Knot {
    /// Metres from the start of the line.
    pub along: f64,
    /// What the post says, metres.
    pub chainage: f64,
    /// Whether its place was surveyed.
    pub surveyed: bool,
    /// Which of the given posts.
    pub post: usize,
}

/// How metres along the line become chainage.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chainage {
    /// Without two posts: metres along the line from a known start.
    FromStart(f64),
    /// Between posts, of which there are at least two; along and chainage grow strictly.
    Posts(Vec<Knot>),
}

/// Posts that agree with each other, and which way chainage grows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Agreeing {
    /// The posts, in order of growing chainage, along the line as it was given.
    pub knots: Vec<Knot>,
    /// Whether chainage grows against the line as it was given.
    pub falls: bool,
}

/// The longest list of posts that grow along the line, or against it; `None` when no two posts agree.
pub(super) fn agreeing(mut posts: Vec<Knot>, length: f64) -> Option<Agreeing> {
    posts.sort_by(|one, other| one.along.total_cmp(&other.along).then(one.post.cmp(&other.post)));
    let growing = longest_growing(&posts);
    let turned: Vec<Knot> = posts.iter().rev().map(|post| Knot { along: length - post.along, ..*post }).collect();
    let falling = longest_growing(&turned);
    let falls = falling.len() > growing.len();
    let knots = if falls { falling } else { growing };
    (knots.len() >= 2).then_some(Agreeing { knots, falls })
}

/// The longest list of posts in which both figures grow strictly; of equally long ones that which fits the metres in between best.
fn longest_growing(posts: &[Knot]) -> Vec<Knot> {
    let mut lists: Vec<List> = Vec::with_capacity(posts.len());
    for (at, post) in posts.iter().enumerate() {
        // Two posts at one place tell nothing about the metres between them.
        let earlier = (0..at).filter(|one| posts[*one].along < post.along && posts[*one].chainage < post.chainage);
        let longer = earlier.map(|one| {
            let misfit = ((post.chainage - posts[one].chainage) - (post.along - posts[one].along)).abs();
            List { posts: lists[one].posts + 1, misfit: lists[one].misfit + misfit, before: Some(one) }
        });
        lists.push(longer.fold(List { posts: 1, misfit: 0.0, before: None }, List::better));
    }
    let last = (0..lists.len()).reduce(|one, other| if lists[other].is_better_than(&lists[one]) { other } else { one });
    let mut list: Vec<Knot> = std::iter::successors(last, |at| lists[*at].before).map(|at| posts[at]).collect();
    list.reverse();
    list
}

/// The best list of posts that ends with a given one.
#[derive(Clone, Copy)]
struct List {
    posts: usize,
    /// Metres by which chainage and the centreline differ, summed over its pairs.
    misfit: f64,
    before: Option<usize>,
}

impl List {
    fn better(self, other: List) -> List {
        if other.is_better_than(&self) { other } else { self }
    }

    fn is_better_than(&self, other: &List) -> bool {
        self.posts > other.posts || (self.posts == other.posts && self.misfit < other.misfit)
    }
}

impl Chainage {
    /// The chainage of a metre of the line.
    pub fn of(&self, along: f64) -> f64 {
        self.between(along, |knot| knot.along, |knot| knot.chainage)
    }

    /// The metre of the line that has a chainage.
    pub fn along(&self, chainage: f64) -> f64 {
        match self {
            Chainage::FromStart(start) => chainage - start,
            Chainage::Posts(_) => self.between(chainage, |knot| knot.chainage, |knot| knot.along),
        }
    }

    /// The posts on either side of a metre of the line; a metre at a post lies between it and a neighbour.
    pub fn enclosing(&self, along: f64) -> Option<(&Knot, &Knot)> {
        let Chainage::Posts(knots) = self else { return None };
        let after = knots.partition_point(|knot| knot.along < along);
        // A foot put onto the line of a post may miss it by the noise of a computation.
        let is_at = |knot: &Knot| (knot.along - along).abs() < 1e-3;
        match after {
            0 => knots.first().filter(|knot| is_at(knot)).map(|knot| (knot, knot)),
            after if after == knots.len() => knots.last().filter(|knot| is_at(knot)).map(|knot| (knot, knot)),
            after => Some((&knots[after - 1], &knots[after])),
        }
    }

    /// Linear between posts; beyond the first and last a metre is a metre.
    fn between(&self, value: f64, from: impl Fn(&Knot) -> f64, to: impl Fn(&Knot) -> f64) -> f64 {
        let knots = match self {
            Chainage::FromStart(start) => return start + value,
            Chainage::Posts(knots) => knots,
        };
        let after = knots.partition_point(|knot| from(knot) <= value);
        match (after.checked_sub(1).and_then(|before| knots.get(before)), knots.get(after)) {
            (Some(before), Some(after)) => {
                let share = (value - from(before)) / (from(after) - from(before));
                to(before) + share * (to(after) - to(before))
            }
            (Some(last), None) => to(last) + value - from(last),
            (None, Some(first)) => to(first) + value - from(first),
            (None, None) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts(of: &[(f64, f64)]) -> Vec<Knot> {
        let knot = |(post, (along, chainage)): (usize, &(f64, f64))| Knot {
            along: *along,
            chainage: *chainage,
            surveyed: true,
            post,
        };
        of.iter().enumerate().map(knot).collect()
    }

    #[test]
    fn a_post_that_contradicts_the_others_is_left_out() {
        let found =
            agreeing(posts(&[(0.0, 1_000.0), (1_000.0, 2_000.0), (2_000.0, 900.0), (3_000.0, 4_000.0)]), 3_000.0)
                .unwrap();
        assert!(!found.falls);
        assert_eq!(found.knots.iter().map(|knot| knot.post).collect::<Vec<_>>(), [0, 1, 3]);
    }

    #[test]
    fn posts_that_fall_along_the_line_turn_it_round() {
        let found = agreeing(posts(&[(100.0, 3_000.0), (1_100.0, 2_000.0)]), 1_500.0).unwrap();
        assert!(found.falls);
        let alongs: Vec<f64> = found.knots.iter().map(|knot| knot.along).collect();
        assert_eq!(alongs, [400.0, 1_400.0]);
    }

    #[test]
    fn one_post_or_two_at_one_place_tell_no_direction() {
        assert_eq!(agreeing(posts(&[(100.0, 3_000.0)]), 1_000.0), None);
        assert_eq!(agreeing(posts(&[(100.0, 3_000.0), (100.0, 4_000.0)]), 1_000.0), None);
    }

    #[test]
    fn between_posts_chainage_is_shared_out_and_beyond_them_a_metre_is_a_metre() {
        let chainage = Chainage::Posts(posts(&[(100.0, 1_000.0), (1_100.0, 2_010.0)]));
        assert_eq!(chainage.of(600.0), 1_505.0);
        assert_eq!(chainage.of(0.0), 900.0);
        assert_eq!(chainage.of(1_200.0), 2_110.0);
        assert_eq!(chainage.along(1_505.0), 600.0);
        assert!(chainage.enclosing(600.0).is_some() && chainage.enclosing(99.0).is_none());
        assert!(chainage.enclosing(1_100.0).is_some() && chainage.enclosing(1_101.0).is_none());
    }
}
