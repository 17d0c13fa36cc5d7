import { exists, readTextIfAny } from "./paths.ts";
import {
  type PostgresBinaries,
  postgresBinaries,
  type PostgresVersion,
} from "./postgres_binaries.ts";
import { postgresHome, removePostgres } from "./postgres_home.ts";
import { stopOrphan } from "./postgres_orphan.ts";
import { type OtherUser, postgresUser } from "./postgres_user.ts";

export { removePostgres };
export type { PostgresVersion } from "./postgres_binaries.ts";

export interface PostgresOptions {
  /** Folder of this installation; made when missing. One process at a time may use it. */
  dataDir: string;
  /** Port on 127.0.0.1. */
  port: number;
  version?: PostgresVersion;
  /** Gives durability away for speed. For tests only. */
  fast?: boolean;
  /** Throws the data folder's cluster away first. */
  fresh?: boolean;
  /** A process whose end ends Postgres, instead of the process that calls `startPostgres`. */
  owner?: number;
  /** Aborts the making of a cluster. */
  signal?: AbortSignal;
}

export interface RunningPostgres {
  port: number;
  /** Connection string for one of the local logins; all their passwords are `postgres`. */
  url(role: string, database?: string): string;
  /** Settles when Postgres has ended, by `stop` or by itself. */
  ended: Promise<Deno.CommandStatus>;
  /** Fast shutdown: open transactions are rolled back. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts (and on first use makes) the cluster of a data folder, with superuser `supabase_admin`. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const version = options.version ?? 18;
  const user = await postgresUser();
  const lock = await lockDataDir(options.dataDir);
  try {
    const binaries = await postgresBinaries(version);
    let home = await postgresHome(options.dataDir, user);
    await stopOrphan(`${home}/pg${version}`);
    if (options.fresh) {
      await removePostgres(options.dataDir);
      home = await postgresHome(options.dataDir, user);
    }
    const cluster = `${home}/pg${version}`;
    if (!await exists(`${cluster}/PG_VERSION`)) {
      await makeCluster(binaries, { home, cluster, user }, options.signal);
    }
    options.signal?.throwIfAborted();
    return await launch(binaries, { home, cluster, user, lock }, options);
  } catch (error) {
    lock.close();
    throw error;
  }
}

interface Place {
  home: string;
  cluster: string;
  user: OtherUser | null;
  lock: Deno.FsFile;
}

async function lockDataDir(dataDir: string): Promise<Deno.FsFile> {
  await Deno.mkdir(dataDir, { recursive: true });
  const file = await Deno.open(`${dataDir}/lock`, { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new Error(`${dataDir} is in use by another running mall; stop that one, or pass --data.`);
}

/** What counts as a letter (for pg_trgm: Chinese ones too). Order and case are the builtin C.UTF-8's. */
const CTYPE = Deno.build.os === "darwin" ? "en_US.UTF-8" : "C.UTF-8";

async function makeCluster(
  binaries: PostgresBinaries,
  { home, cluster, user }: Omit<Place, "lock">,
  signal: AbortSignal | undefined,
): Promise<void> {
  const half = `${cluster}.half`;
  const passwords = `${home}/initdb.password`;
  for (const path of [half, passwords]) {
    await Deno.remove(path, { recursive: true }).catch(() => {});
  }
  await Deno.writeTextFile(passwords, "postgres\n", { mode: 0o600 });
  if (user) await Deno.chown(passwords, user.uid, user.gid);
  const { success, stderr } = await new Deno.Command(binaries.initdb, {
    args: [
      ...["-D", half, "-U", "supabase_admin", "--pwfile", passwords],
      ...[
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        `--lc-ctype=${CTYPE}`,
        "--no-sync",
      ],
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ],
    ...user,
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(signal ? { signal } : {}),
  }).output();
  await Deno.remove(passwords);
  signal?.throwIfAborted();
  if (!success) throw new Error(`initdb failed:\n${new TextDecoder().decode(stderr)}`);
  await Deno.rename(half, cluster);
}

/**
 * Runs Postgres under a small shell whose standard input is a pipe from us: when we end in whatever way,
 * also by SIGKILL, the pipe closes and the shell shuts Postgres down. With an owner it looks for that
 * process every second instead.
 */
const KEEPER = `
exec 3<&0
owner=$1; log=$2; shift 2
"$@" 3<&- </dev/null >>"$log" 2>&1 &
server=$!
{
  if [ "$owner" ]; then
    while [ -d "/proc/$owner" ] || ps -p "$owner"; do sleep 1; done
  else
    read -r _ <&3
  fi
  kill -INT "$server"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
exit "$status"`;

async function launch(
  binaries: PostgresBinaries,
  place: Place,
  options: PostgresOptions,
): Promise<RunningPostgres> {
  const log = `${place.home}/postgres.log`;
  const keeper = new Deno.Command("/bin/sh", {
    args: [
      ...["-c", KEEPER, "keeper", `${options.owner ?? ""}`, log],
      ...[binaries.postgres, ...serverArguments(place, options)],
    ],
    ...place.user,
    cwd: "/",
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  let over = false;
  const ended = keeper.status.then((status) => {
    over = true;
    place.lock.close();
    return status;
  });
  let stopping: Promise<void> | undefined;
  const stop = () =>
    stopping ??= (async () => {
      await keeper.stdin.close().catch(() => {});
      await ended;
    })();
  if (!await untilReady(`${place.cluster}/postmaster.pid`, () => over)) {
    await stop();
    throw new Error(`Postgres did not start on port ${options.port}:\n${await tail(log)}`);
  }
  return {
    port: options.port,
    url: (role, database = "postgres") =>
      `postgresql://${role}:postgres@127.0.0.1:${options.port}/${database}`,
    ended,
    stop,
  };
}

function serverArguments(place: Place, options: PostgresOptions): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port: options.port,
    unix_socket_directories: "",
    wal_level: "logical",
    max_connections: 200,
    max_replication_slots: 20,
    max_wal_senders: 20,
    shared_buffers: "256MB",
    shared_preload_libraries: "pg_stat_statements",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  if (options.fast) {
    Object.assign(settings, {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      scram_iterations: 1,
      max_connections: 500,
    });
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", place.cluster, ...flags];
}

/** Waits until the eighth line of postmaster.pid says ready; false when Postgres ended instead. */
async function untilReady(pidFile: string, over: () => boolean): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (!over() && performance.now() < deadline) {
    const lines = (await readTextIfAny(pidFile))?.split("\n") ?? [];
    if (lines[7]?.trim() === "ready") return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

async function tail(log: string): Promise<string> {
  return (await readTextIfAny(log) ?? "").trimEnd().split("\n").slice(-8).join("\n");
}
