// Who may import whom. Rings of imports are how front ends become unreadable, so a test reads every import line.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL(".", import.meta.url));

/** `i18n` and `theme` are words and colours: they know nobody, and everybody who shows something may know them. */
const DOORS: Record<string, string[]> = {
  api: [],
  ui: [],
  i18n: [],
  theme: [],
  state: ["api", "i18n", "theme"],
  map: ["state", "theme", "api"],
  layers: ["map", "state", "ui", "theme", "api"],
  panels: ["state", "ui", "i18n", "theme", "api"],
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.(ts|svelte)$/.test(file),
);

function roomsImportedBy(file: string): string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(/from "(\.[^"]+)"/g)].flatMap(([, path]) => {
    const [room, ...rest] = relative(SRC, join(SRC, dirname(file), path ?? "")).split(sep);
    return room && rest.length ? [room] : [];
  });
}

test("every import goes through an open door", () => {
  for (const file of files) {
    const [room, ...inside] = file.split(sep);
    if (!room || !inside.length) continue;
    for (const other of roomsImportedBy(file))
      if (other !== room) expect(DOORS[room], `${file} imports ${other}`).toContain(other);
  }
});

test("only the client knows an address or calls fetch", () => {
  for (const file of files)
    if (!file.startsWith("api") && !file.endsWith(".test.ts"))
      expect(readFileSync(join(SRC, file), "utf8"), file).not.toMatch(/\bfetch\(|\/api\/v1/);
});

test("no file re-exports another room, and none outgrows a sitting", () => {
  for (const file of files) {
    const text = readFileSync(join(SRC, file), "utf8");
    expect(text, file).not.toMatch(/^export \* from/m);
    // The catalogues are lists of words; a list may be long.
    if (!file.startsWith("i18n") && !file.includes("schema.gen"))
      expect(text.split("\n").length, file).toBeLessThan(270);
  }
});
