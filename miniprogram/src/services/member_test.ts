import assert from "node:assert/strict";
import { loose, phone, until } from "./fake_phone_test.ts";

const session = await import("./session.ts");
const { refreshMember } = await import("./member.ts");

Deno.test(
  "an answer about the member that is older than the one shown changes nothing",
  loose,
  async () => {
    phone.begin();
    await session.signIn();
    phone.sent.length = 0;
    const me = (nickname: string) => ({ status: 200, data: { ...phone.member, nickname } });
    let answerFirst = (_reply: ReturnType<typeof me>) => {};
    phone.replies = [new Promise((resolve) => answerFirst = resolve), me("新名字")];
    const first = refreshMember();
    await until(() => phone.paths().length === 1);
    await refreshMember();
    answerFirst(me("旧名字"));
    await first;
    assert.equal(session.currentMember()?.nickname, "新名字");
  },
);
