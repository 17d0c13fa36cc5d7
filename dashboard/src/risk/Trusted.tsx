import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { RiskRule, TrustedDistributors } from "@/contracts/staff/risk_rules.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { useTrust, useTrusted } from "./queries.ts";
import { TrustForm } from "./TrustForm.tsx";

type One = TrustedDistributors["items"][number];

/** Whom rules pass by until a day. */
export function Trusted({ rules }: { rules: readonly RiskRule[] }) {
  const query = useTrusted();
  const may = useMay("distributor");
  const [ending, setEnding] = useState<One>();
  const [isAdding, setAdding] = useState(false);
  const title = (name: string) => rules.find(({ rule }) => rule === name)?.title ?? name;
  return (
    <section className="panel">
      <div className="risk-head">
        <h2>信任名单</h2>
        {may && <Button onClick={() => setAdding(true)}>加入推广员</Button>}
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0
            ? <p className="aux">没有人在名单里：所有推广员都按规则判断</p>
            : (
              <PlainTable
                rows={items}
                keyOf={({ distributor_id }) => distributor_id}
                columns={[
                  {
                    title: "推广员",
                    cell: ({ distributor_id, label, code }) => (
                      <Link to={`/distributors/${distributor_id}`}>{`${label} ${code}`}</Link>
                    ),
                  },
                  { title: "不看的规则", cell: (one) => one.rules.map(title).join("、") },
                  { title: "到哪天", cell: ({ until }) => until },
                  {
                    title: "原因",
                    cell: ({ reason, by }) => by ? `${reason}（${by}）` : reason,
                  },
                  {
                    title: "",
                    cell: (one) => may && <Button onClick={() => setEnding(one)}>移出</Button>,
                  },
                ]}
              />
            )}
      </Loaded>
      {isAdding && <TrustForm rules={rules} onClose={() => setAdding(false)} />}
      {ending && <Ending one={ending} onClose={() => setEnding(undefined)} />}
    </section>
  );
}

function Ending({ one, onClose }: { one: One; onClose: () => void }) {
  const trust = useTrust(onClose);
  return (
    <Decision
      title={`移出信任名单 · ${one.label}`}
      consequences={["以后的订单和提现按所有打开的规则判断，以前的不再追。"]}
      okText="移出"
      command={{
        ...trust,
        run: (reason) =>
          trust.run({ distributor: one.distributor_id, rules: [], until: one.until, reason }),
      }}
      onClose={onClose}
    />
  );
}
