import { defineConfig } from "vite";

// One page that draws a generated graph with the library its address names.
export default defineConfig({
  base: "./",
  build: { outDir: "../../build/benchmark/drawing", emptyOutDir: true, modulePreload: { polyfill: false } },
  worker: { format: "es" },
});
