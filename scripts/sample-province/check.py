"""Checks the written bundle on its own: nothing of the builder is imported.

    python check.py [BUNDLE] [--units GEOJSON]

Reads the files, measures everything again in EPSG:9213 and prints the figures.
Ends with status 1 when a promise is broken. `--units` may name simplified
boundaries of the communes of 2025; they are only compared with.
"""

import argparse
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from pyproj import Transformer
from shapely.geometry import Point, shape
from shapely.ops import transform, unary_union
from shapely.strtree import STRtree

from check_clearance import Clearance
from check_connections import Connections

TODAY = "2026-11-24"
DATES = ("2020-06-30", "2023-12-31", "2025-06-30", "2025-12-31", TODAY)
TRUST = {"official": 4, "press": 3, "broker": 2, "general_knowledge": 1, "illustration": 0}
INDUSTRIAL = {"SKK", "SKN"}
MAJOR = {"expressway", "national", "provincial", "district"}
ID = re.compile(r"^[a-z0-9.-]{1,96}$")
_METRIC = Transformer.from_crs("EPSG:4326", "EPSG:9213", always_xy=True)


def metric(geometry):
    return transform(_METRIC.transform, shape(geometry))


class Checker:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        self.files = {n: self._read(n) for n in self.manifest["files"]}
        self.problems = []
        self.events = None

    def _read(self, file):
        return json.loads((self.folder / file).read_text(encoding="utf-8"))["features"]

    def fail(self, text):
        self.problems.append(text)

    def expect(self, truth, text):
        if not truth:
            self.fail(text)

    def rows(self, file, part="core"):
        return [f for f in self.files[file] if f["properties"]["part"] == part]

    def at(self, file, part, day):
        """The body in force on a day, by record."""
        found = {}
        for feature in self.files[file]:
            head = feature["properties"]
            if head["part"] == part and head["valid_from"] <= day:
                found[feature["id"]] = feature
        return {k: f for k, f in found.items() if f["properties"].get("state") != "ended"}

    # files -------------------------------------------------------------------

    def check_files(self):
        for file, entry in self.manifest["files"].items():
            data = (self.folder / file).read_bytes()
            self.expect(hashlib.sha256(data).hexdigest() == entry["sha256"], f"{file}: checksum")
            self.expect(len(self.files[file]) == entry["rows"], f"{file}: row count")
            self.expect(len(data) < 2_000_000, f"{file}: {len(data)} bytes")
            self.expect(unicodedata.is_normalized("NFC", data.decode()), f"{file}: not NFC")
            keys = [(f["id"], f["properties"]["part"], f["properties"]["valid_from"], f["properties"]["revision"]) for f in self.files[file]]
            self.expect(keys == sorted(set(keys)), f"{file}: order or duplicate key")
            for feature in self.files[file]:
                self.expect(ID.match(feature["id"]), f"{file}: id {feature['id']}")
                self.expect(feature["properties"]["valid_from"] <= TODAY, f"{file}: {feature['id']} after today")
                if feature["geometry"]:
                    self.expect(shape(feature["geometry"]).is_valid, f"{file}: {feature['id']} invalid geometry")
        print("files", {f: e["rows"] for f, e in self.manifest["files"].items()})

    def check_references(self):
        known = {f: {x["id"] for x in rows} for f, rows in self.files.items()}
        units, parts, lots = known["admin-units.geojson"], known["zone-parts.geojson"], known["lots.geojson"]
        for x in self.rows("zones.geojson"):
            for key in ("commune", "former_district"):
                value = x["properties"].get(key)
                self.expect(value is None or value in units, f"{x['id']}: {key} {value}")
        for file in ("lots.geojson", "leases.json", "gates.geojson", "internal-roads.geojson", "clearance-areas.geojson"):
            for x in self.rows(file):
                part = x["properties"]["zone_part"]
                self.expect(part in parts and x["id"].startswith(part + "."), f"{x['id']}: part {part}")
        for x in self.rows("lots.geojson"):
            self.expect(set(x["properties"].get("opens_onto", [])) <= known["internal-roads.geojson"], f"{x['id']}: opens_onto")
        for x in self.rows("internal-roads.geojson"):
            self.expect(set(x["properties"]["leads_to"]) <= known["gates.geojson"], f"{x['id']}: leads_to")
        for x in self.rows("leases.json"):
            self.expect(set(x["properties"]["lots"]) <= lots, f"{x['id']}: lots")
        for x in self.rows("road-links.geojson"):
            self.expect(x["properties"]["section"] in known["road-sections.json"], f"{x['id']}: section")
        for x in self.files["admin-units.geojson"]:
            heirs = x["properties"].get("successors", []) + ([x["properties"]["parent"]] if "parent" in x["properties"] else [])
            self.expect(set(heirs) <= units, f"{x['id']}: {heirs}")
        for file in ("places.geojson", "material-zones.geojson"):
            for x in self.rows(file):
                value = x["properties"].get("admin_unit") or x["properties"].get("commune")
                self.expect(value is None or value in units, f"{x['id']}: unit {value}")

    # outlines ------------------------------------------------------------------

    def check_outlines(self, units):
        parts = self.at("zone-parts.geojson", "core", TODAY)
        zones = self.at("zones.geojson", "core", TODAY)
        self.outline = {k: metric(f["geometry"]) for k, f in parts.items() if f["geometry"] and f["geometry"]["type"].endswith("Polygon")}
        roads, hard = self._obstacles()
        print(f"\n{'part':40}{'leading':>9}{'measured':>10}{'error %':>9}{'to point':>9}{'centroid':>9}{'road':>7}{'water/rail':>11}")
        for part, outline in sorted(self.outline.items()):
            body = parts[part]["properties"]
            claimed = leading(body.get("claims", []), "gross_area_ha")
            error = 100 * (outline.area / 1e4 / claimed - 1)
            point = self._fact_point(part, zones[body["zone"]])
            away, centre = outline.distance(point), outline.centroid.distance(point)
            road, wet = min(g.distance(outline) for g in roads), min(g.distance(outline) for g in hard)
            print(f"{part:40}{claimed:9.2f}{outline.area / 1e4:10.2f}{error:9.3f}{away:9.0f}{centre:9.0f}{road:7.0f}{wet:11.0f}")
            self.expect(abs(error) <= 1, f"{part}: area {error:.2f} %")
            self.expect(away <= 1500, f"{part}: {away:.0f} m from its point")
            self.expect(min(road, wet) >= 40, f"{part}: closer than 40 m to a road, railway or river")
            if units:
                self._commune(part, outline, zones[body["zone"]]["properties"].get("commune"), units)
        names = sorted(self.outline)
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                self.expect(self.outline[a].intersection(self.outline[b]).area < 1, f"{a} overlaps {b}")

    def _fact_point(self, part, zone):
        return metric(zone["geometry"])

    def _obstacles(self):
        sections = self.at("road-sections.json", "core", TODAY)
        roads = []
        for link in self.rows("road-links.geojson"):
            section = sections.get(link["properties"]["section"])
            if section and (section["properties"]["class"] in MAJOR or section["properties"]["ring"]):
                roads.append(metric(link["geometry"]))
        return roads, [metric(x["geometry"]) for x in self.rows("constraints.geojson")]

    def _commune(self, part, outline, commune, units):
        shares = Counter({u: outline.intersection(g).area / outline.area for u, g in units.items() if outline.intersects(g)})
        if shares and shares.most_common(1)[0][0] != commune:
            print(f"    note: {part} lies {', '.join(f'{s:.0%} in {u}' for u, s in shares.most_common(3))}; record says {commune}")

    # network -------------------------------------------------------------------

    def check_network(self):
        nodes, graph = {}, defaultdict(set)
        for link in self.rows("road-links.geojson"):
            body, coords = link["properties"], link["geometry"]["coordinates"]
            for node, at in ((body["from_node"], coords[0]), (body["to_node"], coords[-1])):
                self.expect(nodes.setdefault(node, at) == at, f"{link['id']}: node {node} moved")
            graph[body["from_node"]].add(body["to_node"])
            graph[body["to_node"]].add(body["from_node"])
        seen, queue = set(), [next(iter(graph))]
        while queue:
            node = queue.pop()
            if node not in seen:
                seen.add(node)
                queue.extend(graph[node])
        print(f"\nnetwork: {len(self.rows('road-links.geojson'))} links, {len(nodes)} nodes, {len(seen)} in one connected piece")
        self.expect(len(seen) == len(nodes), "the road network is not connected")
        for link in self.rows("road-links.geojson"):
            if link["properties"].get("data_class") == "illustration":
                line = metric(link["geometry"])
                for part, outline in self.outline.items():
                    self.expect(outline.buffer(-1).intersection(line).length < 1, f"{link['id']} crosses {part}")

    # lots ------------------------------------------------------------------------

    def check_lots(self):
        self.lots = {k: f["properties"] for k, f in self.at("lots.geojson", "core", TODAY).items()}
        self.shapes = {x["id"]: metric(x["geometry"]) for x in self.rows("lots.geojson")}
        worst = 0.0
        for lot, body in self.lots.items():
            area = self.shapes[lot].area / 1e4
            error = abs(body["declared_area_ha"] / area - 1)
            worst = max(worst, error)
            self.expect(error <= 0.005, f"{lot}: declared {body['declared_area_ha']} measured {area:.3f}")
            self.expect(0.5 <= area <= 20, f"{lot}: {area:.2f} ha")
            self.expect(self.outline[body["zone_part"]].buffer(0.01).contains(self.shapes[lot]), f"{lot}: outside its part")
        self._overlaps()
        self._shared_vertices()
        self._carriageways()
        areas = [s.area / 1e4 for s in self.shapes.values()]
        print(f"\nlots: {len(self.lots)}, {min(areas):.2f}–{max(areas):.2f} ha, worst declared/measured difference {100 * worst:.3f} %")

    def _overlaps(self):
        names = list(self.shapes)
        tree = STRtree([self.shapes[n] for n in names])
        worst = 0.0
        for i, name in enumerate(names):
            for j in tree.query(self.shapes[name]):
                if j > i:
                    worst = max(worst, self.shapes[name].intersection(self.shapes[names[j]]).area)
        print(f"\nlargest overlap of two lots: {worst:.4f} m²")
        self.expect(worst < 1, f"lots overlap by {worst:.2f} m²")

    def _shared_vertices(self):
        """Two lots with a common edge meet in at least two identical written vertices."""
        written = {x["id"]: {tuple(c) for c in x["geometry"]["coordinates"][0]} for x in self.rows("lots.geojson")}
        names = list(self.shapes)
        tree = STRtree([self.shapes[n] for n in names])
        pairs = 0
        for i, name in enumerate(names):
            for j in tree.query(self.shapes[name].buffer(0.05)):
                other = names[j]
                if j > i and self.shapes[name].buffer(0.05).intersection(self.shapes[other]).area > 1:
                    pairs += 1
                    self.expect(len(written[name] & written[other]) >= 2, f"{name} and {other} do not share vertices")
        print(f"pairs of lots with a common edge: {pairs}")

    def _carriageways(self):
        names = list(self.shapes)
        tree = STRtree([self.shapes[n] for n in names])
        gates = {k: metric(f["geometry"]) for k, f in self.at("gates.geojson", "core", TODAY).items()}
        roads = {k: (f["properties"], metric(f["geometry"])) for k, f in self.at("internal-roads.geojson", "core", TODAY).items()}
        for road, (body, line) in roads.items():
            strip = line.buffer(body["width_m"] / 2, cap_style=2)
            for j in tree.query(strip):
                self.expect(self.shapes[names[j]].intersection(strip).area < 0.5, f"{road} runs over {names[j]}")
            outline = self.outline[body["zone_part"]]
            self.expect(outline.buffer(0.05).contains(line), f"{road} leaves its part")
            self._reaches(road, roads, gates)
        for gate, point in gates.items():
            part = self.at("gates.geojson", "core", TODAY)[gate]["properties"]["zone_part"]
            self.expect(self.outline[part].boundary.distance(point) < 0.05, f"{gate} is not on the outline")

    def _reaches(self, road, roads, gates):
        """The road is connected to every gate it leads to."""
        seen, queue = set(), [road]
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue.extend(o for o in roads if o not in seen and roads[o][1].distance(roads[name][1]) < 0.05)
        for gate in roads[road][0]["leads_to"]:
            self.expect(min(roads[o][1].distance(gates[gate]) for o in seen) < 0.05, f"{road} does not reach {gate}")

    # states ------------------------------------------------------------------------

    def leased(self, day):
        found = set()
        for lease in self.at("leases.json", "core", day).values():
            body = lease["properties"]
            if body["status"] == "in_force" and body["start"] <= day <= body["end"]:
                found.update(body["lots"])
        return found

    def cleared(self, day):
        """Lots wholly covered by the hand-overs made by a day; and those partly covered."""
        given = defaultdict(list)
        areas = {x["id"]: x for x in self.rows("clearance-areas.geojson")}
        for x in self.files["clearance-areas.geojson"]:
            head = x["properties"]
            if head.get("stage") == "HANDOVER" and head["valid_from"] <= day:
                land = metric(x["geometry"] or areas[x["id"]]["geometry"])
                given[areas[x["id"]]["properties"]["zone_part"]].append(land)
        land = {part: unary_union(shapes).buffer(0.3) for part, shapes in given.items()}
        whole, partly = set(), set()
        for lot, body in self.lots.items():
            if body["zone_part"] in land:
                left = self.shapes[lot].difference(land[body["zone_part"]]).area
                if left < 1:
                    whole.add(lot)
                elif left < 0.99 * self.shapes[lot].area:
                    partly.add(lot)
        return whole, partly, land

    def graves(self, day):
        """Land of the areas whose last graves row leaves some."""
        left = []
        areas = self.at("clearance-areas.geojson", "core", day)
        for area, x in self.at("clearance-areas.geojson", "graves", day).items():
            if x["properties"]["remaining"] > 0:
                left.append(metric(areas[area]["geometry"]))
        return unary_union(left)

    def states(self, day):
        """Display status of every lot that exists on a day."""
        here = set(self.at("lots.geojson", "core", day))
        part = {p: {k: f["properties"] for k, f in self.at("lots.geojson", p, day).items()} for p in ("tenure", "servicing", "marketing", "occupation")}
        leased, (whole, partly, _), graves = self.leased(day), self.cleared(day), self.graves(day)
        roads = {k: f["properties"] for k, f in self.at("internal-roads.geojson", "core", day).items()}
        accepted = {k for k, f in self.at("gates.geojson", "connection", day).items() if f["properties"]["connection"] == "accepted"}
        open_roads = {r for r, b in roads.items() if b["status"] == "built" and set(b["leads_to"]) & accepted}
        found = {}
        for lot in here:
            get = lambda p, key=None: part[p].get(lot, {}).get(key or p)
            clean = (lot in whole and get("tenure") in ("allocated", "certified") and not get("tenure", "disputed")
                     and lot not in leased and graves.intersection(self.shapes[lot]).area < 1)
            offered = get("marketing") == "offered" and get("occupation") == "vacant"
            ready = clean and offered and get("servicing") == "serviced" and set(self.lots[lot].get("opens_onto", [])) & open_roads
            found[lot] = ("leased" if lot in leased else "reserved" if get("marketing") == "reserved" else "ready" if ready else
                          "clean" if clean else "in_clearance" if lot in partly or self._started(lot, day) and lot not in whole else "planned")
        return found

    def _started(self, lot, day):
        """Whether anything happened to the lot's land by a day."""
        if self.events is None:
            areas = {x["id"]: metric(x["geometry"]) for x in self.rows("clearance-areas.geojson")}
            happened = [x for x in self.files["clearance-areas.geojson"] if "stage" in x["properties"]]
            self.events = [(x["properties"]["valid_from"], metric(x["geometry"]) if x["geometry"] else areas[x["id"]]) for x in happened]
            self.event_tree = STRtree([land for _, land in self.events])
        shape_ = self.shapes[lot]
        return any(self.events[at][0] <= day and self.events[at][1].intersection(shape_).area > 1 for at in self.event_tree.query(shape_))

    def check_states(self):
        print("\nhectares of lots by display status")
        for day in DATES:
            hectares = Counter()
            for lot, state in self.states(day).items():
                hectares[state] += self.lots[lot]["declared_area_ha"]
            print(f"  {day}", {k: round(v, 1) for k, v in sorted(hectares.items())})
        self._occupancy()
        self._blocks()
        self._leases()

    def _occupancy(self):
        parts = self.at("zone-parts.geojson", "core", TODAY)
        leased, (whole, _, land) = self.leased(TODAY), self.cleared(TODAY)
        print(f"\n{'part':40}{'lots':>6}{'industrial':>11}{'share %':>8}{'leased %':>9}{'claim':>7}{'handed over %':>14}")
        for part in sorted({b["zone_part"] for b in self.lots.values()}):
            lots = {k: b["declared_area_ha"] for k, b in self.lots.items() if b["zone_part"] == part and b["land_use"] in INDUSTRIAL}
            total, taken = sum(lots.values()), sum(a for k, a in lots.items() if k in leased)
            claims = parts[part]["properties"].get("claims", [])
            claimed, sourced = leading(claims, "occupancy_pct"), leading(claims, "industrial_land_ha")
            count = sum(1 for b in self.lots.values() if b["zone_part"] == part)
            area = self.outline[part].area / 1e4
            given = land[part].intersection(self.outline[part]).area / 1e6 * 100 / area * 100 if part in land else 0.0
            print(f"{part:40}{count:6}{total:11.3f}{100 * total / area:8.1f}{100 * taken / total:9.2f}{claimed or '–':>7}{given:14.1f}")
            self.expect(claimed is None or abs(100 * taken / total - claimed) <= 1, f"{part}: leased {100 * taken / total:.1f} %")
            self.expect(sourced is None or abs(total - sourced) < 0.0005, f"{part}: industrial land {total:.3f}")

    def _blocks(self):
        states = self.states(TODAY)
        parts = {b["zone_part"] for b in self.lots.values()}
        print("\ncontiguous blocks of at least 20 ha (lots touching each other)")
        counts = Counter()
        for kind, wanted in (("clean", {"clean", "ready"}), ("ready", {"ready"})):
            for part in sorted(parts):
                lots = [k for k, b in self.lots.items() if b["zone_part"] == part and states[k] in wanted and b["land_use"] in INDUSTRIAL]
                for group in self._touching(lots):
                    area = sum(self.lots[k]["declared_area_ha"] for k in group)
                    if area >= 20:
                        counts[kind] += 1
                        labels = sorted(self.lots[k]["label"] for k in group)
                        print(f"  {kind:6}{part:40}{area:8.2f} ha  {len(group)} lots  {labels[0]} … {labels[-1]}")
        self.expect(counts["clean"] >= 3 and counts["ready"] >= 1, f"blocks {counts}")

    def _touching(self, lots):
        left, groups = set(lots), []
        while left:
            group, queue = set(), [min(left)]
            while queue:
                lot = queue.pop()
                if lot in left:
                    left.discard(lot)
                    group.add(lot)
                    queue.extend(o for o in left if self.shapes[o].distance(self.shapes[lot]) < 0.05 and
                                 self.shapes[o].buffer(0.05).intersection(self.shapes[lot]).area > 0.5)
            groups.append(group)
        return groups

    def _leases(self):
        parts = self.at("zone-parts.geojson", "core", TODAY)
        taken = {}
        for x in self.rows("leases.json"):
            body, term = x["properties"], parts[x["properties"]["zone_part"]]["properties"].get("term")
            if body["status"] != "in_force":
                continue
            self.expect(body["signed"] <= body["start"] < body["end"], f"{x['id']}: dates")
            self.expect(term is None or (term["start"] <= body["start"] and body["end"] <= term["end"]), f"{x['id']}: outside the term")
            self.expect("tenant" not in body and body["tenant_public"] is False, f"{x['id']}: tenant")
        for x in self.at("leases.json", "core", TODAY).values():
            for lot in x["properties"]["lots"] if x["properties"]["status"] == "in_force" else []:
                self.expect(taken.setdefault(lot, x["id"]) == x["id"], f"{lot}: two leases")
        stale = Counter(b["zone_part"] for b in self.lots.values() if b["confirmed_on"] < "2025-05-24")
        print(f"\nleases in force {len(set(taken.values()))} over {len(taken)} lots; stale lots {dict(stale)}")


