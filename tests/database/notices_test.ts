import assert from "node:assert/strict";
import type { NoticePage, UnreadNotices } from "@/contracts/notices.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { noticesOf, told } from "@/tests/support/notices.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { click, decide } from "@/tests/support/sharing.ts";

async function promoters(mall: Mall): Promise<[Member, Member]> {
  const [one, two] = await mall.members(2) as [Member, Member];
  await mall.promote(one);
  await mall.promote(two);
  return [one, two];
}

const notify = (mall: Mall, to: Member, kind: string, detail: object) =>
  mall.db.sql`select private.notify(${mall.shop_id}, ${to.member_id}, ${kind}, ${
    mall.db.sql.json(detail as never)
  })`;

Deno.test("a notice is told live, read in words, counted until it was read", () =>
  onMall(async (mall, db) => {
    const [one, two] = await promoters(mall);
    const buyer = await mall.member();
    const at = "2026-12-05T02:00:00Z";
    for (const kind of ["binding_expiring", "binding_expired"]) {
      await notify(mall, one, kind, { member_id: buyer.member_id, at });
    }
    const count = (who: Member) => db.call<UnreadNotices>(who, "count_notices");
    assert.deepEqual([await count(one), await count(two)], [{ unread: 2 }, { unread: 0 }]);
    const [newest, oldest] = await noticesOf(mall, one);
    assert.match(newest!.words, /的保护期已过/);
    assert.match(oldest!.words, /12月5日 10:00/);
    assert.equal(oldest!.leads_to, "customers?tab=expiring");
    const live = await db.sql<{ topic: string }[]>`
      select topic from realtime.messages where event = 'notice.added'`;
    assert.deepEqual(live.map(({ topic }) => topic), Array(2).fill(`member:${one.member_id}`));

    assert.deepEqual(await db.call(two, "read_notices", { up_to: newest!.id }), { unread: 0 });
    assert.deepEqual(await count(one), { unread: 2 }, "another's reading is another's");
    assert.deepEqual(await db.call(one, "read_notices", { up_to: oldest!.id }), { unread: 1 });
    assert.equal((await noticesOf(mall, one))[0]!.read_at, null);
    const page = await db.call<NoticePage>(one, "list_notices", { page_size: 1 });
    const rest = await db.call<NoticePage>(one, "list_notices", { after: page.next });
    assert.deepEqual([page.items[0]!.id, rest.items.length], [newest!.id, 1]);
    await refuses("INVALID_REQUEST", db.call(one, "read_notices", { up_to: null }));
    await assert.rejects(notify(mall, one, "nonsense", {}), /no kind of notice/);
  }));

Deno.test("who loses a customer is told, without the other's name", () =>
  onMall(async (mall, db) => {
    const [one, two] = await promoters(mall);
    const buyer = await mall.member();
    await click(mall, buyer, one);
    await db.clock.advance(15.01);
    await Promise.all(Array.from({ length: 8 }, () => click(mall, buyer, two)));
    assert.deepEqual(await told(mall, one), ["customer_lost"]);
    const { words } = (await noticesOf(mall, one))[0]!;
    assert.match(words, /不再是你的客户：保护期过后打开了别人的分享/);
    const [other] = await db.sql`select private.label(${mall.shop_id}, ${two.member_id}) as name,
      code from referral.distributors where id = ${two.member_id}`;
    assert.ok(!words.includes(other!.name) && !words.includes(other!.code));
    assert.deepEqual(await told(mall, two), []);
  }));

Deno.test("who is expelled is told once how many customers went", () =>
  onMall(async (mall) => {
    const [one] = await promoters(mall);
    for (const buyer of await mall.members(3)) await click(mall, buyer, one);
    await decide(mall, "expel_distributor", one);
    const notices = await noticesOf(mall, one);
    assert.deepEqual(notices.map(({ words }) => words), ["推广资格终止，3 位客户不再归你。"]);
  }));
