import { App, Tabs } from "antd";
import { useMemo, useRef, useState } from "react";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type {
  RuleDraft,
  RuleDraftChanged,
  RuleSetForm,
  RuleSets,
} from "@/contracts/staff/rules.ts";
import { mallNow } from "../lib/clock.ts";
import { useFilters } from "../lib/filters.ts";
import type { Problem } from "../lib/problem.ts";
import { useMay, useStaff } from "../lib/staff.tsx";
import { KeptNote } from "../product/KeptNote.tsx";
import { type Change, changesOf } from "./changes.ts";
import { Changes } from "./Changes.tsx";
import { Conflict } from "./Conflict.tsx";
import { EditorEnd } from "./EditorEnd.tsx";
import { Extras } from "./Extras.tsx";
import { HistoryTab } from "./HistoryTab.tsx";
import { judgeOf } from "./judged.ts";
import { goTo } from "./going.ts";
import { namesOf } from "./names.ts";
import { Problems } from "./Problems.tsx";
import { readPlaces, useSaveDraft } from "./queries.ts";
import { RatesTab } from "./RatesTab.tsx";
import { refusalOf } from "./refusals.ts";
import { namedBy, rowsOf, withGoods } from "./rows.ts";
import { formOf, placeKey } from "./set.ts";
import { tierColumns } from "./tiers.ts";
import { stepsProblem } from "./typed.ts";
import { type Saved, useRuleDraft } from "./use_rule_draft.ts";
import { Volume } from "./Volume.tsx";
import { Warnings } from "./Warnings.tsx";
import type { TierNames } from "./words.ts";

interface Props {
  sets: RuleSets;
  goods: RuleGood[];
  tier_names: TierNames;
}

const savedOf = ({ current, draft }: RuleSets): Saved =>
  draft
    ? { revision: draft.revision, form: formOf(draft) }
    : { revision: null, form: formOf(current) };

/** The rules in force and their draft, side by side; what is typed is kept until it is saved. */
export function Editor({ sets, goods, tier_names }: Props) {
  const { message } = App.useApp();
  const { shop, staff_id } = useStaff();
  const mayChange = useMay("rules");
  const filters = useFilters();
  const saved = savedOf(sets);
  const draft = useRuleDraft(["qingteng.rules", shop.code, staff_id].join("."), saved);
  const [theirs, setTheirs] = useState<RuleDraftChanged | null>(null);
  const [added, setAdded] = useState<number[]>([]);
  const sent = useRef(draft.form);

  const current = useMemo(() => formOf(sets.current), [sets.current]);
  const known = useMemo(() => withGoods(goods, draft.picked), [goods, draft.picked]);
  const [at_ms] = useState(mallNow);
  const judge = useMemo(() => judgeOf(draft.form, at_ms), [draft.form]);
  const before = useMemo(() => judgeOf(current, at_ms), [current]);
  const names = namesOf(tier_names, known, [sets.current, ...sets.draft ? [sets.draft] : []]);
  const named = new Set([...namedBy(draft.form, current), ...draft.picked.map(placeKey)]);
  const rows = rowsOf(known, named);
  const tiers = tierColumns(tier_names, [draft.form, current], added);
  const changes = changesOf(current, draft.form, names);
  const problems = sets.draft?.problems ?? [];

  const save = useSaveDraft((kept: RuleDraft) => {
    draft.sent({ revision: kept.revision, form: formOf(kept) }, sent.current);
    if (kept.problems.length > 0) void message.warning("有几处不能发布，已经标出来了");
  }, refused);

  function refused(problem: Problem): boolean {
    if (problem.code === "RULE_DRAFT_CHANGED") {
      setTheirs(problem.details as unknown as RuleDraftChanged);
      return true;
    }
    const words = refusalOf(problem, sent.current, names);
    if (words) void message.error(words, 8);
    return words !== undefined;
  }

  function submit() {
    const wrong = stepsProblem(draft.form.volume_steps);
    if (wrong) return filters.set({ tab: "volume" });
    sent.current = draft.form;
    save.run({
      draft: draft.form,
      revision: draft.base.revision,
      reason: draft.base.revision === null ? "新建佣金规则草稿" : "修改佣金规则草稿",
    });
  }

  const tab = filters.get("tab") ?? "rates";
  const show = (key: string) =>
    filters.set({ tab: key === "rates" ? undefined : key, version: undefined });
  /** Goes to a place's line; one that no rule names is put into the matrix first. */
  const onGo = async (place: string) => {
    show("rates");
    if (!rows.some(({ key }) => key === place)) {
      const { items } = await readPlaces(place);
      draft.pick(items.filter((good) => good.scope === "product" || placeKey(good) === place));
    }
    goTo(place);
  };
  const goToChange = ({ part, cell }: Change) => {
    if (cell) void onGo(placeKey(cell));
    else {
      show(part === "basics" ? "rates" : part);
    }
  };
  return (
    <>
      {draft.restored_at && (
        <KeptNote
          at={draft.restored_at}
          onForget={() => draft.forget(saved)}
        />
      )}
      <Problems
        problems={problems}
        isOld={draft.isTyped}
        onGo={(problem) => void onGo(placeKey(problem))}
      />
      <Tabs
        activeKey={tab}
        onChange={show}
        destroyOnHidden
        items={[
          {
            key: "rates",
            label: "费率表",
            children: (
              <>
                <RatesTab
                  {...{ draft, judge, before, rows, tiers, names, mayChange }}
                  problems={new Map(problems.map((one) => [placeKey(one), one.words]))}
                  onAddTier={(tier) => setAdded([...added, tier])}
                />
                <Warnings warnings={sets.draft?.warnings ?? []} />
              </>
            ),
          },
          {
            key: "extras",
            label: counted("加佣", draft.form.extras.length),
            children: (
              <Extras
                extras={draft.form.extras}
                {...{ rows, names }}
                {...(mayChange ? { onChange: (extras) => draft.change({ extras }) } : {})}
              />
            ),
          },
          {
            key: "volume",
            label: counted("阶梯", draft.form.volume_steps.length),
            children: <Volume form={draft.form} isDisabled={!mayChange} onChange={draft.change} />,
          },
          {
            key: "changes",
            label: counted("改动", changes.length),
            children: (
              <section className="panel">
                <Changes changes={changes} onGo={goToChange} />
              </section>
            ),
          },
          {
            key: "history",
            label: "历史",
            children: (
              <HistoryTab
                tiers={tier_names}
                isTyped={draft.isTyped}
                {...(mayChange
                  ? {
                    onTake: (form: RuleSetForm, found: RuleGood[]) => {
                      draft.take(form);
                      draft.pick(found.filter((good) => namedBy(form).has(placeKey(good))));
                      show("changes");
                    },
                  }
                  : {})}
              />
            ),
          },
        ]}
      />
      {mayChange && (
        <EditorEnd
          {...{ draft, sets, changes, refused }}
          isSaving={save.isBusy}
          onSave={submit}
          onForget={() => draft.forget({ revision: null, form: current })}
        />
      )}
      {theirs && (
        <Conflict
          base={draft.base}
          mine={draft.form}
          theirs={theirs.draft}
          {...{ current, names }}
          onTake={(form, base) => {
            draft.take(form, base);
            setTheirs(null);
          }}
          onForget={(now) => {
            draft.forget(now);
            setTheirs(null);
          }}
          onClose={() => setTheirs(null)}
        />
      )}
    </>
  );
}

const counted = (words: string, count: number) => count > 0 ? `${words} ${count}` : words;
