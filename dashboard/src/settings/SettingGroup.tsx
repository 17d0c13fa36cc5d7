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
type SwitchGroup = "promotion" | "binding" | "orders" | "prices" | "stock" | "withdrawals";

export function SettingGroup({ of }: { of: SwitchGroup }) {
  return (
    <Loaded query={useSettings()}>{(settings) => <Switches of={of} settings={settings} />}</Loaded>
  );
}

/** What each is now, and a way to change those that one may. */
function Switches({ of, settings }: { of: SwitchGroup; settings: ShopSettings }) {
  const [isOpen, setOpen] = useState(false);
  const { permissions } = useStaff();
  const group = setting_groups[of];
  const fields = fieldsOf(group.settings);
  const allowed = fields.filter(({ writes }) => writes && permissions.includes(writes));
  const values = Object.fromEntries(
    fields.map((field) => [field.name, wordsOf(field, valueOf(settings, field.name))]),
  );
  return (
    <SettingPanel
      group={group}
      values={values}
      action={allowed.length > 0 && (
        <Button
          aria-label={`修改${group.title}`}
          onClick={() => setOpen(true)}
        >
          修改
        </Button>
      )}
    >
      {isOpen && (
        <EditGroup
          title={`修改${group.title}`}
          fields={allowed}
          settings={settings}
          onClose={() => setOpen(false)}
        />
      )}
    </SettingPanel>
  );
}
