"""The parts that get an outline: id, fact point and leading area.

An id with a trailing `#n` is one khu of a part made of several khu.
"""

import facts
import geo
from outlines import Site

# part id -> (fact row of the point, hectares); the area is the part's leading claim.
# Sông Công I is drawn between its two figures (195 and the leading 196.9 ha).
PARKS = {
    "kcn-song-cong-1.toan-khu": ("kcn-song-cong-1", 196.6),
    "kcn-song-cong-2.gd1": ("kcn-song-cong-2-gd1", 250),
    "kcn-song-cong-2.gd2#1": ("kcn-song-cong-2-gd2", 175.52),
    "kcn-yen-binh-1.toan-khu": ("kcn-yen-binh-1", 400),
    "kcn-yen-binh-2.toan-khu": ("kcn-yen-binh-2", 299.07),
    "kcn-yen-binh-3.toan-khu": ("kcn-yen-binh-3", 295.34),
    "kcn-diem-thuy.khu-a": ("kcn-diem-thuy-a", 180),
    "kcn-diem-thuy.khu-b": ("kcn-diem-thuy-b", 170),
    "kcn-nam-pho-yen.toan-khu": ("kcn-nam-pho-yen", 120),
    "kcn-phu-binh.gd1": ("kcn-phu-binh", 190),
    "kcn-phu-binh.con-lai": ("kcn-phu-binh", 485),
    "kcn-thuong-dinh.toan-khu": ("kcn-thuong-dinh", 128),
    "kcn-tay-pho-yen.gd1": ("kcn-tay-pho-yen", 499.07),
    "kcn-tay-pho-yen.con-lai": ("kcn-tay-pho-yen", 368.93),
    "kcntt-yen-binh.gd1": ("kcntt-yen-binh", 200),
}
KHU_2 = ("kcn-song-cong-2.gd2#2", 105.8280, 21.4930, 120.72)


def all_sites(folder):
    """Every site to draw, parks first, then the clusters whose area is known."""
    rows = {r["id"]: r for r in facts.table(folder, "parks.csv")}
    found = [Site(part, _point(rows[row]), hectares) for part, (row, hectares) in PARKS.items()]
    part, lon, lat, hectares = KHU_2
    found.append(Site(part, geo.metric_point(lon, lat), hectares))
    for row in facts.table(folder, "clusters.csv"):
        hectares = facts.number(row["area_ha"])
        if hectares:
            found.append(Site(row["id"] + ".toan-khu", _point(row), hectares))
    return found


def _point(row):
    return geo.metric_point(float(row["lon"]), float(row["lat"]))
