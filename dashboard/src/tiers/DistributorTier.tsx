import { Button, Progress, Space } from "antd";
import { useState } from "react";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { amountWords, condition_words, periodWords, termsWords } from "@/contracts/tier_words.ts";
import type { HeldTier, TierCondition, TierProgress } from "@/contracts/tiers.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PinTier } from "./PinTier.tsx";
import { useTierProgress, useUnpinTier } from "./queries.ts";
import { TierHistory } from "./TierHistory.tsx";
import "./tiers.css";

/** A distributor's tier: how far he is, what became of it before, and holding it where staff want it. */
export function DistributorTier({ distributor }: { distributor: StaffDistributor }) {
  const progress = useTierProgress(distributor.id);
  return (
    <div className="tier-steps">
      <Loaded query={progress}>
        {(data) => (
          <>
            <div className="tier-bar">
              <strong>{`${data.held.name}，${heldWords(data.held)}`}</strong>
              <PinActions distributor={distributor} isPinned={data.held.is_pinned} />
            </div>
            <Steps progress={data} />
          </>
        )}
      </Loaded>
      <TierHistory distributor={distributor.id} />
    </div>
  );
}

/** Until when somebody has his tier. */
export function heldWords({ is_pinned, pinned_until, until }: HeldTier): string {
  if (is_pinned) return pinned_until ? `固定到 ${formatMoment(pinned_until)}` : "一直固定";
  return until ? `有效到 ${formatMoment(until)}` : "长期有效";
}

/** What keeps the tier, and what the next one needs. */
function Steps({ progress: { held, keeping, tiers } }: { progress: TierProgress }) {
  const own = tiers.find(({ tier }) => tier === held.tier);
  const next = tiers.find(({ tier }) => tier === held.tier + 1);
  return (
    <>
      {keeping.length > 0 && (
        <section>
          <div className="aux">{`到期保级（${periodWords(own?.within_days ?? null)}）`}</div>
          {keeping.map((one) => <Step key={one.kind} condition={one} />)}
        </section>
      )}
      {next
        ? (
          <section>
            <div className="aux">{`升到${next.name}：${termsWords(next)}`}</div>
            {next.conditions.map((one) => <Step key={one.kind} condition={one} />)}
          </section>
        )
        : <div className="aux">已经是最高等级</div>}
    </>
  );
}

function Step({ condition: { kind, have, need } }: { condition: TierCondition }) {
  const words = `${amountWords(kind, have)} / ${amountWords(kind, need)}`;
  return (
    <div>
      <div className="tier-bar">
        <span>{condition_words[kind]}</span>
        <span className="figures">{words}</span>
      </div>
      <Progress
        percent={Math.min(100, Math.floor((have / need) * 100))}
        showInfo={false}
        strokeColor="var(--brand)"
        aria-label={`${condition_words[kind]} ${words}`}
      />
    </div>
  );
}

function PinActions(
  { distributor, isPinned }: { distributor: StaffDistributor; isPinned: boolean },
) {
  const [act, setAct] = useState<"pin" | "unpin" | null>(null);
  const close = () => setAct(null);
  const unpin = useUnpinTier(distributor.id, close);
  const may = useMay("distributor");
  if (!may || !["approved", "suspended"].includes(distributor.status)) return null;
  return (
    <Space>
      <Button onClick={() => setAct("pin")}>{isPinned ? "改固定等级" : "固定等级"}</Button>
      {isPinned && <Button onClick={() => setAct("unpin")}>取消固定</Button>}
      {act === "pin" && <PinTier distributor={distributor} onClose={close} />}
      {act === "unpin" && (
        <Decision
          title={`取消固定等级 · ${distributor.label}`}
          consequences={["马上按现在的成交评定，最多降一级。"]}
          okText="取消固定等级"
          command={{ ...unpin, run: (reason) => unpin.run({ reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}
