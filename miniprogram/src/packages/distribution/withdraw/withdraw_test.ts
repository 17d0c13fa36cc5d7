import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  refused,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./withdraw.ts");
const center = (change: Record<string, unknown> = {}) => ({
  status: 200,
  data: {
    balances: { available_fen: 5000 },
    withdrawal: {
      is_open: true,
      closed_reason: null,
      minimum_fen: 100,
      maximum_fen: 199_999,
      fee_bps: 0,
      ...change,
    },
  },
});

const quote = (amount_fen: number, change: Record<string, unknown> = {}) => ({
  status: 200,
  data: {
    ...{ amount_fen, fee_fen: 12, tax_fen: 30, net_fen: amount_fen - 42 },
    ...{ with_name: false, real_name: null, tax_words: "按本次金额代扣个人所得税", ...change },
  },
});
/** The shop: its quotes say what is told here. */
const answers = (change: Record<string, unknown> = {}) => ({ path }: { path: string }) => {
  const [, fen] = /amount_fen=(\d+)/.exec(path) ?? [];
  if (path === "/distributor") return center();
  return fen ? quote(Number(fen), change) : { status: 201, data: {} };
};

async function ready() {
  phone.begin();
  phone.opens = true;
  phone.answer = answers();
  const page = await openPage(page_file);
  await until(() => page.data.state === "ready");
  page.onType({ detail: { value: "20" } });
  await until(() => page.data.quote !== null);
  phone.sent.length = 0;
  return page;
}
const asked = () => phone.sent.filter(({ method }) => method === "POST");

Deno.test(
  "a withdrawal is asked for once, with what was typed, and its record opens",
  loose,
  async () => {
    const page = await ready();
    await Promise.all([page.submit(), page.submit()]);
    assert.deepEqual(asked().map(({ path, body }) => [path, body]), [
      ["/withdrawals", { amount_fen: 2000, net_fen: 1958 }],
    ]);
    assert.ok(phone.done.at(-1)!.startsWith("turn to /packages/distribution/withdrawals"));
    closePage(page);
  },
);

Deno.test("a page that does not open afterwards is no failure of the request", loose, async () => {
  const page = await ready();
  phone.opens = false;
  phone.answer = () => center({ is_open: false, closed_reason: "有一笔提现还在处理中" });
  phone.replies = [{ status: 201, data: {} }];
  await page.submit();
  assert.ok(phone.done.includes("toast 已提交"));
  assert.deepEqual([page.data.typed, page.data.busy], ["", false]);
  assert.equal(page.data.center.withdrawal.is_open, false);
  closePage(page);
});

Deno.test(
  "a refusal is said, the limits are read again, and a lost answer is asked for under the same key",
  loose,
  async () => {
    const page = await ready();
    phone.replies = [refused(409, "WITHDRAWAL_OPEN_EXISTS")];
    await page.submit();
    assert.ok(phone.done.includes("toast 说明"));
    assert.ok(phone.paths().includes("GET /distributor"));
    phone.replies = ["offline", "offline", "offline"];
    await page.submit();
    await page.submit();
    const keys = new Set(asked().map(({ key }) => key));
    assert.equal(keys.size, 1);
    phone.sent.length = 0;
    await page.submit();
    assert.ok(!keys.has(asked()[0]!.key), "what is done is a new wish the next time");
    closePage(page);
  },
);

Deno.test("nothing is asked for without a yes, or with a problem", loose, async () => {
  const page = await ready();
  phone.confirms = false;
  await page.submit();
  phone.confirms = true;
  page.onType({ detail: { value: "60" } });
  assert.equal(page.data.problem, "超过可提现金额");
  await page.submit();
  assert.deepEqual(asked(), []);
  page.takeAll();
  assert.equal(page.data.typed, "50");
  closePage(page);
});

Deno.test("where WeChat wants a name, nothing is asked for before it is given", loose, async () => {
  const page = await ready();
  phone.answer = answers({ with_name: true });
  page.onType({ detail: { value: "30" } });
  assert.equal(page.data.quote, null, "a quote of another amount is not shown");
  await until(() => page.data.quote?.with_name);
  await page.submit();
  assert.deepEqual(asked(), []);
  page.onNamed({ detail: { real_name: "李**" } });
  await page.submit();
  assert.equal(asked().length, 1);
  closePage(page);
});
