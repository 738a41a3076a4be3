"""Connection points of parks and clusters, junctions of public roads, and Km posts.

A gate's point lies where its access road meets the public road. Junctions of
two public roads are sketches of real ones, and nothing is known of their
permits. Zones without a line here have no record: unknown, not unlawful.
Chainage is recorded only on roads with posts; elsewhere the service measures it.
"""

from shapely.geometry import LineString, Point

import facts
import geo
import network
import permits
import sources

DEDICATED = "dedicated_kcn"
# Roads whose chainage grows against the way they are drawn.
BACKWARD = {"dt261-tay"}

# Points of zones whose gates are not drawn: point -> (section, part, label)
OF_ZONES = {
    "kcn-thuong-dinh": ("ql37-dong", "kcn-thuong-dinh.toan-khu", "Đấu nối chính KCN Thượng Đình"),
    "kcn-tay-pho-yen.gd1": ("lk-tn-bg-vp", "kcn-tay-pho-yen.gd1", "Đấu nối chính KCN Tây Phổ Yên, giai đoạn 1"),
    "kcntt-yen-binh.gd1": ("vd5-dong", "kcntt-yen-binh.gd1", "Đấu nối xin trực tiếp vào Vành đai 5"),
    "kcn-quyet-thang": ("ql3-tranh-tp-tn", "kcn-quyet-thang.toan-khu", "Đấu nối dự kiến KCN Quyết Thắng"),
    "ccn-son-cam-1": ("ql3-bac", "ccn-son-cam-1.toan-khu", "Đấu nối CCN Sơn Cẩm 1"),
    "ccn-ba-xuyen": ("dt262", "ccn-ba-xuyen.toan-khu", "Đấu nối CCN Bá Xuyên"),
}
# Points told by metres along the line as drawn: point -> (section, metres, side, branch, part, label, removal due)
ALONG = {
    "kcn-song-cong-2.gd2.lan-dau": ("ql3-nam", 33650, "left", DEDICATED, "kcn-song-cong-2.gd2", "Vị trí xin lần đầu, giai đoạn 2", None),
    "thi-cong-nam-pho-yen": ("ql3-nam", 16320, "right", "temporary_construction", "kcn-nam-pho-yen.toan-khu", "Đấu nối tạm thi công KCN Nam Phổ Yên", "2026-12-31"),
    "co-so-tich-luong": ("ql3-nam", 36700, "left", "single_facility", None, "Lối vào một cơ sở, Tích Lương", "2025-12-31"),
    "co-so-kha-son": ("ql37-dong", 8950, "left", "single_facility", None, "Lối vào một cơ sở, Kha Sơn", "2027-06-30"),
    "xang-dau-luong-son": ("ql37-dong", 22250, "left", "petrol_station", None, "Cửa hàng xăng dầu, Lương Sơn", None),
}
# Junctions of two public roads: (main road, branch, kind)
JUNCTIONS = [
    ("ql3-nam", "dt261-dong", "provincial"), ("ql3-nam", "dt261-tay", "provincial"), ("ql3-nam", "dt262", "provincial"),
    ("ql3-nam", "dt266", "provincial"), ("ql3-nam", "dt267", "provincial"), ("ql3-nam", "dt274", "provincial"),
    ("ql37-dong", "dt261-dong", "provincial"), ("ql37-dong", "dt266", "provincial"), ("ql37-dong", "dt269b", "provincial"),
]
KHA_SON, KY_PHU, HUNG_SON, YEN_DO = (105.985, 21.442), (105.642, 21.546), (105.637, 21.63), (105.714, 21.804)
BY_LINE = {"kind": "general_knowledge", "title": "Kiến thức chung: đo dọc tim đường sơ đồ từ cột Km có nguồn"}


def posts():
    """section -> [(chainage, place in degrees or metres along the line as drawn from the first post, source)]."""
    road_37, road_261, road_3 = (sources.find(part) for part in ("bo-sung-3-tuyen-duong", "noi-thai-nguyen-va-tuyen-quang-1476564", "bo-sung-3-tuyen-duong"))
    return {
        "ql37-dong": [(98800, KHA_SON, road_37), (96000, -2800, BY_LINE), (100000, 1200, BY_LINE)],
        "dt261-tay": [(11500, KY_PHU, road_261), (0, HUNG_SON, road_261)],
        "ql3-bac": [(31000, YEN_DO, road_3), (30000, -1000, BY_LINE)],
    }


class Roads:
    """Lines of the network in metres, with chainage where posts tell it."""

    def __init__(self, roads):
        self.roads = roads
        self.classes = {r["id"]: roads.road_class(r) for r in roads.rows}
        self.posts = {section: [self._post(section, *found) for found in listed] for section, listed in _resolved(roads).items()}

    def _post(self, section, chainage, at, source):
        return self.line(section).project(at), chainage, at, source

    def line(self, section):
        return geo.to_metric(LineString(self.roads.line[section]))

    def side(self, section, at, branch):
        """On which side of growing chainage `branch` leaves the road at `at`."""
        line = self.line(section)
        along = line.project(at)
        a, b = line.interpolate(max(0, along - 20)), line.interpolate(min(line.length, along + 20))
        left = (b.x - a.x) * (branch.y - at.y) - (b.y - a.y) * (branch.x - at.x) > 0
        return "left" if left != (section in BACKWARD) else "right"

    def chainage(self, section, at):
        """Chainage by the posts of a section, to ten metres; None without posts."""
        known = sorted(self.posts.get(section, []))
        if not known:
            return None
        along = self.line(section).project(at)
        pair = next((p for p in zip(known, known[1:]) if along <= p[1][0]), (known[-2], known[-1]))
        (from_along, from_chainage, *_), (to_along, to_chainage, *_) = pair
        share = (along - from_along) / (to_along - from_along)
        return round((from_chainage + share * (to_chainage - from_chainage)) / 10) * 10


