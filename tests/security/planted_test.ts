import assert from "node:assert/strict";
import { type TestDatabase, testDatabase } from "@/tests/support/database.ts";
import { advice } from "./advisors.ts";
import { type Breach, breaches, definer_rule, rule_names } from "./house_rules.ts";
import { members, type Plant, plants } from "./plants.ts";

/** Roles belong to the cluster and not to this database: planted in a transaction that is taken back. */
const roles: Plant = {
  what: "roles that can do too much",
  sql:
    `grant service_role to mall_jobs; grant mall_server to anon; alter role mall_wechat bypassrls;`,
  house: [
    { rule: members, object: "mall_jobs in service_role" },
    { rule: members, object: "anon in mall_server" },
    { rule: "the project's roles can do nothing by themselves", object: "mall_wechat" },
  ],
};

Deno.test("planted bad objects are found by the advisors and by our own check", async (t) => {
  const db = await testDatabase();
  try {
    for (const { sql } of plants) await plant(db, sql);
    const found = await breaches(db.sql);
    const lints = (await advice(db.url("postgres"), "warn")).map(({ name }) => name);

    for (const { what, house, advisors = [] } of plants) {
      await t.step(what, () => {
        for (const breach of house) assertFound(found, breach);
        for (const name of advisors) assert.ok(lints.includes(name), `${name} of ${lints}`);
      });
    }
    await t.step(roles.what, async () => {
      for (const breach of roles.house) assertFound(await breachesOfRoles(db), breach);
    });
    await t.step("every rule has had something to find", () => {
      const proven = [...plants, roles].flatMap(({ house }) => house.map(({ rule }) => rule));
      assert.deepEqual([...rule_names, definer_rule].filter((name) => !proven.includes(name)), []);
    });
  } finally {
    await db.drop();
  }
});

async function plant(db: TestDatabase, sql: string): Promise<void> {
  await db.sql.begin(async (tx) => {
    await tx`set local role postgres`;
    await tx.unsafe(sql);
  });
}

async function breachesOfRoles(db: TestDatabase): Promise<Breach[]> {
  const undo = new Error("undo");
  let found: Breach[] = [];
  await db.sql.begin(async (tx) => {
    await tx.unsafe(roles.sql);
    found = await breaches(tx);
    throw undo;
  }).catch((error) => {
    if (error !== undo) throw error;
  });
  return found;
}

function assertFound(found: Breach[], { rule, object }: Breach): void {
  const objects = found.filter((breach) => breach.rule === rule).map((breach) => breach.object);
  assert.ok(objects.includes(object), `${rule}: ${object}, found ${JSON.stringify(objects)}`);
}
