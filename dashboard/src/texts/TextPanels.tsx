import { Button } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { TextKind, TextVersions } from "@/contracts/texts.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { SettingPanel } from "../settings/SettingPanel.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { EditText } from "./EditText.tsx";
import { useTexts } from "./queries.ts";
import { Versions } from "./Versions.tsx";
import "./texts.css";

type Version = TextVersions["items"][number];
const group = setting_groups.texts;
const kinds = Object.keys(group.settings) as TextKind[];

/** What the shop says in its own words, and what it said before. */
export function TextPanels() {
  return (
    <Loaded query={useTexts()}>
      {({ items }) => (
        <>
          <Current items={items} />
          {kinds.map((kind) => (
            <Versions
              key={kind}
              title={`${group.settings[kind].label}的历次版本`}
              versions={items.filter((one) => one.kind === kind)}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

function Current({ items }: { items: readonly Version[] }) {
  const [edited, edit] = useState<Version>();
  const mayEdit = useMay("rules");
  const values = kinds.map((kind) => {
    const shown = items.find((one) => one.kind === kind);
    return [
      kind,
      shown && (
        <div className="text-now">
          <span>{`${shown.version} 版，${formatMoment(shown.valid_from)} 起`}</span>
          {mayEdit && (
            <Button
              size="small"
              aria-label={`修改${group.settings[kind].label}`}
              onClick={() => edit(shown)}
            >
              修改
            </Button>
          )}
        </div>
      ),
    ];
  });
  return (
    <SettingPanel group={group} values={Object.fromEntries(values)}>
      {edited && <EditText text={edited} onClose={() => edit(undefined)} />}
    </SettingPanel>
  );
}
