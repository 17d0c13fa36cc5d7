import assert from "node:assert/strict";
import { loose, openPage, phone, refused, type Reply, until } from "../services/fake_phone_test.ts";

const board_page = import.meta.resolve("../packages/distribution/leaderboard/leaderboard.ts");
const board = (kept_fen: number): Reply => ({
  status: 200,
  data: { rows: [], me: { rank: 1, kept_fen, to_next_fen: null } },
});
const chosen = (choice: string) => ({ currentTarget: { dataset: { choice } } });

Deno.test(
  "an answer for a period that is not chosen any more is dropped, and an error keeps what is shown",
  loose,
  async () => {
    let late: (reply: Reply) => void = () => {};
    phone.begin();
    phone.answer = ({ path }) =>
      path.includes("period=week")
        ? new Promise((answer) => late = answer)
        : path.includes("period=today")
        ? board(1)
        : board(30);
    const page = await openPage(board_page);
    await until(() => page.data.state === "ready");
    assert.equal(page.data.board.me.kept_fen, 30);
    page.choose(chosen("week"));
    await until(() => phone.paths().some((path) => path.includes("week")));
    assert.equal(page.data.state, "loading");
    page.choose(chosen("today"));
    await until(() => page.data.state === "ready");
    late(board(7));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([page.data.chosen, page.data.board.me.kept_fen], ["today", 1]);
    phone.answer = () => refused(500, "INTERNAL");
    await page.onPullDownRefresh();
    assert.deepEqual([page.data.state, page.data.board.me.kept_fen], ["ready", 1]);
    page.choose(chosen("month"));
    await until(() => page.data.state === "error");
  },
);
