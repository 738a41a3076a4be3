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

test("a planner clicks a road, checks a place on it, sees a way out, and tries a road that is not there", async ({
  page,
}) => {
  // Software draws the map here, four times over.
  test.setTimeout(180_000);
  const user = new Driver(page);
  // The road with most connection points, in the middle of its longest straight.
  const { features } = await (await page.request.get("/api/v1/connection-points?limit=1000")).json();
  const sections = (features as { properties: { section: { id: string } | null } }[]).map(
    ({ properties }) => properties.section?.id ?? "",
  );
  const id = sections.toSorted(
    (a, b) => sections.filter((s) => s === b).length - sections.filter((s) => s === a).length,
  )[0];
  const all = await (await page.request.get("/api/v1/roads?limit=1000")).json();
  const road = (all.features as { id: string; geometry: { coordinates: [number, number][][] } }[]).find(
    (road) => road.id === id,
  );
  const straights = (road?.geometry.coordinates ?? []).flatMap((line) =>
    line.slice(1).map((end, at) => [line[at] ?? end, end] as const),
  );
  const long = ([[x1, y1], [x2, y2]]: (typeof straights)[number]) => Math.hypot(x2 - x1, y2 - y1);
  const [[x1, y1], [x2, y2]] = straights.toSorted((a, b) => long(b) - long(a))[0] ?? [
    [0, 0],
    [0, 0],
  ];
  await user.open(`/?map=14/${((y1 + y2) / 2).toFixed(5)}/${((x1 + x2) / 2).toFixed(5)}`);
  await page.mouse.click(640, 400);
  await expect(page).toHaveURL(new RegExp(`road=${id}`));
  const card = page.getByRole("complementary");
  const diagram = card.getByRole("group", { name: /^Sơ đồ duỗi thẳng/ });
  // Two marks may lie over each other until one zooms in; the keyboard tells them apart.
  await diagram.getByRole("button").first().press("Enter");
  await expect(card.getByText("Giấy phép đấu nối")).toBeVisible();
  await page.screenshot({ path: "shots/road.png" });

  // Near a point that may be shared there is always a way out.
  const shared = (
    features as {
      properties: { section: { id: string } | null; standing: string; side: string; chainage_m: number };
    }[]
  ).find(
    ({ properties: point }) =>
      point.section?.id === id && point.standing === "approved" && point.side === "right",
  );
  const metres = Math.round((shared?.properties.chainage_m ?? 0) + 300);
  const chainage = `Km${Math.floor(metres / 1000)}+${String(metres % 1000).padStart(3, "0")}`;
  await card.getByLabel(/^Lý trình, ví dụ/).fill(chainage);
  await card.getByRole("button", { name: "Kiểm tra", exact: true }).click();
  const rules = page.getByRole("region", { name: "Từng quy định" });
  await expect(rules.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByText(/^Rà soát sơ bộ, không thay văn bản chấp thuận\.$/)).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-remedies", /[1-3]/);
  await page.screenshot({ path: "shots/check.png" });
  const asked = page.url();
  await page.getByRole("button", { name: "Dùng vị trí này" }).first().click();
  await expect(page).not.toHaveURL(asked);
  await expect(rules.getByRole("listitem").first()).toBeVisible();

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Thử mở đường" }).click();
  await page.getByRole("button", { name: "Toàn tỉnh" }).click();
  await user.settled();
  await page.getByRole("button", { name: "Vẽ tuyến mới" }).click();
  for (const [x, y] of [
    [700, 420],
    [860, 460],
    [980, 430],
  ] as const)
    await page.mouse.click(x, y);
  await page.getByRole("button", { name: "Xong" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-tried", /^1 \d+$/);
  await expect(page.locator(".big")).toHaveText(/\d|Không khu nào/);
  await user.settled();
  await page.screenshot({ path: "shots/scenario.png" });
  await page.getByRole("button", { name: "Xóa hết" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-tried", "0 0");

  expect(user.strayed, "requests to another origin").toEqual([]);
  expect(user.complaints, "errors in the console").toEqual([]);
  await user.nothingSpills();
});
