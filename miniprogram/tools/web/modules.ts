import { transform } from "esbuild";
import { toText } from "../files.ts";
import type { Files } from "../files.ts";

/** An object expression with every JavaScript file of a package as a CommonJS module. */
export async function moduleTable(files: Files): Promise<string> {
  const scripts = [...files].filter(([path]) => path.endsWith(".js"));
  const modules = await Promise.all(scripts.map(async ([path, bytes]) => {
    const { code } = await transform(toText(bytes), {
      format: "cjs",
      target: "es2020",
      charset: "utf8",
      sourcefile: path,
    });
    return `${JSON.stringify(path.slice(0, -3))}:function(require,module,exports){${code}\n}`;
  }));
  return `{\n${modules.join(",\n")}\n}`;
}
