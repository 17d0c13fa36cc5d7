import assert from "node:assert/strict";
import { answersOf, sealAnswers } from "@/shared/sealed_answers.ts";
import { apply, decide } from "@/tests/support/distributors.ts";
import { asServer, newKey } from "@/tests/support/mall.ts";
import { forbids, onMall, refuses } from "@/tests/support/on_mall.ts";
import { line, recruiting } from "@/tests/support/recruitment.ts";
import { old, renewed, resealAll } from "@/tests/support/resealing.ts";

Deno.test("answers stand beside the questions they answered, for who may read them", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    const { items: [city] } = await shop.ask([line]);
    const member = await mall.member();
    await shop.answer(member, 1, [{ question: city!.id, length: 2 }]);
    await shop.ask([], 1);
    const read = await shop.read(member);
    assert.deepEqual([read.questions.items[0]!.title, read.answers_state], ["你的城市", "shown"]);
    assert.equal((read.answers as unknown as { sealed: string }).sealed, "v2.t1.sealed");
    const seen = await shop.read(member, await mall.staff("viewer"));
    assert.deepEqual([seen.answers, seen.answers_state], [null, "forbidden"]);
    const audited = await db.sql`select from ops.audit_log where command = 'read_answers'`;
    assert.equal(audited.length, 1);
    await forbids(db.call(member, "apply_with_answers", {
      idempotency_key: newKey(),
      terms_version: "2026-01",
      answers: { version: 0, given: [], sealed: "x" },
    }));
    await decide(mall, "review_distributor", member, { approve: false });
    await apply(mall, member);
    assert.equal((await shop.read(member)).answers_state, "none");
  }));

Deno.test("C23 answers go with the person, and a year after they were given", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    const { items: [city] } = await shop.ask([line]);
    const [gone, stays] = await mall.members(2);
    for (const member of [gone!, stays!]) {
      await shop.answer(member, 1, [{ question: city!.id, length: 2 }]);
    }
    const kept = async () =>
      (await db.sql`select member_id from person.application_answers`).map((row) => row.member_id);
    await db.call(gone!, "forget_me");
    assert.deepEqual(await kept(), [stays!.member_id]);
    await refuses(
      "SIGN_IN_REQUIRED",
      db.call(asServer(gone!), "apply_with_answers", {
        idempotency_key: newKey(),
        terms_version: "2026-01",
        answers: { version: 1, given: [{ question: city!.id, length: 1 }], sealed: "x" },
      }),
    );
    await db.clock.advance(366);
    await db.call({ role: "mall_jobs" }, "maintain");
    assert.deepEqual(await kept(), []);
  }));

Deno.test("rotating the keys seals answers anew: whoever may read them goes on reading", () =>
  onMall(async (mall, db) => {
    const shop = recruiting(mall);
    const { items: [city] } = await shop.ask([line]);
    const member = await mall.member();
    const answers = { version: 1, items: [{ question: city!.id, text: "杭州" }] };
    const owner = { shop_id: mall.shop_id, member_id: member.member_id };
    await db.call(asServer(member), "apply_with_answers", {
      idempotency_key: newKey(),
      terms_version: "2026-01",
      answers: await sealAnswers(old, owner, answers),
    });
    await resealAll(mall);
    const [row] = await db.sql`select sealed from person.application_answers`;
    const opened = await renewed.open(answersOf(owner.shop_id, owner.member_id), row!.sealed);
    assert.deepEqual(JSON.parse(opened), answers.items);
  }));
