import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// `npm run dev` shows this tree against a server that is already running.
const server = process.env.KCN_ATLAS_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    // MapLibre is one large module by nature; everything of ours is small.
    chunkSizeWarningLimit: 1500,
    // A data: URL would need a wider content-security policy than 'self'.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": server } },
});
