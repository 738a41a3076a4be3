// The import when it goes well and when it does not, against the mock: files come to what their names say (dev/imports.mjs).
import { expect, test, type Page } from "@playwright/test";
import { Driver } from "./driver.ts";
import { Importer, TOKEN } from "./importer.ts";

/** Without a map, unless the map is what is looked at. */
async function begin(page: Page, ...files: string[]): Promise<Importer> {
  const importer = new Importer(new Driver(page));
  await importer.enter("/?import=new", { map: false });
  if (files.length) await importer.read(...files);
  return importer;
}

/** Bodies of what is sent to change an import. */
function sentAnswers(page: Page): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT") sent.push(request.postDataJSON() as Record<string, unknown>);
  });
  return sent;
}

test("a sound file takes three clicks, and the list and the map are read anew", async ({ page }) => {
  const user = new Driver(page);
  const importer = new Importer(user);
  await importer.enter();
  await importer.choose("lô.shp", "lô.dbf");
  await importer.panel.getByRole("button", { name: "Đọc tệp" }).click();
  await importer.isAt("write");
  await expect(importer.panel).toContainText("Sẽ ghi 3 bản ghi (2 thêm mới, 1 thay đổi)");
  await expect(page.locator("html")).toHaveAttribute("data-imported", "placed 6");
  const anew = page.waitForRequest("**/api/v1/zones?*");
  await importer.panel.getByRole("button", { name: "Ghi 3 bản ghi" }).click();
  await expect(importer.panel.getByText(/^Đã ghi phiên bản \d+$/)).toBeVisible({ timeout: 20_000 });
  await anew;
  await importer.panel.getByRole("button", { name: "Xem trên bản đồ" }).click();
  await user.cardShows(/Sông Công II/);
  await expect(page).not.toHaveURL(/import=/);
  await expect(page.locator("html")).not.toHaveAttribute("data-imported", /./);
  expect(user.complaints).toEqual([]);
});

