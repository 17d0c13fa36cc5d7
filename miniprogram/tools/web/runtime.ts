import { build } from "esbuild";
import type { Files } from "../files.ts";
import { NODE_MODULES, PHONE } from "../paths.ts";

/** The phone's page and its program, bundled from phone/main.ts. */
export async function phoneRuntime(): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: [`${PHONE}/main.ts`],
    outdir: "/",
    entryNames: "phone",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    conditions: ["browser"],
    loader: { ".svg": "dataurl", ".png": "dataurl" },
    alias: { "glass-easel": `${NODE_MODULES}/glass-easel/dist/glass_easel.all.es.js` },
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "silent",
  });
  const files: Files = new Map(
    outputFiles.map(({ path, contents }) => [path.split("/").at(-1)!, contents]),
  );
  files.set("index.html", await Deno.readFile(`${PHONE}/index.html`));
  return files;
}
