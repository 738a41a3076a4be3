// Pictures of every step of an import, on a desk and on a phone, in both languages; `npm run shots` makes them.
import { test } from "@playwright/test";
import { Driver } from "./driver.ts";
import { Importer, type STEP } from "./importer.ts";

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
type At = keyof typeof STEP | "token" | "chosen" | "running" | "choices" | "failed" | "written" | "earlier";
const SHOTS: { name: string; file: string; at: At; size: keyof typeof SIZES; address?: string }[] = [];
const PICTURES: [At, string][] = [
  ["token", ""],
  ["chosen", "lô.shp"],
  ["running", "cham.shp"],
  ["choices", "nhieu-lop.gpkg"],
  ["failed", "hu-hai.shp"],
  ["text", "mo-ho.shp"],
  ["place", "khong-he.shp"],
  ["columns", "loi.shp"],
  ["write", "lô.shp"],
  ["written", "lô.shp"],
];
for (const [at, file] of PICTURES)
  for (const size of ["desk", "phone"] as const)
    for (const lang of ["vi", "en"] as const)
      SHOTS.push({
        name: `import-${size}-${lang}-${at}`,
        file,
        at,
        size,
        address: `/?import=new&lang=${lang}${lang === "en" && size === "desk" ? "&theme=dark" : ""}`,
      });

for (const { name, file, at, size, address } of SHOTS)
  test(name, async ({ page }) => {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const user = new Driver(page);
    const importer = new Importer(user);
    if (at === "token") await user.open(address);
    else {
      await importer.enter(address);
      if (at === "chosen")
        await importer.choose(file, file.replace(".shp", ".dbf"), file.replace(".shp", ".shx"));
      else await importer.read(...new Set([file, file.replace(".shp", ".dbf")]));
    }
    if (at === "running") await importer.panel.getByText(/3 \/ 6/).waitFor();
    if (at === "choices" || at === "failed") await importer.panel.getByRole("alert").first().waitFor();
    if (at in { text: 1, place: 1, columns: 1, write: 1 }) await importer.isAt(at as keyof typeof STEP);
    if (at === "written") {
      await importer.panel.getByRole("button", { name: /^(Ghi|Write) 3/ }).click();
      await importer.panel.getByText(/Đã ghi phiên bản|is written/).waitFor();
    }
    if (user.complaints.length) console.log(name, user.complaints);
    await page.waitForTimeout(300);
    await user.settled();
    await user.nothingSpills();
    await page.screenshot({ path: `shots/${name}.png`, animations: "disabled" });
  });

const EXPORTS: [string, string, { width: number; height: number }][] = [
  ["export-desk-vi-list", "/?kind=park&has=ready", SIZES.desk],
  ["export-desk-en-card", "/?zone=kcn-song-cong-2&lang=en&theme=dark", SIZES.desk],
  ["export-small-vi-card", "/?zone=kcn-song-cong-2", { width: 1024, height: 768 }],
  ["export-phone-vi-list", "/", SIZES.phone],
];
for (const [name, address, size] of EXPORTS)
  test(name, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const user = new Driver(page);
    await user.open(address);
    const menu = page.getByRole("button", { name: /^(Tải dữ liệu|Download data)$/ }).last();
    await menu.click();
    await menu.scrollIntoViewIfNeeded();
    await user.nothingSpills();
    await page.screenshot({ path: `shots/${name}.png`, animations: "disabled" });
  });
