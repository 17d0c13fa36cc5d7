import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import type { Invitation } from "@/contracts/staff/invitations.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { Invite } from "./Invite.tsx";
import { useInvitations } from "./queries.ts";
import { Revoke } from "./Revoke.tsx";
import { invitation_words, role_words } from "./words.ts";

/** The invitations and what became of each. */
export function Invitations() {
  const [isInviting, setInviting] = useState(false);
  const [revoked, revoke] = useState<Invitation>();
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>邀请</h2>
          <div className="aux">用邮箱邀请；链接只能用一次，7 天内有效，只有这个邮箱的人能用</div>
        </div>
        <Button type="primary" onClick={() => setInviting(true)}>邀请员工</Button>
      </div>
      <ListTable
        list={useInvitations()}
        columns={columnsWith(revoke)}
        empty={{ title: "还没有邀请过人", hint: "点右上角，用邮箱请人来一起经营" }}
      />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {revoked && <Revoke invitation={revoked} onClose={() => revoke(undefined)} />}
    </section>
  );
}

function columnsWith(revoke: (one: Invitation) => void): TableColumnsType<Invitation> {
  return [
    { title: "姓名", width: 140, render: (_, { name }) => name },
    { title: "邮箱", render: (_, { email }) => <span className="email">{email}</span> },
    { title: "角色", width: 80, render: (_, { role }) => role_words[role] },
    { title: "状态", width: 100, render: (_, { state }) => <State state={state} /> },
    {
      title: "谁邀请的",
      width: 200,
      render: (_, one) => `${one.invited_by ?? "平台"} ${formatMoment(one.created_at)}`,
    },
    {
      title: "到期",
      width: 130,
      render: (_, one) => one.state === "open" ? formatMoment(one.expires_at) : "–",
    },
    {
      title: "",
      width: 80,
      render: (_, one) =>
        one.state === "open" && (
          <Button
            type="link"
            aria-label={`撤回${one.name}的邀请`}
            onClick={() => revoke(one)}
          >
            撤回
          </Button>
        ),
    },
  ];
}

function State({ state }: Pick<Invitation, "state">) {
  const tones = { open: "warn", accepted: "brand", revoked: "quiet", expired: "quiet" } as const;
  return <StateTag text={invitation_words[state]} tone={tones[state]} />;
}
