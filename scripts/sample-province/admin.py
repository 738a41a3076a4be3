"""Agencies, administrative units of 2023 and 2025, and place labels.

Ids carry the year of their system: `xa-diem-thuy-2023`, `xa-diem-thuy-2025`.
"""

import facts
import geo
import sources

MERGER = "2025-07-01"
DEPARTMENTS_MERGED = "2025-03-01"
# The units of "2023": in force with the founding of Phổ Yên city (general knowledge).
UNITS_SINCE = "2022-04-10"
PROVINCE_SINCE = "1997-01-01"
PROVINCE_2023 = "tinh-thai-nguyen-2023"
PROVINCE_2025 = "tinh-thai-nguyen-2025"
DIRECTIVE = {"kind": "official", "title": "Văn bản 2907/UBND-CNNXD của UBND tỉnh Thái Nguyên", "date": "2023-06-19"}
SO = "department"

# id, Vietnamese, English, kind, level, heir
AGENCIES = [
    ("ubnd-tinh", "UBND tỉnh Thái Nguyên", "Provincial People's Committee", "peoples_committee", "province", None),
    ("so-cong-thuong", "Sở Công Thương", "Department of Industry and Trade", SO, "province", None),
    ("so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư", "Department of Planning and Investment", SO, "province", "so-tai-chinh"),
    ("so-tai-chinh", "Sở Tài chính", "Department of Finance", SO, "province", None),
    ("so-tai-nguyen-va-moi-truong", "Sở Tài nguyên và Môi trường", "Department of Natural Resources and Environment", SO, "province", "so-nong-nghiep-va-moi-truong"),
    ("so-khoa-hoc-va-cong-nghe", "Sở Khoa học và Công nghệ", "Department of Science and Technology", SO, "province", None),
    ("so-xay-dung", "Sở Xây dựng", "Department of Construction", SO, "province", None),
    ("so-nong-nghiep-va-ptnt", "Sở Nông nghiệp và Phát triển nông thôn", "Department of Agriculture and Rural Development", SO, "province", "so-nong-nghiep-va-moi-truong"),
    ("so-thong-tin-va-truyen-thong", "Sở Thông tin và Truyền thông", "Department of Information and Communications", SO, "province", "so-khoa-hoc-va-cong-nghe"),
    ("so-giao-thong-van-tai", "Sở Giao thông vận tải", "Department of Transport", SO, "province", "so-xay-dung"),
    ("so-lao-dong-thuong-binh-va-xa-hoi", "Sở Lao động - Thương binh và Xã hội", "Department of Labour, War Invalids and Social Affairs", SO, "province", "so-noi-vu"),
    ("ban-quan-ly-cac-kcn", "Ban Quản lý các KCN Thái Nguyên", "Thái Nguyên Industrial Parks Authority", "park_authority", "province", None),
    ("lien-minh-hop-tac-xa", "Liên minh Hợp tác xã tỉnh", "Provincial Cooperative Alliance", "other", "province", None),
    ("cong-an-tinh", "Công an tỉnh", "Provincial Police", "other", "province", None),
]
# Not named in the directive of 2023.
LAND_FUND = ("trung-tam-phat-trien-quy-dat", "Trung tâm Phát triển quỹ đất tỉnh", "Provincial Land Fund Development Centre", "land_fund_centre", "province")
HOME_AFFAIRS = ("so-noi-vu", "Sở Nội vụ", "Department of Home Affairs", SO, "province")
ROAD_AREA = ("khu-quan-ly-duong-bo-1", "Khu Quản lý đường bộ I", "Road Management Area I", "other", "central")
NEW_2025 = ("so-nong-nghiep-va-moi-truong", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment", SO, "province")
AGENCIES_SINCE = "2020-01-01"


_UNITS = {}


def read_units(folder):
    """Ids of the units of 2025; two names that differ only in diacritics get their code too."""
    rows = facts.table(folder, "units_2025.csv")
    slugs = [facts.slug(r["name_vi"]) for r in rows]
    for row, slug in zip(rows, slugs):
        twin = f"-{row['code']}" if slugs.count(slug) > 1 else ""
        _UNITS[row["name_vi"]] = f"{slug}-2025{twin}"


def unit_2025(name):
    """Id of a unit of 2025 from its name, or None."""
    return _UNITS[name] if name else None


def write(bundle, folder):
    """All agencies, units and places."""
    _agencies(bundle, folder)
    places = facts.table(folder, "places.csv")
    _units_2023(bundle, places)
    _units_2025(bundle, facts.table(folder, "units_2025.csv"))
    _places(bundle, places)


def _agency(bundle, row, since, source, heir=None):
    record, vi, en, kind, level = row
    body = {"name": facts.name(vi, en), "kind": kind, "level": level, "source": source}
    if heir:
        body["successor"] = heir
    bundle.add("agency", record, since, body)


def _agencies(bundle, folder):
    for *row, heir in AGENCIES:
        # The heirs are the nationwide pattern; no source confirms them for this province alone.
        _agency(bundle, row, AGENCIES_SINCE, sources.GENERAL if heir else DIRECTIVE, heir)
        if heir:
            bundle.add("agency", row[0], DEPARTMENTS_MERGED, None)
    _agency(bundle, LAND_FUND, AGENCIES_SINCE, sources.find("188250912121631486"))
    _agency(bundle, HOME_AFFAIRS, AGENCIES_SINCE, sources.GENERAL)
    _agency(bundle, ROAD_AREA, AGENCIES_SINCE, sources.GENERAL)
    _agency(bundle, NEW_2025, DEPARTMENTS_MERGED, sources.find("1492384"))
    for row in facts.table(folder, "places.csv"):
        if row["level"] in ("city", "district"):
            own = f"ubnd-{row['id']}"
            _agency(bundle, (own, "UBND " + _lower(row["name_vi"]), f"People's Committee of {row['name_en']}", "peoples_committee", "district"), AGENCIES_SINCE, DIRECTIVE)
            bundle.add("agency", own, MERGER, None)


def _lower(text):
    return text[0].lower() + text[1:]


def _units_2023(bundle, places):
    heirs, of_name = {}, {r["name_vi"]: r["id"] for r in places if r["level"] in ("city", "district")}
    for row in places:
        if row["parent_2023"] in of_name and row["unit_2025"]:
            heirs.setdefault(of_name[row["parent_2023"]], set()).add(unit_2025(row["unit_2025"]))
    for row in places:
        province = row["level"] == "province"
        body = {"name": facts.name(row["name_vi"].split(" (")[0], row["name_en"].split(" (")[0]), "level": _level(row["level"]), "code": row["gso_code"]}
        if not province:
            parent = of_name.get(row["parent_2023"])
            body["parent"] = f"{parent}-2023" if parent else PROVINCE_2023
        body["successors"] = [PROVINCE_2025] if province else sorted(heirs.get(row["id"], {unit_2025(row["unit_2025"])}))
        if province:
            body["crs"] = geo.CRS
        body["claims"] = _unit_claims(row)
        record = PROVINCE_2023 if province else f"{row['id']}-2023"
        bundle.add("admin_unit", record, PROVINCE_SINCE if province else UNITS_SINCE, body, facts.point(row))
        bundle.add("admin_unit", record, MERGER, None)


def _level(level):
    return {"town": "township"}.get(level, level)


def _unit_claims(row):
    source = sources.cited(row["source_url"])[0]
    found = []
    for figure, cell in (("area_km2", row["area_km2"]), ("population", row["population"])):
        if cell:
            measured = row["level"] in ("city", "district")
            claim = {"figure": figure, "value": facts.number(cell), "as_of": row["as_of"][:10]}
            found.append({**claim, "accuracy": "derived" if measured else "stated", "source": source})
    return found


def _units_2025(bundle, units):
    general = sources.find("ql3c")
    claims = [{"figure": "area_km2", "value": 8375.21, "as_of": MERGER, "accuracy": "stated", "source": sources.GENERAL},
              {"figure": "population", "value": 1799489, "as_of": MERGER, "accuracy": "stated", "source": sources.GENERAL},
              {"figure": "area_km2", "value": 8300, "accuracy": "approximate", "source": general},
              {"figure": "population", "value": 1680000, "accuracy": "approximate", "source": general}]
    body = {"name": facts.name("Tỉnh Thái Nguyên", "Thái Nguyên province"), "level": "province", "code": "19", "successors": [], "crs": geo.CRS, "claims": claims}
    bundle.add("admin_unit", PROVINCE_2025, MERGER, body, geo.to_lonlat(geo.metric_point(105.8482, 21.5942)))
    for row in units:
        area = {"figure": "area_km2", "value": facts.number(row["area_km2"]), "as_of": MERGER, "accuracy": "stated", "source": sources.of(row["source_url"])}
        level = "ward" if row["name_vi"].startswith("Phường") else "commune"
        body = {"name": facts.name(row["name_vi"], row["name_en"]), "level": level, "code": row["code"], "parent": PROVINCE_2025, "successors": [], "claims": [area]}
        bundle.add("admin_unit", unit_2025(row["name_vi"]), MERGER, body, facts.point(row))


RANKS = {"city": ("city", 2), "district": ("town", 2), "town": ("township", 3), "ward": ("township", 4), "commune": ("village", 4)}
# The label names the place, not the unit: there have been no districts since July 2025.
PREFIXES = ("Thành phố ", "Huyện ", "Thị trấn ", "Phường ", "Xã ")


def _places(bundle, places):
    for row in places:
        if row["level"] == "province":
            continue
        kind, rank = RANKS[row["level"]]
        rank = 1 if row["id"] == "thanh-pho-thai-nguyen" else rank
        label = row["name_vi"]
        for prefix in PREFIXES:
            label = label.removeprefix(prefix)
        english = facts.plain(label)
        body = {"name": facts.name(label, english), "class": kind, "rank": rank}
        if row["unit_2025"]:
            body["admin_unit"] = unit_2025(row["unit_2025"])
        bundle.add("place", row["id"], PROVINCE_SINCE, body, facts.point(row))