def leading(claims, figure):
    """The best claim: trust, then date; an undated claim is the oldest."""
    own = [c for c in claims if c["figure"] == figure]
    return max(own, key=lambda c: (TRUST[c["source"]["kind"]], _last_day(c.get("as_of", ""))))["value"] if own else None


def _last_day(date):
    return date + "-99-99"[: 10 - len(date)] if date else ""


def read_units(path):
    """Boundaries of communes in metres by the slug of their name."""
    found = {}
    for feature in json.loads(Path(path).read_text(encoding="utf-8"))["features"]:
        text = feature["properties"]["name_vi"].replace("Đ", "D").replace("đ", "d")
        plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()
        found[re.sub(r"[^a-z0-9]+", "-", plain).strip("-") + "-2025"] = metric(feature["geometry"]).buffer(0)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", nargs="?", type=Path, default=Path(__file__).resolve().parents[2] / "data/thai-nguyen")
    parser.add_argument("--units", type=Path)
    options = parser.parse_args()
    checker = Checker(options.bundle)
    checker.check_files()
    checker.check_references()
    checker.check_outlines(read_units(options.units) if options.units else None)
    checker.check_network()
    checker.check_lots()
    checker.check_states()
    Clearance(checker, metric, TODAY).run()
    Connections(checker, metric, TODAY).run()
    for problem in checker.problems[:60]:
        print("PROBLEM", problem)
    print(f"\n{len(checker.problems)} problems")
    sys.exit(1 if checker.problems else 0)


if __name__ == "__main__":
    main()
