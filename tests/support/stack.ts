import { functionsEnv } from "@/local/env.ts";
import { freePort } from "@/local/ports.ts";
import { type Stack, startStack } from "@/local/stack.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import { writeLogTo } from "@/shared/log.ts";
import { testVersion } from "./cluster.ts";
import { roomForTests } from "./room.ts";

/** What a journey needs to know of a running mall; nothing here is an object of its process. */
export interface TestStack {
  /** Base of the gateway. */
  url: string;
  /** Base of the WeChat simulator. */
  wechat_url: string;
  /** Connects as supabase_admin: for looking at rows that nobody is shown. */
  database_url: string;
  publishable_key: string;
  secret_key: string;
  jobs_secret: string;
  /** Merchants that the simulator knows. */
  merchants: MerchantOptions[];
  /** What the functions log, a JSON object per line. */
  log_file: string;
  /** What a process of functions needs in its environment to be one of this mall's. */
  env: Record<string, string>;
}

/** What a stack for tests holds beyond an empty database. */
export interface StackContents {
  /** The demo shop and its history. */
  seed?: boolean;
  /** The phone and the dashboard, built anew when they have changed. */
  faces?: boolean;
}

/** The functions of this process log into a file from now on. */
export function logToFile(path: string): string {
  writeLogTo((line) => Deno.writeTextFileSync(path, `${line}\n`, { append: true }));
  return path;
}

export function describeStack(stack: Stack, log_file: string): TestStack {
  return {
    url: stack.url,
    wechat_url: stack.wechatUrl,
    database_url: stack.databaseUrl("supabase_admin"),
    publishable_key: stack.keys.publishableKey,
    secret_key: stack.keys.secretKey,
    jobs_secret: stack.keys.jobsSecret,
    merchants: stack.keys.merchants,
    log_file,
    env: functionsEnv({ ...stack, gatewayUrl: stack.url }),
  };
}

let own: Promise<TestStack> | undefined;

/**
 * The stack that the runner has started, or, in a bare `deno test` of one file, one of this file's own that
 * ends with the process. Call it before the first test, not inside one.
 */
export function testStack(options: StackContents = {}): Promise<TestStack> {
  const given = Deno.env.get("MALL_TEST_STACK");
  if (given) return Promise.resolve(JSON.parse(given));
  return own ??= startOwn(options);
}

async function startOwn({ seed = false, faces = false }: StackContents): Promise<TestStack> {
  const dataDir = `${await roomForTests()}/qingteng-test-${Deno.pid}-stack`;
  const stack = await startStack({
    dataDir,
    ports: { gateway: freePort(), wechat: freePort(), postgres: freePort() },
    version: testVersion(),
    fast: true,
    seed,
    faces,
  });
  return describeStack(stack, logToFile(`${dataDir}/functions.log`));
}
