import { PlusOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { formatBps } from "@/contracts/format.ts";
import type { Tier } from "@/contracts/staff/tiers.ts";
import { termsWords, validWords } from "@/contracts/tier_words.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { useRemoveTier, useTiers } from "./queries.ts";
import { TierForm } from "./TierForm.tsx";
import "../ui/panel.css";
import "./tiers.css";

/** A shop has nine at most; numbers are what rules know them by. */
const most_tiers = 9;

type Opened = { what: "new" } | { what: "edit" | "remove"; tier: Tier };

/** The tiers of distributors, from the one that everybody begins with. */
export default function TiersPage() {
  const tiers = useTiers();
  const [opened, setOpened] = useState<Opened | null>(null);
  const mayChange = useMay("rules");
  const close = () => setOpened(null);
  const items = tiers.data?.items ?? [];
  return (
    <>
      <PageHead
        about="按自己客户的成交升级，与邀请了多少人无关；每次结算后和每天夜里评定"
        back={{ to: "/distributors", text: "推广员" }}
      >
        {mayChange && items.length > 0 && items.length < most_tiers && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setOpened({ what: "new" })}
          >
            添加等级
          </Button>
        )}
      </PageHead>
      <Loaded query={tiers}>
        {({ items }) => (
          <section className="panel">
            <PlainTable
              rows={items}
              keyOf={({ tier }) => String(tier)}
              columns={mayChange ? [...columns, actions(items.length, setOpened)] : columns}
            />
          </section>
        )}
      </Loaded>
      {opened?.what === "new" && <TierForm number={items.length + 1} onClose={close} />}
      {opened?.what === "edit" && (
        <TierForm number={opened.tier.tier} tier={opened.tier} onClose={close} />
      )}
      {opened?.what === "remove" && <RemoveTier tier={opened.tier} onClose={close} />}
    </>
  );
}

const columns: PlainColumn<Tier>[] = [
  {
    title: "等级",
    cell: ({ tier, name }) => <span className="tier-name">{`${tier} · ${name}`}</span>,
  },
  { title: "升级条件", cell: (tier) => <div className="tier-terms">{termsWords(tier)}</div> },
  {
    title: "有效期",
    cell: (tier) => <div className="tier-terms">{keepWords(tier)}</div>,
  },
  {
    title: "推广员（人）",
    isFigure: true,
    cell: ({ tier, distributor_count, pinned_count }) => (
      <>
        <Link to={`/distributors?tier=${tier}`}>{distributor_count}</Link>
        {pinned_count > 0 && <div className="aux">{`固定 ${pinned_count} 人`}</div>}
      </>
    ),
  },
];

/** How long a tier is valid, and what keeps it then. */
function keepWords({ valid_days, keep_bps }: Tier): string {
  if (valid_days === null) return validWords(null);
  const share = keep_bps === 10_000 ? "仍满足条件" : `达到条件的 ${formatBps(keep_bps)} `;
  return `${validWords(valid_days)}，到期${share}则保级`;
}

function actions(count: number, open: (opened: Opened) => void): PlainColumn<Tier> {
  return {
    title: "操作",
    cell: (tier) => (
      <Space>
        <Button
          type="link"
          size="small"
          aria-label={`修改 ${tier.name}`}
          onClick={() => open({ what: "edit", tier })}
        >
          修改
        </Button>
        {tier.tier === count && count > 1 && (
          <Button
            type="link"
            size="small"
            danger
            disabled={tier.distributor_count > 0}
            title="没有推广员，也没有佣金规则用到时才能删除"
            aria-label={`删除 ${tier.name}`}
            onClick={() => open({ what: "remove", tier })}
          >
            删除
          </Button>
        )}
      </Space>
    ),
  };
}

function RemoveTier({ tier, onClose }: { tier: Tier; onClose: () => void }) {
  const remove = useRemoveTier(tier.tier, onClose);
  return (
    <Decision
      title={`删除等级 · ${tier.name}`}
      consequences={["不能恢复；推广员的等级历史保留。"]}
      okText="删除"
      isDanger
      command={{ ...remove, run: (reason) => remove.run({ reason }) }}
      onClose={onClose}
    />
  );
}
