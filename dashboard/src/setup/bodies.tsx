import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { formatBps } from "@/contracts/format.ts";
import { commission_settings } from "@/contracts/settings/promotion.ts";
import type { Setup, SetupStepName } from "@/contracts/staff/setup.ts";
import { useMay } from "../lib/staff.tsx";
import { ChangeRule } from "../settings/RulePanel.tsx";
import { ChangeGroup } from "../settings/SettingGroup.tsx";
import { SettingNote } from "../settings/SettingNote.tsx";
import { Invite } from "../staff/Invite.tsx";
import { Address } from "./Address.tsx";
import { FirstOrder } from "./FirstOrder.tsx";

/** What a step shows beside its words and keys. */
export const step_notes: Partial<Record<SetupStepName, (setup: Setup) => ReactNode>> = {
  push: ({ addresses }) => (
    <dl className="settings step-keys">
      <Address label="推送地址" text={addresses.push} />
    </dl>
  ),
  domain: ({ addresses }) => <Domains {...addresses} />,
  commission: (setup) => <Rates {...setup} />,
  first_order: (setup) => <FirstOrder {...setup} />,
};

/** Where a step is done. */
export const step_actions: Partial<Record<SetupStepName, ReactNode>> = {
  goods: <Link to="/goods/new">新建商品</Link>,
  freight: (
    <>
      <ChangeGroup of="prices" />
      <Link to="/goods/freight">运费模板</Link>
    </>
  ),
  commission: (
    <>
      <ChangeGroup of="promotion" />
      <ChangeRule />
    </>
  ),
  payouts: <ChangeGroup of="withdrawals" />,
  staff: <InviteStaff />,
  home: (
    <>
      <Link to="/goods/pages">装修首页</Link>
      <Link to="/settings?tab=theme">店铺形象</Link>
    </>
  ),
};

function Domains({ domain }: Setup["addresses"]) {
  return (
    <dl className="settings step-keys">
      <Address label="request、uploadFile、downloadFile" text={domain} />
      <Address label="socket" text={domain.replace(/^http/, "ws")} />
    </dl>
  );
}

/** What the law and the shop's own margins say to the rates. */
function Rates({ margin_bps }: Setup) {
  return (
    <>
      <SettingNote note={commission_settings.levels.note} />
      <ul className="step-hints">
        <li>一般商品给 8% 到 15%，高毛利商品给 20% 到 30%，不要超过毛利。</li>
        <li>
          {margin_bps === null
            ? "商品还没有填成本，看不出毛利。"
            : `本店商品的毛利一半在 ${formatBps(margin_bps)} 以上。`}
        </li>
      </ul>
    </>
  );
}

function InviteStaff() {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("staff")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>邀请员工</Button>
      {isOpen && <Invite onClose={() => setOpen(false)} />}
    </>
  );
}
