"""Roads, railways and transport nodes of the facts, split into a connected network.

The waypoints of the facts are kept untouched. A road is split into links at
every coordinate it shares with another road, at the ends of other roads, and
where an access road of a zone joins it (the only vertices that are added).
"""

from collections import Counter

from shapely.geometry import LineString, Point

import facts
import geo
import road_attributes
import sources

ORIGIN = "1997-01-01"
SCHEMATIC = ("acc-", "link-")
SCHEMATIC_IDS = {"d1-tay", "ct04", "ql18-nb"}
CLASSES = {"ring": "provincial"}
STATIONS = {"station": "rail_station", "interchange": "expressway_interchange", "icd": "icd", "airport": "airport"}
SEAPORTS = {"sea-hai-phong", "sea-lach-huyen"}

# Dates the status of a road changed, where a fact or general knowledge gives one.
TIMELINE = {
    "ct07-hn-tn": [("2014-01-01", "operating")],
    "tn-cho-moi": [("2017-05-31", "operating")],
    "vd5-dong": [("2021-09-01", "planned"), ("2024-12-31", "operating")],
    "vd5-tay": [("2021-09-01", "planned")],
    "lk-tn-bg-vp": [("2025-08-19", "operating")],
    "dt261-266": [("2023-12-30", "planned"), ("2024-06-30", "operating")],
    "ql3c": [("2016-11-01", "operating")],
    "tn-tq": [("2025-03-31", "proposed")],
    "bac-son-keo-dai": [("2023-12-31", "operating")],
    "d1-tay": [("2021-06-01", "planned")],
    "huong-son-kha-son": [("2021-06-01", "planned")],
    "tranh-hoa-thuong": [("2021-06-01", "planned")],
    "dt268": [(ORIGIN, "operating"), ("2016-11-01", "ended")],
    "dt269": [(ORIGIN, "operating")],
    "dt271": [(ORIGIN, "assumed")],
}


class Roads:
    """The road lines being assembled; access roads are added before links are cut."""

    def __init__(self, folder):
        rows = facts.table(folder, "transport.csv")
        kinds = {"rail", "station", "interchange", "icd", "port", "airport"}
        self.rows = [r for r in rows if r["class"] not in kinds]
        self.rails = [r for r in rows if r["class"] == "rail"]
        self.nodes = [r for r in rows if r["class"] in kinds - {"rail"}]
        self.line = {}
        for row in self.rows:
            drawn = facts.waypoints(row)
            if drawn is not None:
                self.line[row["id"]] = list(drawn.coords)
        self.access = []
        self.service = []

    def road_class(self, row):
        return CLASSES.get(row["class"], row["class"])

    def obstacles(self):
        """Class and metric line of everything an outline may not be crossed by."""
        found = [(self.road_class(r), geo.to_metric(LineString(self.line[r["id"]]))) for r in self.rows if r["id"] in self.line]
        found += [("railway", geo.to_metric(facts.waypoints(r))) for r in self.rails]
        return found

    def open_lines(self):
        """Metric lines of operating roads an access road may join, by section id."""
        usable = {}
        for row in self.rows:
            first = row["id"] in self.line and row["class"] not in ("expressway", "ring")
            if first and row["status"] in ("operating", "partly_operating") and row["id"] not in SCHEMATIC_IDS:
                usable[row["id"]] = geo.to_metric(LineString(self.line[row["id"]]))
        return usable

    def join(self, section, metric_point):
        """Adds a vertex on `section` nearest to the point and returns its degrees."""
        for vertex in self.line[section]:
            if geo.to_metric(Point(vertex)).distance(metric_point) < 40:
                return vertex
        target = geo.to_lonlat(metric_point)
        return self.insert(section, (target.x, target.y))

    def insert(self, section, vertex):
        """Adds a vertex on the nearest piece of `section`."""
        coords, point = self.line[section], geo.to_metric(Point(vertex))
        metric = [geo.to_metric(Point(c)) for c in coords]
        gaps = [LineString([a, b]).distance(point) for a, b in zip(metric, metric[1:])]
        coords.insert(gaps.index(min(gaps)) + 1, vertex)
        return vertex

    def add_access(self, section_id, name, coords, since):
        """An access road of a zone, from its gate to a vertex given by `join`."""
        self.access.append((section_id, name, since))
        self.line[section_id] = coords

    def add_service(self, section_id, name, coords, since, beside):
        """A service road, its ends vertices of other roads."""
        self.service.append((section_id, name, since, beside))
        self.line[section_id] = coords

    def links(self):
        """All links: (section, index, coords)."""
        seen = Counter(c for coords in self.line.values() for c in dict.fromkeys(coords))
        ends = {c for coords in self.line.values() for c in (coords[0], coords[-1])}
        found = []
        for section in self.line:
            start, number = 0, 1
            coords = self.line[section]
            for i in range(1, len(coords)):
                if i == len(coords) - 1 or seen[coords[i]] > 1 or coords[i] in ends:
                    found.append((section, number, coords[start : i + 1]))
                    start, number = i, number + 1
        return found


