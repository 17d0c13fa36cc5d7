import type { Merchant } from "../merchants.ts";
import type { OrderPaths, Payment } from "../state.ts";
import type { World } from "../world.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";

const ok = { errcode: 0, errmsg: "ok" };
const number_place = "${商品订单号}";
const longest = 1024;

/** What is registered of an app; both are empty at first. */
function pathsOf(world: World, appid: string): OrderPaths {
  return world.state.order_paths.get(appid) ??
    { appid, order_detail_path: "", msg_jump_path: "" };
}

/** A page of the released version, with or without a query. */
function pathFrom({ app, body }: AppCall): string {
  const { path, ...more } = body;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new OpenError(10060014, `parameter error: ${unknown}`);
  const formed = typeof path === "string" && path !== "" && path.length <= longest &&
    !path.startsWith("/");
  if (!formed || !exists(app, path)) throw new OpenError(10060014, "parameter error: path");
  return path;
}

function exists(app: Merchant, path: string): boolean {
  return app.pages?.includes(path.split("?")[0]!) ?? true;
}

/** POST /wxa/sec/order/update_order_detail_path: where the order centre opens an order. */
export function updateOrderDetailPath(call: AppCall): OpenAnswer {
  const order_detail_path = pathFrom(call);
  if (!order_detail_path.includes(number_place)) {
    throw new OpenError(10060014, `parameter error: path must contain ${number_place}`);
  }
  put(call, { order_detail_path });
  return ok;
}

/** POST /wxa/sec/order/set_msg_jump_path: where a shipping message opens an order. */
export function setMsgJumpPath(call: AppCall): OpenAnswer {
  put(call, { msg_jump_path: pathFrom(call) });
  return ok;
}

/** POST /wxa/sec/order/get_order_detail_path */
export function getOrderDetailPath({ world, app }: AppCall): OpenAnswer {
  return { ...ok, path: pathsOf(world, app.appid).order_detail_path };
}

function put({ world, app }: AppCall, change: Partial<OrderPaths>): void {
  world.state.order_paths.put(app.appid, { ...pathsOf(world, app.appid), ...change });
}

/** The page that the order centre and a shipping message open for a payment; null where nothing is registered. */
export function orderPages(world: World, payment: Payment) {
  const { order_detail_path, msg_jump_path } = pathsOf(world, payment.appid);
  const query = new URLSearchParams({
    transaction_id: payment.transaction_id ?? "",
    merchant_id: payment.mchid,
    merchant_trade_no: payment.out_trade_no,
  });
  return {
    centre: order_detail_path.replace(number_place, payment.out_trade_no) || null,
    message: msg_jump_path === ""
      ? null
      : `${msg_jump_path}${msg_jump_path.includes("?") ? "&" : "?"}${query}`,
  };
}
