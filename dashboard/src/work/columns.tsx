import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { work_kinds } from "@/contracts/work.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { WorkActions } from "./WorkActions.tsx";
import { status_words } from "./words.ts";

export const work_columns: TableColumnsType<WorkItem> = [
  { title: "事项", render: (_, item) => <What item={item} /> },
  { title: "涉及", width: 170, render: (_, item) => <Concerned item={item} /> },
  {
    title: "发生时间",
    width: 130,
    render: (_, item) => (
      <>
        {formatMoment(item.opened_at)}
        {item.times > 1 && <div className="aux">{`共 ${item.times} 次`}</div>}
      </>
    ),
  },
  {
    title: "",
    width: 150,
    render: (_, item) =>
      item.status === "open" ? <WorkActions item={item} /> : <Ended item={item} />,
  },
];

/** What happened and what can be done, in plain words, with WeChat's own below. */
function What({ item }: { item: WorkItem }) {
  const { title, happened, todo } = work_kinds[item.kind];
  const { month } = item.detail;
  const said = item.detail.message ?? item.detail.code;
  return (
    <div className="work-words">
      <strong>{month ? `${title}（${month.slice(0, 7)}）` : title}</strong>
      <div>{happened}</div>
      {said && <div className="work-said">{`${saidBy(item)}：${said}`}</div>}
      {item.status === "open" && <div className="aux">{todo}</div>}
    </div>
  );
}

/** Whose words a row's message is: what a job could not do, it says itself. */
const saidBy = ({ kind }: WorkItem) => kind.startsWith("stuck_") ? "系统的报错" : "微信的答复";

/** Where what it is about can be seen. */
function Concerned({ item }: { item: WorkItem }) {
  const { order_id, withdrawal_id, distributor_id, amount_fen } = item.detail;
  return (
    <>
      {order_id && (
        <Link to={`/orders?order=${order_id}`}>
          {item.order_number ? `订单 ${item.order_number}` : "查看订单"}
        </Link>
      )}
      {withdrawal_id && <Link to="/withdrawals">查看提现</Link>}
      {item.kind === "adjustment_waiting" && <Link to="/withdrawals/adjustments">查看调整</Link>}
      {item.kind === "risk_case" && <CaseLink id={item.subject_id} />}
      {item.kind.startsWith("bill_") && (
        <div>
          <Link to={`/withdrawals/reconciliation?day=${item.detail.day ?? ""}`}>
            {`查看对账${item.detail.day ? ` ${item.detail.day}` : ""}`}
          </Link>
        </div>
      )}
      {distributor_id && (
        <div>
          <Link to={`/distributors/${distributor_id}`}>查看推广员</Link>
        </div>
      )}
      {amount_fen !== undefined && <div className="aux figures">{formatFen(amount_fen)}</div>}
    </>
  );
}

function CaseLink({ id }: { id: string }) {
  return useMay("risk") && <Link to={`/distributors/risk/${id}`}>查看案件</Link>;
}

/** How it ended, by whom and why. */
function Ended({ item }: { item: WorkItem }) {
  return (
    <>
      <StateTag {...status_words[item.status]} />
      <div className="aux">{item.closed_by ?? "自动解决"}</div>
      {item.reason && <div className="aux">{item.reason}</div>}
    </>
  );
}
