import type { ReactNode } from "react";
import type { SettingGroup } from "@/contracts/settings/catalogue.ts";
import { effects } from "@/contracts/settings/setting.ts";
import type { SettingChange } from "@/contracts/staff/settings.ts";
import { formatMoment } from "../lib/moments.ts";
import { SettingNote } from "./SettingNote.tsx";
import { useSettingChanges } from "./queries.ts";
import "../ui/panel.css";

interface Props<G extends SettingGroup> {
  group: G;
  /** What each is now: a group is shown whole. */
  values: Record<keyof G["settings"], ReactNode>;
  /** Where it says more than the group's own words. */
  about?: string;
  action?: ReactNode;
  /** What lies on top while something is changed. */
  children?: ReactNode;
}

/** A group of the catalogue: what each setting is called and is now, what it does, from when, and who changed it last. */
export function SettingPanel<G extends SettingGroup>(
  { group, values, about = group.about, action, children }: Props<G>,
) {
  const changes = useSettingChanges().data?.items ?? [];
  const now = values as Record<string, ReactNode>;
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>{group.title}</h2>
          <div className="aux">{about}</div>
        </div>
        {action}
      </div>
      <dl className="settings">
        {Object.entries(group.settings).map(([name, { label, about, effect, note }]) => (
          <div key={name} className="setting">
            <dt>{label}</dt>
            <dd className="setting-value figures">{now[name]}</dd>
            <dd className="aux">{about}{effects[effect]}</dd>
            <Changed
              change={changes.find(({ setting }) =>
                setting === name
              )}
            />
            {note && (
              <dd className="setting-note">
                <SettingNote note={note} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}

function Changed({ change }: { change: SettingChange | undefined }) {
  if (!change) return null;
  const { by, reason, changed_at } = change;
  return (
    <dd className="aux setting-changed">
      {`${by ?? "系统"} ${formatMoment(changed_at)} 修改${reason ? `：${reason}` : ""}`}
    </dd>
  );
}
