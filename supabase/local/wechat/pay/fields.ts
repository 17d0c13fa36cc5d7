import { z } from "zod";
import { parseTime } from "../time.ts";

/** 1 to `most` characters. */
export function text(most: number) {
  return z.string().min(1).max(most);
}

/** A whole number of fen. */
export function fen(least: number) {
  return z.number().int().min(least);
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

function notifyUrlGood(value: string): boolean {
  if (/[?#\s]/.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname));
}

/** https and no query; http is taken for this machine alone, which WeChat would not do. */
export function notifyUrl(most: number) {
  return text(most).refine(notifyUrlGood, "必须是不带参数的https地址");
}

/** RFC 3339 as WeChat Pay writes it: whole seconds and an offset. */
export const whole_seconds = text(64).refine(
  (value) => !value.includes(".") && !Number.isNaN(parseTime(value)),
  "格式应为yyyy-MM-DDTHH:mm:ss+TIMEZONE",
);
export const appid = text(32);
export const mchid = text(32);
export const currency = z.literal("CNY");
/** 6 to 32 of `0-9A-Za-z_-*|`. */
export const out_trade_no = z.string().regex(/^[0-9A-Za-z_\-*|]{6,32}$/, "商户订单号格式错误");
/** 1 to 64 of `0-9A-Za-z_-|*@`. */
export const out_refund_no = z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, "商户退款单号格式错误");
/** Digits and letters only. */
export const out_bill_no = z.string().regex(/^[0-9A-Za-z]{1,32}$/, "商户单号只能由数字、字母组成");
