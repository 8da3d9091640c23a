import { defineConfig } from "vite";

// One entry a page. The server finds the hashed names in the manifest (server/assets.py).
export default defineConfig({
  base: "./",
  build: {
    outDir: "../server/static/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licences.md" },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { report: "src/report.ts", explore: "src/explore.ts", sparql: "src/sparql.ts" },
    },
  },
});
