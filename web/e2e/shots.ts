import { test, type Page } from "@playwright/test";
import { Driver } from "./driver.ts";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const SHOTS: { name: string; address: string; size: typeof DESK; act?: (page: Page) => Promise<void> }[] = [
  { name: "desktop-vi", address: "/", size: DESK },
  { name: "desktop-vi-zone", address: "/?zone=kcn-diem-thuy", size: DESK },
  // docs/screenshot.png is this one.
  { name: "readme", address: "/?zone=kcn-song-cong-2", size: DESK },
  { name: "desktop-en-zone-dark", address: "/?zone=kcn-song-cong-2&lang=en&theme=dark", size: DESK },
  { name: "desktop-en", address: "/?lang=en&has=ready&as_of=2026-06-30", size: DESK },
  { name: "desktop-vi-close", address: "/?zone=kcn-song-cong-2&map=14.6/21.5020/105.8720", size: DESK },
  { name: "phone-vi", address: "/", size: PHONE },
  { name: "phone-vi-zone", address: "/?zone=kcn-song-cong-2", size: PHONE },
  { name: "phone-en-zone", address: "/?zone=kcn-diem-thuy&lang=en", size: PHONE },
  {
    name: "desktop-vi-search",
    address: "/",
    size: DESK,
    act: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("song c");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "desktop-vi-lot",
    address: "/",
    size: DESK,
    act: async (page) => {
      // Any lot that is there: a picture must not depend on whose data is served.
      const { features } = await (
        await page.request.get("/api/v1/lots?zone=kcn-song-cong-2&display_status=clean&limit=1")
      ).json();
      await page.goto(`/?lot=${features[0].id}`);
      await page.getByText("Năm mặt của lô đất").waitFor();
    },
  },
  {
    name: "desktop-vi-claims",
    address: "/?zone=kcn-song-cong-2",
    size: DESK,
    act: async (page) => {
      await page.locator("summary").last().click();
      await page.locator("summary").last().scrollIntoViewIfNeeded();
      await page.locator("aside .body").evaluate((body) => body.scrollTo(0, 900));
    },
  },
  {
    name: "desktop-vi-date",
    address: "/?theme=dark",
    size: DESK,
    act: (page) => page.getByRole("button", { name: /Số liệu tại ngày/ }).click(),
  },
  {
    name: "phone-vi-legend",
    address: "/",
    size: PHONE,
    act: (page) => page.getByRole("button", { name: "Chú giải" }).click(),
  },
  {
    name: "phone-vi-peek",
    address: "/?map=10.2/21.5500/105.8500",
    size: PHONE,
    act: async (page) => {
      await page.getByRole("button", { name: "Mở hết bảng" }).click();
      await page.getByRole("button", { name: "Thu nhỏ bảng" }).click();
    },
  },
  {
    name: "desktop-vi-clearance",
    address: "/?zone=kcn-song-cong-2",
    size: DESK,
    act: (page) => page.getByRole("table", { name: /Từng bước/ }).scrollIntoViewIfNeeded(),
  },
  {
    name: "desktop-en-route",
    address: "/?zone=kcn-song-cong-2&lang=en",
    size: DESK,
    act: (page) => page.getByRole("button", { name: /^Expressway interchange/ }).click(),
  },
  { name: "diacritics", address: "/?map=11.2/21.4600/105.7200", size: DESK },
  {
    name: "phone-vi-full",
    address: "/",
    size: PHONE,
    act: (page) => page.getByRole("button", { name: "Mở hết bảng" }).click(),
  },
];

for (const { name, address, size, act } of SHOTS)
  test(name, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const user = new Driver(page);
    await user.open(address);
    if (user.complaints.length) console.log(name, user.complaints);
    await act?.(page);
    await user.settled();
    await user.nothingSpills();
    await page.screenshot({ path: `shots/${name}.png`, animations: "disabled" });
  });
