import { expect, test } from "vitest";
import {
  filesRefused,
  forLayer,
  freshAnswers,
  LARGEST_BYTES,
  ownerKey,
  readAlike,
  withColumn,
  withValue,
} from "./import-answers.ts";

const fresh = freshAnswers("2026-11-24");

test("a trial and a commit read alike, another charset does not", () => {
  expect(readAlike(fresh, { ...fresh, dry_run: false })).toBe(true);
  expect(readAlike(fresh, { ...fresh, charset: "vni" })).toBe(false);
});

test("the order in which things were said makes no difference", () => {
  const one = withColumn(withColumn(fresh, "a", "id"), "b", "label");
  const other = withColumn(withColumn(fresh, "b", "label"), "a", "id");
  expect(readAlike(one, other)).toBe(true);
  expect(readAlike(one, withColumn(other, "b", ""))).toBe(false);
});

test("a value for every row is set and taken away again", () => {
  const set = withValue(fresh, "zone_part", "kcn-a.gd1");
  expect(set.set).toEqual({ zone_part: "kcn-a.gd1" });
  expect(withValue(set, "zone_part", "").set).toEqual({});
});

test("another layer keeps the owner where it has the same, and drops what it may not know", () => {
  const said = withColumn(
    withValue(withValue(fresh, "zone_part", "kcn-a.gd1"), "land_use", "SKK"),
    "DT",
    "x",
  );
  expect(forLayer(said, "clearance-areas")).toMatchObject({ set: { zone_part: "kcn-a.gd1" }, columns: {} });
  expect(forLayer(said, "places").set).toEqual({});
  expect(ownerKey("zone-parts")).toBe("zone");
});

test("files that cannot be taken are refused before they are sent", () => {
  const file = (name: string, size = 1) => ({ name, size });
  expect(filesRefused([])).toBeNull();
  expect(filesRefused([file("lô.shp"), file("lô.dbf")])).toBeNull();
  expect(filesRefused([file("lô.shp"), file("LÔ.SHP")])).toBe("twice");
  expect(filesRefused([file("a", LARGEST_BYTES), file("b")])).toBe("large");
  expect(filesRefused([file("a", 0)])).toBe("empty");
  expect(filesRefused(Array.from({ length: 201 }, (_, at) => file(String(at))))).toBe("many");
});
