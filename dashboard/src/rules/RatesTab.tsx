import { PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { AddPlace } from "./AddPlace.tsx";
import { Basics } from "./Basics.tsx";
import { CellForm } from "./CellForm.tsx";
import type { Names } from "./changes.ts";
import { decidingRule } from "./deciding.ts";
import { type Judge } from "./judged.ts";
import { Matrix } from "./Matrix.tsx";
import type { Row } from "./rows.ts";
import { type Cell, placeKey, rulesOf, withRules } from "./set.ts";
import type { Drafting } from "./use_rule_draft.ts";
import { tierWords } from "./words.ts";

interface Props {
  draft: Drafting;
  judge: Judge;
  before: Judge;
  rows: readonly Row[];
  tiers: readonly (number | null)[];
  names: Names;
  problems: ReadonlyMap<string, string>;
  mayChange: boolean;
  onAddTier(tier: number): void;
}

/** Levels, cap and the matrix. */
export function RatesTab(
  { draft, judge, before, rows, tiers, names, problems, mayChange, onAddTier }: Props,
) {
  const [cell, setCell] = useState<Cell | null>(null);
  const [isAdding, setAdding] = useState(false);
  const row = cell && rows.find(({ key }) => key === placeKey(cell));
  const clear = ({ key }: Row) => {
    draft.change((form) => ({ ...form, rules: form.rules.filter((one) => placeKey(one) !== key) }));
    draft.unpick(key);
  };
  return (
    <section className="panel">
      <Basics
        form={draft.form}
        isDisabled={!mayChange}
        onChange={(some: Partial<RuleSetForm>) => draft.change(some)}
      />
      <div className="panel-head">
        <div>
          <h2>费率表</h2>
          <span className="aux">
            黑字是这一格自己的，灰字沿用更大范围的；绿字是卖一件能得多少，下面是扣掉成本和佣金还剩多少
          </span>
        </div>
        {mayChange && (
          <span className="rules-adds">
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
              加商品
            </Button>
            <AddTier tiers={tiers} names={names} onAdd={onAddTier} />
          </span>
        )}
      </div>
      <Matrix
        {...{ judge, before, rows, tiers, names, problems }}
        {...(mayChange ? { onOpen: setCell, onClear: clear } : {})}
      />
      {cell && (
        <CellForm
          cell={cell}
          names={names}
          own={rulesOf(draft.form.rules, cell)}
          decides={row ? decidingRule(judge.index, row.places, cell, judge.at_ms) : undefined}
          onChange={(rules) => draft.change((form) => withRules(form, cell, rules))}
          onClose={() => setCell(null)}
        />
      )}
      {isAdding && (
        <AddPlace
          onPick={(keys, goods) =>
            draft.pick(
              goods.filter((good) => good.scope === "product" || keys.includes(placeKey(good))),
            )}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

interface AddTierProps {
  tiers: readonly (number | null)[];
  names: Names;
  onAdd(tier: number): void;
}

/** A column for a tier that no rule names yet. */
function AddTier({ tiers, names, onAdd }: AddTierProps) {
  const others = Array.from({ length: 9 }, (_, n) => n + 1).filter((tier) => !tiers.includes(tier));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: others.map((tier) => ({ key: tier, label: tierWords(tier, names.tiers) })),
        onClick: ({ key }) => onAdd(Number(key)),
      }}
    >
      <Button icon={<PlusOutlined aria-hidden />}>加等级</Button>
    </Dropdown>
  );
}
