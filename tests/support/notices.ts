/** For tests of what members are told. */
import type { Notice, NoticePage } from "@/contracts/notices.ts";
import type { Mall, Member } from "./mall.ts";
import { jobs } from "./database.ts";

export const noticesOf = async (mall: Mall, member: Member): Promise<Notice[]> =>
  (await mall.db.call<NoticePage>(member, "list_notices", { page_size: 100 })).items;

/** The kinds that a member was told, the earliest first. */
export const told = async (mall: Mall, member: Member): Promise<string[]> =>
  (await mall.db.sql<{ kind: string }[]>`
    select kind from referral.notices where member_id = ${member.member_id} order by id`)
    .map(({ kind }) => kind);

/** Runs the job once: how many were told. */
export const tellExpiries = async (mall: Mall, batch = 200): Promise<number> =>
  (await mall.db.call<{ told: number }>(jobs, "tell_expiries", { batch })).told;
