import type { Facts } from "../faults.ts";
import { pause, type World } from "../world.ts";
import type { AppCall, OpenAnswer, OpenCall } from "./call.ts";
import { OpenError } from "./error.ts";
import { code2Session } from "./login.ts";
import { getOrderDetailPath, setMsgJumpPath, updateOrderDetailPath } from "./order_paths.ts";
import { userPhoneNumber } from "./phone.ts";
import { notifyConfirmReceive } from "./receipt.ts";
import {
  deliveryList,
  getOrder,
  isConfirmationCompleted,
  isTradeManaged,
  uploadShipping,
} from "./shipping.ts";
import { requireListed } from "./credentials.ts";
import { shortLink } from "./short_link.ts";
import { sendSubscribeMessage } from "./subscribe_message.ts";
import { stableToken, tokenHolder } from "./tokens.ts";
import { wxaCode } from "./wxa_code.ts";

const timeout_seconds = 60;

interface Route {
  readonly method: "GET" | "POST";
  readonly handle: (call: OpenCall, path: string) => OpenAnswer;
}

/** A handler for calls that carry an access_token. */
function withToken(handle: (call: AppCall) => OpenAnswer): Route {
  return {
    method: "POST",
    handle: (call, path) => {
      const app = tokenHolder(call.world, call.query, path);
      requireListed(call, app);
      return handle({ ...call, app });
    },
  };
}

const routes: Readonly<Record<string, Route>> = {
  "/sns/jscode2session": { method: "GET", handle: code2Session },
  "/cgi-bin/stable_token": { method: "POST", handle: stableToken },
  "/wxa/getwxacodeunlimit": withToken(wxaCode),
  "/wxa/genwxashortlink": withToken(shortLink),
  "/wxa/business/getuserphonenumber": withToken(userPhoneNumber),
  "/wxa/sec/order/upload_shipping_info": withToken(uploadShipping),
  "/wxa/sec/order/get_order": withToken(getOrder),
  "/wxa/sec/order/is_trade_managed": withToken(isTradeManaged),
  "/wxa/sec/order/is_trade_management_confirmation_completed": withToken(isConfirmationCompleted),
  "/wxa/sec/order/notify_confirm_receive": withToken(notifyConfirmReceive),
  "/wxa/sec/order/update_order_detail_path": withToken(updateOrderDetailPath),
  "/wxa/sec/order/get_order_detail_path": withToken(getOrderDetailPath),
  "/wxa/sec/order/set_msg_jump_path": withToken(setMsgJumpPath),
  "/cgi-bin/message/subscribe/send": withToken(sendSubscribeMessage),
  "/cgi-bin/express/delivery/open_msg/get_delivery_list": withToken(deliveryList),
};

function parse(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length === 0) throw new OpenError(44002, "empty post data");
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch { /* said below */ }
  throw new OpenError(47001, "data format error");
}

/** api.weixin.qq.com: every answer is HTTP 200. */
export class OpenServer {
  constructor(private readonly world: World) {}

  async handle(request: Request, target: string, address: string): Promise<Response> {
    const [path, search] = target.split("?") as [string, string?];
    const route = routes[path];
    if (route === undefined) return new Response("404 Not Found", { status: 404 });
    const bytes = new Uint8Array(await request.arrayBuffer());
    try {
      if (request.method !== route.method) {
        throw new OpenError(43002, `require ${route.method} method`);
      }
      const body = route.method === "POST" ? parse(bytes) : {};
      const query = new URLSearchParams(search ?? "");
      const facts: Facts = { path, channel: "reply" };
      await this.#before(facts, request.signal);
      const answer = route.handle({ world: this.world, query, body, address }, path);
      await this.#after(facts, request.signal);
      return respond(answer);
    } catch (error) {
      if (!(error instanceof OpenError)) throw error;
      return Response.json(error.body());
    }
  }

  async #before(facts: Facts, gone: AbortSignal): Promise<void> {
    const { faults } = this.world;
    if (faults.take("too_fast", facts)) throw new OpenError(45011, "api minute-quota reach limit");
    if (faults.take("error_before_commit", facts)) throw new OpenError(-1, "system error");
    const refusal = faults.take("errcode", facts);
    if (refusal !== undefined) throw new OpenError(refusal.errcode, refusal.errmsg);
    await this.#timeout("timeout_before_commit", facts, gone);
  }

  async #after(facts: Facts, gone: AbortSignal): Promise<void> {
    if (this.world.faults.take("error_after_commit", facts)) {
      throw new OpenError(-1, "system error");
    }
    await this.#timeout("timeout_after_commit", facts, gone);
  }

  async #timeout(
    kind: "timeout_before_commit" | "timeout_after_commit",
    facts: Facts,
    gone: AbortSignal,
  ): Promise<void> {
    const fault = this.world.faults.take(kind, facts);
    if (fault === undefined) return;
    await pause(fault.seconds ?? timeout_seconds, this.world.stopping, gone);
    throw new OpenError(-1, "system error");
  }
}

function respond(answer: OpenAnswer): Response {
  if ("image" in answer) {
    const { image, type } = answer as { image: Uint8Array<ArrayBuffer>; type: string };
    return new Response(image, { headers: { "content-type": type } });
  }
  return Response.json(answer);
}
