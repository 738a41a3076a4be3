"""Lays lots, internal roads and gates out inside one outline.

Work is done in the frame of the block (turned by its angle). Rows of lots lie
on both sides of parallel spine roads; rows of neighbouring spines stand back
to back and share their cuts, so lots of one block share exact vertices.
Cross roads join the spines. Everything is clipped to the outline less a green
belt; what is too small or too thin is left as green land without a record.
"""

import itertools
import math
import random
from dataclasses import dataclass, field

from shapely.affinity import rotate
from shapely.geometry import LineString, Point, box
from shapely.ops import unary_union

import geo

VERGE = 1.0
MIN_HECTARES = 0.55
MAX_HECTARES = 19.5


@dataclass
class Grain:
    """How a part is cut: all lengths in metres; `split` moves a single cross road."""

    depth: float = 150
    width: float = 130
    run: float = 620
    spine: float = 30
    cross: float = 24
    belt: float = 18
    split: float = 0.0


@dataclass(eq=False)
class Lot:
    """One lot in metres; `block` is a run of lots that touch each other."""

    block: str
    shape: object
    opens_onto: list = field(default_factory=list)
    land_use: str = "SKK"
    label: str = ""
    declared: float = 0.0
    edge: bool = False


@dataclass(eq=False)
class Road:
    """One internal road: label, line and carriageway width."""

    label: str
    line: object
    width: float


def lay_out(outline, angle, grain):
    """Roads and lots of an outline, before gates, labels and land use."""
    pivot = (outline.centroid.x, outline.centroid.y)
    local = rotate(outline, -angle, origin=pivot, use_radians=True)
    usable = geo.polygons(local.buffer(-grain.belt, join_style=2))[0]
    rows, spines = _rows(usable.bounds, grain)
    columns, crosses = _columns(usable.bounds, grain, len(spines))
    roads = _roads(local.buffer(-grain.belt, join_style=2), spines, crosses, grain)
    cells = _cells(rows, columns, grain)
    lots = [Lot(block, rotate(shape, angle, origin=pivot, use_radians=True)) for block, shape in _clip(cells, usable)]
    for road in roads:
        road.line = rotate(road.line, angle, origin=pivot, use_radians=True)
    belt = rotate(usable, angle, origin=pivot, use_radians=True).exterior
    for lot in lots:
        lot.edge = lot.shape.distance(belt) < 5
    return lots, roads


def _rows(bounds, grain):
    """Row bands `(block row, y0, y1)` and the y of every spine road."""
    low, high = bounds[1], bounds[3]
    strip = grain.spine + 2 * VERGE
    count = max(1, round((high - low) / (2 * grain.depth + strip)))
    depth = ((high - low) / count - strip) / 2
    rows, spines = [], []
    for i in range(count):
        base = low + i * (2 * depth + strip)
        rows.append((i, base, base + depth))
        spines.append(base + depth + strip / 2)
        rows.append((i + 1, base + depth + strip, base + 2 * depth + strip))
    return rows, spines


def _columns(bounds, grain, spines):
    """Column blocks `(x0, x1)` and the x of every cross road."""
    low, high = bounds[0], bounds[2]
    strip = grain.cross + 2 * VERGE
    count = max(2 if spines > 1 else 1, round((high - low + strip) / (grain.run + strip)))
    length = (high - low - (count - 1) * strip) / count
    columns = [(low + i * (length + strip), low + i * (length + strip) + length) for i in range(count)]
    if count == 2 and grain.split:
        first = (high - low - strip) * grain.split
        columns = [(low, low + first), (low + first + strip, high)]
    return columns, [end + strip / 2 for _, end in columns[:-1]]


def _roads(inside, spines, crosses, grain):
    x0, y0, x1, y1 = inside.bounds
    wanted = [(LineString([(x0, y), (x1, y)]), grain.spine) for y in spines]
    bottom, top = (min(spines), max(spines)) if len(spines) > 1 else (y0, y1)
    wanted += [(LineString([(x, bottom), (x, top)]), grain.cross) for x in crosses]
    pieces = [(p, w) for line, w in wanted for p in geo.lines(line.intersection(inside)) if p.length > 60]
    return [Road(f"D{i + 1}", _noded(p, [q for q, _ in pieces]), w) for i, (p, w) in enumerate(pieces)]


def _noded(line, others):
    """The line with a vertex wherever it meets another road."""
    marks = {0.0, line.length}
    for other in others:
        if other is not line and line.intersects(other):
            cross = line.intersection(other)
            if isinstance(cross, Point):
                marks.add(line.project(cross))
    return LineString([line.interpolate(m) for m in sorted(marks)])


def _cells(rows, columns, grain):
    """Cells `(block, rectangle)`; both rows of a block use the same cuts."""
    for row, y0, y1 in rows:
        for column, (x0, x1) in enumerate(columns):
            cuts = _cuts(f"{row:02d}/{column:02d}", x0, x1, grain.width)
            for left, right in zip(cuts, cuts[1:]):
                yield f"{row:02d}/{column:02d}", box(left, y0, right, y1)


def _cuts(block, x0, x1, width):
    """Uneven cuts across a block, the same whenever the block is asked for."""
    rng = random.Random(f"cuts/{block}/{width}")
    count = max(1, round((x1 - x0) / width))
    shares = [rng.uniform(0.8, 1.25) for _ in range(count)]
    return [x0 + (x1 - x0) * sum(shares[:k]) / sum(shares) for k in range(count)] + [x1]