test("a wrong token is said plainly, and the right one is kept in the tab only", async ({ page }) => {
  const importer = new Importer(new Driver(page));
  await importer.enter("/?import=new", { token: "sai", map: false });
  await expect(importer.panel.getByRole("alert")).toContainText("không nhận mã này");
  await expect(importer.panel.getByLabel("Mã quản trị", { exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await importer.showToken();
  await expect(importer.step("files")).toBeVisible();
  const kept = await page.evaluate(() => [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]);
  expect(kept[0]).not.toContain(TOKEN);
  expect(kept[1]).toContain(TOKEN);
  expect(page.url()).not.toContain(TOKEN);
});

test("the token goes with imports and with nothing else", async ({ page }) => {
  const told: string[] = [];
  page.on("request", (request) => {
    if (request.headers().authorization) told.push(new URL(request.url()).pathname);
  });
  const importer = await begin(page, "lô.shp");
  await importer.isAt("write");
  expect(told.length).toBeGreaterThan(3);
  for (const path of told) expect(path).toMatch(/^\/api\/v1\/imports/);
});

test("a server that takes no writing says so", async ({ page }) => {
  await page.route("**/api/v1/imports", (route) => route.fulfill({ status: 404, body: "{}" }));
  const importer = await begin(page);
  await expect(importer.panel.getByRole("alert")).toContainText("chưa bật ghi");
});

test("a charset that was guessed is shown first, and another one is read at once", async ({ page }) => {
  const sent = sentAnswers(page);
  const importer = await begin(page, "mo-ho.shp");
  await importer.isAt("text");
  await expect(importer.panel.getByText("Xã Tân Cương")).toBeVisible();
  await importer.panel.getByRole("combobox", { name: "Bảng mã chữ" }).selectOption("vni");
  await expect(importer.panel.getByText("X· T©n C­¬ng")).toBeVisible({ timeout: 20_000 });
  await importer.isAt("text");
  expect(sent).toMatchObject([{ charset: "vni", dry_run: true }]);
});

test("shapes without a system are drawn by each candidate before one is chosen", async ({ page }) => {
  const sent = sentAnswers(page);
  const importer = new Importer(new Driver(page));
  await importer.enter();
  await importer.read("khong-he.shp");
  await importer.isAt("place");
  await expect(page.locator("html")).toHaveAttribute("data-imported", "trial 6");
  const drawn = page.waitForRequest(/shapes\?crs=EPSG%3A9212&swapped=false/);
  await importer.panel.getByRole("button", { name: /^Chọn hệ này: .*106°15′/ }).focus();
  await drawn;
  await importer.panel.getByRole("button", { name: /^Chọn hệ này: .*106°30′, múi 3°$/ }).click();
  await expect(importer.panel.getByText(/^Đặt theo VN-2000 kinh tuyến 106°30′/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.locator("html")).toHaveAttribute("data-imported", "placed 6");
  expect(sent).toMatchObject([{ crs: "EPSG:9213" }]);
});

test("what is refused is named, shown, handed on, and keeps the file out", async ({ page }) => {
  const importer = await begin(page, "loi.shp");
  await importer.isAt("columns");
  const issues = importer.panel.getByRole("region", { name: "Kiểm tra và sửa hình" });
  await expect(issues.getByRole("heading", { level: 4 })).toHaveText([/^2 Bị từ chối/, /^2 Đã sửa/]);
  // The second has no place of its own: it leads to the outline of its row.
  await expect(issues.getByRole("button", { name: "Xem trên bản đồ: Dòng 3" })).toHaveCount(2);
  await issues.getByRole("button", { name: "Xem trên bản đồ: Dòng 3" }).first().click();
  const download = page.waitForEvent("download");
  await issues.getByRole("button", { name: "Bảng Excel (.xlsx)" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  await importer.step("write").click();
  await expect(importer.panel).toContainText("2 chỗ bị từ chối phải sửa trong tệp");
  await expect(importer.panel.getByRole("button", { name: /^Ghi/ })).toBeDisabled();
  await importer.panel.getByRole("button", { name: "Tới bước Cột & sửa hình" }).click();
  await importer.isAt("columns");
});

test("a column is given another field and the file read again", async ({ page }) => {
  const sent = sentAnswers(page);
  const importer = await begin(page, "lô.shp");
  await importer.isAt("write");
  await importer.step("columns").click();
  await importer.panel.getByLabel("Trường nhận cột Ghi chú").selectOption("parcels");
  await importer.panel.getByLabel("Trường nhận cột Loại đất").selectOption("không dùng");
  await importer.step("write").click();
  await expect(importer.panel).toContainText("đọc lại trước khi ghi");
  await importer.panel.getByRole("button", { name: "Đọc lại" }).click();
  await expect(importer.panel.getByRole("button", { name: "Ghi 3 bản ghi" })).toBeEnabled({
    timeout: 20_000,
  });
  expect(sent).toMatchObject([{ columns: { "Ghi chú": "parcels", "Loại đất": "" }, dry_run: true }]);
});

test("a file of several layers asks which, and reads it", async ({ page }) => {
  const importer = await begin(page, "nhieu-lop.gpkg");
  await importer.panel
    .getByRole("region", { name: /nhiều lớp/ })
    .getByRole("button", { name: "ranh giới" })
    .click();
  await importer.isAt("write");
});

test("a file that cannot be read says why and leads to another", async ({ page }) => {
  const importer = await begin(page, "hu-hai.shp");
  await expect(importer.panel.getByRole("alert")).toContainText("bị cắt cụt ở dòng 12");
  await importer.panel.getByRole("button", { name: "Nhập tệp khác" }).click();
  await expect(importer.panel.getByRole("button", { name: "Đọc tệp" })).toBeDisabled();
});

test("a reading is called off, and its files can be sent again", async ({ page }) => {
  const importer = await begin(page, "cham.shp");
  const stopped = page.waitForRequest((request) => request.method() === "DELETE");
  await expect(importer.panel.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
  await importer.panel.getByRole("button", { name: "Dừng và bỏ" }).click();
  await stopped;
  await expect(importer.panel.getByText("cham.shp")).toBeVisible();
  await expect(importer.panel.getByRole("button", { name: "Đọc tệp" })).toBeEnabled();
});

test("a lost line keeps everything, and the reading goes on when it is back", async ({ page }) => {
  const importer = await begin(page);
  await importer.panel.getByLabel("Hình được lập bằng").selectOption("surveyed");
  await page.route(/\/api\/v1\/imports\/./, (route) => route.abort());
  await importer.read("lô.shp");
  const note = importer.panel.getByRole("alert").filter({ hasText: "Mất kết nối" });
  await expect(note).toContainText("Mọi lựa chọn vẫn được giữ");
  await page.unroute(/\/api\/v1\/imports\/./);
  await note.getByRole("button", { name: "Thử lại" }).click();
  await importer.isAt("write");
  await expect(note).toHaveCount(0);
  await importer.step("files").click();
  await expect(importer.panel.getByLabel("Hình được lập bằng")).toHaveValue("surveyed");
});

test("a refusal of the server is told in its own words", async ({ page }) => {
  const importer = await begin(page, "lô.shp");
  await importer.isAt("write");
  await page.route("**/answers", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Đang chạy", detail: "Lần nhập này đang chạy.", status: 409 }),
    }),
  );
  await importer.panel.getByRole("button", { name: "Ghi 3 bản ghi" }).click();
  await expect(importer.panel.getByRole("alert")).toContainText("Lần nhập này đang chạy.");
  await page.unroute("**/answers");
  await importer.panel.getByRole("button", { name: "Thử lại" }).click();
  await expect(importer.panel.getByText(/^Đã ghi phiên bản/)).toBeVisible({ timeout: 20_000 });
});

test("an import whose hour is over says so", async ({ page }) => {
  const importer = new Importer(new Driver(page));
  await importer.enter("/?import=dead01", { map: false });
  const note = importer.panel.getByRole("alert").filter({ hasText: "không còn giữ" });
  await expect(note).toContainText("một giờ");
  await note.getByRole("button", { name: "Nhập tệp khác" }).click();
  await expect(page).toHaveURL(/import=new/);
  await expect(note).toHaveCount(0);
});

test("the page loaded again, or opened from the list of imports, goes on where it was", async ({ page }) => {
  const importer = await begin(page, "loi.shp", "loi-2026.dbf");
  await importer.isAt("columns");
  await page.reload();
  await importer.isAt("columns");
  await page.goto("/?import=new");
  await importer.panel
    .getByRole("button", { name: /^Mở lại .*loi-2026\.dbf/ })
    .first()
    .click();
  await importer.isAt("columns");
  await expect(page).toHaveURL(/import=[0-9a-f]+/);
});

test("a server that keeps as many as it may says so, and one of them can be discarded on the spot", async ({
  page,
}) => {
  const importer = await begin(page, "loi.shp", "cu-2025.dbf");
  await importer.isAt("columns");
  await page.goto("/?import=new");
  await page.route("**/api/v1/imports", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 429,
          contentType: "application/problem+json",
          body: JSON.stringify({ title: "Quá nhiều", detail: "Đang giữ 8 lần nhập.", status: 429 }),
        })
      : route.fallback(),
  );
  await importer.read("lô.shp");
  await expect(importer.panel.getByRole("alert")).toContainText("Đang giữ 8 lần nhập.");
  const kept = importer.panel.getByRole("button", { name: /^Bỏ lần nhập .*cu-2025\.dbf/ });
  const before = await kept.count();
  await kept.first().click();
  await expect(kept).toHaveCount(before - 1);
  await page.unroute("**/api/v1/imports");
  await importer.panel.getByRole("button", { name: "Đọc tệp" }).click();
  await importer.isAt("write");
});

test("closing keeps the import; the focus goes to what opens it again", async ({ page }) => {
  const importer = await begin(page, "loi.shp");
  await importer.isAt("columns");
  await page.keyboard.press("Escape");
  await expect(importer.panel).toHaveCount(0);
  const opener = page.getByRole("button", { name: "Nhập tệp" });
  await expect(opener).toBeFocused();
  await page.keyboard.press("Enter");
  await importer.isAt("columns");
  await expect(page.getByRole("heading", { level: 2, name: "Nhập tệp vào dữ liệu" })).toBeFocused();
});

test("the keyboard alone brings a file in", async ({ page }) => {
  const importer = new Importer(new Driver(page));
  await importer.user.withoutMap();
  await page.goto("/");
  await page.getByRole("button", { name: "Nhập tệp" }).focus();
  await page.keyboard.press("Enter");
  const tabTo = async (name: string | RegExp) => {
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press("Tab");
      const there = importer.panel.getByRole("button", { name, disabled: false }).first();
      if (await there.evaluate((node) => node === document.activeElement).catch(() => false)) return;
    }
    throw new Error(`no way by Tab to ${name}`);
  };
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type(TOKEN);
  await page.keyboard.press("Enter");
  await expect(importer.step("files")).toBeVisible();
  // Asked for early: the browser must know that somebody waits before the key is pressed.
  const chooser = page.waitForEvent("filechooser");
  await tabTo("Chọn tệp…");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name: "lô.zip", mimeType: "application/zip", buffer: Buffer.from("x") });
  await tabTo("Đọc tệp");
  await page.keyboard.press("Enter");
  await importer.isAt("write");
  await tabTo("Ghi 3 bản ghi");
  await page.keyboard.press("Enter");
  await expect(importer.panel.getByText(/^Đã ghi phiên bản/)).toBeVisible({ timeout: 20_000 });
});

