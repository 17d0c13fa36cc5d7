import { Loaded } from "../ui/Loaded.tsx";
import { groups } from "./groups.ts";
import { useSettings } from "./queries.ts";
import { SettingGroup } from "./SettingGroup.tsx";

/** What a shop may choose, group by group. */
export function ShopRules() {
  return (
    <Loaded query={useSettings()}>
      {(settings) =>
        groups.map((group) => <SettingGroup key={group.key} group={group} settings={settings} />)}
    </Loaded>
  );
}
