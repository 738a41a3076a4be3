// Makes the map's glyphs from the Noto Sans in node_modules, so that no label is fetched from elsewhere.
// Noto Sans rather than the interface's Be Vietnam Pro: MapLibre drops Ẫ Ễ Ồ Ố of the latter.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import fontnik from "fontnik";

const range = promisify(fontnik.range);
const composite = promisify(fontnik.composite);

const here = (path) => new URL(path, import.meta.url);
const WEIGHTS = [400, 500, 600];
// The package splits the face by script; a block may need letters of all three files.
const SCRIPTS = ["latin", "latin-ext", "vietnamese"];
// Basic Latin to combining marks, Latin Extended Additional (ẠỆỖ…), punctuation and dashes.
const STARTS = [0, 256, 512, 768, 7680, 8192];

for (const weight of WEIGHTS) {
  const folder = here(`../public/glyphs/noto-sans-${weight}/`);
  if (STARTS.every((start) => existsSync(new URL(`${start}-${start + 255}.pbf`, folder)))) continue;
  await mkdir(folder, { recursive: true });
  const fonts = await Promise.all(
    SCRIPTS.map((script) =>
      readFile(here(`../node_modules/@fontsource/noto-sans/files/noto-sans-${script}-${weight}-normal.woff`)),
    ),
  );
  for (const start of STARTS) {
    const end = start + 255;
    const parts = await Promise.all(fonts.map((font) => range({ font, start, end })));
    await writeFile(new URL(`${start}-${end}.pbf`, folder), await composite(parts));
  }
  console.log(`glyphs: noto-sans-${weight}`);
}
