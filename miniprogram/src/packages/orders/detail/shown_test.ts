import { equal } from "node:assert/strict";
import { eventNote, eventWord } from "../words";
import { lookAfter, timeLeft } from "./shown";

const now = Date.parse("2026-11-23T10:00:00Z");

Deno.test("the time left has minutes and seconds, hours where there are any, and is nothing when it is over", () => {
  equal(timeLeft("2026-11-23T10:29:05Z", now), "29:05");
  equal(timeLeft("2026-11-23T10:00:00.200Z", now), "00:01");
  equal(timeLeft("2026-11-23T12:03:00Z", now), "2:03:00");
  equal(timeLeft("2026-11-23T10:00:00Z", now), "");
  equal(timeLeft("2026-11-23T09:00:00Z", now), "");
});

Deno.test("history speaks to a person: the actor by name, and codes as words", () => {
  const at = "2026-11-23T10:00:00Z";
  equal(eventWord({ event: "received", by: "system", note: null, at }), "到期自动收货");
  equal(eventWord({ event: "received", by: "buyer", note: null, at }), "确认收货");
  equal(eventWord({ event: "something_new", by: "shop", note: null, at }), "订单有更新");
  equal(eventNote({ event: "shipped", by: "shop", note: "中通快递 785", at }), "中通快递 785");
  equal(eventWord({ event: "shipment_mended", by: "shop", note: null, at }), "商家更正运单");
  equal(
    eventNote({ event: "closed", by: "system", note: "timeout", at }),
    "超过付款时间，订单已自动关闭",
  );
  equal(eventNote({ event: "closed", by: "shop", note: "缺货", at }), "缺货");
});

Deno.test("an order whose time is over is read at once, then ever later and never more than once a minute", () => {
  equal([0, 1, 2, 3, 4, 5, 50].map(lookAfter).join(), "0,5000,10000,20000,40000,60000,60000");
});
