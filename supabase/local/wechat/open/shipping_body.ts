import type { Parcel } from "../state.ts";
import { parseTime } from "../time.ts";
import { carriers } from "./carriers.ts";
import { OpenError } from "./error.ts";

type Json = Record<string, unknown>;

/** A checked body of upload_shipping_info. */
export interface ShippingBody {
  readonly order_key: OrderKey;
  readonly logistics_type: number;
  readonly delivery_mode: number;
  readonly last: boolean;
  readonly parcels: Parcel[];
  readonly upload_time: number;
  readonly openid: string;
}

export type OrderKey =
  | { readonly transaction_id: string }
  | { readonly mchid: string; readonly out_trade_no: string };

const body_fields = [
  ...["order_key", "logistics_type", "delivery_mode", "is_all_delivered"],
  ...["shipping_list", "upload_time", "payer"],
];

const express = 1;
const unified = 1;
const split = 2;
const time_rule = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/;
const masked = /^[0-9*+-]*\*{2,}\d{4}$/;

/** An object with no other fields than these: a misspelt name is found. */
function object(value: unknown, field: string, names: readonly string[]): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new OpenError(10060014, `parameter error: ${field}`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new OpenError(10060014, `parameter error: ${unknown}`);
  return value as Json;
}

/** An order named as in get_order: by WeChat's number, or by merchant and the merchant's. */
export function orderKeyOf(body: Json): OrderKey {
  const { transaction_id, merchant_id, merchant_trade_no } = object(body, "body", [
    ...["transaction_id", "merchant_id", "sub_merchant_id", "merchant_trade_no"],
  ]);
  if (isText(transaction_id)) return { transaction_id };
  if (!isText(merchant_id) || !isText(merchant_trade_no)) {
    throw new OpenError(10060014, "parameter error");
  }
  return { mchid: merchant_id, out_trade_no: merchant_trade_no };
}

function orderKey(value: unknown): OrderKey {
  const { order_number_type, transaction_id, mchid, out_trade_no } = object(value, "order_key", [
    ...["order_number_type", "transaction_id", "mchid", "out_trade_no"],
  ]);
  if (order_number_type === 2) {
    if (!isText(transaction_id)) throw new OpenError(268485195, "transaction_id is empty");
    return { transaction_id };
  }
  if (order_number_type !== 1) throw new OpenError(268485194, "order_number_type is invalid");
  if (!isText(mchid)) throw new OpenError(268485196, "mchid is empty");
  if (!isText(out_trade_no)) throw new OpenError(268485197, "out_trade_no is empty");
  return { mchid, out_trade_no };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function contactOf(value: unknown, carrier: unknown): Parcel["contact"] {
  if (value === undefined) {
    if (carrier === "SF") throw new OpenError(10060014, "parameter error: contact");
    return undefined;
  }
  const { consignor_contact: from, receiver_contact: to } = object(value, "contact", [
    ...["consignor_contact", "receiver_contact"],
  ]);
  const given = [from, to].filter((one) => one !== undefined);
  if (given.length === 0 || given.some((one) => !isText(one) || !masked.test(one))) {
    throw new OpenError(10060014, "parameter error: contact");
  }
  return {
    ...(from === undefined ? {} : { consignor_contact: from as string }),
    ...(to === undefined ? {} : { receiver_contact: to as string }),
  };
}

function parcelOf(value: unknown, logistics_type: number, upload_time: number): Parcel {
  const { tracking_no, express_company, item_desc, contact } = object(value, "shipping_list", [
    ...["tracking_no", "express_company", "item_desc", "contact"],
  ]);
  if (!isText(item_desc)) throw new OpenError(10060008, "item_desc is empty");
  if ([...item_desc].length > 120) throw new OpenError(10060009, "item_desc is too long");
  const parcel: Parcel = { item_desc, upload_time };
  if (logistics_type !== express) return parcel;
  if (!isText(tracking_no)) throw new OpenError(268485226, "tracking_no is empty");
  if (!isText(express_company)) throw new OpenError(268485227, "express_company is empty");
  if (express_company.length > 128) throw new OpenError(10060025, "express_company is too long");
  if (tracking_no.length > 128) throw new OpenError(10060026, "tracking_no is too long");
  if (!carriers.some((one) => one.delivery_id === express_company)) {
    throw new OpenError(10060014, "parameter error: express_company");
  }
  const checked = contactOf(contact, express_company);
  return { ...parcel, tracking_no, express_company, ...(checked ? { contact: checked } : {}) };
}

function parcelsOf(body: Json, upload_time: number): Parcel[] {
  const { shipping_list: list, logistics_type, delivery_mode } = body;
  if (!Array.isArray(list)) throw new OpenError(10060014, "parameter error: shipping_list");
  if (delivery_mode === unified && list.length !== 1) {
    throw new OpenError(268485228, "shipping_list length must be 1 in unified delivery");
  }
  if (list.length === 0) throw new OpenError(10060020, "shipping_list is empty");
  if (list.length > 15) throw new OpenError(10060024, "shipping_list is too long");
  return list.map((one) => parcelOf(one, logistics_type as number, upload_time));
}

/** Check every field rule of POST /wxa/sec/order/upload_shipping_info. */
export function readShipping(body: Json): ShippingBody {
  object(body, "body", body_fields);
  const order_key = orderKey(body["order_key"]);
  const { logistics_type, delivery_mode, is_all_delivered, upload_time } = body;
  if (![1, 2, 3, 4].includes(logistics_type as number)) {
    throw new OpenError(10060005, "logistics_type is invalid");
  }
  if (delivery_mode !== unified && delivery_mode !== split) {
    throw new OpenError(268485224, "delivery_mode is invalid");
  }
  if (delivery_mode === split && logistics_type !== express) {
    throw new OpenError(10060006, "split delivery is for express only");
  }
  if (delivery_mode === split && typeof is_all_delivered !== "boolean") {
    throw new OpenError(10060007, "is_all_delivered is required in split delivery");
  }
  const formed = typeof upload_time === "string" && time_rule.test(upload_time);
  const time = formed ? parseTime(upload_time) : NaN;
  if (Number.isNaN(time)) throw new OpenError(268485216, "upload_time is invalid");
  const { openid } = object(body["payer"], "payer", ["openid"]);
  if (!isText(openid)) throw new OpenError(10060014, "parameter error: payer.openid");
  return {
    order_key,
    logistics_type: logistics_type as number,
    delivery_mode,
    last: delivery_mode === unified || is_all_delivered === true,
    parcels: parcelsOf(body, time),
    upload_time: time,
    openid,
  };
}
