"""Checks connection points, permits, Km posts and service roads, apart from the builder."""

from collections import Counter

from shapely.ops import linemerge, unary_union

APPROVED = {"position_agreed", "design_approved", "permit_issued", "under_construction", "accepted", "in_operation"}
IN_PROGRESS = {"draft", "submitted", "supplement_requested"}


class Connections:
    """The promises about connections, on the files of a `Checker`."""

    def __init__(self, checker, metric, today):
        self.check, self.metric, self.today = checker, metric, today
        self.points = checker.at("connection-points.geojson", "core", today)
        self.permits = {k: f["properties"] for k, f in checker.at("connection-points.geojson", "permit", today).items()}
        self.lines = {}
        for link in checker.rows("road-links.geojson"):
            self.lines.setdefault(link["properties"]["section"], []).append(metric(link["geometry"]))

    def run(self):
        self._points()
        self._permits()
        self._gates()
        self._posts()
        self._service_roads()
        states = Counter(p["permit_state"] for p in self.permits.values())
        print(f"\nconnection points: {len(self.points)}, without a permit {len(self.points) - len(self.permits)}, {dict(sorted(states.items()))}")

    def expect(self, truth, text):
        self.check.expect(truth, text)

    def _points(self):
        parts = {x["id"] for x in self.check.files["zone-parts.geojson"]}
        for point, feature in self.points.items():
            body = feature["properties"]
            away = unary_union(self.lines.get(body["section"], [])).distance(self.metric(feature["geometry"]))
            self.expect(away < 0.5, f"{point}: {away} m from {body['section']}")
            self.expect(body.get("zone_part") is None or body["zone_part"] in parts, f"{point}: part")
            self.expect(("chainage_m" in body) == ("chainage_basis" in body), f"{point}: chainage without a basis")
            self.expect(body.get("data_class") in ("illustration", "schematic"), f"{point}: nobody surveyed it")

    def _permits(self):
        for x in self.check.rows("connection-points.geojson", "permit"):
            body = x["properties"]
            self.expect(x["id"] in self.points, f"{x['id']}: permit without a point")
            self.expect(body["source"]["kind"] == "illustration", f"{x['id']}: source of the permit")
            for paper in body.get("documents", []):
                self.expect(paper["number"].endswith("(minh hoạ)") and paper["date"] <= body["valid_from"], f"{x['id']}: {paper}")

    def _gates(self):
        """An accepted gate has a point in operation, one in progress an application that is not in operation yet."""
        gates = self.check.at("gates.geojson", "core", self.today)
        told = {k: f["properties"]["connection"] for k, f in self.check.at("gates.geojson", "connection", self.today).items()}
        access = {x["id"].removeprefix("vao-").rsplit(".", 1)[0]: self.metric(x["geometry"]) for x in self.check.rows("road-links.geojson") if x["id"].startswith("vao-")}
        for gate, feature in gates.items():
            place = self.metric(feature["geometry"])
            road = min(access, key=lambda name: access[name].distance(place))
            stem, number = road.rsplit("-", 1)
            state = self.permits.get(f"dn-{stem}.{number}", {}).get("permit_state")
            wanted = {"accepted": {"in_operation"}, "in_progress": (APPROVED - {"accepted", "in_operation"}) | IN_PROGRESS}.get(told.get(gate), {None})
            self.expect(state in wanted, f"{gate}: {told.get(gate)}, but the permit is {state}")

    def _posts(self):
        by_section = {}
        for x in self.check.rows("km-posts.geojson"):
            body = x["properties"]
            line = linemerge(self.lines[body["section"]])
            self.expect(line.distance(self.metric(x["geometry"])) < 0.5, f"{x['id']}: off its road")
            by_section.setdefault(body["section"], []).append((body["chainage_m"], line.project(self.metric(x["geometry"]))))
        for section, found in by_section.items():
            along = [a for _, a in sorted(found)]
            self.expect(along in (sorted(along), sorted(along, reverse=True)), f"{section}: posts out of order")
            print(f"Km posts of {section}: " + ", ".join(f"Km{c // 1000}+{c % 1000:03d} at {a:.0f} m" for c, a in sorted(found)))

    def _service_roads(self):
        for section, feature in self.check.at("road-sections.json", "core", self.today).items():
            body = feature["properties"]
            self.expect((body["class"] == "service") == ("beside" in body), f"{section}: a service road runs beside a road")
            if "beside" in body:
                away = unary_union(self.lines[section]).hausdorff_distance(unary_union(self.lines[section]).intersection(unary_union(self.lines[body["beside"]]).buffer(60)))
                self.expect(away < 1, f"{section}: leaves {body['beside']} by more than 60 m")
