import { jobs } from "./caller.ts";
import { planEndings } from "./endings.ts";
import { fates } from "./fates.ts";
import { visit } from "./members.ts";
import { place } from "./orders.ts";
import type { Random } from "./random.ts";
import { planTiers } from "./tiers.ts";
import { planWithdrawals } from "./withdrawals.ts";
import { day, type DemoMember, hour, minute, type World } from "./world.ts";

/** Days of trade before the mall is started. */
export const story_days = 42;

/** How busy each hour of the day is, Shanghai. */
const bustle = [2, 1, 0, 0, 0, 1, 2, 4, 6, 8, 10, 10, 12, 9, 7, 7, 8, 8, 9, 11, 14, 15, 10, 5];

/** Plans every life of the story and lets them be lived. */
export async function tell(world: World): Promise<void> {
  const { timeline } = world;
  for (let n = 3; n < story_days; n += 1) {
    const today = world.start + n * day;
    const weekend = new Date(today + 8 * hour).getUTCDay() % 6 === 0;
    planOrders(world, today, Math.round(4 + n / 7 + (weekend ? 3 : 0) + world.random.int(-1, 2)));
    planClicks(world, today, 8 + Math.round(n / 3));
  }
  planEndings(world);
  planWithdrawals(world);
  planWorker(world);
  planTiers(world);
  planCarts(world);
  timeline.begin(timeline.end - 6 * day, async ({ now }) => {
    const distributor_id = world.distributors.at(-1)!.member.id;
    const args = { shop: world.shop.code, distributor_id, reason: "宣传用语不符合规范，整改中" };
    await world.caller.command(now, world.staff.owner, "suspend_distributor", args);
  });
  await timeline.run();
}

function momentOf(random: Random, today: number): number {
  const o_clock = random.weighted(bustle.keys().toArray(), (n) => bustle[n]!);
  const midnight = Math.floor((today + 8 * hour) / day) * day - 8 * hour;
  return midnight + o_clock * hour + random.int(0, 3599) * 1000;
}

function planOrders(world: World, today: number, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const random = world.random.fork(n);
    world.random.next();
    const at = momentOf(random, today);
    const member = somebody(world, random, at);
    const fate = random.weighted(fates, ({ weight }) => weight);
    world.timeline.begin(at, async (life) => {
      const wanted = random.chance(0.55) ? await followShare(world, random, at, member) : undefined;
      await life.minutes(2);
      await fate.live(await place(world, random, life, member, wanted));
    });
  }
}

/** A member who was there already; the early ones come back more often. */
function somebody({ members }: World, random: Random, at: number): DemoMember {
  const known = members.filter(({ since }) => since < at);
  return random.weighted(known, (member) => 60 - members.indexOf(member));
}

/** Opens somebody's share before buying; two times in three buys what it showed. */
async function followShare(world: World, random: Random, at: number, member: DemoMember) {
  const share = random.pick(random.weighted(world.distributors, ({ reach }) => reach).shares);
  const click = { share: share.token, scene: random.pick([1007, 1008, 1047, 1154]) };
  await world.caller.call(at, member.claims, "record_click", click);
  if (!share.product || !random.chance(0.66)) return undefined;
  return [{ sku_id: random.pick(share.product.skus).id, quantity: random.int(1, 2) }];
}

/** People who look and do not buy: members, and visitors who never sign in. */
function planClicks(world: World, today: number, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const random = world.random.fork(7000 + n);
    world.random.next();
    const at = momentOf(random, today);
    const share = random.pick(random.weighted(world.distributors, ({ reach }) => reach).shares);
    world.timeline.begin(at, async () => {
      if (random.chance(0.6)) {
        await visit(world, share.token, at);
      } else {
        const { claims } = somebody(world, random, at);
        await world.caller.call(at, claims, "record_click", { share: share.token, scene: 1007 });
      }
    });
  }
}

/** What happens by itself: the outbox and receipts every two hours, settlement every night. */
function planWorker(world: World): void {
  const { caller, timeline, wechat, start } = world;
  const batch = { batch: 200 };
  timeline.begin(start + 3 * day, async (life) => {
    for (;;) { // one after the other: a second one would take over what the first one leased
      await wechat.work(life);
      await caller.call(life.now, jobs, "auto_receive", batch);
      await life.hours(2);
    }
  });
  for (let at = start + 4 * day - (start % day) - 5 * hour; at < timeline.end; at += day) {
    timeline.begin(at, async () => {
      await caller.call(at, jobs, "settle_commissions", batch);
      await caller.call(at, jobs, "tell_expiries", batch);
    });
  }
  timeline.begin(timeline.end - 2 * minute, async (life) => {
    await wechat.work(life);
    await caller.call(life.now, jobs, "settle_commissions", batch);
  }, true);
}

/** Some leave things in the cart. */
function planCarts(world: World): void {
  world.members.slice(0, 8).forEach(({ claims }, n) => {
    const random = world.random.fork(900 + n);
    world.timeline.begin(world.timeline.end - random.int(1, 30) * hour, async ({ now }) => {
      for (let k = 0; k <= n % 3; k += 1) {
        const sku = random.pick(random.pick(world.products).skus).id;
        await world.caller.call(now, claims, "set_cart_line", { sku, quantity: random.int(1, 3) });
      }
    });
  });
}
