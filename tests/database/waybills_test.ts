import assert from "node:assert/strict";
import { cleanWaybill, guessCarrier, waybill_rule } from "@/contracts/waybills.ts";
import { carriers } from "@/local/wechat/open/carriers.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

function ship(mall: Mall, order_id: string, carrier: unknown, tracking_no: unknown) {
  return mall.db.call<{ shipments: Record<string, unknown>[] }>(mall.owner, "ship_order", {
    shop: mall.shop,
    order_id,
    carrier,
    tracking_no,
    idempotency_key: newKey(),
  });
}

async function paid(mall: Mall): Promise<string> {
  const [sku_id] = await mall.product([1000]) as [string];
  return (await mall.buy(await mall.member(), [{ sku_id, quantity: 1 }])).order_id;
}

Deno.test("the list of carriers is WeChat's whole one, and the usual ones come first", () =>
  onMall(async (mall) => {
    const { items } = await mall.db.call<{ items: { id: string; name: string }[] }>(
      mall.owner,
      "list_carriers",
      { shop: mall.shop },
    );
    assert.ok(items.length > 1_500);
    assert.deepEqual(items.slice(0, 4).map(({ id }) => id), ["SF", "ZTO", "YTO", "YD"]);
    assert.equal(items[1]!.name, "中通快递");
    const theirs = carriers.map(({ delivery_id, delivery_name }) => [delivery_id, delivery_name]);
    const ours = items.map(({ id, name }) => [id, name]);
    assert.deepEqual(ours.toSorted(), theirs.toSorted());
  }));

Deno.test("a carrier that WeChat does not know is refused, with the field and a Chinese message", () =>
  onMall(async (mall) => {
    const order_id = await paid(mall);
    for (const carrier of ["NOBODY", "sf", "", null]) {
      await assert.rejects(ship(mall, order_id, carrier, "75000000001"), (error: Error) => {
        const { field, fields } = JSON.parse((error as Error & { detail: string }).detail);
        assert.deepEqual([error.message, field], ["INVALID_REQUEST", "carrier"]);
        assert.match(fields[0].message, /快递公司/);
        return true;
      });
    }
  }));

Deno.test("waybill numbers have one form in SQL and in the contracts: cleaned alike, refused alike", () =>
  onMall(async (mall) => {
    const order_id = await paid(mall);
    const typed = [
      ...["7500 0000 001", " sf1234567890123\n", "\u202d75000000001\u202c", "\u200b123456\ufeff"],
      ...[
        "ABCDEF",
        "A".repeat(32),
        "12345",
        "A".repeat(33),
        "123-456",
        "７５００００",
        "",
        "茶123456",
      ],
    ];
    for (const number of typed) {
      const clean = cleanWaybill(number);
      const kept = await mall.db.sql`select private.waybill(${number}) as kept`
        .then(([row]) => row!.kept as string, () => null);
      assert.equal(kept, waybill_rule.test(clean) ? clean : null, JSON.stringify(number));
    }
    await refuses("INVALID_REQUEST", ship(mall, order_id, "ZTO", "12345"));
    await refuses("INVALID_REQUEST", ship(mall, order_id, "ZTO", null));
    const { shipments } = await ship(mall, order_id, " ZTO ", "\u202d7500 0000 0001");
    assert.equal(shipments[0]!.tracking_no, "750000000001");
    assert.equal(shipments[0]!.carrier_name, "中通快递");
  }));

Deno.test("a carrier is guessed only from a number that tells it, and is one of WeChat's", () => {
  const guesses: [string, string | null][] = [
    ["SF1234567890123", "SF"],
    ["sf 1234 5678 90123", "SF"],
    ["SF12345678901", null],
    ["YT1234567890123", "YTO"],
    ["YT123456789012", null],
    ["JT1234567890123", "JTSD"],
    ["JDVA12345678901", "JD"],
    ["DPK123456789012", "DBL"],
    ["78501234567890", "ZTO"],
    ["773012345678901", "STO"],
    ["7730123456789012", null],
    ["462012345678901", "YD"],
    ["EA123456789CN", "EMS"],
    ["EA123456789US", null],
    ["1234567890123", "EMS"],
    ["1434567890123", null],
    ["9812345678901", "YZPY"],
    ["123456789012", null],
    ["", null],
  ];
  for (const [number, carrier] of guesses) assert.equal(guessCarrier(number), carrier, number);
  const known = new Set(carriers.map(({ delivery_id }) => delivery_id));
  for (const [, carrier] of guesses) assert.ok(carrier === null || known.has(carrier), carrier!);
});