const STATES: [string, string, (importer: Importer) => Promise<void>][] = [
  ["files", "", (importer) => importer.choose("lô.shp", "lô.dbf")],
  ["running", "cham.shp", (importer) => expect(importer.panel.getByRole("progressbar")).toBeVisible()],
  ["choice", "nhieu-lop.gpkg", (importer) => expect(importer.panel.getByRole("alert")).toBeVisible()],
  ["failed", "hu-hai.shp", (importer) => expect(importer.panel.getByRole("alert")).toBeVisible()],
  ["text", "mo-ho.shp", (importer) => importer.isAt("text")],
  ["place", "khong-he.shp", (importer) => importer.isAt("place")],
  ["columns", "loi.shp", (importer) => importer.isAt("columns")],
  ["write", "lô.shp", (importer) => importer.isAt("write")],
];
const LOOKS: [string, string, { width: number; height: number }][] = [
  ["desk", "/?import=new", { width: 1280, height: 800 }],
  ["desk, dark, English", "/?import=new&lang=en&theme=dark", { width: 1024, height: 768 }],
  ["phone", "/?import=new", { width: 390, height: 844 }],
];

for (const [look, address, size] of LOOKS)
  test(`axe finds nothing in any step: ${look}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize(size);
    const user = new Driver(page);
    const importer = new Importer(user);
    await user.withoutMap();
    await page.goto(address);
    await expect(importer.panel.getByLabel(/^(Mã quản trị|Administrator's token)$/)).toBeVisible();
    await user.axeFindsNothing("token");
    await importer.showToken();
    for (const [name, file, there] of STATES) {
      await page.goto(address);
      await expect(importer.step("files")).toBeVisible();
      if (file) await importer.read(file);
      await there(importer);
      const closed = importer.panel.locator("details:not([open]) > summary").first();
      while (await closed.count()) await closed.click();
      await user.nothingSpills();
      await user.axeFindsNothing(name);
    }
  });
