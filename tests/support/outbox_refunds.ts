/** For tests of sending refunds: one that was approved, and those that failed. */
import { WechatWorld } from "./wechat_world.ts";

export async function numbers(world: WechatWorld) {
  const rows = await world.db.sql<{ status: string }[]>`select status from pay.refund_attempts`;
  const known = [...world.simulator.state.refunds.rows()].map(({ status }) => status);
  return { ours: rows.map(({ status }) => status), known };
}
