import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { stormyMall } from "@/tests/support/stormy_mall.ts";
import { chance, DEEDS, deeds, WORKERS, type World } from "@/tests/support/storm.ts";

/** Answers how many deeds were done; a refusal by name is none, anything else a fault. */
async function rage(world: World, faults: string[]): Promise<number> {
  let done = 0;
  for (let n = 0; n < DEEDS; n++) {
    const deed = world.pick(deeds);
    await deed(world).then(
      () => done++,
      ({ code, message }: { code?: string; message: string }) => {
        if (!/^PT4\d\d$/.test(code ?? "")) faults.push(`${code} ${message} in ${deed}`);
      },
    );
  }
  return done;
}

/** A distributor's live messages add up to the figures that the distributor reads. */
async function checkLive(mall: Mall, who: Member): Promise<void> {
  const figures = ["pending_fen", "held_fen", "available_fen", "withdrawing_fen", "withdrawn_fen"];
  const rows = await mall.db.sql<{ figure: string; sum: number }[]>`
    select figure, coalesce(sum((m.payload -> 'delta' ->> figure)::bigint), 0)::float8 as sum
      from unnest(${figures}::text[]) figure
      left join realtime.messages m on m.topic = ${`member:${who.member_id}`}
     group by figure`;
  const balances = await mall.balances(who);
  const read = Object.fromEntries(figures.map((figure) => [figure, balances[figure]]));
  assert.deepEqual(Object.fromEntries(rows.map(({ figure, sum }) => [figure, sum])), read);
}

Deno.test("everything at once, from 16 sides: no deadlock, no lost fen, nobody suspended earns, every live figure right", () =>
  onMall(async (mall, db) => {
    const world = await stormyMall(mall, chance(20_261_123));
    const faults: string[] = [];
    const done = await Promise.all(Array.from({ length: WORKERS }, () => rage(world, faults)));
    assert.deepEqual(faults, []);
    assert.ok(done.reduce((sum, one) => sum + one) > WORKERS * DEEDS / 5, done.join());

    const open = await db.sql`
      select d.status, c.status as commission from ledger.commissions c
        join referral.distributors d on d.shop_id = c.shop_id and d.id = c.distributor_id
       where d.status = 'suspended' and c.status = 'pending'
          or d.status = 'approved' and exists (select from ledger.commission_holds h
                where h.shop_id = c.shop_id and h.commission_id = c.id and h.released_at is null and h.reason = 'suspension')`;
    assert.deepEqual([...open], []);
    for (const promoter of world.promoters) await checkLive(mall, promoter);
    const halves = await db.sql`
      select c.id from ledger.commissions c
       where c.status in ('pending', 'held') and (c.status = 'held') <> exists (
         select from ledger.commission_holds h where h.shop_id = c.shop_id and h.commission_id = c.id and h.released_at is null)`;
    assert.deepEqual([...halves], []);
    const below = await db.sql`
      select w.id from pay.withdrawals w
        join ledger.balances b on b.shop_id = w.shop_id and b.account_id = private.account_of(w.shop_id, 'commission_available', w.distributor_id)
       where w.status in ('requested', 'approved') and b.balance < 0`;
    assert.deepEqual([...below], []);
  }));
