import { z } from "zod";
import { orderPages } from "../open/order_paths.ts";
import { confirmedAt } from "../open/receipt.ts";
import type { Payment, Shipment } from "../state.ts";
import { ownNumber } from "../state.ts";
import { unixSeconds } from "../time.ts";
import type { World } from "../world.ts";
import { ControlError } from "./error.ts";

const text = z.string().min(1).max(512);

/** What wx.openBusinessView was given, which user was asked, and what that user did. */
export const business_view_input = z.strictObject({
  businessType: z.string(),
  extraData: z.strictObject({
    transaction_id: text.optional(),
    merchant_id: text.optional(),
    merchant_trade_no: text.optional(),
  }),
  openid: text,
  action: z.enum(["confirm", "cancel"]).default("confirm"),
});
export type BusinessViewInput = z.input<typeof business_view_input>;

/** What the component hands back: to the callback and, with the phone's next App.onShow, in referrerInfo. */
export interface BusinessViewAnswer {
  readonly errMsg: string;
  readonly extraData?: {
    status: "success" | "fail" | "cancel";
    errormsg?: string;
    req_extradata: object;
  };
}

/** wx.openBusinessView for confirming receipt; another business is not there. */
export function openBusinessView(world: World, input: BusinessViewInput): BusinessViewAnswer {
  const { businessType, extraData, openid, action } = business_view_input.parse(input);
  if (businessType !== "weappOrderConfirm") {
    return { errMsg: "openBusinessView:fail invalid businessType" };
  }
  const ended = (status: "success" | "fail" | "cancel", errormsg?: string) => ({
    errMsg: "openBusinessView:ok",
    extraData: {
      status,
      ...(errormsg === undefined ? {} : { errormsg }),
      req_extradata: extraData,
    },
  });
  const { transaction_id, merchant_id = "", merchant_trade_no = "" } = extraData;
  const payment = transaction_id === undefined
    ? world.state.payments.get(ownNumber(merchant_id, merchant_trade_no))
    : world.state.payments.find(transaction_id);
  if (payment?.state !== "SUCCESS" || payment.openid !== openid) {
    return ended("fail", "订单不存在");
  }
  const shipment = world.state.shipments.get(payment.transaction_id!);
  if (!shipment?.finished) return ended("fail", "订单未发货");
  if (confirmedAt(shipment) <= world.now()) return ended("fail", "订单已确认收货");
  if (action === "cancel") return ended("cancel");
  confirm(world, shipment);
  return ended("success");
}

/** The user confirms receipt of an order that was shipped. */
export function confirmReceipt(world: World, transaction_id: string): void {
  const shipment = world.state.shipments.get(transaction_id);
  if (!shipment?.finished) throw new ControlError(409, "not shipped");
  confirm(world, shipment);
}

function confirm(world: World, shipment: Shipment): void {
  const told = shipment.told ?? "shipped"; // one that was imported has its first push behind it
  world.state.shipments.put(shipment.transaction_id, {
    ...shipment,
    told,
    confirmed_at: shipment.confirmed_at ?? world.now(),
  });
  world.kick();
}

function paid(world: World, transaction_id: string): Payment {
  const payment = world.state.payments.find(transaction_id);
  if (payment === undefined) throw new ControlError(404, "no such payment");
  return payment;
}

/** Where WeChat would open the order of a payment. */
export function openOrder(world: World, transaction_id: string) {
  return orderPages(world, paid(world, transaction_id));
}

export const reminder_input = z.strictObject({
  appid: text,
  event: z.enum([
    "trade_manage_remind_access_api",
    "trade_manage_remind_shipping",
    "wxa_trade_controlled",
  ]),
  transaction_id: text.optional(),
  msg: text.default("请及时处理"),
});
export type ReminderInput = z.input<typeof reminder_input>;

/** WeChat reminds the merchant, of an order or of a duty. */
export function remind(world: World, input: ReminderInput): void {
  const { appid, event, transaction_id, msg } = reminder_input.parse(input);
  const app = world.merchants.byAppid(appid);
  if (app === undefined) throw new ControlError(404, "no such app");
  const payment = transaction_id === undefined ? undefined : paid(world, transaction_id);
  world.pushes.emit(app, payment?.openid ?? app.original_id, {
    Event: event,
    ...(payment && {
      transaction_id,
      merchant_id: payment.mchid,
      sub_merchant_id: "",
      merchant_trade_no: payment.out_trade_no,
      pay_time: unixSeconds(payment.paid_at!),
    }),
    msg,
  });
}

/** What a user can take back in WeChat's settings, as RevokeInfo names it. */
const revoke_infos = [
  ...["1", "2", "3", "4", "5", "6", "7", "8", "12", "13", "14", "15", "16", "18", "19", "20"],
] as const;

export const leaving_input = z.strictObject({
  /** Without it the account is closed. */
  revoke_info: z.enum(revoke_infos).optional(),
});
export type LeavingInput = z.input<typeof leaving_input>;

/** The user revokes one permission, or closes the account: what WeChat pushes then. */
export function leave(world: World, openid: string, input: LeavingInput): void {
  const { revoke_info } = leaving_input.parse(input);
  const user = world.state.users.get(openid);
  const app = user && world.merchants.byAppid(user.appid);
  if (app === undefined) throw new ControlError(404, "no such user");
  const about = { OpenID: openid, AppID: app.appid };
  world.pushes.emit(
    app,
    openid,
    revoke_info === undefined
      ? { Event: "user_authorization_cancellation", ...about }
      : { Event: "user_authorization_revoke", ...about, RevokeInfo: revoke_info },
  );
}

export const push_address_input = z.strictObject({
  url: z.url().nullable(),
  mode: z.enum(["plain", "safe"]).default("safe"),
});
export type PushAddressInput = z.input<typeof push_address_input>;

/** Enter the address of the message push in the console, or take it out with null. */
export function setPushAddress(world: World, appid: string, input: PushAddressInput): void {
  const { url, mode } = push_address_input.parse(input);
  if (world.merchants.byAppid(appid) === undefined) throw new ControlError(404, "no such app");
  world.state.push_addresses.put(appid, { appid, url: url ?? "", mode });
}

export const allow_list_input = z.strictObject({ addresses: z.array(text).nullable() });
export type AllowListInput = z.input<typeof allow_list_input>;

/** The console's list of addresses that may call; null lets everybody. */
export function setAllowList(world: World, appid: string, input: AllowListInput): void {
  const { addresses } = allow_list_input.parse(input);
  if (world.merchants.byAppid(appid) === undefined) throw new ControlError(404, "no such app");
  world.allow_lists.set(appid, addresses);
}
