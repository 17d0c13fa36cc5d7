import type { Questions } from "@/contracts/recruitment.ts";
import type { SaveQuestion } from "@/contracts/staff/recruitment.ts";
import type { Sealer } from "@/shared/seal.ts";
import { sealAnswers } from "@/shared/sealed_answers.ts";
import type { DemoMember, World } from "./world.ts";

const question = { hint: "", is_required: false, choices: [] };

/** None must be answered: whoever tries the demo may apply at once. */
const questions: SaveQuestion[] = [
  { ...question, kind: "line", title: "你在哪个城市" },
  {
    ...{ ...question, kind: "several", title: "想分享什么", hint: "可以选几样" },
    choices: ["茶和茶具", "点心坚果", "生鲜水果", "家居小物"],
  },
  {
    ...question,
    kind: "one",
    title: "从哪里知道我们",
    choices: ["朋友推荐", "在这里买过", "公众号"],
  },
  {
    ...{ ...question, kind: "paragraph", title: "打算怎样介绍给朋友" },
    hint: "写几句就好，不用写电话和证件号",
  },
];

/** The shop asks those who apply from now on. */
export function askApplicants({ caller, staff, shop }: World, at: number): Promise<Questions> {
  const args = { shop: shop.code, version: 0, questions, reason: "想多了解申请人" };
  return caller.command<Questions>(at, staff.owner, "save_questions", args);
}

/** What an applicant says, sealed as the server does. */
export function answersOf(
  sealer: Sealer,
  { shop }: World,
  member: DemoMember,
  { version, items }: Questions,
  said: { city: string; likes: number[]; from: number; plan: string },
) {
  const [city, likes, from, plan] = items.map(({ id }) => id);
  return sealAnswers(sealer, { shop_id: shop.id, member_id: member.id }, {
    version,
    items: [
      { question: city!, text: said.city },
      { question: likes!, choices: said.likes },
      { question: from!, choices: [said.from] },
      { question: plan!, text: said.plan },
    ],
  });
}
