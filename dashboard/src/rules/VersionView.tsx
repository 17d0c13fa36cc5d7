import { LeftOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSet, RuleSetForm } from "@/contracts/staff/rules.ts";
import { formatBps } from "@/contracts/format.ts";
import { formatMoment } from "../lib/moments.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Extras } from "./Extras.tsx";
import { judgeOf } from "./judged.ts";
import { Matrix } from "./Matrix.tsx";
import { namesOf } from "./names.ts";
import { useRuleGoods, useRuleSet } from "./queries.ts";
import { namedBy, rowsOf } from "./rows.ts";
import { formOf } from "./set.ts";
import { tierColumns } from "./tiers.ts";
import { levels_words, type TierNames, volumeWords } from "./words.ts";

interface Props {
  id: string;
  tiers: TierNames;
  /** Puts the version into the draft; not given to who may not change rules. */
  onTake?: (form: RuleSetForm, goods: RuleGood[], version: number) => void;
  onBack(): void;
}

/** A version as it was, to be read. */
export function VersionView({ id, ...props }: Props) {
  const goods = useRuleGoods(id);
  return (
    <Loaded query={useRuleSet(id)}>
      {(set) => (
        <Loaded query={goods}>
          {({ items }) => <Version {...{ set, ...props }} goods={items} />}
        </Loaded>
      )}
    </Loaded>
  );
}

type VersionProps = Omit<Props, "id"> & { set: RuleSet; goods: RuleGood[] };

function Version({ set, goods, tiers, onTake, onBack }: VersionProps) {
  const form = formOf(set);
  const names = namesOf(tiers, goods, [set]);
  const rows = rowsOf(goods, namedBy(form));
  // Read as it was when it began.
  const at_ms = Date.parse(set.starts_at ?? set.saved_at);
  return (
    <>
      <section className="panel">
        <Button type="link" className="rules-back" icon={<LeftOutlined />} onClick={onBack}>
          历史
        </Button>
        <div className="panel-head">
          <h2>第 {set.version} 版</h2>
          {onTake && (
            <Button onClick={() => onTake(form, goods, set.version ?? 0)}>取回这一版</Button>
          )}
        </div>
        <p className="aux">
          {set.starts_at && `${formatMoment(set.starts_at)} 起，`}
          {set.ends_at ? `到 ${formatMoment(set.ends_at)}；` : ""}
          {set.by ?? "开店时"}
          {set.reason && ` · ${set.reason}`}
        </p>
        <p>
          {levels_words[form.levels]}，上限 {formatBps(form.cap_bps)}；{volumeWords(form)}
        </p>
        <Matrix
          judge={judgeOf(form, at_ms)}
          rows={rows}
          tiers={tierColumns(tiers, [form])}
          names={names}
        />
      </section>
      {form.extras.length > 0 && <Extras extras={form.extras} rows={rows} names={names} />}
    </>
  );
}
