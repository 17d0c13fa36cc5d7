import postgres from "postgres";
import { applySettings, type AsCaller, type Transaction } from "../database.ts";
import { type Caller, SERVICE } from "../keys.ts";

/** Asks the policies of realtime.messages what a caller may do on a private topic. */
export interface Permissions {
  canRead(caller: Caller, topic: string): Promise<boolean>;
  canWrite(caller: Caller, topic: string): Promise<boolean>;
}

/**
 * The probe that hosted Realtime makes: rows for the topic are inserted, the caller's role is taken on, and what it
 * sees or may insert is the answer. Everything is rolled back.
 */
export function permissions(asCaller: AsCaller): Permissions {
  return {
    canRead: (caller, topic) =>
      probe(asCaller, topic, async (tx) => {
        const ids = [crypto.randomUUID(), crypto.randomUUID()];
        await tx`
          insert into realtime.messages (id, topic, extension, private)
          values (${ids[0]!}, ${topic}, 'broadcast', true), (${ids[
          1
        ]!}, ${topic}, 'presence', true)`;
        await becomeCaller(tx, caller);
        const seen = await tx`select 1 from realtime.messages where id = any(${ids}::uuid[])`;
        return seen.length > 0;
      }),
    canWrite: (caller, topic) =>
      probe(asCaller, topic, async (tx) => {
        await becomeCaller(tx, caller);
        await tx`
          insert into realtime.messages (topic, extension, private)
          values (${topic}, 'broadcast', true)`;
        return true;
      }),
  };
}

/** Ends a probe's transaction, always. */
class RollBack extends Error {
  constructor(readonly answer: boolean) {
    super("roll back");
  }
}

async function probe(
  asCaller: AsCaller,
  topic: string,
  work: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await asCaller(SERVICE, { "realtime.topic": topic }, async (tx) => {
      throw new RollBack(await work(tx));
    });
  } catch (error) {
    if (error instanceof RollBack) return error.answer;
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Row security's own refusal, or one that a policy's helper raised as an HTTP status. */
function isRefusal(error: unknown): boolean {
  return error instanceof postgres.PostgresError && /^(42501|PT4..)$/.test(error.code);
}

async function becomeCaller(tx: Transaction, { role, claims }: Caller): Promise<void> {
  await applySettings(tx, {
    "request.jwt.claims": JSON.stringify({ ...claims, role }),
    "request.jwt.claim.sub": claims.sub ?? "",
    "request.jwt.claim.role": role,
    "request.headers": "{}",
    role,
  });
}
