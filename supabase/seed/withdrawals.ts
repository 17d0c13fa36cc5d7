import type { DistributorCenter } from "@/contracts/distributors.ts";
import type { Withdrawal } from "@/contracts/withdrawals.ts";
import type { Random } from "./random.ts";
import type { Life } from "./timeline.ts";
import { day, type DemoDistributor, hour, keyOf, type World } from "./world.ts";

type Ending = "paid" | "overdue" | "rejected" | "cancelled" | "wait" | "requested";

const least_fen = 500;
const most_fen = 20_000;

/**
 * How the withdrawals of each distributor end, one after the other; the last one close to the end of the story. The
 * first has none under way: the README has her ask for one.
 */
const endings: readonly Ending[][] = [
  ["paid", "cancelled", "paid"],
  ["paid", "paid", "requested"],
  ["paid", "paid", "wait"],
  ["rejected", "paid", "requested"],
  ["paid", "overdue", "paid"],
  ["paid", "cancelled", "wait"],
];

/** From the fourth week on, each week, every distributor who has earned enough asks. */
export function planWithdrawals(world: World): void {
  world.distributors.slice(0, -1).forEach((distributor, n) => {
    const random = world.random.fork(300 + n);
    const mine = endings[n % endings.length]!;
    const last = world.timeline.end - random.int(3, 20) * hour;
    mine.forEach((ending, k) => {
      const at = last - (mine.length - 1 - k) * 6 * day;
      world.timeline.begin(at, (life) => withdraw(world, random, life, distributor, ending));
    });
  });
}

async function withdraw(
  world: World,
  random: Random,
  life: Life,
  { member }: DemoDistributor,
  ending: Ending,
): Promise<void> {
  const { caller } = world;
  const center = await caller.call<DistributorCenter>(
    ...[life.now, member.claims, "get_distributor_center"] as const,
  );
  const part_bps = random.int(6000, 9500);
  const part_fen = Math.floor(center.balances.available_fen * part_bps / 1_000_000) * 100; // whole yuan
  const amount_fen = Math.min(part_fen, most_fen);
  if (amount_fen < least_fen) return;
  const withdrawal = await caller.call<Withdrawal>(life.now, member.claims, "request_withdrawal", {
    idempotency_key: keyOf(random),
    amount_fen,
  });
  if (ending === "requested") return;
  await life.hours(0.5);
  if (ending === "cancelled") {
    await caller.call(life.now, member.claims, "cancel_withdrawal", {
      withdrawal_id: withdrawal.id,
    });
    return;
  }
  await life.hours(random.int(0, 2));
  if (ending !== "rejected") world.wechat.transfer_fates.set(withdrawal.id, ending);
  await caller.call(life.now, world.staff.finance, "review_withdrawal", {
    shop: world.shop.code,
    withdrawal_id: withdrawal.id,
    approve: ending !== "rejected",
    reason: ending === "rejected" ? "请先核对收款信息" : "核对无误",
    idempotency_key: keyOf(random),
  });
}
