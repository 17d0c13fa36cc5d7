import postgres from "postgres";
import { type Clock, closeClock, openClock } from "./clock.ts";
import { functionsEnv, setEnv } from "./env.ts";
import { startGateway } from "./gateway/mod.ts";
import { type LocalKeys, localKeys } from "./keys.ts";
import { setLocalPasswords } from "./logins.ts";
import { loadFunctions, startSimulator } from "./parts.ts";
import { migrate } from "./migrate.ts";
import { type PostgresVersion, startPostgres } from "./postgres.ts";
import { removeIfAny } from "./paths.ts";
import { startScheduler } from "./scheduler.ts";
import { seedIfEmpty } from "./seeding.ts";
import { applyShim } from "./shim.ts";

export interface StackOptions {
  /** Where everything that outlives a restart is kept. */
  dataDir: string;
  ports: StackPorts;
  version?: PostgresVersion;
  /** For tests: Postgres without durability. */
  fast?: boolean;
  /** Throws away what the data folder holds of an earlier start. */
  fresh?: boolean;
  /** Whether an empty database gets the demo shop; true when left out. */
  seed?: boolean;
  /** Aborts a start under way. */
  signal?: AbortSignal;
  /** Told what is going on, one line at a time. */
  onProgress?(line: string): void;
}

export interface StackPorts {
  gateway: number;
  wechat: number;
  postgres: number;
}

/** A running mall. */
export interface Stack {
  /** Base of the gateway, without a trailing slash. */
  url: string;
  /** Base of the WeChat simulator, without a trailing slash. */
  wechatUrl: string;
  databaseUrl(role: string): string;
  keys: LocalKeys;
  clock: Clock;
  /** Settles, with the reason, when Postgres ends although nobody stopped it. */
  failed: Promise<Error>;
  stop(): Promise<void>;
}

type Cleanup = () => Promise<unknown> | unknown;

/** Starts all parts in this process, Postgres as its child. Nothing is left running when it throws. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const cleanups: Cleanup[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return await Promise.race([
      startParts(options, cleanups, stop),
      ...(options.signal ? [rejectionOf(options.signal)] : []),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function startParts(
  options: StackOptions,
  cleanups: Cleanup[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const { dataDir, ports } = options;
  const progress = options.onProgress ?? (() => {});
  const url = `http://127.0.0.1:${ports.gateway}`;
  const wechatUrl = `http://127.0.0.1:${ports.wechat}`;

  progress("starting Postgres");
  const server = await startPostgres({ ...options, port: ports.postgres });
  cleanups.push(server.stop);
  if (options.fresh) await forget(dataDir);
  const databaseUrl = (role: string) => server.url(role);
  const admin = postgres(databaseUrl("supabase_admin"), { max: 4, onnotice: () => {} });
  cleanups.push(() => admin.end({ timeout: 5 }));

  await applyShim(admin);
  const applied = await migrate(databaseUrl("postgres"));
  if (applied > 0) progress(`applied ${applied} migrations`);
  await setLocalPasswords(admin);

  const clock = await openClock(admin);
  cleanups.push(closeClock);
  const keys = await localKeys(dataDir);
  setEnv(functionsEnv({ keys, databaseUrl, gatewayUrl: url, wechatUrl }));

  const simulator = await startSimulator({
    port: ports.wechat,
    dataDir: `${dataDir}/wechat`,
    now: () => Date.now(),
    merchants: keys.merchants,
  });
  cleanups.push(() => simulator.stop());
  const gateway = await startGateway({
    port: ports.gateway,
    databaseUrl: databaseUrl("authenticator"),
    adminUrl: databaseUrl("supabase_admin"),
    keys,
    storageDir: `${dataDir}/storage`,
    functions: await loadFunctions(),
    clock,
  });
  cleanups.push(() => gateway.stop());

  if (options.seed ?? true) {
    await seedIfEmpty({ admin, databaseUrl, url, wechatUrl, keys, clock, progress });
  }
  const scheduler = startScheduler({ url, jobsSecret: keys.jobsSecret });
  cleanups.push(scheduler.stop);
  return { url, wechatUrl, databaseUrl, keys, clock, stop, failed: failure(server.ended) };
}

/** What is kept beside the cluster. */
async function forget(dataDir: string): Promise<void> {
  for (const name of ["keys.json", "storage", "wechat"]) await removeIfAny(`${dataDir}/${name}`);
}

async function failure(ended: Promise<Deno.CommandStatus>): Promise<Error> {
  const { code } = await ended;
  return new Error(`Postgres ended by itself (status ${code})`);
}
