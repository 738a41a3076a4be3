import { expect, test } from "@playwright/test";
import { Driver } from "./driver.ts";
import { Importer } from "./importer.ts";

test("an investor finds Điềm Thụy without diacritics and reads its card in both languages", async ({
  page,
}) => {
  const user = new Driver(page);
  await user.open();
  await expect(page.getByRole("status").first()).toContainText("khu, cụm");

  await user.search("diem thuy");
  await user.chooseResult(/Điềm Thụy/);
  await user.cardShows(/Điềm Thụy/);
  await expect(page).toHaveURL(/zone=kcn-diem-thuy/);
  await user.settled();

  await page.getByRole("button", { name: "English" }).click();
  await user.cardShows(/Diem Thuy/i);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await user.settled();
  await page.screenshot({ path: "shots/story.png" });

  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 2, name: /Diem Thuy/i })).toHaveCount(0);

  expect(user.strayed, "requests to another origin").toEqual([]);
  expect(user.complaints, "errors in the console").toEqual([]);
  expect(await user.mapsMade()).toBe(1);
  await user.nothingSpills();
});

test("a planner reads how far the clearance is, sees the way to an interchange and goes back in time", async ({
  page,
}) => {
  const user = new Driver(page);
  await user.open("/?zone=kcn-song-cong-2");
  const card = page.getByRole("complementary");
  await user.cardShows(/Sông Công II/);
  await expect(card.getByRole("heading", { name: /^Giải phóng mặt bằng/ })).toBeVisible();
  await expect(card.getByText("đã bàn giao")).toBeVisible();
  await expect(card.getByRole("table", { name: /Từng bước/ }).getByText("Bàn giao mặt bằng")).toBeVisible();

  const interchange = card.getByRole("button", { name: /^Nút giao cao tốc/ });
  await interchange.click();
  await expect(interchange).toHaveAttribute("aria-pressed", "true");
  await expect(card.getByText("Đoạn yếu nhất")).toBeVisible();
  await user.settled();
  await expect(page.locator("html")).toHaveAttribute("data-route", "expressway_interchange");
  await interchange.click();
  await expect(page.locator("html")).not.toHaveAttribute("data-route");

  const months = page.getByRole("slider", { name: /cuối tháng/ });
  await expect(months).toHaveAttribute("aria-valuetext", /^ngày \d+ tháng \d+ năm \d{4}$/);
  await months.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/as_of=\d{4}-\d{2}-\d{2}/);
  await expect(page.getByText("Đang xem số liệu ngày")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page).not.toHaveURL(/as_of/);

  await interchange.click();
  await expect(page.locator("html")).toHaveAttribute("data-route", "expressway_interchange");
  await interchange.press("Escape");
  await expect(card).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("data-route");
  await user.settled();
  expect(user.strayed, "requests to another origin").toEqual([]);
  expect(user.complaints, "errors in the console").toEqual([]);
});

test("a planner takes lots away as a file, mends one in it and brings it back", async ({ page }) => {
  const user = new Driver(page);
  await user.open("/?zone=kcn-song-cong-2");
  await user.cardShows(/Sông Công II/);
  await user.settled();

  // The file as the office's own GIS would save it: the same lots, one land use mended.
  const taken = await page.request.get("/api/v1/exports/lots?format=geojson&zone=kcn-song-cong-2");
  expect(taken.status()).toBe(200);
  const lots = (await taken.json()) as { features: { properties: Record<string, unknown> }[] };
  const mended = lots.features[0]?.properties ?? {};
  expect(mended.land_use).not.toBe("TMD");
  mended.land_use = "TMD";

  const importer = new Importer(user);
  await page.getByRole("button", { name: "Nhập tệp" }).click();
  await importer.showToken();
  await importer.panel.locator('input[type="file"]').setInputFiles({
    name: "lô sửa.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify(lots)),
  });
  await importer.panel.getByRole("button", { name: "Đọc tệp" }).click();
  await importer.isAt("write");
  await expect(importer.panel).toContainText("1 thay đổi");
  await importer.panel.getByText(/^Thay đổi \(1\)/).click();
  await expect(importer.panel.getByText("loại đất", { exact: true })).toBeVisible();
  await page.screenshot({ path: "shots/import.png" });
  await importer.panel.getByRole("button", { name: /^Ghi 1 bản ghi/ }).click();
  await expect(importer.panel.getByText(/^Đã ghi phiên bản 2/)).toBeVisible({ timeout: 20_000 });

  const now = await page.request.get(`/api/v1/lots/${String(mended.id)}`);
  expect(((await now.json()) as { properties: { land_use: string } }).properties.land_use).toBe("TMD");
  await importer.panel.getByRole("button", { name: "Xem trên bản đồ" }).click();
  await user.cardShows(/Sông Công II/);
  expect(user.strayed, "requests to another origin").toEqual([]);
  expect(user.complaints, "errors in the console").toEqual([]);
});
