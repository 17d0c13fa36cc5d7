import { Button } from "antd";
import { useState } from "react";
import type { ShopSettings } from "@/contracts/staff/settings.ts";
import { useStaff } from "../lib/staff.tsx";
import { EditGroup } from "./EditGroup.tsx";
import type { Group } from "./field.ts";
import { LevelsNote } from "./LevelsNote.tsx";
import { Panel } from "./Panel.tsx";
import { valueOf, wordsOf } from "./values.ts";

/** Some settings that belong together: what each is now, what it does, and a way to change those that one may. */
export function SettingGroup({ group, settings }: { group: Group; settings: ShopSettings }) {
  const [isOpen, setOpen] = useState(false);
  const { permissions } = useStaff();
  const allowed = group.fields.filter(({ permission }) => permissions.includes(permission));
  return (
    <Panel
      title={group.title}
      about={group.about}
      rows={group.fields.map((field) => ({
        label: field.label,
        value: wordsOf(field, valueOf(settings, field.name)),
        about: field.about,
        note: field.name === "distribution_levels" && <LevelsNote />,
      }))}
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
    </Panel>
  );
}
