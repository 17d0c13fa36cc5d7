import assert from "node:assert/strict";
import type { OpenWithdrawals } from "@/contracts/staff/withdrawals.ts";
import type { TaxYear } from "@/contracts/staff/taxes.ts";
import { writeLogTo } from "@/shared/log.ts";
import { withRealNames } from "../../functions/api/tax_names.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { giveName } from "@/tests/support/real_names.ts";
import { test_sealer } from "@/tests/support/wechat_callbacks.ts";
import { answer, review } from "@/tests/support/withdrawals.ts";

const exported = async (mall: Mall, by: TestClaims, year: number) =>
  await withRealNames(
    test_sealer,
    JSON.stringify(await mall.db.call(by, "export_taxes", { shop: mall.shop, year })),
  );

Deno.test("C77 C111 the list for the tax office: by person and month of arrival in Shanghai, with names, written down", () =>
  onMall(async (mall, db) => {
    const logged: string[] = [];
    writeLogTo((line) => void logged.push(line));
    const { level1, level2 } = await mall.earnings(500_000);
    await giveName(mall, level1, "欧阳青禾");
    await mall.withdrawalRules({
      ...{ one_open: false, daily_count: 100, fee_bps: 100 },
      withholding: db.sql.json([{ from_fen: 0, rate_bps: 1000, quick_fen: 0 }]),
    });
    const pay = async (who: typeof level1, fen: number, state = "SUCCESS") => {
      const { id } = await mall.withdraw(who, fen);
      await review(mall, mall.owner, id);
      await answer(mall, id, { state, fail_reason: "X" });
    };
    await db.clock.setNow("2030-12-31T15:50:00Z"); // still December in Shanghai
    await pay(level1, 1_000);
    await pay(level1, 505);
    await pay(level2, 2_000, "FAIL");
    await db.clock.setNow("2030-12-31T16:10:00Z"); // and January
    await pay(level1, 3_000);
    await pay(level2, 2_000);
    const december = await exported(mall, mall.owner, 2030);
    const sums = december.items.map((
      { month, payouts, amount_fen, fee_fen, tax_fen, net_fen },
    ) => [month, payouts, amount_fen, fee_fen, tax_fen, net_fen]);
    assert.deepEqual(sums, [[12, 2, 1_505, 15, 150, 1_340]]);
    assert.deepEqual(december.items.map(({ real_name }) => real_name), ["欧阳青禾"]);
    const january = await exported(mall, await mall.staff("finance"), 2031);
    assert.deepEqual(
      new Map(january.items.map(({ real_name, tax_fen }) => [real_name, tax_fen])),
      new Map([["欧阳青禾", 300], [null, 200]]),
    );
    for (const role of ["manager", "support", "viewer"]) {
      await refuses("FORBIDDEN", exported(mall, await mall.staff(role), 2031));
    }
    const year = await db.call<TaxYear>(await mall.staff("viewer"), "list_taxes", {
      ...{ shop: mall.shop, year: 2031 },
    });
    assert.deepEqual([year.people, year.amount_fen, year.tax_fen], [2, 5_000, 500]);
    assert.equal(JSON.stringify(year).includes("青禾"), false);
    const [{ n }] = await db.sql<[{ n: number }]>`
      select count(*)::int as n from ops.audit_log where command = 'export_taxes'`;
    assert.equal(n, 2);
    assert.deepEqual(logged.filter((line) => line.includes("青禾")), []);
    for (const wrong of [1999, 2201]) {
      await refuses("INVALID_REQUEST", exported(mall, mall.owner, wrong));
    }
  }));

Deno.test("what is open is counted by who it waits for, with its oldest", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(500_000);
    await mall.withdrawalRules({ one_open: false, daily_count: 100 });
    const open = () =>
      db.call<OpenWithdrawals>(mall.owner, "get_open_withdrawals", { shop: mall.shop });
    const none = { count: 0, amount_fen: 0, net_fen: 0, oldest_at: null };
    assert.deepEqual(await open(), { review: none, wechat: none, member: none });
    const asked = [];
    for (const fen of [100, 200, 400, 800]) asked.push(await mall.withdraw(level1, fen));
    for (const { id } of asked.slice(2)) await review(mall, mall.owner, id);
    await answer(mall, asked[3]!.id, { state: "WAIT_USER_CONFIRM", package_info: "p" });
    const now = await open();
    const counted = [now.review, now.wechat, now.member].map((
      part,
    ) => [part.count, part.amount_fen]);
    assert.deepEqual(counted, [[2, 300], [1, 400], [1, 800]]);
    assert.ok(now.review.oldest_at! < now.member.oldest_at!);
  }));
