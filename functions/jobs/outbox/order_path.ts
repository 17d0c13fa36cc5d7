import type { Services } from "../services.ts";
import { type Outcome, refusedOrLost, type Task } from "./task.ts";

export interface OrderPathBody {
  order_detail_path: string;
  msg_jump_path: string;
}

/** Tell WeChat where its order centre and its shipping messages open an order. Repeating changes nothing. */
export async function registerOrderPath(
  services: Services,
  { shop, body }: Task<OrderPathBody>,
): Promise<Outcome> {
  const client = (await services.account(shop)).open();
  const centre = await client.setOrderDetailPath(body.order_detail_path);
  if (centre.kind !== "ok") return refusedOrLost(centre);
  const messages = await client.setMessageJumpPath(body.msg_jump_path);
  if (messages.kind !== "ok") return refusedOrLost(messages);
  return { kind: "done", answer: { state: "registered" } };
}
