import assert from "node:assert/strict";
import type postgres from "postgres";
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const catalog_staff = ["owner", "manager"];
const other_staff = ["finance", "support", "viewer"];

interface Person {
  name: string;
  claims: TestClaims;
  /** Topics that the person may join, of those that `topics` names. */
  hears: string[];
  /** What the person may do to the files of the shop. */
  files: "nothing" | "see" | "change";
}

Deno.test("the policies are those that the tests below know", () =>
  onMall(async (_, db) => {
    const rows = await db.sql<{ policy: string }[]>`
      select format('%s %s to %s', polrelid::regclass, polcmd,
                    array_to_string(polroles::regrole[], ',')) as policy
        from pg_policy order by 1`;
    assert.deepEqual(rows.map(({ policy }) => policy), [
      "realtime.messages r to authenticated",
      "storage.objects a to authenticated",
      "storage.objects d to authenticated",
      "storage.objects r to authenticated",
      "storage.objects w to authenticated",
    ]);
  }));

Deno.test("C109 every kind of person at every topic", () =>
  onMall(async (mall, db) => {
    const { people, topics, other } = await town(mall);
    const neighbour = {
      name: "another shop's owner",
      claims: other.owner,
      hears: ["another shop"],
    };
    for (const { name, claims, hears } of [...people, neighbour]) {
      for (const [topic, address] of Object.entries(topics)) {
        assert.equal(
          await mayJoin(db, claims, address),
          hears.includes(topic),
          `${name} at ${topic}`,
        );
        const write = tryAs(
          db,
          claims,
          address,
          (tx) =>
            tx`insert into realtime.messages (topic, extension, private) values (${address}, 'broadcast', true)`,
        );
        assert.equal(await write, "42501", `${name} writes to ${topic}`);
      }
    }
  }));

Deno.test("C109 every kind of person at the files of the shop, of another and of none", () =>
  onMall(async (mall, db) => {
    const { people, other } = await town(mall);
    const own = `${mall.shop_id}/tea.png`;
    const theirs = `${other.shop_id}/tea.png`;
    await db.sql`insert into storage.buckets (id, name) values ('papers', 'papers')`;
    for (const name of [own, theirs, "tea.png"]) {
      await db.sql`insert into storage.objects (bucket_id, name) values ('goods', ${name})`;
    }
    await db.sql`insert into storage.objects (bucket_id, name) values ('papers', ${own})`;

    for (const { name, claims, files } of people) {
      const on = (work: Work) => tryAs(db, claims, "", work);
      const sees = on((tx) => tx`select bucket_id, name from storage.objects`);
      assert.deepEqual(await sees, files === "nothing" ? 0 : 1, `${name} lists`);

      const changes = files === "change" ? 1 : 0;
      const put = (bucket: string, path: string) =>
        on((tx) =>
          tx`insert into storage.objects (bucket_id, name) values (${bucket}, ${path}) returning 1`
        );
      const added = await put("goods", `${mall.shop_id}/new.png`);
      assert.equal(added, changes ? 1 : "42501", `${name} adds`);
      const wrong: [string, string][] = [
        ["goods", `${other.shop_id}/new.png`],
        ["goods", "new.png"],
        ["goods", `x/${mall.shop_id}/new.png`],
        ["papers", `${mall.shop_id}/new.png`],
      ];
      for (const [bucket, path] of wrong) {
        assert.equal(await put(bucket, path), "42501", `${name} adds ${bucket}/${path}`);
      }

      const replaced = on((tx) =>
        tx`update storage.objects set version = '2' where true returning name`
      );
      assert.equal(await replaced, changes, `${name} replaces`);
      const moved = on((tx) =>
        tx`update storage.objects set name = ${`${other.shop_id}/moved.png`}
            where name = ${own} and bucket_id = 'goods' returning 1`
      );
      assert.equal(await moved, changes ? "42501" : 0, `${name} moves to another shop`);
      const deleted = on((tx) => tx`delete from storage.objects where true returning name`);
      assert.equal(await deleted, changes, `${name} deletes`);
    }
    const neighbour = (work: Work) => tryAs(db, other.owner, "", work);
    const mine = await neighbour((tx) => tx`select from storage.objects where name = ${own}`);
    assert.equal(mine, 0, "another shop's owner lists");
    const deleted = await neighbour((tx) => tx`delete from storage.objects where true returning 1`);
    assert.equal(deleted, 1, "another shop's owner deletes that shop's file alone");
  }));

