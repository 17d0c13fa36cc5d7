import { cleanText } from "../text.ts";
import { AccessTokens, type AppSecret } from "./access_tokens.ts";
import { open_code, type OpenResult, refused, token_codes } from "./result.ts";
import { call, type OpenContent, withTexts } from "./transport.ts";
import type {
  CodeSession,
  DeliveryCompany,
  KnownParcel,
  PhoneNumber,
  Picture,
  ShippingInfo,
  ShortLinkRequest,
  SubscribeMessage,
  WxaCodeRequest,
} from "./types.ts";

const scene_rule = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const item_desc_limit = 120;

/**
 * Calls to api.weixin.qq.com as one mini program. No method throws for what WeChat answers or fails to answer.
 * A call refused for its token is repeated once with a new one.
 */
export class OpenClient {
  constructor(private readonly app: AppSecret, private readonly tokens: AccessTokens) {}

  /** Exchange a code of wx.login: good for five minutes and once. */
  async code2Session(js_code: string): Promise<OpenResult<CodeSession>> {
    const { appid, secret } = this.app;
    const query = { appid, secret, js_code, grant_type: "authorization_code" };
    const answer = withTexts(await call(this.app, "/sns/jscode2session", query), ["openid"]);
    if (answer.kind !== "ok") return answer;
    const { openid, unionid } = answer.value;
    const value: CodeSession = { openid: String(openid) };
    if (typeof unionid === "string" && unionid !== "") value.unionid = unionid;
    return { kind: "ok", value };
  }

  /** The phone behind a code of the phone button, which must be of that user: good for five minutes and once. */
  async getPhoneNumber(code: string, openid: string): Promise<OpenResult<PhoneNumber>> {
    const answer = await this.#call("/wxa/business/getuserphonenumber", { code, openid });
    const told = withTexts(answer, []);
    if (told.kind !== "ok") return told;
    const { purePhoneNumber, countryCode } = (told.value["phone_info"] ?? {}) as {
      purePhoneNumber?: unknown;
      countryCode?: unknown;
    };
    // The country is told as a number or as a text.
    const value = { country: String(countryCode ?? ""), number: String(purePhoneNumber ?? "") };
    const whole = /^\d{1,4}$/.test(value.country) && /^\d{4,20}$/.test(value.number);
    return whole ? { kind: "ok", value } : { kind: "unknown", reason: "malformed_reply" };
  }

  /** Draw a mini program code; unlimited in number, permanent. */
  async getWxaCodeUnlimit(code: WxaCodeRequest): Promise<OpenResult<Picture>> {
    if (!scene_rule.test(code.scene)) return refused(40129, "scene: not sent");
    const answer = await this.#call("/wxa/getwxacodeunlimit", code);
    if (answer.kind !== "ok") return answer;
    if (!("bytes" in answer.value)) return { kind: "unknown", reason: "malformed_reply" };
    return { kind: "ok", value: answer.value };
  }

  /** Make a link that opens a page from the words of a chat, for 30 days; shops of goods alone may. */
  async makeShortLink(page: ShortLinkRequest): Promise<OpenResult<string>> {
    const body = { ...page, is_permanent: false };
    const answer = withTexts(await this.#call("/wxa/genwxashortlink", body), ["link"]);
    return answer.kind === "ok" ? { kind: "ok", value: String(answer.value["link"]) } : answer;
  }

  /** Report that an order has been shipped. Reporting again what WeChat already has counts as done. */
  async uploadShippingInfo(info: ShippingInfo): Promise<OpenResult<null>> {
    const shipping_list = info.shipping_list.map((parcel) => ({
      ...parcel,
      item_desc: cleanText(parcel.item_desc, item_desc_limit),
    }));
    const body = { ...info, shipping_list };
    const answer = await this.#call("/wxa/sec/order/upload_shipping_info", body);
    const unchanged = answer.kind === "refused" && answer.errcode === open_code.nothing_changed;
    return answer.kind === "ok" || unchanged ? { kind: "ok", value: null } : answer;
  }

  /** The parcels of a payment that WeChat knows, by its transaction_id. */
  async getParcels(transaction_id: string): Promise<OpenResult<KnownParcel[]>> {
    const answer = withTexts(await this.#call("/wxa/sec/order/get_order", { transaction_id }), []);
    if (answer.kind !== "ok") return answer;
    const { shipping } = (answer.value["order"] ?? {}) as {
      shipping?: { shipping_list?: KnownParcel[] };
    };
    if (!shipping) return { kind: "unknown", reason: "malformed_reply" };
    return { kind: "ok", value: shipping.shipping_list ?? [] };
  }

  /** Let WeChat's order centre open an order there; WeChat puts our out_trade_no for `${商品订单号}`. */
  async setOrderDetailPath(path: string): Promise<OpenResult<null>> {
    return done(await this.#call("/wxa/sec/order/update_order_detail_path", { path }));
  }

  /** Let WeChat's shipping messages open an order there; WeChat adds merchant_trade_no to the query. */
  async setMessageJumpPath(path: string): Promise<OpenResult<null>> {
    return done(await this.#call("/wxa/sec/order/set_msg_jump_path", { path }));
  }

  /** Send a user one message by a template that this user has agreed to. */
  async sendSubscribeMessage(message: SubscribeMessage): Promise<OpenResult<null>> {
    return done(await this.#call("/cgi-bin/message/subscribe/send", message));
  }

  /** The carriers whose ids uploadShippingInfo takes. */
  async getDeliveryList(): Promise<OpenResult<DeliveryCompany[]>> {
    const path = "/cgi-bin/express/delivery/open_msg/get_delivery_list";
    const answer = withTexts(await this.#call(path, {}), []);
    if (answer.kind !== "ok") return answer;
    const list = answer.value["delivery_list"];
    if (!Array.isArray(list)) return { kind: "unknown", reason: "malformed_reply" };
    return { kind: "ok", value: list as DeliveryCompany[] };
  }

  async #call(path: string, body: object): Promise<OpenResult<OpenContent>> {
    const token = await this.tokens.get();
    if (token.kind !== "ok") return token;
    const answer = await call(this.app, path, { access_token: token.value }, body);
    if (answer.kind !== "refused" || !token_codes.has(answer.errcode)) return answer;
    const next = await this.tokens.replace(token.value);
    if (next.kind !== "ok") return next;
    return await call(this.app, path, { access_token: next.value }, body);
  }
}

/** An answer without content: it only says that the call is done. */
function done(answer: OpenResult<OpenContent>): OpenResult<null> {
  return answer.kind === "ok" ? { kind: "ok", value: null } : answer;
}
