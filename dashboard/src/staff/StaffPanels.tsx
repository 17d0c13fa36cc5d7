import { Button } from "antd";
import { useState } from "react";
import type { StaffMember } from "@/contracts/staff/people.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay, useStaff } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { EditStaff } from "./EditStaff.tsx";
import { Invitations } from "./Invitations.tsx";
import { LeaveShop } from "./LeaveShop.tsx";
import { usePeople } from "./queries.ts";
import { role_abouts, role_words, status_words } from "./words.ts";
import "../ui/panel.css";
import "./staff.css";

/** The shop's staff: the owner invites, changes roles and removes; everybody may leave. */
export function StaffPanels() {
  const mayEdit = useMay("staff");
  return (
    <>
      {mayEdit && <Invitations />}
      {mayEdit && <People />}
      <Myself />
    </>
  );
}

function People() {
  const [edited, edit] = useState<StaffMember>();
  const columns: PlainColumn<StaffMember>[] = [
    { title: "姓名", cell: ({ name }) => name },
    { title: "邮箱", cell: ({ email }) => <span className="email">{email ?? "–"}</span> },
    { title: "角色", cell: ({ role }) => role_words[role] },
    {
      title: "状态",
      cell: ({ status }) => (
        <StateTag text={status_words[status]} tone={status === "active" ? "brand" : "quiet"} />
      ),
    },
    { title: "加入", cell: ({ created_at }) => formatMoment(created_at) },
    {
      title: "",
      cell: (one) => (
        <Button type="link" aria-label={`修改${one.name}`} onClick={() => edit(one)}>修改</Button>
      ),
    },
  ];
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>员工</h2>
          <div className="aux">角色决定能做什么，修改后马上生效；店里至少有一位店主</div>
        </div>
      </div>
      <Loaded query={usePeople()}>
        {({ items }) =>
          items.length === 0
            ? <Nothing title="还没有员工" hint="在上面邀请第一位" />
            : <PlainTable rows={items} keyOf={({ id }) => id} columns={columns} />}
      </Loaded>
      {edited && <EditStaff one={edited} onClose={() => edit(undefined)} />}
    </section>
  );
}

function Myself() {
  const [isOpen, setOpen] = useState(false);
  const { name, role, shop } = useStaff();
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>我自己</h2>
          <div className="aux">{`${name} · ${role_words[role]}：${role_abouts[role]}`}</div>
        </div>
        <Button danger onClick={() => setOpen(true)}>离职</Button>
      </div>
      {isOpen && <LeaveShop shop={shop.name} onClose={() => setOpen(false)} />}
    </section>
  );
}
