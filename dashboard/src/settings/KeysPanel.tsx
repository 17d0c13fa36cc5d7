import { Button } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { Credentials } from "@/contracts/staff/settings.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { AddKey } from "./AddKey.tsx";
import { useCredentials } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";

type Key = Credentials["items"][number];
const group = setting_groups.keys;

/** Which keys of the shop there are at WeChat and until when; nobody reads a key back. */
export function KeysPanel() {
  const mayRead = useMay(group.reads);
  return mayRead ? <Keys /> : (
    <section className="panel">
      <h2>{group.title}</h2>
      <div className="aux">只有店主可以查看和放入密钥</div>
    </section>
  );
}

function Keys() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Loaded query={useCredentials()}>
      {({ items }) => (
        <SettingPanel
          group={group}
          values={valuesOf(items)}
          action={<Button onClick={() => setOpen(true)}>放入密钥</Button>}
        >
          {isOpen && <AddKey onClose={() => setOpen(false)} />}
        </SettingPanel>
      )}
    </Loaded>
  );
}

function valuesOf(items: readonly Key[]) {
  const kinds = Object.keys(group.settings) as Key["kind"][];
  const values = kinds.map((kind) => [kind, valueOf(items.filter((key) => key.kind === kind))]);
  return Object.fromEntries(values) as Record<Key["kind"], React.ReactNode>;
}

function valueOf(kept: readonly Key[]) {
  if (kept.length === 0) return <span className="aux">还没有放入</span>;
  return kept.map((key) => <Kept key={key.id} of={key} />);
}

function Kept({ of: { serial, is_active, active_from, active_until } }: { of: Key }) {
  return (
    <div className="kept-key">
      {is_active ? <StateTag text="在用" tone="brand" /> : <StateTag text="停用" tone="quiet" />}
      {serial && <span className="serial">{serial}</span>}
      <span className="aux">
        {`${formatMoment(active_from)} 起，${
          active_until ? `${formatMoment(active_until)} 到期` : "没有期限"
        }`}
      </span>
    </div>
  );
}