Deno.test("the bucket of goods takes no file that could carry a script", () =>
  onMall(async (_, db) => {
    const buckets = await db.sql<{ id: string; types: string[] | null }[]>`
      select id, allowed_mime_types as types from storage.buckets where public`;
    assert.deepEqual(buckets.map(({ id }) => id), ["goods"]);
    for (const type of buckets[0]!.types ?? ["anything"]) {
      assert.match(type, /^(image\/(jpeg|png|webp|gif)|video\/mp4)$/);
    }
  }));

type Work = (tx: postgres.TransactionSql) => PromiseLike<postgres.RowList<postgres.Row[]>>;

/** Does something as somebody and takes it back; answers the number of rows, or the SQLSTATE of a refusal. */
async function tryAs(
  db: TestDatabase,
  claims: TestClaims,
  topic: string,
  work: Work,
): Promise<number | string> {
  const undo = new Error("undo");
  let count = 0;
  try {
    await db.sql.begin(async (tx) => {
      await become(tx, claims, topic);
      count = (await work(tx)).length;
      throw undo;
    });
  } catch (error) {
    if (error !== undo) return (error as { code: string }).code;
  }
  return count;
}

async function become(tx: postgres.TransactionSql, claims: TestClaims, topic: string) {
  await tx`select set_config('realtime.topic', ${topic}, true),
                  set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
                  set_config('role', ${claims.role}, true)`;
}

/** Probes a topic as Realtime does when somebody joins: a row of its own, read back under the joiner's role. */
async function mayJoin(db: TestDatabase, claims: TestClaims, topic: string): Promise<boolean> {
  const undo = new Error("undo");
  let rows = 0;
  await db.sql.begin(async (tx) => {
    await tx`insert into realtime.messages (topic, extension) values (${topic}, 'broadcast')`;
    await become(tx, claims, topic);
    rows = (await tx`select from realtime.messages where topic = ${topic}`).length;
    throw undo;
  }).catch((error) => {
    if (error !== undo) throw error;
  });
  return rows > 0;
}

/** Everybody who may come along, and the topics of the place. */
async function town(mall: Mall) {
  const other = await Mall.open(mall.db, "other");
  const [me, another] = [await mall.member(), await mall.member()];
  const foreigner = await other.member();
  const left = await mall.staff("owner");
  await mall.db.sql`update shop.staff set status = 'left' where user_id = ${String(left.sub)}`;
  const visitor = { role: "anon", kind: "visitor", sub: me.member_id, shop_id: mall.shop_id };
  const nobody = { role: "authenticated", sub: crypto.randomUUID(), is_anonymous: true };

  const person = (
    name: string,
    claims: TestClaims,
    hears: string[],
    files: Person["files"] = "nothing",
  ): Person => ({ name, claims, hears, files });
  const staff = async (role: string, files: Person["files"]) =>
    person(`staff (${role})`, await mall.staff(role), ["the shop"], files);

  const people: Person[] = [
    person("a stranger", { role: "anon" }, []),
    person("a visitor who names a member", visitor, []),
    person("the member", me, ["the member"]),
    person("another member", another, ["another member"]),
    person("another shop's member", foreigner, []),
    person("a member under another shop's id", { ...me, shop_id: other.shop_id }, []),
    person("an anonymous user of Supabase Auth", nobody, []),
    ...await Promise.all(catalog_staff.map((role) => staff(role, "change"))),
    ...await Promise.all(other_staff.map((role) => staff(role, "see"))),
    person("somebody who has left", left, []),
    person("a member with an owner's number", { ...mall.owner, kind: "member" }, []),
  ];
  const topics = {
    "the member": `member:${me.member_id}`,
    "another member": `member:${another.member_id}`,
    "the shop": `shop:${mall.shop_id}:live`,
    "another shop": `shop:${other.shop_id}:live`,
    "a topic that nobody owns": "announcements",
    "the shop without its end": `shop:${mall.shop_id}`,
    "every member": "member:%",
  };
  return { people, topics, other };
}
