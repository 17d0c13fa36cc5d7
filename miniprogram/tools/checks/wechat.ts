import { jsonOf } from "../files.ts";
import type { Files } from "../files.ts";
import { NODE_MODULES } from "../paths.ts";

const COMPILERS = `${NODE_MODULES}/miniprogram-compiler/bin/${
  { darwin: "mac", windows: "windows" }[Deno.build.os as string] ?? "linux"
}`;
const SUFFIX = Deno.build.os === "windows" ? ".exe" : "";

/** Files of a kind, named as the compilers need it to find what is named from the root. */
function filesEndingIn(ending: string, files: Files): string[] {
  return [...files.keys()].filter((path) => path.endsWith(ending)).map((path) => `./${path}`);
}

/** What WeChat's own compilers of WXML and WXSS dislike in a package that lies in a folder. */
export async function wechatProblems(folder: string, files: Files): Promise<string[]> {
  return [...await wxmlProblems(folder, files), ...await wxssProblems(folder, files)];
}

function wxmlProblems(folder: string, files: Files): Promise<string[]> {
  const templates = filesEndingIn(".wxml", files);
  const scripts = filesEndingIn(".wxs", files);
  const components = templates.flatMap((path) => {
    const { usingComponents } = jsonOf(files, path.slice(2).replace(/wxml$/, "json"));
    const tags = Object.keys(usingComponents ?? {});
    return usingComponents ? [[path, tags.length, ...tags].join(" ")] : [];
  });
  const table = [components.length, ...components].join(" ");
  return compile("wcc", folder, ["-d", "-cc", table, ...templates, ...scripts, "-gn", "$gwx"]);
}

function wxssProblems(folder: string, files: Files): Promise<string[]> {
  const sheets = filesEndingIn(".wxss", files);
  const belongs = (path: string) => files.has(path.slice(2).replace(/wxss$/, "json"));
  const ordered = [...sheets.filter(belongs), ...sheets.filter((path) => !belongs(path))];
  const count = String(sheets.filter(belongs).length);
  return compile("wcsc", folder, ["-db", "-pc", count, ...ordered]);
}

async function compile(compiler: string, folder: string, args: string[]): Promise<string[]> {
  const program = `${COMPILERS}/${compiler}${SUFFIX}`;
  if (Deno.build.os !== "windows") await Deno.chmod(program, 0o755);
  const { success, stderr } = await new Deno.Command(program, {
    args,
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return [];
  const said = new TextDecoder().decode(stderr).trim();
  return [`${compiler}: ${said || "it failed and did not say why"}`];
}
