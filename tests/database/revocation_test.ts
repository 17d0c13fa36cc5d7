import assert from "node:assert/strict";
import { appid, eventOf, openCallbacks, pushesOf, send } from "@/tests/support/message_push.ts";

for (const event of ["user_authorization_cancellation"]) {
  Deno.test(`C23 push: ${event} empties what is kept of the person, and nobody else`, async () => {
    const { mall, callbacks, close } = await openCallbacks("plain");
    const leaver = await mall.member("o-leaver");
    const stayer = await mall.member("o-stayer");
    const message = eventOf(event, { OpenID: "o-leaver", AppID: appid, RevokeInfo: "1" });
    assert.equal((await send(callbacks, message)).text, "success");
    assert.equal((await send(callbacks, message)).text, "success");

    const people = await mall.db.sql<{ member_id: string }[]>`
      select member_id from person.identities where shop_id = ${mall.shop_id}`;
    assert.deepEqual(people.map(({ member_id }) => member_id), [stayer.member_id]);
    const [row] = await mall.db.sql`
      select status from member.members where id = ${leaver.member_id}`;
    assert.equal(row!.status, "deleted");
    const pushes = await pushesOf(mall);
    assert.equal(pushes.length, 1);
    assert.doesNotMatch(JSON.stringify(pushes), /o-leaver/);
    await close();
  });
}

Deno.test("push: a revocation deletes what its RevokeInfo names and nothing else", async () => {
  const { mall, callbacks, close } = await openCallbacks("plain");
  const kept = async (member_id: string) => {
    const [row] = await mall.db.sql`
      select p.nickname, p.avatar is not null as avatar, p.phone_fingerprint as phone, m.status,
             (select count(*)::int from person.addresses a where a.member_id = m.id) as addresses,
             (select count(*)::int from person.identities i where i.member_id = m.id) as identities
        from member.members m join person.profiles p on p.member_id = m.id
       where m.id = ${member_id}`;
    return { ...row };
  };
  const whole = {
    nickname: "小青",
    avatar: true,
    phone: "t1.p",
    status: "active",
    addresses: 1,
    identities: 1,
  };
  const cases: [told: string, gone: Partial<Record<keyof typeof whole, unknown>>][] = [
    ["2", { addresses: 0 }],
    ["6", { nickname: "", avatar: false }],
    ["8", { phone: null }],
    ["13", {}],
    ["14", {}],
    ["19", { nickname: "" }],
    ["20", { avatar: false }],
    ["6,8", { nickname: "", avatar: false, phone: null }],
    ["77", {}],
  ];
  for (const [told, gone] of cases) {
    const openid = `o-${told}`;
    const { member_id } = await mall.member(openid);
    await mall.db
      .sql`insert into person.profiles (shop_id, member_id, nickname, avatar, avatar_id, phone_fingerprint)
      values (${mall.shop_id}, ${member_id}, '小青', decode('ffd8ff', 'hex'), gen_random_uuid(), 't1.p')`;
    await mall.db.sql`
      insert into person.addresses (shop_id, member_id, sealed, phone_fingerprint, address_fingerprint, province, city)
      values (${mall.shop_id}, ${member_id}, 'v2.t1.x', 't1.p', 't1.a', '浙江省', '杭州市')`;
    const message = eventOf("user_authorization_revoke", {
      ...{ OpenID: openid, AppID: appid, RevokeInfo: told, CreateTime: 1_700_000_000 },
    });
    assert.equal((await send(callbacks, message)).text, "success");
    assert.deepEqual(await kept(member_id), { ...whole, ...gone }, told);
  }
  const listed = await mall.db.sql`
    select detail from ops.work where kind = 'revocation_unknown' and status = 'open'`;
  assert.deepEqual(listed.map(({ detail }) => detail), [{ numbers: [77] }]);
  await close();
});
