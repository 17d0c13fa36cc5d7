import assert from "node:assert/strict";
import { contactOf, createSealer, credentialOf } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { writeLogTo } from "@/shared/log.ts";
import { type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import type { Services } from "../../functions/jobs/services.ts";
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
  saveAddress,
  saveKey,
  servicesOf,
  tick,
} from "@/tests/support/resealing.ts";

writeLogTo(() => {});

Deno.test("rotating the keys re-seals everything, and then the old ones are not needed any more", () =>
  onMall(async (mall, db) => {
    const members = await mall.members(3) as [Member, Member, Member];
    for (const member of members) await saveAddress(mall, member);
    const [sku_id] = await mall.product([5000]) as [string];
    const { order_id } = await mall.place(members[0], [{ sku_id, quantity: 1 }]);
    const receiver = await sealContact(old, members[0] as never, contact);
    await db.sql`update person.order_contacts set ${db.sql({ ...receiver })}`;
    await saveKey(mall, "app_secret", "secret");

    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 5, unreadable: 0, finished: true });
    const rows = await db.sql<
      {
        member_id: string;
        sealed: string;
        phone_fingerprint: string;
        address_fingerprint: string;
      }[]
    >`select member_id, sealed, phone_fingerprint, address_fingerprint from person.addresses
       union all
      select member_id, sealed, phone_fingerprint, address_fingerprint from person.order_contacts
       where order_id = ${order_id}`;
    assert.equal(rows.length, 4);
    const phone = await renewed.fingerprint("phone", contact.phone);
    for (const { member_id, sealed, phone_fingerprint, address_fingerprint } of rows) {
      const text = await renewed.open(contactOf(mall.shop_id, member_id), sealed);
      assert.deepEqual(JSON.parse(text), contact);
      assert.equal(phone_fingerprint, phone);
      assert.match(address_fingerprint, /^f2\./);
    }
    const [secret] = await db.sql<{ sealed: string }[]>`select sealed from shop.credentials`;
    const whose = credentialOf(mall.shop_id, "app_secret", "");
    assert.equal(await renewed.open(whose, secret!.sealed), "secret");
    assert.equal(await tick(servicesOf(mall)), 0); // finished, and cheap to ask
  }));

Deno.test("re-sealing goes on where it ended, in batches, however many workers there are", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const { sealed, ...prints } = await sealContact(old, member as never, contact);
    await db.sql`
      insert into person.addresses (shop_id, member_id, sealed, phone_fingerprint, address_fingerprint, province, city)
      select ${mall.shop_id}, ${member.member_id}, ${sealed}, ${prints.phone_fingerprint},
             ${prints.address_fingerprint}, '浙江省', '杭州市' from generate_series(1, 450)`;
    let asked = 0;
    const services = servicesOf(mall);
    const interrupted: Services = {
      ...services,
      call: (fn, args) => ++asked > 5 ? Promise.reject(new Error("cut")) : services.call(fn, args),
    };
    await assert.rejects(tick(interrupted), /cut/);
    const before = await progress(mall);
    assert.ok(!before!.finished && before!.resealed > 0 && before!.resealed < 450);
    await Promise.all(Array.from({ length: 4 }, () => tick(servicesOf(mall))));
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 450, unreadable: 0, finished: true });
  }));

Deno.test("text that an old process seals behind the walk is sealed anew before the walk is finished", () =>
  onMall(async (mall, db) => {
    const [first, late] = await mall.members(2) as [Member, Member];
    await saveAddress(mall, first);
    const services = servicesOf(mall);
    let is_late = false;
    const racing: Services = {
      ...services,
      async call<T>(fn: string, args?: Record<string, unknown>) {
        const answer = await services.call<T>(fn, args);
        if (fn === "record_resealed" && args?.stage === 2 && !is_late) {
          is_late = true;
          const id = await saveAddress(mall, late);
          await db.sql`update person.addresses
            set id = '00000000-0000-7000-8000-000000000001' where id = ${id}`;
        }
        return answer;
      },
    };
    await tick(racing);
    assert.ok(is_late);
    await resealAll(mall);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
    assert.deepEqual(await progress(mall), { resealed: 2, unreadable: 0, finished: true });
  }));

Deno.test("text that an old process seals within ten minutes after the walk is sealed anew before the rotation is finished", () =>
  onMall(async (mall, db) => {
    const [first, late] = await mall.members(2) as [Member, Member];
    await saveAddress(mall, first);
    await tick(servicesOf(mall));
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 0, finished: false });
    await saveAddress(mall, late); // by a process that was started before the keys were changed
    await resealAll(mall);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
    assert.deepEqual(await progress(mall), { resealed: 2, unreadable: 0, finished: true });
  }));

Deno.test("a text that staff try again is tried by a process that had found nothing left", () =>
  onMall(async (mall, db) => {
    const [member] = await mall.members(1) as [Member];
    const lost_key = key("k0", 9);
    const lost = createSealer(() => ({ seal: [lost_key], fingerprint: [f1] }));
    await saveAddress(mall, member, lost);
    await resealAll(mall);
    const found = createSealer(() => ({ seal: [k2, lost_key], fingerprint: [f2] }));
    const restarted = servicesOf(mall, found);
    assert.equal(await tick(restarted), 0);
    const [work] = await mall.work("contact_unreadable");
    await db.call(mall.owner, "decide_work", {
      shop: mall.shop,
      work_id: work!.id,
      action: "retry",
      reason: "旧密钥找到了",
      idempotency_key: newKey(),
    });
    assert.equal(await tick(restarted), 1);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
  }));
