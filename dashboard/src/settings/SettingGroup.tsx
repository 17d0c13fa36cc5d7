import { Button } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { ShopSettings } from "@/contracts/staff/settings.ts";
import { useStaff } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { EditGroup } from "./EditGroup.tsx";
import { fieldsOf } from "./field.ts";
import { SettingPanel } from "./SettingPanel.tsx";
import { useSettings } from "./queries.ts";
import { valueOf, wordsOf } from "./values.ts";

/** The groups of switches that one form writes. */
type SwitchGroup =
  | "promotion"
  | "binding"
  | "orders"
  | "prices"
  | "stock"
  | "search"
  | "withdrawals";

export function SettingGroup({ of }: { of: SwitchGroup }) {
  return (
    <Loaded query={useSettings()}>{(settings) => <Switches of={of} settings={settings} />}</Loaded>
  );
}

/** What each is now, and a way to change it. */
function Switches({ of, settings }: { of: SwitchGroup; settings: ShopSettings }) {
  const group = setting_groups[of];
  const fields = fieldsOf(group.settings);
  const values = Object.fromEntries(
    fields.map((field) => [field.name, wordsOf(field, valueOf(settings, field.name))]),
  );
  return (
    <SettingPanel
      group={group}
      values={values}
      action={<ChangeGroup of={of} text="修改" />}
    />
  );
}

/** A way to change those of a group that one may. */
export function ChangeGroup({ of, text }: { of: SwitchGroup; text?: string }) {
  const [isOpen, setOpen] = useState(false);
  const settings = useSettings().data;
  const { permissions } = useStaff();
  const { title, settings: group } = setting_groups[of];
  const allowed = fieldsOf(group).filter(({ writes }) => permissions.includes(writes));
  if (!settings || allowed.length === 0) return null;
  const name = `修改${title}`;
  return (
    <>
      <Button aria-label={name} onClick={() => setOpen(true)}>{text ?? name}</Button>
      {isOpen && (
        <EditGroup
          title={name}
          fields={allowed}
          settings={settings}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
