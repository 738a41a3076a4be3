import { expect, test } from "@playwright/test";
import { Driver } from "./driver.ts";

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

  await expect(page.getByRole("heading", { level: 3, name: /Clearance progress/ })).toBeVisible();
  const interchange = page.getByRole("button", { name: /Expressway interchange/ });
  await interchange.click();
  await expect(interchange).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText(/Weakest link/)).toBeVisible();
  await user.settled();
  await page.screenshot({ path: "shots/story-way.png" });

  const slider = page.getByRole("slider", { name: /Month of the data/ });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/as_of=2026-10-31/);
  await expect(slider).toHaveAttribute("aria-valuetext", "31 Oct 2026");
  await user.settled();

  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 2, name: /Diem Thuy/i })).toHaveCount(0);

  expect(user.strayed, "requests to another origin").toEqual([]);
  expect(user.complaints, "errors in the console").toEqual([]);
  expect(await user.mapsMade()).toBe(1);
  await user.nothingSpills();
});
