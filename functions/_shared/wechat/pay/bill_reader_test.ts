import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Bytes } from "../bytes.ts";
import { BillError, type BillRow, fenOf } from "./bill_lines.ts";
import { type BillKind, type ReadBill, readBill } from "./bill_reader.ts";

const trade_header =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类," +
  "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称," +
  "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const trade_sums =
  "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
const paid =
  "`2026-03-01 23:59:59,`wx1,`1900000001,`0,`,`4200001,`P1,`oPayer,`JSAPI,`SUCCESS,`OTHERS,`CNY,`12.34,`0.00,`0,`0," +
  "`0.00,`0.00,`,`,`茶 一盒,`,`0.07000,`0.60%,`12.34,`0.00,`";
const back =
  "`2026-03-01 12:00:00,`wx1,`1900000001,`0,`,`4200001,`P1,`oPayer,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030001,`R1," +
  "`3.45,`0.00,`ORIGINAL,`PROCESSING,`茶,`,`0.00000,`0.60%,`0.00,`3.45,`";
const sums = (rows: number) => `\`${rows},\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00`;
const fund_header =
  "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
const fund = (name: string, type: string, flow: string, amount: string, number: string) =>
  `\`2026-03-01 12:00:00,\`W${number},\`F1,\`${name},\`${type},\`${flow},\`${amount},\`0.00,\`1900000001,\`,\`${number}`;

function packed(text: string): ReadableStream<Bytes> {
  const bytes = new Blob(["\ufeff" + text]).stream();
  return bytes.pipeThrough(new CompressionStream("gzip")) as unknown as ReadableStream<Bytes>;
}

async function read(kind: BillKind, lines: string[]): Promise<[BillRow[], ReadBill]> {
  const rows: BillRow[] = [];
  const text = lines.map((line) => line + "\r\n").join("");
  const done = await readBill(
    kind,
    packed(text),
    2,
    (some) => Promise.resolve(void rows.push(...some)),
  );
  assert.equal(done.hash, createHash("sha1").update("\ufeff" + text).digest("hex"));
  return [rows, done];
}

Deno.test("the trade bill: payments and refunds by the names of the columns, nothing of the payer", async () => {
  const [rows, done] = await read("trade", [trade_header, paid, back, trade_sums, sums(2)]);
  assert.equal(done.rows, 2);
  assert.deepEqual(rows, [{
    ...{ kind: "payment", number: "P1", wechat_number: "4200001", payment_number: "P1" },
    ...{ amount_fen: 1234, state: "SUCCESS", is_income: true, name: "" },
    happened_at: "2026-03-01T23:59:59+08:00",
  }, {
    ...{ kind: "refund", number: "R1", wechat_number: "5030001", payment_number: "P1" },
    ...{ amount_fen: 345, state: "PROCESSING", is_income: false, name: "" },
    happened_at: "2026-03-01T12:00:00+08:00",
  }]);
  assert.ok(!JSON.stringify(rows).includes("oPayer"));
});

Deno.test("other columns in another order are found by name", async () => {
  const swap = (line: string, by: string) => line.split(by).toReversed().join(by);
  const turned = "`" + swap(paid.slice(1), ",`");
  const [[row]] = await read("trade", [swap(trade_header, ","), turned, trade_sums, sums(1)]);
  assert.deepEqual([row!.number, row!.amount_fen, row!.state], ["P1", 1234, "SUCCESS"]);
});

Deno.test("a fund bill: transfers, what comes back, fees, the rest; trade is told by the trade bill", async () => {
  const [rows, done] = await read("basic", [
    fund_header,
    fund("交易", "交易", "收入", "12.34", "P1"),
    fund("交易手续费", "扣除交易手续费", "支出", "0.07", "P1"),
    fund("退款", "退款", "支出", "3.45", "R1"),
    fund("商家转账", "商家转账", "支出", "50.00", "W1"),
    fund("商家转账退回", "商家转账退回", "收入", "50.00", "W1"),
    fund("提现", "提现", "支出", "1000.00", ""),
    "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额",
    "`6,`2,`62.34,`4,`1053.52",
  ]);
  assert.equal(done.rows, 6);
  assert.deepEqual(
    rows.map(({ kind, number, amount_fen, is_income }) => [kind, number, amount_fen, is_income]),
    [
      ["fee", "P1", 7, false],
      ["transfer", "W1", 5000, false],
      ["transfer_return", "W1", 5000, true],
      ["other", "", 100_000, false],
    ],
  );
});

Deno.test("yuan are read as a text, to the fen", () => {
  const good: [string, number][] = [["0.29", 29], ["1.1", 110], ["12", 1200], ["-0.07", -7], [
    "0.07000",
    7,
  ], ["999999999999.99", 99_999_999_999_999]];
  for (const [text, fen] of good) assert.equal(fenOf(text), fen, text);
  for (const text of ["", "1e2", "1,000.00", "0.001", " 1.00", "1.", ".5", "NaN", "１.00"]) {
    assert.throws(() => fenOf(text), BillError, text);
  }
});

Deno.test("what is not a whole bill is refused: cut off, without columns, with a line that never ends", async () => {
  const cases: [BillKind, string[]][] = [
    ["trade", [trade_header, paid, trade_sums, sums(2)]],
    ["trade", [trade_header, paid]],
    ["trade", [paid]],
    ["basic", [trade_header, paid, trade_sums, sums(1)]],
    ["trade", [
      trade_header,
      paid.replace(/12\.34,`0\.00,`$/, "12.345,`0.00,`"),
      trade_sums,
      sums(1),
    ]],
    ["trade", ["x".repeat(200_000)]],
    ["trade", ['{"code":"SYSTEM_ERROR"}']],
  ];
  for (const [kind, lines] of cases) {
    await assert.rejects(read(kind, lines), BillError, lines.join("\n").slice(0, 300));
  }
  const cut = new Blob([new Uint8Array([31, 139, 8, 0, 1, 2, 3])]).stream();
  await assert.rejects(
    readBill("trade", cut as ReadableStream<Bytes>, 10, () => Promise.resolve()),
  );
});

Deno.test("a bill of 200,000 rows is read in batches, in the memory of one", async () => {
  const encoded = (text: string) => new TextEncoder().encode(text);
  const thousand = encoded((paid + "\r\n").repeat(1000));
  let left = 200;
  const text = new ReadableStream<Bytes>({
    start: (to) => to.enqueue(encoded(`\ufeff${trade_header}\r\n`)),
    pull: (to) => {
      to.enqueue(thousand);
      if (--left > 0) return;
      to.enqueue(encoded(`${trade_sums}\r\n${sums(200_000)}\r\n`));
      to.close();
    },
  });
  const file = text.pipeThrough(
    new CompressionStream("gzip") as unknown as ReadableWritablePair<Bytes, Bytes>,
  );
  const before = Deno.memoryUsage().heapUsed;
  let [most_rows, most_heap, seen] = [0, 0, 0];
  const done = await readBill("trade", file, 1000, async (rows) => {
    seen += rows.length;
    most_rows = Math.max(most_rows, rows.length);
    most_heap = Math.max(most_heap, Deno.memoryUsage().heapUsed - before);
    await new Promise((resolve) => setTimeout(resolve, 0)); // the stream waits meanwhile
  });
  assert.deepEqual([done.rows, seen], [200_000, 200_000]);
  assert.ok(most_rows < 3000, `${most_rows} rows at once`);
  assert.ok(most_heap < 100_000_000, `${most_heap} bytes more`);
});
