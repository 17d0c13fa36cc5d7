/** For tests of reconciliation: a shop whose trade WeChat sees, and one clock for both that begins at a noon. */
import assert from "node:assert/strict";
import { closeClock, shiftDate } from "@/local/clock.ts";
import { writeLogTo } from "@/shared/log.ts";
import { type BillDay, BillDayPage, BillDifferencePage } from "@/contracts/staff/reconciliation.ts";
import { newKey } from "./mall.ts";
import { WechatWorld } from "./wechat_world.ts";

export const mchid = "1900000001";

const day_ms = 86_400_000;
const eight_hours_ms = 8 * 3_600_000;

/** A world at noon in Shanghai; `at` and `days` move the mall and WeChat together. */
export class Reconciling {
  #offset_ms = 0;

  private constructor(readonly world: WechatWorld, private readonly undo: () => void) {}

  static async open(): Promise<Reconciling> {
    const world = await WechatWorld.open();
    const one = new Reconciling(world, writeLogTo(() => {}));
    const into_day = (Date.now() + eight_hours_ms) % day_ms;
    await one.#move(day_ms + day_ms / 2 - into_day);
    return one;
  }

  async #move(by_ms: number): Promise<void> {
    this.#offset_ms += by_ms;
    shiftDate(this.#offset_ms);
    await this.world.db.clock.reset();
    await this.world.db.clock.advance(this.#offset_ms / day_ms);
    await this.world.simulator.settle();
  }

  /** Later, by days. */
  days(count: number): Promise<void> {
    return this.#move(Math.round(count * day_ms));
  }

  /** The next moment at which clocks in Shanghai show `23:59:55`. */
  at(time: string): Promise<void> {
    const [hours, minutes, seconds = 0] = time.split(":").map(Number);
    const wanted = ((hours! * 60 + minutes!) * 60 + seconds) * 1000;
    const now = (Date.now() + eight_hours_ms) % day_ms;
    return this.#move((wanted - now + day_ms) % day_ms);
  }

  /** The day that it is in Shanghai. */
  today(back = 0): string {
    return new Date(Date.now() + eight_hours_ms - back * day_ms).toISOString().slice(0, 10);
  }

  /** To eleven of the next day, and what is due then. */
  async nextMorning(): Promise<void> {
    await this.at("11:00");
    await this.world.tick();
    await this.world.tick();
  }

  async days_known(): Promise<BillDay[]> {
    const { mall, db } = this.world;
    const months = new Set(
      [this.today(), this.today(1), this.today(40)].map((day) => day.slice(0, 7)),
    );
    const pages = await Promise.all(
      [...months].map((month) => db.call(mall.owner, "list_bill_days", { shop: mall.shop, month })),
    );
    return pages.flatMap((page) => BillDayPage.parse(page).items)
      .toSorted((one, other) => other.day.localeCompare(one.day));
  }

  async dayOf(day: string): Promise<BillDay> {
    const found = (await this.days_known()).find((one) => one.day === day);
    assert.ok(found, `nothing is known of ${day}`);
    return found;
  }

  async differences(status: string | null = null) {
    const { mall, db } = this.world;
    const args = { shop: mall.shop, status, page_size: 100 };
    return BillDifferencePage.parse(await db.call(mall.owner, "list_bill_differences", args)).items;
  }

  decide(difference_id: string, status: string, reason = "已与商户平台核对") {
    const { mall } = this.world;
    return mall.command("decide_difference", { difference_id, status, reason });
  }

  async fetchAgain(day: string): Promise<void> {
    const { mall } = this.world;
    await mall.command("fetch_bills_again", { mchid, day, reason: "微信更正了账单" });
    await this.world.tick();
  }

  plan(day: string, plan: Parameters<WechatWorld["simulator"]["control"]["planBill"]>[2]): void {
    this.world.simulator.control.planBill(mchid, day, plan);
  }

  /** The books must be right, and no bill holds a payer. */
  async close(): Promise<void> {
    const rows = await this.world.db.sql`
      select t.* from pay.bill_rows t
       where exists (select from person.identities i where position(i.openid in t::text) > 0)`;
    assert.deepEqual([...rows], []);
    closeClock();
    this.undo();
    await this.world.db.clock.reset();
    await this.world.close();
  }
}

/** A test on such a shop. */
export function reconcilingTest(name: string, work: (one: Reconciling) => Promise<void>): void {
  Deno.test(name, async () => {
    const one = await Reconciling.open();
    try {
      await work(one);
      await one.close();
    } finally {
      closeClock();
    }
  });
}

export { newKey };
