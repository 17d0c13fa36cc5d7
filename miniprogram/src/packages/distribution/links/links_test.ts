import assert from "node:assert/strict";
import { loose, openPage, phone, refused, until } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./links.ts");
const link = (token: string, revoked_at: string | null) => ({
  ...{ id: token, token, page: "home", product_id: null, campaign: null, channel: "chat" },
  ...{ created_at: "2026-11-23T02:00:00Z", revoked_at, product_title: null, image_url: null },
  ...{ last_opened_at: null, is_code: false, openings: 0, buyers: 0, orders: 0, kept_fen: 0 },
});

const tapped = (token: string) => ({ currentTarget: { dataset: { token } } });
const posts = () => phone.paths().filter((path) => path.startsWith("POST /shares"));

Deno.test(
  "a link is taken back after a question, and its row says so; who thinks better of it changes nothing",
  loose,
  async () => {
    phone.begin();
    phone.answer = ({ method }) =>
      method === "POST" ? { status: 200, data: link("bbbbbb", null) } : {
        status: 200,
        data: {
          items: [link("aaaaaa", "2026-11-22T00:00:00Z"), link("bbbbbb", null)],
          next: null,
        },
      };
    const page = await openPage(page_file);
    await until(() => page.data.state === "end");
    const revoked = () => page.data.items.map((one: { is_revoked: boolean }) => one.is_revoked);
    assert.deepEqual(revoked(), [true, false]);
    phone.confirms = false;
    await page.revoke(tapped("bbbbbb"));
    assert.deepEqual([posts(), revoked()], [[], [true, false]]);
    phone.confirms = true;
    await page.revoke(tapped("bbbbbb"));
    assert.deepEqual(posts(), ["POST /shares/bbbbbb/revocation"]);
    assert.deepEqual([revoked(), page.data.revoking], [[true, true], ""]);
  },
);

Deno.test("a link that could not be taken back stays as it is", loose, async () => {
  phone.begin();
  phone.answer = ({ method }) =>
    method === "POST"
      ? refused(404, "SHARE_NOT_FOUND")
      : { status: 200, data: { items: [link("bbbbbb", null)], next: null } };
  const page = await openPage(page_file);
  await until(() => page.data.state === "end");
  await page.revoke(tapped("bbbbbb"));
  assert.deepEqual([page.data.items[0].is_revoked, page.data.revoking], [false, ""]);
});
