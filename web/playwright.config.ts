import { defineConfig } from "@playwright/test";

// The server is somebody else's to start: `npm run mock`, or the real one.
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 60_000,
  reporter: "line",
  use: {
    baseURL: process.env.KCN_ATLAS_URL ?? "http://127.0.0.1:4173",
    locale: "vi-VN",
    colorScheme: "light",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // No GPU here: WebGL2 by software, and no chatter of the browser's own.
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
      ],
    },
  },
  projects: [
    { name: "story", testMatch: "story.spec.ts", use: { viewport: { width: 1280, height: 800 } } },
    { name: "faces", testMatch: "faces.spec.ts", use: { viewport: { width: 1280, height: 800 } } },
    { name: "shots", testMatch: "shots.ts" },
    // These need the mock, whose files come to whatever their name says.
    { name: "imports", testMatch: "imports.spec.ts", use: { viewport: { width: 1280, height: 800 } } },
    { name: "roads", testMatch: "roads.spec.ts", use: { viewport: { width: 1280, height: 800 } } },
    { name: "import-shots", testMatch: "import-shots.ts" },
  ],
});
