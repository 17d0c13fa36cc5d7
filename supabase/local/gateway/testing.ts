import assert from "node:assert/strict";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { type JWK, SignJWT } from "jose";
import { type LocalKeys, localKeys } from "@/local/keys.ts";
import { type TestDatabase, testDatabase } from "@/tests/support/database.ts";
import { type Gateway, type GatewayOptions, startGateway } from "./mod.ts";

// Support of this folder's tests: a gateway on a database of its own, and unchanged supabase-js clients of it.

export type Version = "1.0.0" | "2.0.0";
export type Client = SupabaseClient<never, "api">;

export const password = "correct horse";

export class TestGateway {
  private constructor(
    readonly db: TestDatabase,
    readonly gateway: Gateway,
    readonly keys: LocalKeys,
    /** Holds `storage/`. */
    readonly folder: string,
  ) {}

  /** Starts one on a clone of the template, with the functions and policies of test_schema.sql. */
  static async start(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
    const db = await testDatabase();
    await db.sql.unsafe(await Deno.readTextFile(new URL("test_schema.sql", import.meta.url)));
    const folder = await Deno.makeTempDir();
    const keys = await localKeys(folder);
    const gateway = await startGateway({
      port: 0,
      databaseUrl: db.url("authenticator"),
      adminUrl: db.url("supabase_admin"),
      keys,
      storageDir: `${folder}/storage`,
      functions: {},
      ...options,
    });
    return new TestGateway(db, gateway, keys, folder);
  }

  get url(): string {
    return this.gateway.url;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.db.drop();
    await Deno.remove(this.folder, { recursive: true });
  }

  /** Holds the secret key. */
  server(): Client {
    return this.client(this.keys.secretKey);
  }

  /** Holds the publishable key and has not signed in. */
  stranger(version: Version = "2.0.0"): Client {
    return this.client(this.keys.publishableKey, version);
  }

  private client(key: string, version: Version = "2.0.0"): Client {
    return createClient<never, "api">(this.url, key, {
      auth: { persistSession: false, autoRefreshToken: false },
      db: { schema: "api" },
      realtime: { vsn: version },
    });
  }

  /** Makes a user with `password`; answers the user's id. */
  async makeUser(email: string): Promise<string> {
    const { data, error } = await this.server().auth.admin.createUser({
      email,
      password,
      email_confirm: true,
      user_metadata: { name: email.split("@")[0] },
    });
    assert.equal(error, null);
    return data.user!.id;
  }

  async signedIn(email: string, version: Version = "2.0.0") {
    const client = this.stranger(version);
    const { data, error } = await client.auth.signInWithPassword({ email, password });
    assert.equal(error, null);
    await client.realtime.setAuth();
    return { client, session: data.session! };
  }

  /** A token as the functions sign it for a member. */
  async memberToken(
    claims: Record<string, unknown>,
    seconds = 3600,
    key: JWK = this.keys.memberJwk,
  ): Promise<string> {
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: this.keys.memberJwk.kid! })
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(key);
  }
}

/** The same client without types: the scratch schema has none. */
// deno-lint-ignore no-explicit-any
export function untyped(client: Client): SupabaseClient<any, any, any> {
  // deno-lint-ignore no-explicit-any
  return client as SupabaseClient<any, any, any>;
}

export async function rpc(
  client: Client,
  fn: string,
  args: Record<string, unknown> = {},
  options: { get?: boolean; head?: boolean } = {},
) {
  return await untyped(client).rpc(fn, args, options);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!await condition()) {
    if (performance.now() > deadline) throw new Error("waited in vain");
    await pause(20);
  }
}
