import assert from "node:assert/strict";
import {
  loose,
  openPage,
  phone,
  refused,
  type Reply,
  type Sent,
  tap,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./checkout.ts");
const quote = (payable_fen: number, problems: unknown[] = []) => ({
  lines: [{ sku_id: "a", title: "茶", quantity: 2, price_fen: 500, available: 9 }],
  ...{ amount_fen: payable_fen, freight_fen: 0, freight_words: "免运费", payable_fen },
  ...{ discounts: [], problems },
});
const region = { province: "浙江省", city: "杭州市" };
const address = {
  ...{ id: "h", contact: { name: "林", phone: "13812345678", ...region }, is_default: true },
};
const placed: Reply = { status: 201, data: { order_id: "o1", status: "pending_payment" } };

function answer({ method, path }: Sent): Reply {
  if (path === "/quotes") return { status: 200, data: quote(1000) };
  if (path === "/addresses") return { status: 200, data: { items: [address] } };
  if (path === "/orders") return placed;
  if (path.endsWith("/payments")) return { status: 201, data: { params: {} } };
  return { status: 200, data: { paid_at: method === "GET" ? "2026-11-20T00:00:00Z" : null } };
}

async function ready(answering = answer) {
  phone.begin();
  phone.opens = true;
  phone.answer = answering;
  const page = await openPage(page_file, { sku: "a", quantity: "2" });
  await until(() => page.data.state === "ready");
  return page;
}
const orders = () =>
  phone.sent.filter(({ method, path }) => method === "POST" && path === "/orders");

Deno.test("what is placed is what was quoted, to the chosen address, once", loose, async () => {
  const page = await ready();
  page.onRemark({ detail: { value: " 放门口 " } });
  await Promise.all([page.submit(), page.submit()]);
  assert.deepEqual(orders().map(({ body }) => body), [{
    lines: [{ sku_id: "a", quantity: 2 }],
    expected_payable_fen: 1000,
    contact: address.contact,
    from_cart: false,
    remark: "放门口",
  }]);
  assert.ok(phone.done.includes("turn to /packages/orders/paid/paid?order=o1"));
});

Deno.test(
  "nothing more is asked for free freight while a line cannot be bought",
  loose,
  async () => {
    const problem = { code: "OUT_OF_STOCK", sku_id: "a", available: 0 };
    for (const [problems, words] of [[[], "再买 ¥1 包邮"], [[problem], ""]] as const) {
      const free_freight = { missing_fen: 100, missing_pieces: null };
      const page = await ready((one) =>
        one.path === "/quotes"
          ? { status: 200, data: { ...quote(1000, [...problems]), free_freight } }
          : answer(one)
      );
      assert.equal(page.data.free_words, words);
    }
  },
);

Deno.test(
  "after the pay sheet failed another tap pays the same order and places no second",
  loose,
  async () => {
    const page = await ready((one) =>
      one.path.endsWith("/payments") ? refused(503, "BUSY") : answer(one)
    );
    phone.opens = false;
    await page.submit();
    await page.submit();
    assert.equal(orders().length, 1);
    assert.equal(page.data.busy, false);
    phone.opens = true;
  },
);

Deno.test(
  "a lost answer is asked for again under the same key, the next order has another",
  loose,
  async () => {
    const page = await ready();
    phone.replies = ["offline", "offline", "offline"];
    await page.submit();
    assert.equal(page.data.busy, false);
    await page.submit();
    const keys = orders().map(({ key }) => key);
    assert.equal(new Set(keys).size, 1);
    page.placed = null;
    page.setData({ busy: false });
    await page.submit();
    assert.notEqual(orders().at(-1)!.key, keys[0], "what is done is a new wish the next time");
  },
);

Deno.test(
  "a changed price shows the new sum and what changed, and is not placed by itself",
  loose,
  async () => {
    const page = await ready();
    const details = { quote: quote(1200) };
    phone.replies = [{
      status: 409,
      data: { error: { code: "PRICE_CHANGED", message: "变了", details } },
    }];
    await page.submit();
    assert.deepEqual([page.data.payable_fen, orders().length], [1200, 1]);
    assert.match(page.data.notice, /¥10\.00 变为 ¥12\.00/);
    phone.replies = [placed];
    await page.submit();
    assert.equal(orders()[1]!.body.expected_payable_fen, 1200);
  },
);

Deno.test(
  "without an address, or with a line that cannot be bought, nothing is placed",
  loose,
  async () => {
    const nowhere = await ready((one) =>
      one.path === "/addresses" ? { status: 200, data: { items: [] } } : answer(one)
    );
    await nowhere.submit();
    assert.ok(phone.done.includes("toast 请先填写收货地址"));
    const short = [{ sku_id: "a", code: "OUT_OF_STOCK", available: 1 }];
    const page = await ready((one) =>
      one.path === "/quotes" ? { status: 200, data: quote(1000, short) } : answer(one)
    );
    await page.submit();
    assert.equal(orders().length, 0);
    phone.answer = answer;
    page.mend(tap({ sku: "a", quantity: 1 }));
    await until(() => page.data.can_place);
    assert.deepEqual(page.wanted, [{ sku_id: "a", quantity: 1 }]);
  },
);

Deno.test(
  "freight is quoted for the address, and again when another region is chosen",
  loose,
  async () => {
    const page = await ready();
    const destinations = () =>
      phone.sent.filter(({ path }) => path === "/quotes").map(({ body }) => body.destination);
    assert.deepEqual(destinations(), [region]);
    const near = { ...address, contact: { ...address.contact, name: "陈" } };
    await page.sendTo(near);
    assert.equal(destinations().length, 1, "the same region");
    const lhasa = { province: "西藏自治区", city: "拉萨市" };
    const unserved = [{ sku_id: "a", code: "REGION_NOT_SERVED", available: 9 }];
    phone.answer = (one) =>
      one.path === "/quotes" ? { status: 200, data: quote(1000, unserved) } : answer(one);
    await page.sendTo({ ...address, contact: { ...address.contact, ...lhasa } });
    assert.deepEqual(destinations(), [region, lhasa]);
    assert.deepEqual([page.data.can_place, page.data.lines[0].problem], [
      false,
      "不配送到这个收货地区",
    ]);
  },
);

Deno.test("a closed shop says that it is closed, and not that loading failed", loose, async () => {
  phone.begin();
  phone.answer = (one) => one.path === "/quotes" ? refused(409, "SHOP_CLOSED") : answer(one);
  const page = await openPage(page_file, { sku: "a", quantity: "2" });
  await until(() => page.data.state !== "loading");
  assert.deepEqual([page.data.state, page.data.error], ["closed", ""]);
  assert.match(page.data.closed, /打烊/);
  phone.answer = answer; // open again
  await page.load();
  assert.equal(page.data.state, "ready");
});
