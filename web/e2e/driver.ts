// The verbs of our stories, by role and label as a reader meets them.
import { expect, type ConsoleMessage, type Page, type Request } from "@playwright/test";

const HOME = new URL(process.env.KCN_ATLAS_URL ?? "http://127.0.0.1:4173").origin;

export class Driver {
  readonly strayed: string[] = [];
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on("request", (request: Request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== HOME) this.strayed.push(request.url());
    });
    page.on("console", (message: ConsoleMessage) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  async open(address = "/"): Promise<void> {
    await this.page.goto(address);
    await this.settled();
  }

  /** The map has drawn what it knows and stands still. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.documentElement.dataset.mapIdle === "true", null, {
      timeout: 45_000,
    });
  }

  async search(text: string): Promise<void> {
    await this.page.keyboard.press("/");
    await expect(this.page.getByRole("combobox", { name: /Tìm|Search/ })).toBeFocused();
    await this.page.keyboard.type(text);
  }

  async chooseResult(name: string | RegExp): Promise<void> {
    await this.page.getByRole("option", { name }).first().click();
  }

  async cardShows(name: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 2, name })).toBeVisible();
  }

  async mapsMade(): Promise<number> {
    return Number(await this.page.evaluate(() => document.documentElement.dataset.maps));
  }

  async nothingSpills(): Promise<void> {
    const spill = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(spill, "the page is wider than the window").toBeLessThanOrEqual(0);
  }
}
