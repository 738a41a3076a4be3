// Roads, their diagram and the three tools: by keyboard, with what goes wrong, and to a machine's eye. Runs with the mock.
import { expect, test, type Page } from "@playwright/test";
import { Driver } from "./driver.ts";

const ROAD = "/?road=ql3";

async function open(page: Page, address: string): Promise<Driver> {
  const user = new Driver(page);
  await user.withoutMap();
  await page.goto(address);
  return user;
}

const points = (page: Page) => page.locator("[data-point]");

test("a road is found by its number, and its points are reached along it by the keyboard", async ({
  page,
}) => {
  const user = await open(page, "/");
  await user.search("QL3");
  await user.chooseResult(/^QL3/);
  await user.cardShows("QL3");
  await expect(page).toHaveURL(/road=ql3/);
  const [first, second] = [points(page).nth(0), points(page).nth(1)];
  await first.focus();
  await page.keyboard.press("ArrowUp");
  await expect(second).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(second).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/point=dn-ql3-02/);
  const permit = page.getByRole("region", { name: "ĐN-02" });
  await expect(permit).toContainText("Đã nộp hồ sơ");
  await permit.getByRole("button", { name: "Đóng thẻ điểm đấu nối" }).click();
  await expect(permit).toHaveCount(0);
});

test("a point nobody has a permit of is unknown, never unlawful", async ({ page }) => {
  await open(page, `${ROAD}&point=dn-ql3-03`);
  const card = page.getByRole("complementary");
  await expect(card.getByText("Chưa rõ không có nghĩa là trái phép")).toBeVisible();
});

test("the table says what the diagram draws", async ({ page }) => {
  await open(page, ROAD);
  const drawn = await points(page).count();
  expect(drawn).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Dạng bảng" }).click();
  const table = page.getByRole("table", { name: /dọc QL3/ });
  await expect(table.getByRole("button")).toHaveCount(drawn);
  await expect(table).toContainText("Sông Cầu");
  await expect(table).toContainText("Mặt tiếp giáp khu");
});

test("a spot along the road is typed as on the posts, and one off the road is refused in words", async ({
  page,
}) => {
  await open(page, ROAD);
  const field = page.getByLabel("Lý trình, ví dụ Km62+350");
  await field.fill("Km900+000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("trong khoảng Km0+000");
  await field.fill("12+600");
  await page.getByLabel("Bên").selectOption("left");
  await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
  await expect(page).toHaveURL(/tool=check&at=ql3@12600,left/);
  await expect(page.getByRole("status").filter({ hasText: "Km12+600" })).toContainText("Cần thẩm tra");
});

test("a place is checked by its coordinates, rule by rule, on another day, and the draft is handed over", async ({
  page,
}) => {
  await open(page, "/?tool=check");
  const field = page.getByLabel(/^Hoặc nhập tọa độ/);
  await field.fill("21.45");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Viết vĩ độ rồi kinh độ");
  await field.fill("21,45; 105,862");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Rà soát sơ bộ, không thay văn bản chấp thuận.").first()).toBeVisible();
  const rules = page.getByRole("region", { name: "Từng quy định" });
  await expect(rules.getByRole("listitem").filter({ hasText: "TT 50/2015" }).first()).toContainText(
    "chỉ để tham khảo",
  );
  const again = page.waitForRequest(
    (request) => request.method() === "POST" && request.postDataJSON().date === "2024-06-30",
  );
  await page.getByLabel("Xét theo quy định ngày").fill("2024-06-30");
  await again;
  await expect(page).toHaveURL(/on=2024-06-30/);
  await page.reload();
  await expect(page.getByLabel("Xét theo quy định ngày")).toHaveValue("2024-06-30");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Tải dự thảo hồ sơ/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^du-thao-.*\.docx$/);
});

test("an alternative takes the place of what was asked", async ({ page }) => {
  await open(page, "/?tool=check&at=ql3@12600,left");
  const others = page.getByRole("region", { name: "Phương án thay thế" });
  await others.getByRole("button", { name: "Dùng vị trí này" }).first().click();
  await expect(page).not.toHaveURL(/@12600/);
  await expect(page).toHaveURL(/at=ql3@/);
});

