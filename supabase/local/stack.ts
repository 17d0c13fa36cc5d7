import postgres from "postgres";
import { type Clock, closeClock, openClock } from "./clock.ts";
import { functionsEnv, setEnv } from "./env.ts";
import { buildFaces } from "./faces.ts";
import { loadFunctions } from "./functions.ts";
import { startGateway } from "./gateway/mod.ts";
import { type LocalKeys, localKeys } from "./keys.ts";
import { setLocalPasswords } from "./logins.ts";
import { migrate } from "./migrate.ts";
import { type PostgresVersion, startPostgres } from "./postgres.ts";
import { PROJECT, removeIfAny } from "./paths.ts";
import { requireFree } from "./ports.ts";
import { Scheduler } from "./scheduler.ts";
import { seedIfEmpty, seedingWasInterrupted } from "./seeding.ts";
import { applyShim } from "./shim.ts";
import { programsHandler } from "./programs.ts";
import { demo_shop } from "./demo_shop.ts";
import { withReleasedPages } from "./released_pages.ts";
import { startSimulator } from "./wechat/simulator.ts";
import { writeLogTo } from "@/shared/log.ts";

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
  /** Whether phone and dashboard are built first when their sources have changed; else the last build is served. */
  faces?: boolean;
  /** Aborts a start under way. */
  signal?: AbortSignal;
  /** Takes progress, one line at a time. */
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
  /** What the gateway proves itself with to the functions. */
  proxySecret: string;
  clock: Clock;
  /** Settles, with the reason, when Postgres ends without having been stopped. */
  failed: Promise<Error>;
  stop(): Promise<void>;
}

type Cleanup = () => Promise<unknown> | unknown;

/**
 * Starts all parts in this process, Postgres as its child: one stack per process, whose environment and
 * `Date` it takes. Nothing is left running when it throws.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const cleanups: Cleanup[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  const starting = startParts(options, cleanups, stop);
  try {
    return await Promise.race([
      starting,
      ...(options.signal ? [rejectionOf(options.signal)] : []),
    ]);
  } catch (error) {
    await stop();
    await Promise.race([starting.catch(() => {}), pause(5000)]); // what it has just begun is stopped too
    await stop();
    throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, ms)));
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
  requireFree(Object.values(ports));
  const building = options.faces ? startBuilding(options, progress, cleanups) : undefined;
  const database = await startDatabase(options, progress, cleanups);
  options.signal?.throwIfAborted();
  const { admin, databaseUrl } = database;

  const clock = await openClock(admin);
  cleanups.push(closeClock);
  const keys = await localKeys(dataDir);
  const url = `http://127.0.0.1:${ports.gateway}`;
  const wechatUrl = `http://127.0.0.1:${ports.wechat}`;
  const proxySecret = crypto.randomUUID();
  setEnv(functionsEnv({ keys, databaseUrl, gatewayUrl: url, proxySecret, wechatUrl }));
  const scheduler = new Scheduler({ url, jobsSecret: keys.jobsSecret });
  const parts = { admin, keys, clock, databaseUrl, proxySecret, scheduler };
  await startServers(options, parts, cleanups);

  if (options.seed ?? true) {
    await seedIfEmpty({ admin, databaseUrl, url, wechatUrl, keys, clock, progress, dataDir });
  }
  await building;
  options.signal?.throwIfAborted();
  scheduler.start();
  cleanups.push(() => scheduler.stop());
  const failed = failureOf(database.ended, () => cleanups.length === 0);
  return { url, wechatUrl, databaseUrl, keys, proxySecret, clock, stop, failed };
}

/** The builds run beside everything else; they end with the stack. */
function startBuilding(
  { signal }: StackOptions,
  progress: (line: string) => void,
  cleanups: Cleanup[],
): Promise<void> {
  const ending = new AbortController();
  const building = buildFaces({
    signal: signal ? AbortSignal.any([signal, ending.signal]) : ending.signal,
    progress,
  });
  const settled = building.catch(() => {}); // whoever awaits `building` learns of a failure
  cleanups.push(async () => {
    ending.abort();
    await settled;
  });
  return building;
}

/** Postgres with the shim, the migrations and the local passwords. */
async function startDatabase(
  options: StackOptions,
  progress: (line: string) => void,
  cleanups: Cleanup[],
) {
  progress("starting Postgres");
  const fresh = options.fresh || await seedingWasInterrupted(options.dataDir);
  const server = await startPostgres({ ...options, fresh, port: options.ports.postgres });
  cleanups.push(server.stop);
  cleanups.push(() => writeLogTo(() => {})); // the functions' pools are about to lose their connections
  options.signal?.throwIfAborted();
  if (fresh) await forget(options.dataDir);
  const databaseUrl = (role: string) => server.url(role);
  const admin = postgres(databaseUrl("supabase_admin"), { max: 4, onnotice: () => {} });
  cleanups.push(() => admin.end({ timeout: 5 }));
  await applyShim(admin);
  const applied = await migrate(databaseUrl("postgres"));
  if (applied > 0) progress(`applied ${applied} migrations`);
  await setLocalPasswords(admin);
  return { admin, databaseUrl, ended: server.ended };
}

interface ServersNeed extends Pick<Stack, "keys" | "proxySecret" | "clock" | "databaseUrl"> {
  admin: postgres.Sql;
  scheduler: Scheduler;
}

/** The WeChat simulator, and the gateway with the functions behind it. */
async function startServers(
  { dataDir, ports }: StackOptions,
  { admin, keys, clock, databaseUrl, proxySecret, scheduler }: ServersNeed,
  cleanups: Cleanup[],
): Promise<void> {
  const simulator = await startSimulator({
    port: ports.wechat,
    dataDir: `${dataDir}/wechat`,
    now: () => Date.now(),
    merchants: await withReleasedPages(keys.merchants),
  });
  cleanups.push(() => simulator.stop());
  const push_url = `http://127.0.0.1:${ports.gateway}/functions/v1/wechat/shops/${demo_shop}/push`;
  simulator.control.setPushAddress(keys.merchants[0]!.appid, { url: push_url });
  const gateway = await startGateway({
    port: ports.gateway,
    databaseUrl: databaseUrl("authenticator"),
    adminUrl: databaseUrl("supabase_admin"),
    keys,
    storageDir: `${dataDir}/storage`,
    functions: await loadFunctions(),
    proxySecret,
    dashboardDir: `${PROJECT}/dashboard/dist`,
    phone: {
      directory: `${PROJECT}/miniprogram/phone/dist`,
      wechat_url: `http://127.0.0.1:${ports.wechat}`,
    },
    clock,
    control: { scheduler: scheduler.control, programs: programsHandler(admin) },
  });
  cleanups.push(() => gateway.stop());
}

/** What is kept beside the cluster. */
async function forget(dataDir: string): Promise<void> {
  for (const name of ["keys.json", "storage", "wechat", "seeding"]) {
    await removeIfAny(`${dataDir}/${name}`);
  }
}

/** Settles when Postgres has ended without having been stopped. */
async function failureOf(
  ended: Promise<Deno.CommandStatus>,
  stopping: () => boolean,
): Promise<Error> {
  const { code } = await ended;
  if (stopping()) return await new Promise(() => {});
  return new Error(`Postgres ended by itself (status ${code})`);
}
