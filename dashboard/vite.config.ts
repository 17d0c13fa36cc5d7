import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const unused = folder("src/lib/unused_clients.ts");

export default defineConfig({
  root: folder("."),
  base: "/dashboard/",
  plugins: [react()],
  resolve: {
    alias: [
      { find: "@/contracts", replacement: folder("../functions/contracts") },
      { find: "zod", replacement: folder("node_modules/zod") },
      { find: /^fflate$/, replacement: folder("src/product_files/fflate_at_once.ts") },
      { find: "@supabase/functions-js", replacement: unused },
      { find: "@supabase/postgrest-js", replacement: unused },
      { find: "@supabase/storage-js", replacement: unused },
    ],
  },
  build: {
    outDir: folder("dist"),
    emptyOutDir: true,
    manifest: true, // build.ts weighs pages by it
    chunkSizeWarningLimit: 2000,
  },
});
