import assert from "node:assert/strict";
import type { PersonalLink } from "@/contracts/personal_links.ts";
import { standingOf } from "./standing.ts";

const open: PersonalLink = {
  ...{ token: "a1b2c3d4e5f6", kind: "customer", state: "open", is_mine: false, is_done: false },
  ...{ distributor: "青**", terms_version: null },
};
const promoter: PersonalLink = { ...open, kind: "distributor", terms_version: "2026-01" };

Deno.test("an open link says what it is for and offers to take it, one's own what came of it, another's that it is over", () => {
  const actions = [
    open,
    promoter,
    { ...open, state: "used" as const, is_mine: true, is_done: true },
    { ...promoter, state: "used" as const, is_mine: true, is_done: true },
    { ...open, state: "used" as const, is_mine: true },
    { ...promoter, state: "used" as const },
    { ...promoter, state: "over" as const },
  ].map((link) => {
    const { title, action } = standingOf(link);
    return [title, action];
  });
  assert.deepEqual(actions, [
    ["欢迎老朋友", "take"],
    ["商家邀请你成为推广员", "take"],
    ["已经确认", "home"],
    ["你已是推广员", "center"],
    ["已经登记", "home"],
    ["这个链接已经用过", "home"],
    ["这个链接已失效", "home"],
  ]);
  assert.match(standingOf(open).words, /青\*\*/);
  assert.match(standingOf({ ...open, distributor: null }).words, /他加入后自动生效/);
});
