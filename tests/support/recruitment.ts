/** For tests of recruitment: questions, rules, and applications with answers. */
import type { Distributor } from "@/contracts/distributors.ts";
import type { Questions, Recruitment } from "@/contracts/recruitment.ts";
import type { SealedAnswers } from "@/contracts/server.ts";
import type { BatchReport } from "@/contracts/staff/batches.ts";
import type {
  ApplicationDetail,
  ApplicationPage,
  EntryRules,
  SaveEntryRules,
  SaveQuestion,
} from "@/contracts/staff/recruitment.ts";
import type { TestClaims } from "./database.ts";
import { terms_version } from "./distributors.ts";
import { asServer, type Mall, type Member, newKey } from "./mall.ts";

export const line: SaveQuestion = {
  kind: "line",
  title: "你的城市",
  hint: "",
  is_required: true,
  choices: [],
};
export const one: SaveQuestion = {
  kind: "one",
  title: "从哪里知道我们",
  hint: "",
  is_required: true,
  choices: ["朋友", "门店"],
};
export const several: SaveQuestion = { ...one, kind: "several", title: "喜欢什么" };
export const paragraph: SaveQuestion = {
  ...line,
  kind: "paragraph",
  title: "自我介绍",
  is_required: false,
};

type Given = SealedAnswers["given"];

const open_rules: SaveEntryRules = {
  invite_only: false,
  reapply_days: 0,
  purchase: "none",
  product_ids: [],
  spend_fen: null,
  warned: false,
};

/** Recruitment of one shop, from both sides. */
export const recruiting = (mall: Mall) => ({
  ask: (questions: unknown[], version = 0, by: TestClaims = mall.owner) =>
    mall.command<Questions>("save_questions", { version, questions, reason: "招募" }, by),
  rules: (rules: Partial<SaveEntryRules>, by: TestClaims = mall.owner) =>
    mall.command<EntryRules>("save_entry_rules", {
      rules: { ...open_rules, ...rules },
      reason: "招募",
    }, by),
  see: (member: Member, invite?: string) =>
    mall.db.call<Recruitment>(member, "get_recruitment", invite ? { invite } : {}),
  answer: (member: Member, version: number, given: Given, more = {}, key = newKey()) =>
    mall.db.call<Distributor>(asServer(member), "apply_with_answers", {
      idempotency_key: key,
      terms_version,
      answers: { version, given, sealed: "v2.t1.sealed" },
      ...more,
    }),
  list: (args = {}, by: TestClaims = mall.owner) =>
    mall.db.call<ApplicationPage>(by, "list_applications", { shop: mall.shop, ...args }),
  read: (member: Member, by: TestClaims = mall.owner) =>
    mall.db.call<ApplicationDetail>(by, "get_application", {
      shop: mall.shop,
      distributor_id: member.member_id,
    }),
  review: (members: Member[], approve: boolean, by: TestClaims = mall.owner) =>
    mall.command<BatchReport>("review_applications", {
      ids: members.map(({ member_id }) => member_id),
      approve,
      reason: approve ? "欢迎" : "资料不全",
    }, by),
});
