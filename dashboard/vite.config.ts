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
    alias: {
      "@/contracts": folder("../functions/contracts"),
      zod: folder("node_modules/zod"),
      "@supabase/functions-js": unused,
      "@supabase/postgrest-js": unused,
      "@supabase/storage-js": unused,
    },
  },
  build: {
    outDir: folder("dist"),
    emptyOutDir: true,
    manifest: true, // build.ts weighs pages by it
    chunkSizeWarningLimit: 2000,
  },
});
