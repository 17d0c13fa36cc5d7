import assert from "node:assert/strict";
import { tableOf } from "../product_files/file_table.ts";
import { FileRefused } from "../product_files/problems.ts";
import { csvOf, xlsxOf } from "../product_files/writing.ts";
import { template } from "./columns.ts";
import { withThoseCountingOn } from "./order.ts";
import { refused } from "./problems.ts";
import { readPeople } from "./table.ts";

const head = ["类型", "手机号", "姓名", "推广员", "等级", "备注"];
const file = (parts: BlobPart[], name = "老客户.csv") => new File(parts, name);

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof FileRefused, String(error));
    return error.message;
  }
  assert.fail("was taken");
}

Deno.test("rows are sent with clean phones and names, the inviter before whom he invited, and say in which row he stands", () => {
  const { rows, problems } = readPeople([
    [],
    head,
    ["客户", "+86 138-0000-0003", " 周奶奶\u200b ", "138 0000 0001", "", "每月两斤"],
    ["推广员", "13800000002", "", "13800000001", "金牌", ""],
    ["推广员", "13800000001", "王秀兰", "AB12cd", "", ""],
    ["", "", "", "", "", ""],
    ["客户", "010-88886666", "", "13900000009", "", ""],
  ]);
  assert.deepEqual(problems, []);
  assert.deepEqual(rows, [
    {
      ...{ line: 5, kind: "distributor", name: "王秀兰", phone: "13800000001", remark: "" },
      by_code: "AB12cd",
    },
    {
      ...{ line: 7, kind: "customer", name: "", phone: "01088886666", remark: "" },
      by_phone: "13900000009",
    },
    {
      ...{ line: 3, kind: "customer", name: "周奶奶", phone: "13800000003", remark: "每月两斤" },
      ...{ by_phone: "13800000001", by_line: 5 },
    },
    {
      ...{ line: 4, kind: "distributor", name: "", phone: "13800000002", remark: "" },
      ...{ tier: "金牌", by_phone: "13800000001", by_line: 5 },
    },
  ]);
});

Deno.test("each wrong row is told with its column: kind, phone, a second time, a circle, who counts on a wrong one", () => {
  const { rows, problems } = readPeople([
    head,
    ["店员", "13800000001", "", "", "", ""],
    ["推广员", "123", "", "", "", ""],
    ["推广员", "", "", "", "", ""],
    ["推广员", "13800000005", "", "", "", ""],
    ["推广员", "13800000005", "", "", "", ""],
    ["客户", "13800000007", "", "不知道", "", ""],
    ["推广员", "13800000008", "", "13800000009", "", ""],
    ["推广员", "13800000009", "", "13800000008", "", ""],
    ["客户", "13800000010", "", "13800000009", "", ""],
    ["客户", "13800000011", "字".repeat(41), "13800000005", "", ""],
  ]);
  const told = problems.toSorted((a, b) => a.line - b.line);
  assert.deepEqual(told.map(({ line, field, message }) => [line, field, message]), [
    [2, "kind", "请写“推广员”或“客户”"],
    [3, "phone", "“123”不是手机号"],
    [4, "phone", "请填写手机号"],
    [6, "phone", "和第 5 行是同一个手机号"],
    [7, "by", "“不知道”不是推广码，也不是手机号"],
    [8, "by", "邀请关系绕成了一圈"],
    [9, "by", "邀请关系绕成了一圈"],
    [10, "by", "邀请关系绕成了一圈"],
    [11, "name", "最多 40 个字"],
  ]);
  assert.deepEqual(rows.map(({ line }) => line), [5]);
});

Deno.test("whoever counts on a row that the mall refuses is refused with it, at any depth", () => {
  const { rows } = readPeople([
    head,
    ["推广员", "13800000001", "", "", "", ""],
    ["推广员", "13800000002", "", "13800000001", "", ""],
    ["客户", "13800000003", "", "13800000002", "", ""],
  ]);
  const lines = withThoseCountingOn(rows, new Map([[2, refused(2, "tier", "没有这个等级")]]));
  assert.deepEqual([...lines.values()].map(({ line, message }) => [line, message]), [
    [2, "没有这个等级"],
    [3, "推广员在第 2 行，那一行不能导入"],
    [4, "推广员在第 3 行，那一行不能导入"],
  ]);
});

Deno.test("files that are none of people are refused with what to change; the template is read, in UTF-8, GBK and as a spreadsheet", async () => {
  assert.match(await refusal(() => readPeople([])), /空的/);
  assert.match(await refusal(() => readPeople([head])), /没有人/);
  assert.match(await refusal(() => readPeople([["类型", "姓名"], ["客户", "x"]])), /缺少“手机号”/);
  assert.match(
    await refusal(() => readPeople([[...head, "微信号"], ["客户"]])),
    /不认识这一列：“微信号”（G 列）/,
  );
  assert.match(await refusal(() => readPeople([["类型", "手机号", "类型"]])), /出现了两次/);
  assert.match(
    await refusal(() => readPeople([["类型", "手机号"], ["客户", "1", "x"]])),
    /没有标题/,
  );
  const people = (row: string[]) => readPeople([["类型", "手机号"], row]);
  assert.match(
    await refusal(() =>
      readPeople([["类型", "手机号"], ...Array(5_001).fill(["客户", "13800000001"])])
    ),
    /5,001 行，一次最多 5,000 行/,
  );
  assert.equal(people(["推广员", "13800000001"]).rows.length, 1);
  for (const written of [await csvOf(template), await xlsxOf(template)]) {
    const { rows, problems } = readPeople(await tableOf(file([written])));
    assert.deepEqual([rows.length, problems], [3, []]);
  }
  const gbk = [0xc0, 0xe0, 0xd0, 0xcd, 0x2c, 0xca, 0xd6, 0xbb, 0xfa, 0xba, 0xc5, 0x0a] // 类型,手机号
    .concat([0xbf, 0xcd, 0xbb, 0xa7], [...",13800000001"].map((one) => one.charCodeAt(0))); // 客户
  const { rows } = readPeople(await tableOf(file([new Uint8Array(gbk)])));
  assert.deepEqual(rows.map(({ kind, phone }) => [kind, phone]), [["customer", "13800000001"]]);
});

Deno.test("5,000 rows of which each invites the next are read in a moment", () => {
  const phone = (n: number) => String(13_800_000_000 + n);
  const chain = Array.from({ length: 5_000 }, (_, n) => [
    ...["推广员", phone(n), "", n > 0 && n % 50 ? phone(n - 1) : "", "", ""],
  ]);
  const before = performance.now();
  const { rows, problems } = readPeople([head, ...chain.toReversed()]);
  assert.deepEqual([rows.length, problems.length], [5_000, 0]);
  assert.ok(performance.now() - before < 2_000);
});
