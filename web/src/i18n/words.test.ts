import { expect, test } from "vitest";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

/** Every key with its text; a function is called with plain arguments. */
function flat(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") return [[path, String(node(3, 5))]];
  return Object.entries(node as object).flatMap(([key, value]) => flat(value, `${path}.${key}`));
}

test("both catalogues have the same keys and no empty text", () => {
  expect(flat(en).map(([path]) => path)).toEqual(flat(vi).map(([path]) => path));
  for (const [path, text] of [...flat(vi), ...flat(en)]) expect(text.trim(), path).not.toBe("");
});

test("the text is composed Unicode, as the search and the glyphs expect", () => {
  for (const [path, text] of flat(vi)) expect(text, path).toBe(text.normalize("NFC"));
});
