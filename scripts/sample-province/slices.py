"""Pieces of an outline by share of its area, counted from the gate inwards."""

import math

from shapely.affinity import rotate
from shapely.geometry import box

import geo

SLIVER = 1.0


def inward(outline, angle, gate):
    """Direction from a gate into an outline: index of the axis in its own frame, and the sign."""
    local = rotate(outline.centroid, -angle, origin=gate, use_radians=True)
    dx, dy = local.x - gate.x, local.y - gate.y
    return (0, math.copysign(1, dx)) if abs(dx) >= abs(dy) else (1, math.copysign(1, dy))


def largest(shape, angle, direction, low, high):
    """The largest polygon between two shares of a shape's area."""
    return geo.polygons(_slice(shape, angle, direction, low, high))[0]


def whole(shape, angle, direction, low, high):
    """Everything between two shares of a shape's area, slivers left out."""
    pieces = [p for p in geo.polygons(_slice(shape, angle, direction, low, high)) if p.area > SLIVER]
    return geo.one_or_multi(pieces)


def _slice(shape, angle, direction, low, high):
    axis, sign = direction
    pivot = (shape.centroid.x, shape.centroid.y)
    local = rotate(shape, -angle, origin=pivot, use_radians=True)
    low_at, high_at = _cut(local, axis, sign, low), _cut(local, axis, sign, high)
    band = _band(local.bounds, axis, sign, low_at, high_at)
    return rotate(local.intersection(band), angle, origin=pivot, use_radians=True)


def _cut(local, axis, sign, share):
    """How far inwards a cut must lie for `share` of the area to lie before it."""
    reach = local.bounds[2 + axis] - local.bounds[axis]
    if share <= 0 or share >= 1:
        return share * (reach + 2) - 1
    low, high = 0.0, reach
    for _ in range(40):
        middle = (low + high) / 2
        if local.intersection(_band(local.bounds, axis, sign, -1, middle)).area < share * local.area:
            low = middle
        else:
            high = middle
    return high


def _band(bounds, axis, sign, start, end):
    x0, y0, x1, y1 = bounds
    a, b = (bounds[axis] + start, bounds[axis] + end) if sign > 0 else (bounds[2 + axis] - end, bounds[2 + axis] - start)
    return box(a, y0 - 1, b, y1 + 1) if axis == 0 else box(x0 - 1, a, x1 + 1, b)
