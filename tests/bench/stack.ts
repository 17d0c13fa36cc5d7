import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { LocalKeys } from "@/local/keys.ts";
import { sealEnv, setEnv } from "@/local/env.ts";
import { freePorts } from "@/local/ports.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import type { TestStack } from "../support/stack.ts";

/** The mall that is measured. */
export interface BenchStack {
  url: string;
  wechat_url: string;
  /** Whose keys the shop has. */
  merchant: MerchantOptions;
  /** The private key of the members' tokens. */
  member_jwk: LocalKeys["memberJwk"];
  databaseUrl(role: string): string;
  stop(): Promise<void>;
}

const start = new URL("../../supabase/local/start.ts", import.meta.url).pathname;

/** The mall as people start it; or the one that MALL_TEST_STACK names, to see that the bench itself works. */
export async function openBenchStack(): Promise<BenchStack> {
  const given = Deno.env.get("MALL_TEST_STACK");
  return given ? onTestStack(JSON.parse(given)) : await startBenchStack();
}

function onTestStack(stack: TestStack): BenchStack {
  setEnv(stack.env);
  return {
    url: stack.url,
    wechat_url: stack.wechat_url,
    merchant: stack.merchants[0]!,
    member_jwk: JSON.parse(stack.env["MALL_SIGNING_JWK"]!),
    databaseUrl: (role) => stack.database_url.replace("supabase_admin", role),
    stop: () => Promise.resolve(),
  };
}

/** Starts it on free ports, durable as ever, in a process and a data folder of its own, and waits for its line `ready`. */
async function startBenchStack(): Promise<BenchStack> {
  const data = await Deno.makeTempDir({ prefix: "qingteng-bench-" });
  const port = freePorts(3);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", start, "--port", String(port), "--data", data],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await readUntil(child.stdout, "ready ");
  const keys = JSON.parse(await Deno.readTextFile(`${data}/keys.json`)) as LocalKeys;
  setEnv(sealEnv(keys));
  return {
    url: `http://127.0.0.1:${port}`,
    wechat_url: `http://127.0.0.1:${port + 1}`,
    merchant: keys.merchants[0]!,
    member_jwk: keys.memberJwk,
    databaseUrl: (role) => `postgresql://${role}:postgres@127.0.0.1:${port + 2}/postgres`,
    async stop() {
      child.kill("SIGTERM");
      await child.status;
      await Deno.remove(data, { recursive: true });
    },
  };
}

/** Reads lines until one begins so, and goes on reading, so that the child never waits for us: its errors are shown. */
async function readUntil(stream: ReadableStream<Uint8Array>, beginning: string): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const said: string[] = [];
  (async () => {
    for await (const line of createInterface({ input: Readable.fromWeb(stream as never) })) {
      if (line.startsWith(beginning)) ready.resolve();
      if (said.length < 100) said.push(line);
      if (line.includes('"level":"error"')) {
        await Deno.stderr.write(new TextEncoder().encode(`${line}\n`));
      }
    }
    ready.reject(new Error(`The mall did not start:\n${said.join("\n")}`));
  })();
  await ready.promise;
}
