import { App, Button, Select, Space } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { TaxYear } from "@/contracts/staff/taxes.ts";
import { today } from "../lib/clock.ts";
import { useFilters } from "../lib/filters.ts";
import { problemOf } from "../lib/problem.ts";
import { useMay } from "../lib/staff.tsx";
import { save, xlsxOf } from "../product_files/writing.ts";
import { Figures } from "../ui/Figures.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { exportedTaxes, useTaxes } from "./queries.ts";
import { tableOf } from "./table.ts";

/** What was paid out and withheld in a year, and the file for the tax office. */
export default function TaxesPage() {
  const filters = useFilters();
  const this_year = Number(today().slice(0, 4));
  const asked = Number(filters.get("year"));
  const years = [0, 1, 2, 3].map((back) => this_year - back);
  const year = years.includes(asked) ? asked : this_year;
  return (
    <>
      <PageHead
        back={{ to: "/withdrawals", text: "提现" }}
        about="到账的提现和代扣的税，按到账时间算；申报和缴纳由商家办理"
      >
        <Space>
          <Select
            aria-label="年份"
            value={year}
            options={years.map((value) => ({ value, label: `${value} 年` }))}
            onChange={(value) => filters.set({ year: String(value) })}
          />
          <Export year={year} />
        </Space>
      </PageHead>
      <Loaded query={useTaxes(year)}>{(taxes) => <Body taxes={taxes} />}</Loaded>
    </>
  );
}

function Body({ taxes }: { taxes: TaxYear }) {
  return (
    <>
      <Figures
        items={[
          { label: "提现", value: formatFen(taxes.amount_fen), note: `${taxes.payouts} 笔` },
          { label: "手续费", value: formatFen(taxes.fee_fen) },
          { label: "代扣税", value: formatFen(taxes.tax_fen) },
          { label: "到账", value: formatFen(taxes.net_fen), note: `${taxes.people} 人` },
        ]}
      />
      <section className="panel">
        <h2>按推广员</h2>
        {taxes.items.length === 0 ? <p className="aux">这一年还没有到账的提现</p> : (
          <PlainTable
            rows={taxes.items}
            keyOf={({ id }) => id}
            columns={[
              {
                title: "推广员",
                cell: ({ id, label }) => <Link to={`/distributors/${id}`}>{label}</Link>,
              },
              { title: "笔数", isFigure: true, cell: ({ payouts }) => payouts },
              { title: "提现", isFigure: true, cell: ({ amount_fen }) => formatFen(amount_fen) },
              { title: "手续费", isFigure: true, cell: ({ fee_fen }) => formatFen(fee_fen) },
              { title: "代扣税", isFigure: true, cell: ({ tax_fen }) => formatFen(tax_fen) },
              { title: "到账", isFigure: true, cell: ({ net_fen }) => formatFen(net_fen) },
            ]}
          />
        )}
        {taxes.people > taxes.items.length && (
          <p className="aux">只列出金额最多的 {taxes.items.length} 人，导出的文件里有所有人</p>
        )}
      </section>
    </>
  );
}

/** The list with real names, for finance and the owner; the audit log tells of it. */
function Export({ year }: { year: number }) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  if (!useMay("payout_large")) return null;

  async function write(): Promise<void> {
    setBusy(true);
    try {
      const rows = await exportedTaxes(year);
      save(await xlsxOf(tableOf(year, rows)), `代扣税 ${year}.xlsx`);
      void message.success(
        `已导出 ${rows.length.toLocaleString("zh-CN")} 行，含真实姓名，请妥善保管`,
      );
    } catch (error) {
      void message.error(problemOf(error).message, 6);
    } finally {
      setBusy(false);
    }
  }

  return <Button loading={isBusy} onClick={() => void write()}>导出报税表</Button>;
}
