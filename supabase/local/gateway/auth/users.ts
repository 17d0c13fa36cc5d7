import postgres from "postgres";
import type { Sql } from "../database.ts";
import { authError } from "./errors.ts";

/** A row of auth.users, as far as it is shown or decided by. */
export interface UserRow {
  id: string;
  role: string;
  email: string;
  phone: string | null;
  email_confirmed_at: Date | null;
  last_sign_in_at: Date | null;
  banned_until: Date | null;
  raw_app_meta_data: Record<string, unknown> | null;
  raw_user_meta_data: Record<string, unknown> | null;
  is_anonymous: boolean;
  created_at: Date;
  updated_at: Date;
}

/** What may be set on a user; a key that is missing stays as it is. */
export interface UserChange {
  email?: string | undefined;
  password?: string | undefined;
  role?: string | undefined;
  confirmed?: boolean | undefined;
  app_metadata?: Record<string, unknown> | undefined;
  user_metadata?: Record<string, unknown> | undefined;
}

/** The user as GoTrue shows it. */
export function userBody(user: UserRow) {
  return {
    id: user.id,
    aud: "authenticated",
    role: user.role,
    email: user.email,
    email_confirmed_at: user.email_confirmed_at,
    confirmed_at: user.email_confirmed_at,
    phone: user.phone ?? "",
    last_sign_in_at: user.last_sign_in_at,
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: [identityBody(user)],
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
    ...(user.banned_until ? { banned_until: user.banned_until } : {}),
  };
}

/** Everybody here signs in by e-mail. */
function identityBody({ id, email, created_at, updated_at }: UserRow) {
  return {
    identity_id: id,
    id,
    user_id: id,
    provider: "email",
    email,
    identity_data: { sub: id, email },
    created_at,
    updated_at,
  };
}

const COLUMNS = [
  ...["id", "role", "email", "phone", "email_confirmed_at", "last_sign_in_at", "banned_until"],
  ...["raw_app_meta_data", "raw_user_meta_data", "is_anonymous", "created_at", "updated_at"],
];

/** bcrypt cost of a password. Supabase Auth uses 10; on this machine nobody attacks, and each sign-in waits for it. */
const HASH_COST = 6;

/** Compared with when there is no such user, so that the answer takes as long as for a wrong password. */
const NOBODY = "$2a$06$CwTycUXWue0Thq9StjUM0uJ8C6T5eFqzT5bYyT0Z1L1Yl3F7YF3Uy";

/** The user of an address and password, or undefined. */
export async function userByPassword(
  sql: Sql,
  email: string,
  password: string,
): Promise<UserRow | undefined> {
  const [row] = await sql<(UserRow & { right: boolean })[]>`
    select u.*,
      coalesce(extensions.crypt(${password}, coalesce(u.encrypted_password, ${NOBODY}))
        = u.encrypted_password, false) as right
    from (values (${normal(email)})) given (email)
    left join auth.users u on u.email = given.email and u.deleted_at is null`;
  return row?.right ? row : undefined;
}

export async function userByEmail(sql: Sql, email: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select ${sql(COLUMNS)} from auth.users
    where email = ${normal(email)} and deleted_at is null`;
  return row;
}

export async function userById(sql: Sql, id: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select ${sql(COLUMNS)} from auth.users where id = ${id} and deleted_at is null`;
  return row;
}

export async function listUsers(sql: Sql, page: number, size: number): Promise<UserRow[]> {
  return await sql<UserRow[]>`
    select ${sql(COLUMNS)} from auth.users where deleted_at is null
    order by created_at, id limit ${size} offset ${(page - 1) * size}`;
}

export async function createUser(
  sql: Sql,
  id: string,
  change: UserChange & { email: string },
): Promise<UserRow> {
  const now = new Date();
  const metadata = { provider: "email", providers: ["email"], ...change.app_metadata };
  try {
    const [row] = await sql<UserRow[]>`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at,
        raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
      values (${id}, 'authenticated', ${change.role ?? "authenticated"}, ${normal(change.email)},
        ${await hashed(sql, change.password)}, ${change.confirmed ? now : null},
        ${sql.json(metadata as postgres.JSONValue)},
        ${sql.json((change.user_metadata ?? {}) as postgres.JSONValue)}, ${now}, ${now})
      returning ${sql(COLUMNS)}`;
    return row!;
  } catch (error) {
    throw emailTaken(error);
  }
}

/** Changes a user; undefined when there is none. */
export async function changeUser(
  sql: Sql,
  id: string,
  change: UserChange,
): Promise<UserRow | undefined> {
  const now = new Date();
  const values = {
    updated_at: now,
    ...(change.email === undefined ? {} : { email: normal(change.email) }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.confirmed ? { email_confirmed_at: now } : {}),
    ...(change.password === undefined
      ? {}
      : { encrypted_password: await hashed(sql, change.password) }),
  };
  try {
    const [row] = await sql<UserRow[]>`
      update auth.users set ${sql(values)},
        raw_app_meta_data = coalesce(raw_app_meta_data, '{}')
          || ${sql.json((change.app_metadata ?? {}) as postgres.JSONValue)},
        raw_user_meta_data = coalesce(raw_user_meta_data, '{}')
          || ${sql.json((change.user_metadata ?? {}) as postgres.JSONValue)}
      where id = ${id} and deleted_at is null returning ${sql(COLUMNS)}`;
    return row;
  } catch (error) {
    throw emailTaken(error);
  }
}

/** False when there was no such user. */
export async function deleteUser(sql: Sql, id: string): Promise<boolean> {
  return (await sql`delete from auth.users where id = ${id}`).count > 0;
}

export async function recordSignIn(sql: Sql, id: string): Promise<UserRow> {
  const now = new Date();
  const [row] = await sql<UserRow[]>`
    update auth.users set last_sign_in_at = ${now}, updated_at = ${now}
    where id = ${id} returning ${sql(COLUMNS)}`;
  return row!;
}

async function hashed(sql: Sql, password: string | undefined): Promise<string | null> {
  if (password === undefined) return null;
  if (password.length < 6) {
    throw authError(422, "weak_password", "Password should be at least 6 characters.");
  }
  if (new TextEncoder().encode(password).length > 72) {
    throw authError(422, "validation_failed", "Password cannot be longer than 72 characters");
  }
  const [row] = await sql<{ hash: string }[]>`
    select extensions.crypt(${password}, extensions.gen_salt('bf', ${HASH_COST}::int)) as hash`;
  return row!.hash;
}

function emailTaken(error: unknown): unknown {
  const taken = error instanceof postgres.PostgresError && error.code === "23505";
  return taken
    ? authError(
      422,
      "email_exists",
      "A user with this email address has already been registered",
    )
    : error;
}

function normal(email: string): string {
  return email.trim().toLowerCase();
}
