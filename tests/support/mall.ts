import assert from "node:assert/strict";
import { WorkItem, WorkPage } from "@/contracts/staff/work.ts";
import type { TestDatabase } from "./database.ts";
import { Distribution } from "./mall/distribution.ts";
import { appid, mchid } from "./mall/sales.ts";
import { asServer, newKey } from "./mall/shop.ts";

export { linesOf } from "./mall/sales.ts";
export type { Line, Paid, Placed } from "./mall/sales.ts";
export { asServer, named, newKey } from "./mall/shop.ts";
export type { Member } from "./mall/shop.ts";

/** A shop with an owner in a test database, and the things people do in it, through the same SQL functions as ever. */
export class Mall extends Distribution {
  static async open(db: TestDatabase, shop = "demo"): Promise<Mall> {
    const [row] = await db.sql<{ id: string }[]>`
      select private.create_shop(${shop}, '测试商城', ${appid}, ${mchid}) as id`;
    const owner_id = crypto.randomUUID();
    await db.sql`insert into auth.users (id, email) values (${owner_id}, ${`${owner_id}@test`})`;
    await db.sql`select private.add_staff(${row!.id}, ${owner_id}, '店主', 'owner')`;
    return new Mall(db, row!.id, shop, owner_id);
  }

  /** What waits for a person, of one kind or all. */
  async work(kind: string | null = null): Promise<WorkItem[]> {
    const args = { shop: this.shop, kind, page_size: 100 };
    return WorkPage.parse(await this.db.call(this.owner, "list_work", args)).items;
  }

  async decideWork(
    { id: work_id }: { id: string },
    action: string,
    { who = this.owner, key = newKey(), input = null as unknown, reason = "核对过了" } = {},
  ): Promise<WorkItem> {
    const args = { work_id, action, reason, idempotency_key: key, input };
    return WorkItem.parse(await this.command("decide_work", args, who));
  }

  /** Sends an abnormal refund to the buyer's card, as the server does for staff. */
  async refundToCard({ id: work_id }: { id: string }, card: unknown): Promise<WorkItem> {
    const args = { work_id, reason: "核对过了", card };
    return WorkItem.parse(await this.command("refund_to_card", args, asServer(this.owner)));
  }

  /** The invariants of the books: every test that moves money ends with this. */
  async checkBooks(): Promise<void> {
    const breaches = await this.db.sql`select * from private.ledger_violations()`;
    assert.deepEqual([...breaches], []);
  }
}