def node_id(coordinate):
    """The id links share where they meet."""
    return "n.{}.{}".format(*(round(v * 1e7) for v in coordinate))


def timeline(row):
    """(date, status) rows of a road."""
    return TIMELINE.get(row["id"], [(ORIGIN, row["status"])])


def data_class(section_id):
    return "schematic" if section_id.startswith(SCHEMATIC) or section_id in SCHEMATIC_IDS else "fact"


def section_rows(roads):
    """road_section rows of facts, of access roads and of service roads."""
    for row in roads.rows:
        yield from _dated(roads, row)
    drawn = {"ring": False, "status": "operating", "claims": [], "sources": [sources.ILLUSTRATION], "data_class": "illustration"}
    for section_id, name, since in roads.access:
        yield section_id, since, {"name": name, "class": "dedicated", **drawn}
    for section_id, name, since, beside in roads.service:
        yield section_id, since, {"name": facts.name(*name), "class": "service", "beside": beside, **drawn}


def _dated(roads, row):
    """Rows of a road: one whenever its status or its manager changes."""
    body, statuses = _section(roads, row), timeline(row)
    managers = road_attributes.managers(row["id"], body["class"], statuses[-1][1])
    opened = [d for d, s in statuses if s in ("operating", "partly_operating")]
    for since in sorted({d for d, _ in statuses} | {d for d, _ in managers if opened and d > opened[0]}):
        status = [s for d, s in statuses if d <= since][-1]
        agency = [a for d, a in managers if d <= since and opened and opened[0] <= since]
        yield row["id"], since, None if status == "ended" else dict(body, status=status, agency=agency[-1] if agency else None)


def _section(roads, row):
    cited = sources.cited(row["source_url"])
    body = {"name": facts.name(row["name"], _english(row)), "class": roads.road_class(row), "ring": row["class"] == "ring"}
    if row["ref"]:
        body["ref"] = row["ref"]
    lanes = row["lanes"].split(" ")[0]
    if lanes.isdigit():
        body["lanes"] = int(lanes)
    length = facts.number(row["length_km_in_province"])
    body["claims"] = []
    if length is not None:
        body["claims"].append({"figure": "length_km", "value": length, "accuracy": "stated", "source": cited[0]})
    body.update(road_attributes.attributes(row["id"]))
    known = cited + road_attributes.sources(row["id"], body["class"])
    return dict(body, sources=known, data_class=data_class(row["id"]))


