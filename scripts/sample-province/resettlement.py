"""Resettlement sites and cemeteries: what sources report, then invented ones.

Sources give figures but no place, so the reported sites have no geometry. The
three sites of Sông Công II are known by their total only and stay one record.
"""

import math

from shapely.geometry import Point, box

import geo
import sources
from facts import name

SITE, CEMETERY = "resettlement", "cemetery"
GD2 = "kcn-song-cong-2.gd2"
# id -> (kind, vi, en, serves, since, claims (figure, value, as of, accuracy, note), source fragment)
REPORTED = {
    "tdc-song-cong-2-gd2": (SITE, "Ba khu tái định cư của KCN Sông Công II giai đoạn 2", "Three resettlement sites of Sông Công II phase 2", [GD2], "2024-03-31",
        [("area_ha", 37, None, "approximate", name("Gần 37 ha, tổng của ba khu", "Nearly 37 ha, the three together"))], ("don-to-don-dai-bang",)),
    "nt-song-cong-2-gd2": (CEMETERY, "Nghĩa trang của KCN Sông Công II giai đoạn 2", "Cemetery of Sông Công II phase 2", [GD2], "2024-03-31",
        [("area_ha", 26.5, None, "stated", None)], ("don-to-don-dai-bang",)),
    "tdc-huyen-phu-binh": (SITE, "Tái định cư cho các KCN, CCN ở huyện Phú Bình (cũ)", "Resettlement for parks and clusters in the former Phú Bình district", [], "2025-09-01",
        [("households_resettling", 500, "2025-09-01", "approximate", name("Khoảng 500 hộ, gần 10 KCN và CCN", "About 500 households, nearly ten parks and clusters"))],
        ("135232", "2025-09-01")),
}
# id -> (kind, vi, en, serves, outline that it lies beside, hectares, rows (day, needed, ready, allocated))
INVENTED = {
    "tdc-yen-binh-2": (SITE, "Khu tái định cư Yên Bình 2", "Yên Bình 2 resettlement site", ["kcn-yen-binh-2.toan-khu"], "kcn-yen-binh-2.toan-khu", 12.6,
        [("2025-12-15", 318, 0, 0), ("2026-04-30", 318, 141, 96), ("2026-09-30", 322, 236, 188)]),
    "tdc-yen-binh-3": (SITE, "Khu tái định cư Yên Bình 3", "Yên Bình 3 resettlement site", ["kcn-yen-binh-3.toan-khu"], "kcn-yen-binh-3.toan-khu", 15.2,
        [("2026-01-30", 407, 0, 0), ("2026-07-10", 407, 122, 84), ("2026-11-05", 407, 203, 161)]),
    "tdc-phu-binh-1": (SITE, "Khu tái định cư Phú Bình số 1", "Phú Bình resettlement site 1", ["kcn-phu-binh.gd1"], "kcn-phu-binh.gd1", 9.4,
        [("2026-02-12", 263, 0, 0), ("2026-06-12", 263, 148, 101), ("2026-10-20", 268, 212, 173)]),
    "tdc-phu-binh-2": (SITE, "Khu tái định cư Phú Bình số 2", "Phú Bình resettlement site 2", ["kcn-phu-binh.gd1", "kcn-phu-binh.con-lai"], "kcn-phu-binh.con-lai", 7.1,
        [("2026-08-24", 184, 0, 0)]),
    "tdc-tan-phu": (SITE, "Khu tái định cư Tân Phú", "Tân Phú resettlement site", ["ccn-tan-phu-1.toan-khu", "ccn-tan-phu-2.toan-khu"], "ccn-tan-phu-1.toan-khu", 3.2,
        [("2022-10-14", 74, 20, 12), ("2023-11-30", 74, 74, 61), ("2025-06-20", 78, 78, 78)]),
    "tdc-luong-son": (SITE, "Khu tái định cư Lương Sơn", "Lương Sơn resettlement site", ["ccn-luong-son.toan-khu"], "ccn-luong-son.toan-khu", 1.9,
        [("2023-03-10", 31, 18, 9), ("2024-10-04", 43, 37, 34)]),
    "nt-yen-binh-3": (CEMETERY, "Nghĩa trang Yên Bình 3", "Yên Bình 3 cemetery", ["kcn-yen-binh-3.toan-khu"], "kcn-yen-binh-3.toan-khu", 4.3,
        [("2025-12-20", 655, 300, 115), ("2026-07-24", 655, 540, 395)]),
}
# Drawn as a block, to show an outline; the others are points.
DRAWN = {"tdc-phu-binh-1"}
AWAY = 700


def write(bundle, placed, carved):
    """All sites; invented ones lie beside the park they serve, clear of every outline, road and water."""
    for record, (kind, vi, en, serves, since, claims, cited) in REPORTED.items():
        source = sources.find(*cited)
        body = {"kind": kind, "name": name(vi, en), "location_accuracy": "unknown", "serves": serves, "sources": [source], "data_class": "fact",
                "claims": [_claim(*claim, source) for claim in claims]}
        bundle.add("resettlement_site", record, since, body)
    taken = [place.outline for place in placed]
    for record, (kind, vi, en, serves, beside, hectares, rows) in INVENTED.items():
        shape = _place(next(p for p in placed if p.id == beside), hectares, taken, carved)
        taken.append(shape)
        body = {"kind": kind, "name": name(vi, en), "location_accuracy": "approximate", "geometry_accuracy": "illustrative", "serves": serves,
                "sources": [sources.ILLUSTRATION], "data_class": "illustration", "claims": [_claim("area_ha", hectares, None, "stated", None, sources.ILLUSTRATION)]}
        bundle.add("resettlement_site", record, rows[0][0], body, geo.to_lonlat(shape if record in DRAWN else shape.centroid))
        for day, needed, ready, allocated in rows:
            plots = {"needed": needed, "ready": ready, "allocated": allocated, "source": sources.ILLUSTRATION}
            bundle.add("resettlement_site", record, day, plots, part="plots")


def _claim(figure, value, as_of, accuracy, note, source):
    found = {"figure": figure, "value": value, "as_of": as_of, "accuracy": accuracy, "source": source, "note": note}
    return {key: part for key, part in found.items() if part is not None}


def _place(beside, hectares, taken, carved):
    """A square of the wanted size at the nearest free spot around an outline."""
    half, centre = math.sqrt(hectares * 1e4) / 2, beside.outline.centroid
    for ring in range(1, 12):
        reach = math.sqrt(beside.outline.area / math.pi) + AWAY * ring / 2
        for turn in range(24):
            at = Point(centre.x + reach * math.cos(turn * math.pi / 12), centre.y + reach * math.sin(turn * math.pi / 12))
            square = box(at.x - half, at.y - half, at.x + half, at.y + half)
            if not square.intersects(carved) and all(square.distance(other) > 120 for other in taken):
                return square
    raise SystemExit(f"no room beside {beside.id}")
