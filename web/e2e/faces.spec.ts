// The screen when something is missing, old, small or read by a machine. Nothing here knows a figure.
import { expect, test, type Page } from "@playwright/test";
import { Driver } from "./driver.ts";

const rows = (page: Page) => page.locator("[data-zone]");

const refuse = (page: Page, glob: string) =>
  page.route(glob, (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "urn:kcn-atlas:problem:not-ready",
        title: "Chưa sẵn sàng",
        status: 503,
        detail: "Đang nạp.",
      }),
    }),
  );

test("lots that cannot be read leave the list and the card standing", async ({ page }) => {
  const user = new Driver(page);
  await refuse(page, "**/api/v1/lots?*");
  await user.open("/?zone=kcn-diem-thuy&map=14/21.4430/105.9150");
  await expect(page.getByRole("alert").filter({ hasText: "Chưa tải được lô đất" })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await user.cardShows(/Điềm Thụy/);
});

test("a list that cannot be read says why and comes back on request", async ({ page }) => {
  const user = new Driver(page);
  await refuse(page, "**/api/v1/zones?*");
  await user.open();
  const note = page.getByRole("alert").filter({ hasText: "Chưa tải được số liệu" });
  await expect(note).toContainText("Đang nạp.");
  await page.unroute("**/api/v1/zones?*");
  await note.getByRole("button", { name: "Thử lại" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("without WebGL2 the list and the card work", async ({ page }) => {
  await new Driver(page).withoutMap();
  await page.goto("/");
  await expect(page.getByText("thiếu WebGL2")).toBeVisible();
  const name = (await rows(page).first().locator(".name").textContent()) ?? "";
  await rows(page).first().click();
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
});

test("another day is asked of every question and said on the screen", async ({ page }) => {
  const user = new Driver(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/v1/") && !pathname.endsWith("/meta")) asked.push(search);
  });
  await user.open("/?as_of=2026-06-30");
  await expect(page.getByText("Đang xem số liệu ngày 30/06/2026")).toBeVisible();
  expect(asked.length).toBeGreaterThan(3);
  for (const search of asked) expect(search).toContain("as_of=2026-06-30");
  await page.getByRole("button", { name: "Về hôm nay" }).click();
  await expect(page.getByText("Đang xem số liệu ngày")).toHaveCount(0);
  await expect(page).not.toHaveURL(/as_of/);
});

test("Escape closes the card and gives the focus back to its row; Back opens it again", async ({ page }) => {
  const user = new Driver(page);
  await user.open();
  const row = rows(page).first();
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect(row).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("complementary")).toBeVisible();
});

test("a lot is reached by its address and leads back to its zone", async ({ page }) => {
  const user = new Driver(page);
  const { features } = await (await page.request.get("/api/v1/lots?zone=kcn-song-cong-2&limit=1")).json();
  await user.open(`/?lot=${features[0].id}`);
  await user.cardShows(/^Lô /);
  for (const side of ["Mặt bằng", "Giao đất", "Hạ tầng kỹ thuật", "Chào thuê", "Sử dụng"])
    await expect(page.getByRole("complementary").getByText(side, { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: /^Về / }).click();
  await user.cardShows(/Sông Công II/);
  await expect(page).toHaveURL(/zone=kcn-song-cong-2/);
});

test("clearance and access that cannot be read leave the card standing", async ({ page }) => {
  const user = new Driver(page);
  await refuse(page, "**/clearance?*");
  await refuse(page, "**/api/v1/access?*");
  await user.open("/?zone=kcn-song-cong-2");
  const card = page.getByRole("complementary");
  await expect(card.getByRole("alert")).toHaveCount(2);
  await expect(card.getByText("Tổng diện tích").first()).toBeVisible();
});

test("a card of a day on which its zone is not on record does not keep today's figures", async ({ page }) => {
  const user = new Driver(page);
  await user.open("/?zone=kcn-song-cong-2");
  const card = page.getByRole("complementary");
  await expect(card.getByText("Tổng diện tích").first()).toBeVisible();
  await page.route("**/api/v1/zones/kcn-song-cong-2?*", (route) =>
    route.fulfill({
      status: 404,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "urn:kcn-atlas:problem:not-found", title: "Không tìm thấy", status: 404 }),
    }),
  );
  await page.getByRole("slider", { name: /cuối tháng/ }).press("Home");
  await expect(card.getByRole("alert")).toContainText("Chưa có trong dữ liệu");
  await expect(card.getByText("Tổng diện tích")).toHaveCount(0);
});

test("a phone has the slider of months with the date", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const user = new Driver(page);
  await user.open();
  await page.getByRole("button", { name: /Số liệu tại ngày/ }).click();
  const months = page.getByRole("slider", { name: /cuối tháng/ });
  await months.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/as_of=/);
  await user.nothingSpills();
});

