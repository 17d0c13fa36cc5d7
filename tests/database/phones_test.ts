import assert from "node:assert/strict";
import type { SealedMe } from "@/contracts/server.ts";
import { writeLogTo } from "@/shared/log.ts";
import { createSealer } from "@/shared/seal.ts";
import { phoneOf, sealContact, sealPhone } from "@/shared/sealed_contact.ts";
import { asServer, type Mall, type Member } from "@/tests/support/mall.ts";
import { forbids, onMall, refuses } from "@/tests/support/on_mall.ts";
import {
  contact,
  f1,
  f2,
  k2,
  key,
  old,
  progress,
  renewed,
  resealAll,
} from "@/tests/support/resealing.ts";

writeLogTo(() => {});

const owner = (member: Member) => member as Member & { shop_id: string };

async function give(mall: Mall, member: Member, number: string, sealer = old): Promise<SealedMe> {
  const phone = await sealPhone(sealer, owner(member), number);
  return await mall.db.call<SealedMe>(asServer(member), "save_phone", { phone });
}

const rowOf = async (mall: Mall, { member_id }: Member) => {
  const [row] = await mall.db.sql<{ phone_sealed: string; phone_fingerprint: string }[]>`
    select phone_sealed, phone_fingerprint from person.profiles where member_id = ${member_id}`;
  return row && { ...row };
};

const nothing = { phone_sealed: null, phone_fingerprint: null };

Deno.test("a member's phone is kept sealed, replaced and taken away, beside the nickname and nobody else's", () =>
  onMall(async (mall, db) => {
    const [me, other] = await mall.members(2) as [Member, Member];
    await db.call(me, "update_profile", { nickname: "青禾" });
    await give(mall, other, "13800000009");
    assert.equal((await db.call<SealedMe>(me, "get_me")).phone, null);
    await give(mall, me, "13800138000");
    const { phone, nickname } = await give(mall, me, "13900139000");
    assert.equal(nickname, "青禾");
    assert.deepEqual(phone, (await db.call<SealedMe>(me, "get_me")).phone);
    assert.equal(
      await old.open(phoneOf(phone!.shop_id, phone!.member_id), phone!.sealed),
      "13900139000",
    );
    await assert.rejects(
      old.open(phoneOf(mall.shop_id, other.member_id), phone!.sealed),
      /for another/,
    );
    for (let n = 0; n < 2; n++) {
      assert.equal((await db.call<SealedMe>(me, "drop_phone")).phone, null);
    }
    assert.deepEqual(await rowOf(mall, me), nothing);
    assert.notEqual((await rowOf(mall, other))!.phone_sealed, null);
    const [kept] = await db.sql`select count(*)::int as n from ops.idempotency`;
    assert.equal(kept!.n, 0);
  }));

Deno.test("a member can neither pass a sealed phone nor learn an openid; the server passes a sealed one alone", () =>
  onMall(async (mall, db) => {
    const me = await mall.member("o-mine");
    const phone = await sealPhone(old, owner(me), "13800138000");
    await forbids(db.call(me, "save_phone", { phone }));
    await forbids(db.call(me, "get_own_openid"));
    assert.deepEqual(await db.call(asServer(me), "get_own_openid"), { openid: "o-mine" });
    for (const wrong of [null, {}, "13800138000", { ...phone, phone: "13800138000" }]) {
      await refuses("INVALID_REQUEST", db.call(asServer(me), "save_phone", { phone: wrong }));
    }
  }));

Deno.test("revoking the phone at WeChat deletes it, and forgetting a member leaves none and takes none", () =>
  onMall(async (mall, db) => {
    const [revoker, leaver] = await mall.members(2) as [Member, Member];
    await give(mall, revoker, "13800138000");
    await give(mall, leaver, "13900139000");
    await db.sql`select private.revoke(${mall.shop_id}, ${revoker.member_id}, '8')`;
    assert.deepEqual(await rowOf(mall, revoker), nothing);
    await db.call(leaver, "forget_me");
    assert.equal(await rowOf(mall, leaver), undefined);
    await refuses("SIGN_IN_REQUIRED", give(mall, leaver, "13900139000"));
    await refuses("SIGN_IN_REQUIRED", db.call(leaver, "drop_phone"));
    await refuses("SIGN_IN_REQUIRED", db.call(asServer(leaver), "get_own_openid"));
  }));

Deno.test("twelve phones given and the member forgotten at once: no phone remains, and later ones are refused", () =>
  onMall(async (mall, db) => {
    for (let round = 0; round < 3; round++) {
      const member = await mall.member();
      const numbers = Array.from({ length: 12 }, (_, n) => `138001380${10 + n}`);
      const given = numbers.map((number) => give(mall, member, number));
      const forgotten = db.call(member, "forget_me");
      const results = await Promise.allSettled([...given, db.call(member, "drop_phone")]);
      await forgotten;
      for (const result of results) {
        if (result.status === "rejected") {
          assert.match(String(result.reason), /SIGN_IN_REQUIRED/);
        }
      }
      assert.equal(await rowOf(mall, member), undefined);
      await refuses("SIGN_IN_REQUIRED", give(mall, member, "13900139000"));
    }
  }));

Deno.test("the same phone has the same fingerprint in a profile and in an address, and tells one person with two accounts", () =>
  onMall(async (mall, db) => {
    const [one, two] = await mall.members(2) as [Member, Member];
    await give(mall, one, contact.phone);
    const { phone_fingerprint } = await sealContact(old, owner(two), contact);
    assert.equal((await rowOf(mall, one))!.phone_fingerprint, phone_fingerprint);
    const same = async () =>
      (await db.sql<{ same: boolean }[]>`
        select private.same_person(${mall.shop_id}, ${one.member_id}, ${two.member_id}) as same`)[
        0
      ]!
        .same;
    assert.equal(await same(), false);
    await give(mall, two, contact.phone);
    assert.equal(await same(), true);
    await db.call(two, "drop_phone");
    assert.equal(await same(), false);
  }));

Deno.test("rotating the keys seals phones anew; one that no key opens waits for staff until the member gives another", () =>
  onMall(async (mall) => {
    const [one, lost] = await mall.members(2) as [Member, Member];
    const lost_key = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));
    await give(mall, one, "13800138000");
    await give(mall, lost, "13900139000", lost_key);
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 1, finished: true });
    const row = await rowOf(mall, one);
    const whose = phoneOf(mall.shop_id, one.member_id);
    assert.equal(await renewed.open(whose, row!.phone_sealed), "13800138000");
    assert.match(row!.phone_fingerprint, /^f2\./);
    const waiting = async () => (await mall.work()).map((work) => work.kind);
    assert.deepEqual(await waiting(), ["phone_unreadable"]);
    await give(mall, lost, "13900139000", createSealer(() => ({ seal: [k2], fingerprint: [f2] })));
    assert.deepEqual(await waiting(), []);
  }));
