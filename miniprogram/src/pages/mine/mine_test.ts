import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  refused,
  type Reply,
  until,
} from "../../services/fake_phone_test.ts";

const session = await import("../../services/session.ts");
const page_file = import.meta.resolve("./mine.ts");
const order_counts = { pending_payment: 0, paid: 0, shipped: 0, after_sale: 0 };
const me = { ...phone.member, order_counts };
phone.member = me;

Deno.test(
  "a member who has signed out is not shown again by an answer that was under way",
  loose,
  async () => {
    phone.begin();
    phone.answer = () => ({ status: 200, data: me });
    await session.signIn();
    const page = await openPage(page_file);
    await until(() => phone.paths().includes("GET /me"));
    let late = (_: Reply) => {};
    phone.begin(new Promise<Reply>((resolve) => (late = resolve)));
    const refreshing = page.refresh();
    await until(() => phone.paths().includes("GET /me"));
    session.signOut();
    assert.equal(page.data.member, null);
    late({ status: 200, data: me });
    await refreshing;
    assert.equal(page.data.member, null);
    closePage(page);
  },
);

Deno.test("the page shows the newest account that the shop answered", loose, async () => {
  phone.begin();
  phone.answer = () => ({ status: 200, data: { ...me, nickname: "小藤" } });
  await session.signIn();
  const page = await openPage(page_file);
  await until(() => page.data.member?.nickname === "小藤");
  closePage(page);
});

Deno.test(
  "a chosen picture is kept small, and shown when the shop has it; one that is refused is told of",
  loose,
  async () => {
    const files = { "wx://chosen": "wx://small", "wx://small": "/9j/4AAQSkZJRgABAQAA" };
    Object.assign(wx, {
      compressImage: (
        { src, compressedWidth }: { src: keyof typeof files; compressedWidth: number },
      ) => Promise.resolve({ tempFilePath: compressedWidth <= 256 ? files[src] : src }),
      getFileSystemManager: () => ({
        readFile: ({ filePath, success }: {
          filePath: keyof typeof files;
          success(file: { data: string }): void;
        }) => success({ data: files[filePath] }),
      }),
    });
    phone.begin();
    phone.answer = () => ({ status: 200, data: me });
    await session.signIn();
    const page = await openPage(page_file);
    await until(() => phone.paths().includes("GET /me"));
    const avatar_url = "https://mall.test/avatars/1";
    phone.begin();
    phone.answer = () => ({ status: 200, data: { ...me, avatar_url } });
    await page.onAvatar({ detail: { avatarUrl: "wx://chosen" } });
    assert.deepEqual(phone.sent[0]!.body, { avatar: files["wx://small"] });
    assert.equal(page.data.member.avatar_url, avatar_url);
    phone.begin(refused(400, "INVALID_REQUEST"));
    await page.onAvatar({ detail: { avatarUrl: "wx://chosen" } });
    assert.equal(page.data.saving, false);
    assert.ok(phone.done.some((one) => one.includes("toast")), phone.done.join());
    closePage(page);
  },
);
