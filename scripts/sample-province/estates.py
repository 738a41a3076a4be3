"""Which parts get lots, how they are cut, and where their gates open.

A gate stands where an internal road can leave the outline nearest to an
operating public road; the access road between them is an illustration and
crosses no other part, railway, river, expressway or planned road.
"""

from dataclasses import dataclass, field

from shapely.geometry import LineString, Point
from shapely.ops import nearest_points

import geo
import lots as layout
from lots import Grain

# part id (`#n` = khu) -> (grain, industrial share of the outline or exact hectares)
CUTS = {
    "kcn-song-cong-1.toan-khu": (Grain(depth=150, width=150), 0.70),
    "kcn-song-cong-2.gd1": (Grain(depth=160, width=150), 0.70),
    "kcn-song-cong-2.gd2#1": (Grain(depth=160, width=120, run=700, belt=14), 122.28),
    "kcn-song-cong-2.gd2#2": (Grain(depth=180, width=120, run=700, belt=12), 86.70),
    "kcn-yen-binh-1.toan-khu": (Grain(depth=260, width=270, run=820, spine=36, cross=30), 0.70),
    "kcn-yen-binh-2.toan-khu": (Grain(depth=185, width=190, run=760), 0.69),
    "kcn-yen-binh-3.toan-khu": (Grain(depth=185, width=190, run=760), 0.69),
    "kcn-diem-thuy.khu-a": (Grain(depth=150, width=160), 0.69),
    "kcn-diem-thuy.khu-b": (Grain(depth=150, width=160), 0.68),
    "kcn-nam-pho-yen.toan-khu": (Grain(depth=165, width=110, run=720, split=0.3), 0.69),
    "kcn-phu-binh.gd1": (Grain(depth=160, width=140, run=720), 0.69),
    "ccn-hanh-phuc-xuan-phuong.toan-khu": (Grain(depth=190, width=90, run=620, spine=26, cross=20, belt=12, split=0.27), 0.70),
    "ccn-tan-phu-1.toan-khu": (Grain(depth=190, width=90, run=620, spine=26, cross=20, belt=12, split=0.27), 0.70),
    "ccn-tan-phu-2.toan-khu": (Grain(depth=165, width=85, run=560, spine=26, cross=20, belt=12, split=0.25), 0.69),
    "ccn-luong-son.toan-khu": (Grain(depth=130, width=105, run=560, spine=24, cross=20, belt=12), 0.68),
    "ccn-yen-lac.toan-khu": (Grain(depth=115, width=105, run=480, spine=24, cross=20, belt=10), 0.68),
}
TWO_GATES = 150
REACH = 4000


@dataclass
class Khu:
    """One outline with its layout."""

    placed: object
    lots: list
    roads: list
    gates: list = field(default_factory=list)

    @property
    def part(self):
        return self.placed.id.split("#")[0]

    @property
    def number(self):
        return int(self.placed.id.split("#")[1]) if "#" in self.placed.id else 0


def build(placed, roads, barriers):
    """All khu with lots, gates opened onto the public roads."""
    found = []
    for place in sorted(placed, key=lambda p: p.id):
        if place.id not in CUTS:
            continue
        grain, share = CUTS[place.id]
        cut, inner = layout.lay_out(place.outline, place.angle, grain)
        khu = Khu(place, cut, layout.main_network(inner))
        others = [p.outline for p in placed if p is not place]
        _open_gates(khu, roads, others, barriers)
        _finish(khu, share)
        found.append(khu)
    return found


def _finish(khu, share):
    khu.lots = layout.front(khu.lots, khu.roads)
    layout.label(khu.lots, "" if khu.number < 2 else "N")
    industrial = "SKN" if khu.part.startswith("ccn") else "SKK"
    exact = share if share > 1 else None
    target = exact or share * geo.hectares(khu.placed.outline)
    layout.assign_land_use(khu.lots, khu.gates[0][1], target, industrial)
    layout.declare(khu.lots, industrial, exact)


def _open_gates(khu, roads, others, barriers):
    options = sorted(_options(khu, roads, others, barriers), key=lambda o: o[0])
    if not options:
        raise SystemExit(f"no gate for {khu.placed.id}")
    wanted = 2 if geo.hectares(khu.placed.outline) >= TWO_GATES else 1
    for length, road, gate, at, section, joint in options:
        far = all(gate.distance(g[1]) > 500 for g in khu.gates)
        if len(khu.gates) < wanted and (not khu.gates or (far and length < 900)):
            layout.open_gate(road, gate, at)
            khu.gates.append((road, gate, section, joint))


def _options(khu, roads, others, barriers):
    """Possible gates: (length of the access road, road, gate, end, section, joint)."""
    outline = khu.placed.outline
    for road, gate, at in layout.road_ends(outline, khu.roads):
        for section, line in roads.open_lines().items():
            joint = nearest_points(line, gate)[0]
            joint = _snap(line, joint)
            track = LineString([gate, joint])
            if track.length <= REACH and _clear(track, joint, outline, others, barriers, roads):
                yield track.length, road, gate, at, section, joint


def _clear(track, joint, outline, others, barriers, roads):
    """Whether an access road crosses nothing on its way to the joint."""
    if track.intersection(outline.buffer(-1)).length > 1 or any(track.distance(o) < 5 for o in others):
        return False
    if any(b.crosses(track) for b in barriers):
        return False
    crossed = [line for line in roads.open_lines().values() if line.intersects(track)]
    return all(line.intersection(track).distance(joint) <= 45 for line in crossed)


def _snap(line, joint):
    """Uses an existing vertex when one is near, so no tiny links appear."""
    vertex = min((Point(c) for c in line.coords), key=lambda p: p.distance(joint))
    return vertex if vertex.distance(joint) < 40 else joint


def add_access_roads(estate, roads, life_of):
    """Draws the access roads of all gates into the network."""
    for khu in estate:
        for number, (_, gate, section, joint) in enumerate(khu.gates, 1):
            vertex = roads.join(section, joint)
            end = geo.to_lonlat(gate)
            khu_id = khu.part.replace(".toan-khu", "") + (f".khu-{khu.number}" if khu.number else "")
            roads.add_access(f"vao-{khu_id}-{number}", (khu.part, khu.number, number), [(end.x, end.y), vertex], life_of(khu).access_since)