test("what the server refuses is told in its own words, and can be tried again", async ({ page }) => {
  await page.route("**/api/v1/connection-checks", (route) =>
    route.fulfill({
      status: 400,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Quá xa", detail: "Không có đường nào trong 5 km.", status: 400 }),
    }),
  );
  await open(page, "/?tool=check&at=21.450000/105.862000");
  const note = page.getByRole("alert");
  await expect(note).toContainText("Không có đường nào trong 5 km.");
  await page.unroute("**/api/v1/connection-checks");
  await note.getByRole("button", { name: "Thử lại" }).click();
  await expect(page.getByRole("region", { name: "Từng quy định" })).toBeVisible();
});

test("a road is typed, another is planned; both are ranked, and clearing leaves nothing", async ({
  page,
}) => {
  await open(page, "/?tool=draw");
  await page.getByText("Nhập tọa độ các đỉnh").click();
  const field = page.getByLabel(/^Mỗi dòng một đỉnh/);
  await field.fill("21.489, 105.872\nQL3");
  await page.getByRole("button", { name: "Thêm tuyến" }).click();
  await expect(page.getByRole("alert")).toContainText("Dòng 2");
  await field.fill("21.489, 105.872\n21.501, 105.895");
  await page.getByRole("button", { name: "Thêm tuyến" }).click();
  await expect(page.locator(".big b")).toHaveText(/\d/);
  const table = page.getByRole("table");
  await expect(table.getByRole("row").nth(1)).toContainText(/–\d/);
  await page.getByLabel("Tuyến quy hoạch đã ghi nhận").selectOption("dt.266");
  await expect(page.getByRole("heading", { name: /^Xếp hạng/ })).toBeVisible();
  await page.getByRole("button", { name: "Bỏ Tuyến thử 1" }).click();
  await expect(page.getByRole("heading", { name: /^Xếp hạng/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Xóa hết" }).click();
  await expect(table).toHaveCount(0);
});

test("a line is drawn on the map; Escape drops the pen before it closes the tool", async ({ page }) => {
  const user = new Driver(page);
  await user.open("/?tool=draw&map=11/21.4800/105.9000");
  await page.getByRole("button", { name: "Vẽ tuyến mới" }).click();
  for (const [x, y] of [
    [620, 420],
    [760, 480],
  ] as const)
    await page.mouse.click(x, y);
  await expect(page.getByRole("status").filter({ hasText: "2 đỉnh" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status").filter({ hasText: "đỉnh" })).toHaveCount(0);
  await expect(page).toHaveURL(/tool=draw/);
  await page.getByRole("button", { name: "Vẽ tuyến mới" }).click();
  await page.mouse.click(620, 420);
  await page.mouse.dblclick(760, 480);
  await expect(page.locator("html")).toHaveAttribute("data-tried", /^1 /);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/tool=/);
  await expect(page.getByRole("button", { name: "Đường, đấu nối" })).toBeFocused();
});

test("a park without a connection shows its remedy, and leads to the check of it", async ({ page }) => {
  const user = new Driver(page);
  await user.open("/?tool=gaps");
  await page.getByRole("button", { name: /KCN Điềm Thụy/ }).click();
  await expect(page.locator("html")).toHaveAttribute("data-remedies", "1");
  await page.getByRole("button", { name: "Kiểm tra vị trí này" }).click();
  await expect(page).toHaveURL(/tool=check&at=/);
  await expect(page.getByRole("region", { name: "Từng quy định" })).toBeVisible();
});

const LOOKS: [string, string, { width: number; height: number }][] = [
  ["desk", "", { width: 1440, height: 900 }],
  ["desk, dark, English", "&lang=en&theme=dark", { width: 1280, height: 800 }],
  ["phone", "", { width: 390, height: 844 }],
];
const FACES: [string, string, RegExp][] = [
  ["road", `${ROAD}&point=dn-ql3-04`, /≈ Km12\+350/],
  ["check", "/?tool=check&at=ql3@12600,left", /TCVN 4054/],
  ["check, nothing chosen", "/?tool=check", /21|Hoặc|Or type/],
  ["draw", "/?tool=draw", /Nhập tọa độ các đỉnh|Type the vertices/],
  ["gaps", "/?tool=gaps", /CT\.07/],
];

for (const [look, more, size] of LOOKS)
  test(`axe finds nothing in the road's card and the tools: ${look}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize(size);
    const user = new Driver(page);
    await user.withoutMap();
    for (const [name, address, there] of FACES) {
      await page.goto(address + more);
      await expect(page.getByText(there).first()).toBeVisible();
      for (
        let closed;
        (closed = page.locator("details:not([open]) > summary").first()), await closed.count();
      )
        await closed.click();
      await user.nothingSpills();
      await user.axeFindsNothing(name);
    }
  });
