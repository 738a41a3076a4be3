"""Schematic outlines of the zone parts.

The plane is carved by buffered roads, railways and water. Every part with a
known area gets a rotated block with cut corners, turned like the road beside
it, clipped by the carved plane and by the outlines already placed, and grown
by bisection until its area is the leading figure. Of many candidate places
the best one is kept: near the fact point, compact, beside a road.
"""

import math
import random
from dataclasses import dataclass

from shapely.affinity import rotate, scale, translate
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

import geo

CLEARANCE = {"expressway": 80, "railway": 60, "river": 110, "lake": 110}
CLEARANCE_DEFAULT = 50
GAP = 36
ASPECTS = (0.72, 1.0, 1.4)
STEPS = 22


@dataclass
class Site:
    """A part to be drawn: where the facts put it and how large it is."""

    id: str
    point: object
    hectares: float


@dataclass
class Placed:
    """A drawn part (one khu of it): outline in metres and the angle of its grid."""

    id: str
    point: object
    target: float
    outline: object
    angle: float


def carve(obstacles):
    """Union of all obstacles `[(class, metric geometry)]` with their clearances."""
    return unary_union([g.buffer(CLEARANCE.get(c, CLEARANCE_DEFAULT), quad_segs=3) for c, g in obstacles])


def place_all(sites, carved, roads):
    """Outlines for all sites, largest first, remainders of zones (`con-lai`) last. `roads` are the lines blocks align with."""
    taken, placed = [], []
    for site in sorted(sites, key=lambda s: (s.id.endswith(".con-lai"), -s.hectares, s.id)):
        blocked = unary_union([carved, *taken, *_reserved(site, sites, placed)])
        found = _place(site, blocked, roads)
        placed.append(found)
        taken.append(found.outline.buffer(GAP, join_style=2))
    return placed


def _reserved(site, sites, placed):
    """Keeps the heart of every part not yet drawn free for it."""
    done = {p.id for p in placed} | {site.id}
    rest = [s for s in sites if s.id not in done and s.point.distance(site.point) > 200]
    return [s.point.buffer(0.45 * math.sqrt(s.hectares * 1e4), quad_segs=1) for s in rest]


def _place(site, blocked, roads):
    reach = 2.2 * math.sqrt(site.hectares * 1e4) + 1500
    window = box(site.point.x - reach, site.point.y - reach, site.point.x + reach, site.point.y + reach)
    free = window.difference(blocked)
    best = None
    for angle, centre, shape in _candidates(site, roads):
        grown = _grow(shape, angle, centre, free, site.hectares)
        if grown is None:
            continue
        score = _score(grown, site, roads)
        if best is None or score < best[0]:
            best = (score, grown, angle)
    if best is None:
        raise SystemExit(f"no room for {site.id}")
    return Placed(site.id, site.point, site.hectares, best[1], best[2])


def _candidates(site, roads):
    angles = _angles(site, roads)
    pitch = max(130.0, 0.2 * math.sqrt(site.hectares * 1e4))
    for angle in angles:
        for aspect in ASPECTS:
            shape = _template(site.id, aspect)
            for i in range(-4, 5):
                for j in range(-4, 5):
                    offset = (i * pitch, j * pitch)
                    if math.hypot(*offset) <= 1450:
                        yield angle, (site.point.x + offset[0], site.point.y + offset[1]), shape


def _angles(site, roads):
    near = sorted(roads, key=lambda r: r.distance(site.point))[:3]
    found = []
    for road in near:
        angle = geo.nearest_direction(road, site.point)
        if all(abs(math.remainder(angle - other, math.pi / 2)) > 0.09 for other in found):
            found.append(angle)
    return found[:2]


def _template(seed, aspect):
    """A block of one unit of area with cut corners and one stepped side."""
    rng = random.Random(f"outline/{seed}")
    w, h = math.sqrt(aspect), 1 / math.sqrt(aspect)
    cuts = [rng.uniform(0.08, 0.22) if rng.random() < 0.6 else 0.0 for _ in range(4)]
    step = rng.uniform(0.06, 0.12)
    at = rng.uniform(0.45, 0.65)
    points = [
        (-w / 2 + cuts[0], -h / 2), (w / 2 - cuts[1], -h / 2), (w / 2, -h / 2 + cuts[1] * 0.8),
        (w / 2, h / 2 - cuts[2] * 0.7), (w / 2 - cuts[2], h / 2), (-w / 2 + w * at, h / 2),
        (-w / 2 + w * at - step * 0.3, h / 2 - step), (-w / 2 + cuts[3], h / 2 - step),
        (-w / 2, h / 2 - step - cuts[3] * 0.9), (-w / 2, -h / 2 + cuts[0] * 0.6),
    ]
    return Polygon(points).buffer(0)


def _grow(shape, angle, centre, free, target):
    turned = rotate(shape, angle, origin=(0, 0), use_radians=True)

    def cut(size):
        block = translate(scale(turned, size, size, origin=(0, 0)), *centre)
        pieces = geo.polygons(block.intersection(free))
        return pieces[0] if pieces else None

    low, high = 0.6 * math.sqrt(target * 1e4), 2.0 * math.sqrt(target * 1e4)
    top = cut(high)
    if top is None or geo.hectares(top) < target:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        piece = cut(middle)
        if piece is not None and geo.hectares(piece) >= target:
            high = middle
        else:
            low = middle
        if high - low < 0.002:
            break
    piece = _simple(cut(high))
    if piece is None or abs(geo.hectares(piece) / target - 1) > 0.0015:
        return None
    return piece


def _simple(piece):
    """Drops slivers' vertices; a hole means the block swallowed something."""
    if piece.interiors:
        return None
    return piece.simplify(0.3)


def _score(outline, site, roads):
    size = math.sqrt(site.hectares * 1e4)
    away = outline.centroid.distance(site.point) / size
    rect = outline.minimum_rotated_rectangle
    ragged = 1 - outline.area / rect.area
    neck = 1 - outline.buffer(-0.16 * size).area / max(outline.area, 1)
    road = min(r.distance(outline) for r in roads)
    outside = 0 if outline.contains(site.point) else 0.3
    return away + 2.2 * ragged + 0.6 * neck + max(0.0, road - 90) / 700 + outside