test("a zone near an interchange stays, one far from it goes", async ({ page }) => {
  const user = new Driver(page);
  await user.open();
  const all = await rows(page).count();
  await page.getByLabel("Tới nút giao cao tốc").selectOption("10");
  await expect(page).toHaveURL(/ic=10/);
  const near = await rows(page).count();
  expect(near).toBeGreaterThan(0);
  expect(near).toBeLessThan(all);
});

test("a filter narrows the list, lives in the address and can be cleared", async ({ page }) => {
  const user = new Driver(page);
  await user.open();
  const all = await rows(page).count();
  await page.getByRole("button", { name: "CCN", exact: true }).click();
  await expect(page).toHaveURL(/kind=cluster/);
  await expect(page.getByRole("status").first()).toContainText("phù hợp");
  expect(await rows(page).count()).toBeLessThan(all);
  await page.getByRole("button", { name: "Xóa bộ lọc" }).click();
  expect(await rows(page).count()).toBe(all);
});

test("a download asks for what the list shows, in the format and coordinates that were chosen", async ({
  page,
}) => {
  const user = new Driver(page);
  await user.withoutMap();
  await page.goto("/?kind=park&has=planned&as_of=2026-06-30");
  await page.getByRole("button", { name: "Tải dữ liệu" }).click();
  const menu = page.getByRole("group", { name: "Tải dữ liệu" });
  const link = menu.getByRole("link", { name: /^Tải xuống/ });
  const asked = async () => {
    const { pathname, searchParams } = new URL((await link.getAttribute("href")) ?? "", page.url());
    return { pathname, ...Object.fromEntries(searchParams) };
  };
  await menu.getByLabel("Hệ tọa độ").selectOption("EPSG:9213");
  const listed = (
    await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-zone")))
  ).sort();
  const { zone, ...rest } = (await asked()) as Record<string, string>;
  expect(zone?.split(",").sort()).toEqual(listed);
  expect(rest).toEqual({
    pathname: "/api/v1/exports/lots",
    format: "gpkg",
    crs: "EPSG:9213",
    stale: "include",
    display_status: "planned",
    as_of: "2026-06-30",
  });
  await expect(link).toHaveAttribute("download", "");
  await menu.getByLabel("Định dạng").selectOption("kml");
  await expect(menu.getByLabel("Hệ tọa độ")).toBeDisabled();
  expect(await asked()).toMatchObject({ format: "kml", crs: "EPSG:4326" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Tải dữ liệu" })).toBeFocused();
});

const VIEWS: { name: string; address: string; size: [number, number]; card?: boolean; date?: boolean }[] = [
  { name: "list", address: "/", size: [1280, 800] },
  { name: "zone card", address: "/?zone=kcn-diem-thuy", size: [1280, 800], card: true },
  {
    name: "dark, English, past",
    address: "/?zone=kcn-diem-thuy&lang=en&theme=dark&as_of=2026-06-30",
    size: [1280, 800],
    card: true,
  },
  { name: "phone", address: "/", size: [390, 844] },
  { name: "clearance and access", address: "/?zone=kcn-song-cong-2", size: [1280, 800], card: true },
  { name: "phone date", address: "/?theme=dark", size: [390, 844], date: true },
  { name: "phone card", address: "/?zone=kcn-diem-thuy", size: [390, 844], card: true },
];

for (const { name, address, size, card, date } of VIEWS)
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: size[0], height: size[1] });
    const user = new Driver(page);
    await user.open(address);
    if (card) {
      await user.cardShows(/Thụy|Thuy|Sông Công/);
      await page.getByRole("button", { name: /^(Nút giao cao tốc|Expressway interchange)/ }).click();
      await page
        .getByRole("button", { name: /^(Tải dữ liệu|Download data)$/ })
        .last()
        .click();
      // Inner ones show up only once the outer are open.
      for (
        let closed;
        (closed = page.locator("details:not([open]) > summary").first()), await closed.count();
      )
        await closed.click();
    }
    if (date) await page.getByRole("button", { name: /Số liệu tại ngày/ }).click();
    await user.nothingSpills();
    await user.axeFindsNothing();
  });
