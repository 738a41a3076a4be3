// The verbs of our stories, by role and label as a reader meets them.
import { expect, type ConsoleMessage, type Page, type Request } from "@playwright/test";
import axe from "axe-core";

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

  /** A browser that cannot draw the map; everything else must work, and faster. */
  async withoutMap(): Promise<void> {
    await this.page.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (
        this: HTMLCanvasElement,
        kind: string,
        ...rest: unknown[]
      ) {
        return kind === "webgl2" ? null : (real as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      } as typeof real;
    });
  }

  async axeFindsNothing(what = ""): Promise<void> {
    // As text rather than a script tag, which a content-security policy would refuse.
    await this.page.evaluate(axe.source);
    const violations = await this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: () => Promise<axe.AxeResults> } };
      const { violations } = await axe.run();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
      );
    });
    expect(violations, what).toEqual([]);
  }

  async nothingSpills(): Promise<void> {
    const spill = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(spill, "the page is wider than the window").toBeLessThanOrEqual(0);
  }
}
