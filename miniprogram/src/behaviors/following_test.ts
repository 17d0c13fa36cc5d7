import assert from "node:assert/strict";
import {
  closePage,
  joinLive,
  loose,
  openPage,
  phone,
  tellLive,
  toBack,
  toFront,
  until,
} from "../services/fake_phone_test.ts";

const session = await import("../services/session.ts");
const detail = import.meta.resolve("../packages/orders/detail/detail.ts");
const list = import.meta.resolve("../packages/orders/list/list.ts");
const after_sale = {
  ...{ id: "a1", status: "requested", kind: "refund_only", lines: [], due_at: null },
  ...{ requested_at: "2026-11-20T00:00:00Z", refunded_fen: 0, refund_fen: 0 },
};
const order = {
  ...{ id: "o1", number: "26", status: "paid", paid_at: "2026-11-20T00:00:00Z", item_count: 1 },
  ...{ lines: [], shipments: [], after_sales: [after_sale], history: [] },
  ...{ discounts: [], events: [], can: {}, placed_at: "2026-11-20T00:00:00Z" },
};
const changed = { kind: "order.changed", id: "o1", status: "shipped" };
const reads = () => phone.paths().filter((path) => path.startsWith("GET")).length;
/** Whatever else was asked for is under way after so long. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 30));
async function readsBecome(count: number): Promise<void> {
  await until(() => reads() >= count);
  await aMoment();
  assert.equal(reads(), count);
}

/** A page of a signed-in member that has been read once and follows. */
async function opened(file: string, query: Record<string, string>) {
  phone.begin();
  phone.answer = ({ path }) => ({
    status: 200,
    data: path === "/orders/o1"
      ? order
      : { items: [{ ...order, after_sale_open: false }], next: null },
  });
  await session.signIn();
  const page = await openPage(file, query);
  await until(() => page.data.state === "ready" || page.data.state === "end");
  await aMoment();
  const before = reads();
  joinLive();
  await readsBecome(before + 1);
  phone.sent.length = 0;
  return page;
}

Deno.test(
  "a page is read again after a message that concerns it, and no other",
  loose,
  async () => {
    const page = await opened(detail, { id: "o1" });
    tellLive({ ...changed, id: "another" });
    tellLive({ ...changed, kind: "commission.pending" });
    await readsBecome(0);
    tellLive(changed);
    await readsBecome(1);
    tellLive({ kind: "after_sale.changed", id: "a1" });
    await readsBecome(2);
    closePage(page);
  },
);

Deno.test("behind another page nothing is read; back in front it is, once", loose, async () => {
  const page = await opened(detail, { id: "o1" });
  toBack(page);
  tellLive(changed);
  joinLive();
  await readsBecome(0);
  toFront(page);
  await readsBecome(1);
  closePage(page);
});

Deno.test(
  "what a message says itself is shown without reading, also behind another page",
  loose,
  async () => {
    const page = await opened(list, {});
    toBack(page);
    tellLive(changed);
    assert.equal(page.data.items[0].word, "待收货");
    await readsBecome(0);
    closePage(page);
  },
);

Deno.test(
  "messages that may have been missed are read, and a closed page follows no longer",
  loose,
  async () => {
    const page = await opened(detail, { id: "o1" });
    joinLive();
    await readsBecome(1);
    closePage(page);
    tellLive(changed);
    joinLive();
    await readsBecome(1);
  },
);

Deno.test(
  "the answer of an earlier question that comes last is not shown",
  loose,
  async () => {
    const page = await opened(detail, { id: "o1" });
    let answerFirst = (_reply: { status: number; data: unknown }) => {};
    phone.replies = [
      new Promise((resolve) => answerFirst = resolve),
      { status: 200, data: { ...order, payable_fen: 900 } },
    ];
    tellLive(changed);
    tellLive(changed);
    await until(() => page.data.order.payable_fen === 900);
    answerFirst({ status: 200, data: { ...order, payable_fen: 10_600 } });
    await aMoment();
    assert.equal(page.data.order.payable_fen, 900);
    closePage(page);
  },
);

Deno.test(
  "a list that is being read for the first time is read again after what may have been missed",
  loose,
  async () => {
    phone.begin();
    const reply = (status: string) => ({
      status: 200,
      data: { items: [{ ...order, status, after_sale_open: false }], next: null },
    });
    await session.signIn();
    let answerFirst = (_reply: ReturnType<typeof reply>) => {};
    phone.answer = ({ path }) =>
      path.startsWith("/orders")
        ? reads() === 1 ? new Promise((resolve) => answerFirst = resolve) : reply("shipped")
        : { status: 200, data: {} };
    phone.sent.length = 0;
    const page = await openPage(list, {});
    await until(() => reads() === 1);
    joinLive();
    await until(() => page.data.items[0]?.word === "待收货");
    answerFirst(reply("paid"));
    await aMoment();
    assert.equal(page.data.items[0].word, "待收货");
    closePage(page);
  },
);
