import type { RuleSets } from "@/contracts/staff/rules.ts";
import { formatMoment } from "../lib/moments.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { Editor } from "./Editor.tsx";
import { useRuleGoods, useRuleSets, useTierNames } from "./queries.ts";
import "../ui/editor.css";
import "../ui/panel.css";
import "./rules.css";

/** Who earns what: by place, tier and level, with extras, steps and a cap. */
export default function RulesPage() {
  const sets = useRuleSets();
  const goods = useRuleGoods();
  const tier_names = useTierNames();
  return (
    <>
      <PageHead
        about={sets.data && <InForce sets={sets.data} />}
        back={{ to: "/commissions", text: "佣金" }}
      />
      <Loaded query={sets}>
        {(read) => (
          <Loaded query={goods}>
            {({ items }) => <Editor sets={read} goods={items} tier_names={tier_names} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function InForce({ sets: { current, planned, draft } }: { sets: RuleSets }) {
  return (
    <>
      第 {current.version} 版正在生效
      {current.starts_at && `，${formatMoment(current.starts_at)} 起`}
      {current.by && `，${current.by}`}
      {planned?.starts_at && (
        <>；第 {planned.version} 版定在 {formatMoment(planned.starts_at)} 换上</>
      )} {draft && <StateTag text={`有草稿，${draft.by ?? "有人"}存的`} tone="warn" />}
    </>
  );
}
