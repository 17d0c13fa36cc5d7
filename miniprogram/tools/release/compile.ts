/**
 * Compiles a project with WeChat's uploader, as before an upload but without the network and without a key, and
 * notes the bytes of each file as JSON: compile.ts PROJECT NOTE. It runs by itself, since the uploader brings a
 * thousand packages along and prints as it likes.
 */
import ci from "miniprogram-ci";

/** What WeChat would answer about a project of this kind, were it asked. */
const ATTRIBUTES = {
  appType: 0,
  gameApp: false,
  isSandbox: true,
  released: false,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 20,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
};

const [projectPath, note] = Deno.args;
if (!projectPath || !note) throw new Error("compile.ts PROJECT NOTE");

const project = new ci.Project(
  {
    appid: "wx0000000000000000",
    type: "miniProgram",
    projectPath,
    privateKey: "none",
    ignores: ["node_modules/**/*"],
    attr: () => Promise.resolve(ATTRIBUTES),
  } as ConstructorParameters<typeof ci.Project>[0],
);
const compiled = await ci.getCompiledResult({
  project,
  version: "1.0.0",
  setting: { es6: true, es7: true, minify: true },
  onProgressUpdate: () => {},
}, `${note}.zip`);

const sizes = Object.entries(compiled as Record<string, string | Uint8Array>)
  .map(([path, content]) => [path, new Blob([content as BlobPart]).size]);
await Deno.writeTextFile(note, JSON.stringify(Object.fromEntries(sizes)));
Deno.exit(); // or the uploader's workers would go on
