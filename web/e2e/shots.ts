import { test } from "@playwright/test";
import { Driver } from "./driver.ts";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const SHOTS: { name: string; address: string; size: typeof DESK }[] = [
  { name: "desktop-vi", address: "/", size: DESK },
  { name: "desktop-vi-zone", address: "/?zone=kcn-diem-thuy", size: DESK },
  { name: "desktop-en-zone-dark", address: "/?zone=kcn-song-cong-2&lang=en&theme=dark", size: DESK },
  { name: "desktop-en", address: "/?lang=en&has=ready&as_of=2026-06-30", size: DESK },
  { name: "desktop-vi-close", address: "/?zone=kcn-song-cong-2&map=14.6/21.5020/105.8720", size: DESK },
  { name: "phone-vi", address: "/", size: PHONE },
  { name: "phone-vi-zone", address: "/?zone=kcn-song-cong-2", size: PHONE },
  { name: "phone-en-zone", address: "/?zone=kcn-diem-thuy&lang=en", size: PHONE },
];

for (const { name, address, size } of SHOTS)
  test(name, async ({ page }) => {
    await page.setViewportSize(size);
    const user = new Driver(page);
    await user.open(address);
    if (user.complaints.length) console.log(name, user.complaints);
    await user.nothingSpills();
    await page.screenshot({ path: `shots/${name}.png` });
  });
