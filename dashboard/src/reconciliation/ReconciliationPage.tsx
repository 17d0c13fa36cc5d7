import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import type { BillDayPage } from "@/contracts/staff/reconciliation.ts";
import { useFilters } from "../lib/filters.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { DayPanel } from "./DayPanel.tsx";
import { Days } from "./Days.tsx";
import { Differences } from "./Differences.tsx";
import { monthAfter, monthWords } from "./months.ts";
import { useBillDays } from "./queries.ts";
import "../ui/panel.css";
import "./reconciliation.css";

/** WeChat's bills beside the books, day by day, and what differs between them. */
export default function ReconciliationPage() {
  const filters = useFilters();
  const days = useBillDays(filters.get("month") ?? filters.get("day")?.slice(0, 7));
  return (
    <>
      <PageHead
        back={{ to: "/withdrawals", text: "提现" }}
        about="每天 10 点后取昨天的微信支付账单，按单号和商城的账逐笔核对；对不上的列在这里，由财务或店主处理"
      />
      <Loaded query={days}>
        {(page) => (
          <>
            <Chosen page={page} />
            <Differences />
            <Month page={page} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** The day that was opened, above the list. */
function Chosen({ page }: { page: BillDayPage }) {
  const open = useFilters().get("day");
  return (
    <>
      {page.items.filter(({ day }) => day === open).map((day) => (
        <DayPanel key={day.mchid} day={day} />
      ))}
    </>
  );
}

function Month({ page }: { page: BillDayPage }) {
  const filters = useFilters();
  const show = (by: number) => filters.set({ month: monthAfter(page.month, by), day: undefined });
  const isFirst = page.first_day === null || page.month <= page.first_day.slice(0, 7);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{monthWords(page.month)}</h2>
        <Space>
          <Button
            icon={<LeftOutlined aria-hidden />}
            aria-label="上个月"
            disabled={isFirst}
            onClick={() => show(-1)}
          />
          <Button
            icon={<RightOutlined aria-hidden />}
            aria-label="下个月"
            onClick={() => show(1)}
          />
        </Space>
      </div>
      {page.items.length === 0
        ? (
          <Nothing
            title={page.first_day === null ? "还没有核对过" : "这个月没有核对过的日子"}
            hint={page.first_day === null
              ? "填好商户号和密钥后，从第一笔收款那天开始，次日 10 点后自动核对"
              : `从 ${page.first_day} 开始核对；更早的日子在开通之前，或微信已不再保留账单`}
          />
        )
        : <Days items={page.items} first_day={page.first_day} />}
    </section>
  );
}
