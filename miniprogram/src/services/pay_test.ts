import assert from "node:assert/strict";

/** A phone whose shop answers as told; counts the pay sheets it showed. */
const phone = {
  sheets: 0,
  paid: false,
  payable: true,
  /** What the person does at the sheet. */
  atSheet: (): Promise<void> => Promise.resolve(),
};

interface Request {
  url: string;
  method: string;
  success(reply: { statusCode: number; data: unknown }): void;
}

const answer = ({ url, method }: Request) => {
  if (method === "POST" && url.endsWith("/payments")) {
    if (phone.payable) return { statusCode: 201, data: { params: {} } };
    return { statusCode: 409, data: { error: { code: "ORDER_NOT_PAYABLE", message: "不能支付" } } };
  }
  return { statusCode: 200, data: { paid_at: phone.paid ? "2026-11-23T00:00:00Z" : null } };
};

Object.assign(globalThis, {
  wx: {
    getExtConfigSync: () => ({}),
    getStorageSync: () => "",
    onNetworkStatusChange() {},
    request: (request: Request) => void setTimeout(() => request.success(answer(request))),
    async requestPayment() {
      phone.sheets += 1;
      await phone.atSheet();
    },
  },
});

/** By a name that Deno does not follow: its checker does not know `wx`, the mini program's own check does. */
const module = "./pay";
const { pay } = await import(module) as { pay(order_id: string): Promise<string> };
const cancel = () => Promise.reject({ errMsg: "requestPayment:fail cancel" });

function begin(change: Partial<typeof phone>) {
  const atSheet = () => {
    phone.paid = true;
    return Promise.resolve();
  };
  Object.assign(phone, { sheets: 0, paid: false, payable: true, atSheet }, change);
}

Deno.test("two taps open one sheet, and both hear that it is paid", async () => {
  begin({});
  assert.deepEqual(await Promise.all([pay("a"), pay("a")]), ["paid", "paid"]);
  assert.equal(phone.sheets, 1);
});

Deno.test("closing the sheet leaves the order unpaid", async () => {
  begin({ atSheet: cancel });
  assert.equal(await pay("a"), "cancelled");
});

Deno.test("what the shop says counts more than what the sheet says", async () => {
  begin({
    atSheet: () => {
      phone.paid = true;
      return cancel();
    },
  });
  assert.equal(await pay("a"), "paid");
});

Deno.test("an order that was paid meanwhile is paid; one that is closed is refused", async () => {
  begin({ payable: false, paid: true });
  assert.equal(await pay("a"), "paid");
  begin({ payable: false });
  await assert.rejects(pay("a"), { code: "ORDER_NOT_PAYABLE" });
});

Deno.test("a sheet that fails says so", async () => {
  begin({ atSheet: () => Promise.reject({ errMsg: "requestPayment:fail system error" }) });
  await assert.rejects(pay("a"), { code: "PAY_FAILED" });
});
