//! Straight lines on the grid: where they cross, and how near a point is. Metres.

/// A point on the grid.
pub(super) type Spot2 = [f64; 2];

/// Metres between two points.
pub(super) fn distance(one: Spot2, other: Spot2) -> f64 {
    (one[0] - other[0]).hypot(one[1] - other[1])
}

/// The point so far along a straight line; 0 is its start and 1 its end.
pub(super) fn along(ends: [Spot2; 2], share: f64) -> Spot2 {
    [0, 1].map(|axis| ends[0][axis] + (ends[1][axis] - ends[0][axis]) * share)
}

/// The share of a straight line at which it is nearest to a point, and the metres in between.
pub(super) fn nearest(ends: [Spot2; 2], point: Spot2) -> (f64, f64) {
    let direction = [ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]];
    let length_2 = direction[0] * direction[0] + direction[1] * direction[1];
    let out = [point[0] - ends[0][0], point[1] - ends[0][1]];
    let share = (direction[0] * out[0] + direction[1] * out[1]) / length_2;
    let share = if length_2 > 0.0 { share.clamp(0.0, 1.0) } else { 0.0 };
    (share, distance(along(ends, share), point))
}

/// The shares at which two straight lines cross or touch; `None` when they do not, or lie on one line.
pub(super) fn crossing(one: [Spot2; 2], other: [Spot2; 2]) -> Option<(f64, f64)> {
    let a = [one[1][0] - one[0][0], one[1][1] - one[0][1]];
    let b = [other[1][0] - other[0][0], other[1][1] - other[0][1]];
    let between = [other[0][0] - one[0][0], other[0][1] - one[0][1]];
    let turn = a[0] * b[1] - a[1] * b[0];
    if turn == 0.0 {
        return None;
    }
    let of_one = (between[0] * b[1] - between[1] * b[0]) / turn;
    let of_other = (between[0] * a[1] - between[1] * a[0]) / turn;
    ((0.0..=1.0).contains(&of_one) && (0.0..=1.0).contains(&of_other)).then_some((of_one, of_other))
}

/// The corners of the box around points, with a margin.
pub(super) fn box_of(points: [Spot2; 2], margin: f64) -> (Spot2, Spot2) {
    let low = [0, 1].map(|axis| points[0][axis].min(points[1][axis]) - margin);
    let high = [0, 1].map(|axis| points[0][axis].max(points[1][axis]) + margin);
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cross_where_they_cross_and_not_where_they_would() {
        let flat = [[0.0, 0.0], [10.0, 0.0]];
        assert_eq!(crossing(flat, [[2.0, -1.0], [2.0, 3.0]]), Some((0.2, 0.25)));
        assert_eq!(crossing(flat, [[10.0, 0.0], [12.0, 5.0]]), Some((1.0, 0.0)), "touching counts");
        assert_eq!(crossing(flat, [[11.0, -1.0], [11.0, 1.0]]), None);
        assert_eq!(crossing(flat, [[0.0, 0.0], [5.0, 0.0]]), None, "one line");
    }

    #[test]
    fn a_point_is_as_near_as_the_nearest_end_or_foot() {
        let flat = [[0.0, 0.0], [10.0, 0.0]];
        assert_eq!(nearest(flat, [4.0, 3.0]), (0.4, 3.0));
        assert_eq!(nearest(flat, [13.0, 4.0]), (1.0, 5.0));
        assert_eq!(nearest([[1.0, 1.0], [1.0, 1.0]], [1.0, 2.0]), (0.0, 1.0));
    }
}
