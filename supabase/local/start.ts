/**
 * Runs the whole mall locally: `deno task start [--port N] [--data DIR] [--fresh]`.
 * Prints `ready http://127.0.0.1:N` when it can be used; ends with 0 on SIGINT and SIGTERM.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { launcherGone } from "./launcher.ts";
import { PROJECT } from "./paths.ts";
import { say } from "./say.ts";
import { type Stack, startStack } from "./stack.ts";
import { staff, staff_password } from "../seed/data/people.ts";

async function main(): Promise<number> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      port: { type: "string", default: "54321" },
      data: { type: "string", default: `${PROJECT}/.data` },
      fresh: { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_533) {
    throw new Error("--port takes a number from 1 to 65533; the two ports after it are used too.");
  }
  const abort = new AbortController();
  const interrupted = new Promise<number>((done) => {
    abort.signal.addEventListener("abort", () => done(0));
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => abort.abort());
  }
  launcherGone().then(() => abort.abort());
  for (const event of ["unhandledrejection", "error"]) {
    globalThis.addEventListener(event, (cut_off) => { // what was under way must not keep us from stopping
      if (abort.signal.aborted) cut_off.preventDefault();
    });
  }
  const stack = await startStack({
    dataDir: resolve(values.data),
    ports: { gateway: port, wechat: port + 1, postgres: port + 2 },
    fresh: values.fresh,
    faces: true,
    signal: abort.signal,
    onProgress: say,
  }).catch((error) => {
    if (abort.signal.aborted) return null;
    throw error;
  });
  if (!stack) return 0;
  announce(stack);
  const code = await Promise.race([interrupted, stack.failed.then(complain)]);
  await stack.stop();
  return code;
}

function announce(stack: Stack): void {
  say(`
Phone             ${stack.url}/phone/
Dashboard         ${stack.url}/dashboard/
  sign in as      ${staff.map(({ email }) => email).join(", ")}; password ${staff_password}
E-mails           ${stack.url}/_control/mails
WeChat simulator  ${stack.wechatUrl}
Postgres          ${stack.databaseUrl("postgres")}
API               ${stack.url}/functions/v1/api/openapi.json
publishable key   ${stack.keys.publishableKey}
`);
  say(`ready ${stack.url}`);
}

function complain(error: Error): number {
  say(error.message);
  return 1;
}

Deno.exit(
  await main().catch((error) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }),
);
