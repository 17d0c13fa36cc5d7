import assert from "node:assert/strict";
import { apply, decide, terms_version } from "@/tests/support/distributors.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { line, recruiting } from "@/tests/support/recruitment.ts";

const rewrite = async (mall: Mall) =>
  (await mall.command<{ version: string }>("save_text", {
    kind: "distributor_terms",
    parts: [{ title: "新的", text: crypto.randomUUID() }],
    reason: "改写",
  })).version;

const center = (mall: Mall, member: Member) =>
  mall.db.call<{ terms_due: boolean; terms_version: string }>(member, "get_distributor_center");

const consent = (mall: Mall, member: Member, version: string, key = newKey()) =>
  mall.db.call(member, "accept_terms", { terms_version: version, idempotency_key: key });

Deno.test("C35 every application and every renewal is kept with the version it agreed to", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const { items: [city] } = await shop.ask([line]);
    const member = await mall.member();
    const given = [{ question: city!.id, length: 2 }];
    await shop.answer(member, 1, given);
    await decide(mall, "review_distributor", member, { approve: false });
    const second = await rewrite(mall);
    await refuses("TERMS_CHANGED", shop.answer(member, 1, given));
    await shop.answer(member, 1, given, { terms_version: second });
    await decide(mall, "review_distributor", member, { approve: true });
    assert.equal((await center(mall, member)).terms_due, false);
    const third = await rewrite(mall);
    assert.equal((await center(mall, member)).terms_due, true);
    await refuses("TERMS_CHANGED", consent(mall, member, second));
    await Promise.all(Array.from({ length: 8 }, () => consent(mall, member, third)));
    assert.equal((await center(mall, member)).terms_due, false);
    const { consents } = await shop.read(member);
    assert.deepEqual(
      consents.map(({ terms_version, cause, question_version }) => [
        terms_version,
        cause,
        question_version,
      ]),
      [[third, "renewal", 0], [second, "application", 1], [terms_version, "application", 1]],
    );
  }));

Deno.test("C35 terms not yet agreed to again stop no earning, and only a distributor is asked", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    await rewrite(mall);
    assert.equal((await center(mall, level1)).terms_due, true);
    assert.equal((await center(mall, buyer)).terms_due, false);
    const [sku] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    assert.ok((await mall.balances(level1)).pending_fen! > 0);
    await refuses("DISTRIBUTOR_REQUIRED", consent(mall, buyer, terms_version));
    const applicant = await mall.member();
    const { terms_version: asked } = await center(mall, applicant);
    await apply(mall, applicant, { terms_version: asked });
    await refuses("DISTRIBUTOR_REQUIRED", consent(mall, applicant, asked));
  }));
