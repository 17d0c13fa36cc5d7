import type { SealedAnswers } from "@/contracts/server.ts";
import type { Sealer } from "@/shared/seal.ts";
import { applications, nicknames } from "./data/people.ts";
import { signIn } from "./members.ts";
import { answersOf, askApplicants } from "./recruitment.ts";
import { day, type DemoDistributor, type DemoMember, hour, keyOf, type World } from "./world.ts";

/** How many promote; the first four came by themselves, each of them invited two. */
export const distributor_count = 12;
const parent_count = 4;

const channels = ["chat", "moments", "poster", "qrcode", "link"] as const;

/** The first days: people sign in, apply, are approved, invite others and share what they like. */
export async function recruit(world: World, sealer: Sealer): Promise<void> {
  const parents = await Promise.all(
    Array.from({ length: parent_count }, async (_, n) => {
      const at = world.start + 9 * hour + n * 11 * 60_000;
      return await promote(world, await signIn(world, sealer, n, at), n, at);
    }),
  );
  const children = await Promise.all(
    Array.from({ length: distributor_count - parent_count }, async (_, m) => {
      const n = parent_count + m;
      const at = world.start + day + 10 * hour + m * 37 * 60_000;
      const invite = await world.caller.call<{ token: string }>(
        ...[at - 5 * hour, parents[m % parent_count]!.member.claims, "create_invite"] as const,
      );
      return await promote(
        world,
        await signIn(world, sealer, n, at, invite.token),
        n,
        at,
        invite.token,
      );
    }),
  );
  world.distributors.push(...parents, ...children);
  world.members.push(...world.distributors.map(({ member }) => member));
}

/** The others come by a share, or by themselves. */
export async function welcome(world: World, sealer: Sealer): Promise<void> {
  const random = world.random.fork(2);
  const rest = nicknames.slice(distributor_count).map((_, m) => {
    const at = world.start + 2 * day + random.int(0, 12 * 24) * hour + random.int(0, 59) * 60_000;
    const by = random.weighted(world.distributors, ({ reach }) => reach);
    const share = random.chance(0.8) ? random.pick(by.shares).token : undefined;
    return { n: distributor_count + m, at, share };
  });
  const members = await Promise.all(
    rest.map(({ n, at, share }) => signIn(world, sealer, n, at, share)),
  );
  world.members.push(...members);
  await applyWithAnswers(world, sealer, members.at(-1)!, members.at(-2)!);
  const refused = members.at(-2)!;
  const args = { shop: world.shop.code, distributor_id: refused.id, approve: false };
  await world.caller.command(
    world.timeline.end - 8 * day,
    world.staff.owner,
    "review_distributor",
    {
      ...args,
      reason: "申请信息不完整，请补充推广渠道",
    },
  );
}

/** Since some days ago the shop asks questions: one waits who has answered them, one was refused. */
async function applyWithAnswers(
  world: World,
  sealer: Sealer,
  waiting: DemoMember,
  refused: DemoMember,
): Promise<void> {
  const { end } = world.timeline;
  const questions = await askApplicants(world, end - 12 * day);
  const thorough = {
    ...{ city: "杭州滨江", likes: [0, 1], from: 1 },
    plan: "公司茶水间常有人问我喝的是什么，想把链接发在午饭群里，谁想喝谁自己买。",
  };
  const short = { city: "不方便说", likes: [3], from: 2, plan: "到处发发" };
  for (
    const [member, at, said] of [[waiting, 5 * hour, thorough], [refused, 9 * day, short]] as const
  ) {
    const answers = await answersOf(sealer, world, member, questions, said);
    await apply(world, member, end - at, undefined, answers);
  }
}

async function promote(
  world: World,
  member: DemoMember,
  n: number,
  at: number,
  invite?: string,
): Promise<DemoDistributor> {
  const random = world.random.fork(n + 1);
  await apply(world, member, at + 10 * 60_000, invite);
  const args = {
    shop: world.shop.code,
    distributor_id: member.id,
    approve: true,
    reason: "资料齐全",
  };
  await world.caller.command(at + 2 * hour, world.staff.owner, "review_distributor", args);
  const shares: DemoDistributor["shares"] = [];
  for (let k = 0; k < 6; k += 1) {
    const product = k === 0
      ? undefined
      : random.weighted(world.products, ({ appeal }) => appeal ** 2);
    const share = {
      page: product ? "product" : "home",
      channel: random.pick(channels),
      ...(product ? { product: product.id } : {}),
      ...(k === 1 ? { campaign: "秋日上新" } : {}),
    };
    const { token } = await world.caller.call<{ token: string }>(
      ...[at + 2 * hour + k * 60_000 + 60_000, member.claims, "create_share", share] as const,
    );
    shares.push({ token, ...(product ? { product } : {}) });
  }
  return { member, shares, reach: random.int(2, 9) };
}

async function apply(
  world: World,
  member: DemoMember,
  at: number,
  invite?: string,
  answers?: SealedAnswers,
): Promise<void> {
  const random = world.random.fork(member.openid.charCodeAt(11) * 7 + at % 1009);
  const claims = answers ? { ...member.claims, role: "mall_server" } : member.claims;
  await world.caller.call(at, claims, answers ? "apply_with_answers" : "apply_distributor", {
    ...(answers ? { answers } : {}),
    idempotency_key: keyOf(random),
    terms_version: "2026-01",
    note: random.pick(applications),
    ...(invite === undefined ? {} : { invite }),
  });
}
