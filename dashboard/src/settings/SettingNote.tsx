import { Alert } from "antd";
import type { Setting } from "@/contracts/settings/setting.ts";

/** What has to be known before a setting is changed; it stands beside the switch, wherever that is. */
export function SettingNote({ note }: { note: NonNullable<Setting["note"]> }) {
  return <Alert type="warning" showIcon title={note.title} description={note.text} />;
}
