"""Raw-material zones of the facts."""

import re

import admin
import facts
import sources

SINCE = "2020-01-01"
COMMODITIES = {
    "chè": "tea", "gỗ keo": "acacia timber", "quế": "cinnamon", "gỗ mỡ, keo": "manglietia and acacia timber", "na": "custard apple",
    "gà thịt, trứng": "chicken and eggs", "lúa, rau (dưa chuột nếp)": "rice, vegetables (sticky cucumber)", "gạo Bao thai": "Bao Thai rice",
    "vonfram, fluorit, bismut, đồng": "tungsten, fluorite, bismuth, copper", "than": "coal", "than mỡ (cốc)": "coking coal", "quặng sắt": "iron ore",
    "kẽm, chì (cadmi)": "zinc, lead (cadmium)", "chì, kẽm, vàng": "lead, zinc, gold", "đá cacbonat (xi măng, VLXD), đôlômit": "carbonate rock, dolomite",
    "đá vôi": "limestone", "sét gạch": "brick clay",
}
MILLION = "triệu tấn"


def write(bundle, folder):
    """Every material zone as a point with its claims."""
    for row in facts.table(folder, "materials.csv"):
        province = row["precision"] == "province"
        body = {"name": facts.name(row["name_vi"], row["name_en"]), "commodity": facts.name(row["commodity"], COMMODITIES[row["commodity"]]),
                "kind": row["kind"], "location_accuracy": "unknown" if province else "approximate", "geometry_accuracy": "schematic"}
        if row["unit_2025"] and not province:
            body["commune"] = admin.unit_2025(row["unit_2025"])
        bundle.add("material_zone", row["id"], SINCE, {**body, "claims": list(_claims(row)), "sources": sources.cited(row["source_url"])}, facts.point(row))


def _claims(row):
    source = sources.cited(row["source_url"])[0]
    dates = [_date(p) for p in row["as_of"].split(";") if _date(p)]
    if row["area_ha"]:
        yield _claim("area_ha", facts.number(row["area_ha"]), dates[:1], source, "approximate")
    if row["reserve"]:
        scale = 1_000_000 if row["reserve_unit"].startswith(MILLION) else 1
        yield _claim("reserve_tonnes", facts.number(row["reserve"]) * scale, dates[:1], source, "approximate")
    if row["id"] == "nl-ga-doi-phu-binh":
        herd = _claim("output_heads_per_year", 3_000_000, ["2020"], source, "approximate")
        yield {**herd, "note": facts.name("Quy mô đàn, hơn 3 triệu con", "Size of the flock, over 3 million")}
    if row["annual_output"]:
        yield from _output(row, dates, sources.cited(row["source_url"])[-1] if len(dates) > 1 else source)


def _output(row, dates, source):
    scale = 1_000_000 if row["output_unit"].startswith(MILLION) else 1
    target = "MỤC TIÊU" in row["output_unit"]
    value = facts.number(row["annual_output"]) * scale
    claim = _claim("output_tonnes_per_year", int(value), [] if target else dates[-1:], source, "approximate")
    if target:
        claim["note"] = facts.name("Mục tiêu năm 2030, chưa phải hiện trạng", "Target for 2030, not the present state")
    elif "thiết kế" in row["output_unit"] or "KH" in row["output_unit"]:
        claim["note"] = facts.name("Công suất thiết kế hoặc kế hoạch năm", "Design capacity or yearly plan")
    yield claim
    if row["id"] == "nl-nui-phao":
        yield {**_claim("reserve_tonnes", 83_220_000, dates[:1], sources.of(facts.urls(row["source_url"])[2]), "stated"),
               "note": facts.name("Ước tính khác, toàn mỏ", "Another estimate, whole deposit")}


def _claim(figure, value, dates, source, accuracy):
    found = {"figure": figure, "value": value}
    if dates:
        found["as_of"] = dates[0]
    return {**found, "accuracy": accuracy, "source": source}


def _date(text):
    """The last year, month or day named in a text."""
    spans = re.findall(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|\d{4}", text)
    return spans[-1] if spans else None
