/** Checks the dashboard's types with the native TypeScript compiler, in a quarter of the JavaScript one's time. */
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("tsconfig.json", import.meta.url));
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", "npm:typescript/tsc", "--project", project, "--checkers", "1"],
  cwd: fileURLToPath(new URL(".", import.meta.url)),
}).spawn().status;
Deno.exit(code);
