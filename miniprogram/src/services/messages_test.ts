import assert from "node:assert/strict";
import { phone } from "./fake_phone_test.ts";

/** By a name that Deno does not follow: its checker does not know `wx`, the mini program's own check does. */
const module = "./messages";
const { askToTell, learnOffers } = await import(module) as {
  askToTell(moment: string): Promise<void>;
  learnOffers(): void;
};

const offer = (kind: string, moments: string[], left = 0) => ({
  ...{ kind, title: kind, template_id: `T-${kind}`, moments, left },
});

/** What WeChat was asked, and what it answers to all of it. */
function sheet(answer: string | null) {
  const asked: string[][] = [];
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }) {
      asked.push(tmplIds);
      if (answer === null) return Promise.reject({ errMsg: "fail", errCode: 20004 });
      return Promise.resolve(Object.fromEntries(tmplIds.map((id) => [id, answer])));
    },
  });
  return asked;
}

const offered = (...items: object[]) => {
  phone.begin({ status: 200, data: { items } });
  learnOffers();
};

const told = () => phone.sent.filter(({ method }) => method === "POST").map(({ body }) => body);

Deno.test("C91 asked at its moment, at most three at once, and the shop hears every answer", async () => {
  const asked = sheet("accept");
  offered(
    ...["a", "b", "c", "d"].map((kind) => offer(kind, ["paid"])),
    offer("e", ["applying"]),
    offer("f", ["withdrawing"], 1),
  );
  await askToTell("withdrawing");
  assert.deepEqual(asked, [], "one is left");
  await askToTell("paid");
  assert.deepEqual(asked, [["T-a", "T-b", "T-c"]]);
  const answers = ["a", "b", "c"].map((kind) => ({ template_id: `T-${kind}`, answer: "accept" }));
  assert.deepEqual(told(), [{ answers }]);
  assert.ok(phone.sent.at(-1)!.key.length >= 8);
});

Deno.test("C91 whoever refused is not asked again while the program runs", async () => {
  for (const answer of ["reject", "ban", null]) {
    const asked = sheet(answer);
    const one = offer(`no ${answer}`, ["promoting"]);
    offered(one);
    await askToTell("promoting");
    offered(one);
    await askToTell("promoting");
    assert.equal(asked.length, 1, String(answer));
  }
});

Deno.test("nothing depends on asking: no offers, no network and an old WeChat stop nothing", async () => {
  const asked = sheet("accept");
  phone.begin("offline", "offline", "offline");
  learnOffers();
  await askToTell("paid");
  offered();
  await askToTell("paid");
  assert.deepEqual(asked, []);
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    requestSubscribeMessage: undefined,
  });
  offered(offer("x", ["paid"]));
  await askToTell("paid");
});
