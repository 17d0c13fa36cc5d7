import { exists, readTextIfAny, removeIfAny, sha256 } from "./paths.ts";
import { canReach, type OtherUser } from "./postgres_user.ts";

/**
 * The folder that holds the cluster of a data folder: `<data>/postgres`, or, where the account that runs
 * Postgres cannot walk down to it, a folder under /var/tmp that the file `<data>/postgres.path` names.
 */
export async function postgresHome(dataDir: string, user: OtherUser | null): Promise<string> {
  const pointer = `${dataDir}/postgres.path`;
  const pointed = (await readTextIfAny(pointer))?.trim();
  if (pointed && await exists(pointed)) return pointed;

  const own = `${dataDir}/postgres`;
  const home = await canReach(user, dataDir) ? own : await homeElsewhere(dataDir);
  await Deno.mkdir(home, { recursive: true, mode: 0o700 });
  if (user) await Deno.chown(home, user.uid, user.gid);
  if (home !== own) await Deno.writeTextFile(pointer, home + "\n");
  return home;
}

async function homeElsewhere(dataDir: string): Promise<string> {
  const name = (await sha256(await Deno.realPath(dataDir))).slice(0, 16);
  return `${await sharedFolder()}/data-${name}`;
}

/** A folder of this account that every account can walk into. Throws when somebody else took its name. */
export async function sharedFolder(): Promise<string> {
  const folder = `/var/tmp/qingteng-${Deno.uid()}`;
  await Deno.mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid, isDirectory } = await Deno.lstat(folder);
  if (uid !== Deno.uid() || !isDirectory) {
    throw new Error(`${folder} belongs to somebody else; remove it and start again.`);
  }
  return folder;
}

/** Removes the cluster of a data folder, wherever it is kept. Postgres must be stopped. */
export async function removePostgres(dataDir: string): Promise<void> {
  const pointed = (await readTextIfAny(`${dataDir}/postgres.path`))?.trim();
  if (pointed?.startsWith("/var/tmp/qingteng-")) await removeIfAny(pointed);
  await removeIfAny(`${dataDir}/postgres.path`);
  await removeIfAny(`${dataDir}/postgres`);
}