def _clip(cells, usable):
    for block, cell in cells:
        pieces = geo.polygons(cell.intersection(usable))
        if pieces and _is_lot(pieces[0]):
            yield block, pieces[0]


def _is_lot(piece):
    if not MIN_HECTARES <= geo.hectares(piece) <= MAX_HECTARES:
        return False
    return not piece.buffer(-22).is_empty and piece.area / piece.minimum_rotated_rectangle.area > 0.5


def road_ends(outline, roads):
    """Where roads could leave the outline: (road, gate point, index of the end)."""
    found = []
    for road in roads:
        coords = list(road.line.coords)
        for end, inner, at in ((coords[0], coords[1], 0), (coords[-1], coords[-2], -1)):
            length = math.dist(end, inner)
            ux, uy = (end[0] - inner[0]) / length, (end[1] - inner[1]) / length
            ray = LineString([end, (end[0] + 400 * ux, end[1] + 400 * uy)])
            hit = ray.intersection(outline.exterior)
            if not hit.is_empty:
                gate = min(getattr(hit, "geoms", [hit]), key=lambda p: p.distance(Point(end)))
                if isinstance(gate, Point) and gate.distance(Point(end)) < 120:
                    found.append((road, gate, at))
    return found


def open_gate(road, gate, at):
    """Leads the road out to its gate."""
    coords = list(road.line.coords)
    if at == 0:
        coords.insert(0, gate.coords[0])
    else:
        coords.append(gate.coords[0])
    road.line = LineString(coords)


def main_network(roads):
    """The longest set of roads connected to each other."""
    left, best = list(roads), []
    while left:
        group = [left.pop(0)]
        for road in group:
            near = [o for o in left if o.line.distance(road.line) < 0.01]
            group.extend(near)
            left = [o for o in left if o not in near]
        best = max(best, group, key=lambda g: sum(r.line.length for r in g))
    return [r for r in roads if r in best]


def front(lots, roads):
    """Finds the roads every lot opens onto; lots without one are dropped."""
    strips = [(r, r.line.buffer(r.width / 2 + VERGE + 0.5, cap_style=2)) for r in roads]
    for lot in lots:
        lot.opens_onto = [r.label for r, s in strips if lot.shape.exterior.intersection(s).length > 20]
    return [lot for lot in lots if lot.opens_onto]


def label(lots, prefix):
    """Letters for blocks, numbers within them: A-01, A-02 …"""
    letters = {}
    for lot in lots:
        code = letters.setdefault(lot.block, prefix + _letter(len(letters)))
        number = sum(1 for other in lots if other.label.startswith(code + "-")) + 1
        lot.label = f"{code}-{number:02d}"


def _letter(index):
    return chr(65 + index) if index < 26 else "Z" + chr(65 + index - 26)


def assign_land_use(lots, gate, target, industrial):
    """Marks service, technical and green lots until `target` hectares stay industrial."""
    for lot in lots:
        lot.land_use = industrial
    small = sorted((x for x in lots if x.edge), key=lambda x: geo.hectares(x.shape))
    spare = sum(geo.hectares(x.shape) for x in lots) - target
    if len(lots) < 8:
        return
    for use, best in (("DRA", lambda x: -x.shape.distance(gate)), ("TMD", lambda x: x.shape.distance(gate)),
                      ("DNL", lambda x: geo.hectares(x.shape))):
        open_ = [x for x in small[: max(6, len(small) // 2)] if x.land_use == industrial and geo.hectares(x.shape) < spare]
        if open_:
            lot = min(open_, key=lambda x: (best(x), x.label))
            lot.land_use, spare = use, spare - geo.hectares(lot.shape)
    _turn_green(lots, spare, industrial)


def _turn_green(lots, spare, industrial):
    """Green lots: the raggedest on the edge first, then the best-fitting few."""
    pool = [x for x in lots if x.land_use == industrial]
    pool.sort(key=lambda x: (not x.edge, x.shape.area / x.shape.minimum_rotated_rectangle.area > 0.97, geo.hectares(x.shape), x.label))
    while pool and spare > 3.2 * geo.hectares(pool[0].shape):
        spare -= geo.hectares(pool[0].shape)
        pool.pop(0).land_use = "DKV"
    edge = [x for x in pool if x.edge]
    best = min(_few(edge if len(edge) > 12 else pool[:36], 3), key=lambda group: abs(sum(geo.hectares(x.shape) for x in group) - spare))
    for lot in best:
        lot.land_use = "DKV"


def _few(items, most):
    """All groups of at most `most` items, the empty one first."""
    return itertools.chain.from_iterable(itertools.combinations(items, n) for n in range(most + 1))


def declare(lots, industrial, exact=None):
    """Declared areas in thousandths of a hectare; industrial ones sum to `exact` when given."""
    chosen = [x for x in lots if x.land_use == industrial]
    factor = exact / sum(geo.hectares(geo.settled(x.shape)) for x in chosen) if exact else 1.0
    for lot in lots:
        grow = factor if lot.land_use == industrial else 1.0
        lot.declared = round(geo.hectares(geo.settled(lot.shape)) * grow, 3)
    if exact:
        rest = round((exact - sum(x.declared for x in chosen)) * 1000)
        for lot in sorted(chosen, key=lambda x: -x.declared)[: abs(rest)]:
            lot.declared = round(lot.declared + math.copysign(0.001, rest), 3)


def union(lots):
    """One shape of several lots."""
    return unary_union([x.shape for x in lots])