ENGLISH_NAMES = {
    "ct07-hn-tn": "Hà Nội - Thái Nguyên Expressway (new NR3)",
    "ql3-tranh-tp-tn": "Thái Nguyên city bypass (CT.07 to Thái Nguyên - Chợ Mới)",
    "tn-cho-moi": "Thái Nguyên - Chợ Mới road (BOT, new NR3; planned expressway CT.07)",
    "ql3-nam": "National road 3 (old), Phù Lỗ - Thái Nguyên city",
    "ql3-bac": "National road 3 (old), Thái Nguyên city - Chợ Mới",
    "ql37-dong": "National road 37, Hiệp Hòa (Bắc Giang) - Phú Bình - Thái Nguyên city",
    "ql37-tay": "National road 37, Bờ Đậu - Đại Từ - Khế pass (Tuyên Quang)",
    "ql17": "National road 17 (former provincial road 269)",
    "ql3c": "National road 3C (former provincial road 268)",
    "hcm": "Hồ Chí Minh road (Chợ Mới - Chợ Chu - Trung Sơn junction)",
    "vd5-dong": "Capital region ring road 5, Phổ Yên - Phú Bình",
    "vd5-tay": "Capital region ring road 5, western section (Sông Công II - Bình Sơn - Quân Chu)",
    "lk-tn-bg-vp": "Regional link road Thái Nguyên - Bắc Giang - Vĩnh Phúc",
    "d1-tay": "Western axis (D1')",
    "tranh-hoa-thuong": "Hóa Thượng bypass",
    "tn-tq": "Thái Nguyên - Tuyên Quang link road (proposed)",
    "dt261-266": "Link road between provincial roads 261 and 266",
    "dt268": "Provincial road 268 (now national road 3C)",
    "dt269": "Provincial road 269 (now national road 17)",
    "bac-son-keo-dai": "Bắc Sơn road extension (Thái Nguyên city - Núi Cốc lake)",
    "tan-thai-dai-tu": "Núi Cốc lakeside road (Phúc Xuân - Tân Thái - Hùng Sơn)",
    "link-tan-lap": "Link of Tân Lập interchange to NR3",
    "link-tan-long": "Link of the Thái Nguyên - Chợ Mới road to NR3 (Tân Long)",
    "acc-als": "Access to the Yên Bình air cargo warehouse",
    "ql18-nb": "National roads 18 and 2 outside the province: Nội Bài - Phù Lỗ - CT.07 - Bắc Ninh",
    "ct04": "Hà Nội - Hải Phòng Expressway (outside the province, sketch)",
}
RAIL_NAMES = {
    "rail-ha-thai": "Hà Nội - Quán Triều railway",
    "rail-kep-luu-xa": "Kép - Lưu Xá railway",
    "rail-nui-hong": "Quán Triều - Núi Hồng coal railway",
}
ENGLISH = [
    ("Quốc lộ ", "National road "), ("Đường tỉnh ", "Provincial road "),
    ("Đường vào ga ", "Access to station "), ("Đường vào cảng ", "Access to port "),
    ("Đường vào ", "Access to "), ("Đường ", "Road "),
]


def _english(row):
    if row["id"] in ENGLISH_NAMES:
        return ENGLISH_NAMES[row["id"]]
    for start, english in ENGLISH:
        if row["name"].startswith(start):
            return english + row["name"][len(start):]
    return row["name"]


def link_rows(roads):
    """road_link rows."""
    since = {row["id"]: timeline(row)[0][0] for row in roads.rows}
    drawn_since = {section: start for section, _, start, *_ in roads.access + roads.service}
    since.update(drawn_since)
    for section, number, coords in roads.links():
        drawn = section in drawn_since
        yield f"{section}.{number:02d}", since[section], LineString(coords), {
            "section": section, "from_node": node_id(coords[0]), "to_node": node_id(coords[-1]),
            "geometry_accuracy": "illustrative" if drawn else "schematic",
            "data_class": "illustration" if drawn else data_class(section),
        }


def node_rows(roads):
    """transport_node rows."""
    for row in roads.nodes:
        lon, lat = (float(v) for v in row["waypoints"].split())
        kind = STATIONS.get(row["class"]) or ("seaport" if row["id"] in SEAPORTS else "river_port")
        yield row["id"].replace("_", "-"), ORIGIN, Point(lon, lat), {
            "class": kind, "name": facts.name(row["name"], _node_english(row["name"])), "status": row["status"],
            "geometry_accuracy": "schematic", "sources": sources.cited(row["source_url"]),
            "data_class": "schematic" if row["status"] == "assumed" else "fact",
        }


def _node_english(name):
    for vi, en in (("Ga ", "{} station"), ("Nút giao ", "{} interchange"), ("Sân bay quốc tế ", "{} International Airport"),
                   ("Cảng sông ", "{} river port"), ("Cảng ", "{} port")):
        if name.startswith(vi):
            return en.format(name[len(vi):])
    return "Extended air cargo warehouse and customs office, Yên Bình complex"


def rail_rows(roads):
    """Railways as constraint records."""
    for row in roads.rails:
        yield row["id"], ORIGIN, facts.waypoints(row), {
            "class": "railway", "name": facts.name(row["name"], RAIL_NAMES[row["id"]]),
            "geometry_accuracy": "schematic", "status": row["status"],
            "sources": sources.cited(row["source_url"]), "data_class": "fact",
        }