def _resolved(roads):
    found = {}
    for section, listed in posts().items():
        line = geo.to_metric(LineString(roads.line[section]))
        first = line.project(geo.metric_point(*listed[0][1]))
        places = [geo.metric_point(*at) if isinstance(at, tuple) else line.interpolate(first + at) for _, at, _ in listed]
        found[section] = [(chainage, place, source) for (chainage, _, source), place in zip(listed, places)]
    return found


def write(out, network_roads, outlines_of, places_of, name_of):
    """All points, permits and posts; `name_of` names an access road by part, khu and gate."""
    roads = Roads(network_roads)
    for section, listed in roads.posts.items():
        for _, chainage, at, source in listed:
            own = source is not BY_LINE
            body = {"section": section, "chainage_m": chainage, "geometry_accuracy": "schematic", "source": source,
                    "data_class": "fact" if own else "schematic"}
            out.add("km_post", f"{section}.km{chainage // 1000}-{chainage % 1000:03d}", network.ORIGIN, body, geo.to_lonlat(at))
    for point in [*_gates(roads, name_of), *_zones(roads, outlines_of, places_of), *_along(roads), _service_link(roads)]:
        _add(out, roads, *point)
    for junction in JUNCTIONS:
        _junction(out, roads, *junction)


def _gates(roads, name_of):
    """Where access roads meet the public road: (point, section, place, side, branch, part, label, removal due)."""
    for access, (part, khu, gate), _ in roads.roads.access:
        point = access.removeprefix("vao-")
        point = f"{point[: -len(str(gate)) - 1]}.{gate}"
        if point in permits.PERMITS:
            coords = roads.roads.line[access]
            main = next(s for s, line in roads.roads.line.items() if s in roads.classes and coords[-1] in line)
            at, inside = (geo.metric_point(*c) for c in (coords[-1], coords[0]))
            label = name_of(part, khu, gate)["vi"].replace("Đường vào", "Đấu nối")
            yield point, main, at, roads.side(main, at, inside), DEDICATED, part, label, None


def _zones(roads, outlines_of, places_of):
    for point, (section, part, label) in OF_ZONES.items():
        land = outlines_of[part][0] if part in outlines_of else places_of(part.split(".")[0])
        line = roads.line(section)
        at = line.interpolate(line.project(land.centroid))
        yield point, section, at, roads.side(section, at, land.centroid), DEDICATED, part, label, None


def _along(roads):
    for point, (section, metres, *rest) in ALONG.items():
        yield point, section, roads.line(section).interpolate(metres), *rest


def _service_link(roads):
    *_, before, joint = roads.roads.line["gom-dt266-diem-thuy"]
    at = geo.metric_point(*joint)
    return ("gom-dt266", "dt266", at, roads.side("dt266", at, geo.metric_point(*before)), "service_road_link",
            "kcn-diem-thuy.khu-a", "Đường gom KCN Điềm Thụy ra ĐT.266", None)


def _add(out, roads, point, section, at, side, branch, part, label, due):
    steps = list(permits.rows(point, roads.classes[section]))
    body = _body(roads, section, at, side, branch)
    body.update(label=label, zone_part=part, geometry_accuracy="illustrative", source=sources.ILLUSTRATION, data_class="illustration")
    record, place = f"dn-{point}", geo.to_lonlat(at)
    out.add("connection_point", record, steps[0][0], body, place)
    if due:
        # The roadmap of removal is a later statement about the same place.
        told = next(day for day, state, *_ in steps if state == "to_be_removed")
        out.rows["connection_point"].pop((record, "core", told), None)
        out.add("connection_point", record, told, {**body, "removal_due": due}, place)
    for day, state, documents, expires, regime in steps:
        permit = {"permit_state": state, "documents": documents, "expires_on": expires, "approval_regime": regime, "source": sources.ILLUSTRATION}
        out.add("connection_point", record, day, permit, part="permit")


def _body(roads, section, at, side, branch):
    body = {"section": section, "side": side, "branch_type": branch}
    chainage = roads.chainage(section, at)
    if chainage is not None:
        body.update(chainage_m=chainage, chainage_basis="computed")
    return body


def _junction(out, roads, main, branch, kind):
    coords = roads.roads.line[branch]
    shared = next(c for c in coords if c in roads.roads.line[main])
    line, at = roads.line(branch), geo.metric_point(*shared)
    along = line.project(at)
    beyond = line.interpolate(along + 60 if along + 60 < line.length else along - 60)
    row = next(r for r in roads.roads.rows if r["id"] == branch)
    body = {**_body(roads, main, at, roads.side(main, at, beyond), kind), "label": f"Nút giao {row['ref']}",
            "geometry_accuracy": "schematic", "source": sources.GENERAL, "data_class": "schematic"}
    out.add("connection_point", f"nut-{main}.{branch}", network.ORIGIN, body, Point(shared))
