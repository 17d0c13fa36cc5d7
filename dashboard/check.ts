/** Checks the dashboard's types with TypeScript. */
import ts from "typescript";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("tsconfig.json", import.meta.url));
const { config } = ts.readConfigFile(file, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file));
const program = ts.createProgram(fileNames, options);
const found = ts.getPreEmitDiagnostics(program);
const host = {
  getCanonicalFileName: (name: string) => name,
  getCurrentDirectory: () => Deno.cwd(),
  getNewLine: () => "\n",
};
const text = `${
  ts.formatDiagnostics(found, host)
}${fileNames.length} files checked, ${found.length} problems\n`;
Deno.stdout.writeSync(new TextEncoder().encode(text));
Deno.exit(found.length > 0 ? 1 : 0);
