// The verbs of an import, by role and label as a planner meets them, in either language.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Driver } from "./driver.ts";

/** What the mock takes; the real server's comes from its environment. */
export const TOKEN = process.env.KCN_ATLAS_ADMIN_TOKEN ?? "mo-phong";

export const STEP = {
  files: /^(Tệp|Files)/,
  text: /^(Đọc chữ|Letters)/,
  place: /^(Vị trí|Place)/,
  columns: /^(Cột & sửa hình|Columns & repair)/,
  write: /^(So sánh & ghi|Compare & write)/,
};

export class Importer {
  readonly page: Page;
  readonly panel: Locator;

  constructor(readonly user: Driver) {
    this.page = user.page;
    this.panel = user.page.getByRole("region", { name: /Nhập tệp vào|Import a file into/ });
  }

  /** Opens the import and shows the token; `map`: wait for the map, too. */
  async enter(address = "/?import=new", { token = TOKEN, map = true } = {}): Promise<void> {
    if (map) await this.user.open(address);
    else {
      await this.user.withoutMap();
      await this.page.goto(address);
    }
    await this.showToken(token);
  }

  async showToken(token = TOKEN): Promise<void> {
    await this.panel.getByLabel(/^(Mã quản trị|Administrator's token)$/).fill(token);
    await this.panel.getByRole("button", { name: /^(Vào nhập tệp|Go to the import)$/ }).click();
  }

  async choose(...names: string[]): Promise<void> {
    await this.panel
      .locator('input[type="file"]')
      .setInputFiles(
        names.map((name) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(name) })),
      );
  }

  async read(...names: string[]): Promise<void> {
    await this.choose(...names);
    await this.panel.getByRole("button", { name: /^(Đọc tệp|Read the files)$/ }).click();
  }

  step = (which: keyof typeof STEP) =>
    this.panel.getByRole("navigation").getByRole("button", { name: STEP[which] });

  async isAt(which: keyof typeof STEP): Promise<void> {
    // A reading is asked about every second or so, and the map draws by software beside it.
    await expect(this.step(which)).toHaveAttribute("aria-current", "step", { timeout: 30_000 });
  }
}
