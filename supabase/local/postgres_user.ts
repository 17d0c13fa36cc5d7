import { readTextIfAny } from "./paths.ts";

/** The account that Postgres runs under when we are root, which Postgres refuses. */
export interface OtherUser {
  uid: number;
  gid: number;
}

/** `nobody` of this machine when we run as root, otherwise null: Postgres runs as ourselves. */
export async function postgresUser(): Promise<OtherUser | null> {
  if (Deno.uid() !== 0) return null;
  const passwd = await readTextIfAny("/etc/passwd") ?? "";
  for (const line of passwd.split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === "nobody") return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new Error(
    "Postgres does not run as root, and /etc/passwd names no account `nobody` to run it under.",
  );
}

/** Whether `user` may walk down to `path` (an existing folder) and read it. */
export async function canReach(user: OtherUser | null, path: string): Promise<boolean> {
  if (!user) return true;
  const parts = (await Deno.realPath(path)).split("/").filter(Boolean);
  for (let depth = 0; depth <= parts.length; depth++) {
    const { mode, uid } = await Deno.stat("/" + parts.slice(0, depth).join("/"));
    const needed = uid === user.uid ? 0o100 : 0o001;
    if (mode === null || (mode & needed) === 0) return false;
  }
  return true;
}
