"""Two service roads (đường gom), drawn beside the road they serve: illustrations.

A service road lies outside the corridor of a road of grade III: 6 m of half
roadbed, 2 m of protection, 13 m of corridor, then half of its own 14 m.
"""

from shapely.geometry import LineString, Point
from shapely.ops import substring

import geo

OFFSET = 28
DIEM_THUY = 650


def add(roads):
    """Draws both into the network, after the access roads."""
    _song_cong(roads)
    _diem_thuy(roads)


def _song_cong(roads):
    """Beside QL3 from the first to the second gate of Sông Công I, from access road to access road."""
    ends = [f"vao-kcn-song-cong-1-{gate}" for gate in (1, 2)]
    beside = _offset(_metric(roads, "ql3-nam"), "left")
    at = [beside.project(beside.intersection(_metric(roads, end))) for end in ends]
    coords = _degrees(substring(beside, *at))
    for end, joint in zip(ends, (coords[0], coords[-1])):
        roads.insert(end, joint)
    roads.add_service("gom-ql3-song-cong-1", ("Đường gom QL3 đoạn KCN Sông Công I", "Service road of NR3 along Song Cong I Industrial Park"),
                      coords, "2019-06-28", "ql3-nam")


def _diem_thuy(roads):
    """Beside ĐT.266 along Điềm Thụy khu A, from the link road ĐT.261 - ĐT.266 to a joint of its own."""
    line = _metric(roads, "dt266")
    beside = _offset(line, "right")
    start = beside.project(beside.intersection(_metric(roads, "dt261-266")))
    track = substring(beside, start, start + DIEM_THUY)
    joint = roads.join("dt266", line.interpolate(line.project(Point(track.coords[-1]))))
    coords = _degrees(track)
    roads.insert("dt261-266", coords[0])
    roads.add_service("gom-dt266-diem-thuy", ("Đường gom ĐT.266 đoạn KCN Điềm Thụy", "Service road of PR266 along Diem Thuy Industrial Park"),
                      [*coords, joint], "2024-06-30", "dt266")


def _metric(roads, section):
    return geo.to_metric(LineString(roads.line[section]))


def _offset(line, side):
    return line.parallel_offset(OFFSET, side, join_style=2)


def _degrees(line):
    """Vertices as written, none twice in a row."""
    coords = list(geo.to_lonlat(line).coords)
    return [at for i, at in enumerate(coords) if i == 0 or at != coords[i - 1]]
