import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  refused,
  type Reply,
  type Sent,
  until,
} from "../../../services/fake_phone_test.ts";

const heart_file = import.meta.resolve("./heart.ts");
const session = await import("../../../services/session.ts");

const answers = (is_favourite: boolean): Reply => ({ status: 200, data: { is_favourite } });
const own = () => phone.paths().filter((path) => path !== "POST /sessions");

/** Of a member when `signed_in`, else of nobody; `answer` is the shop's. */
async function heart(signed_in: boolean, answer: (sent: Sent) => Reply | Promise<Reply>) {
  session.signOut();
  phone.begin();
  phone.answer = answer;
  if (signed_in) await session.signIn();
  return await openPage(heart_file, { product: "p1" });
}

Deno.test(
  "the heart is red when the product is a favourite, and looking at it is told once",
  loose,
  async () => {
    const one = await heart(true, () => answers(true));
    await until(() => one.data.on);
    session.changeMember({ cart_count: 3 });
    assert.deepEqual(own(), ["PUT /footprints/p1"]);
    closePage(one);
  },
);

Deno.test(
  "a visitor leaves no footprint; a tap signs in, and an answer that comes late changes nothing",
  loose,
  async () => {
    let late = (_: Reply) => {};
    const one = await heart(
      false,
      ({ path }) =>
        path.startsWith("/footprints") ? new Promise((done) => (late = done)) : answers(true),
    );
    assert.deepEqual(own(), []);
    await one.toggle();
    assert.deepEqual(own().toSorted(), ["PUT /favourites/p1", "PUT /footprints/p1"]);
    late(answers(false));
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(one.data.on, true);
    closePage(one);
  },
);

Deno.test("a heart that cannot be kept goes back, and says why", loose, async () => {
  const one = await heart(
    true,
    ({ path }) => path.startsWith("/favourites") ? refused(409, "FAVOURITES_FULL") : answers(false),
  );
  await Promise.all([one.toggle(), one.toggle()]);
  assert.deepEqual([one.data.on, one.data.busy], [false, false]);
  assert.equal(own().filter((path) => path === "PUT /favourites/p1").length, 1);
  assert.ok(phone.done.some((done) => done.startsWith("toast")));
  closePage(one);
});
