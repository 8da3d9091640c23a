import { readdirSync, readFileSync } from "node:fs";

import { defineConfig, type Plugin } from "vite";

// One entry a page. The server finds the hashed names in the manifest (server/assets.py).
export default defineConfig({
  plugins: [licences()],
  base: "./",
  build: {
    outDir: "../server/static/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { report: "src/report.ts", explore: "src/explore.ts", sparql: "src/sparql.ts", review: "src/review.ts", decision: "src/decision.ts" },
    },
  },
});

// The licences of all that may be in the scripts, for the package. Vite's own list leaves out what only workers use.
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
      const used = Object.entries(packages).filter(([path, { dev }]) => path !== "" && dev !== true);
      const parts = used.map(([path, { version, license }]) => {
        const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
        const texts = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
        return [`## ${name} ${version} (${license})`, ...texts.map((file) => readFileSync(`${path}/${file}`, "utf8").trim())];
      });
      const source = `# What is in these scripts, and under which licences\n\n${parts.flat().join("\n\n")}\n`;
      this.emitFile({ type: "asset", fileName: "licences.md", source });
    },
  };
}

interface Locked {
  version: string;
  license: string;
  dev?: boolean;
}
