import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { DistributorStatus } from "@/contracts/distributors.ts";
import type { Application, ApplicationQuery } from "@/contracts/staff/recruitment.ts";
import { distributor_words } from "../distributors/words.ts";
import { mallNow } from "../lib/clock.ts";
import { useFilters } from "../lib/filters.ts";
import { formatMoment } from "../lib/moments.ts";
import { useSelection } from "../lib/selection.ts";
import { useSorting } from "../lib/sorting.ts";
import { useMay } from "../lib/staff.tsx";
import { Batch } from "../ui/Batch.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { ApplicationDrawer } from "./ApplicationDrawer.tsx";
import { ApplicationStates } from "./ApplicationStates.tsx";
import { application_batches } from "./batches.ts";
import { touched, useApplications } from "./queries.ts";
import { waited } from "./words.ts";

const columns: TableColumnsType<Application> = [
  {
    title: "申请人",
    width: 150,
    render: (_, { label, times }) => (
      <>
        <span className="two-lines">{label}</span>
        {times > 1 && <div className="aux">{`第 ${times} 次申请`}</div>}
      </>
    ),
  },
  {
    title: "邀请人",
    width: 120,
    render: (_, { inviter }) =>
      inviter
        ? (
          <Link
            className="two-lines"
            title={inviter.label}
            to={`/distributors/${inviter.id}`}
            onClick={(event) => event.stopPropagation()}
          >
            {inviter.label}
          </Link>
        )
        : "–",
  },
  {
    title: "说明与回答",
    render: (_, { note, has_answers }) => (
      <>
        {note ?? <span className="aux">没有写说明</span>}
        {has_answers && <div className="aux">有回答，点开查看</div>}
      </>
    ),
  },
  {
    title: "申请时间",
    key: "applied_at",
    sorter: true,
    width: 150,
    render: (_, { applied_at, status }) => (
      <>
        {formatMoment(applied_at)}
        {status === "applied" && <div className="aux">{`已等${waited(applied_at, mallNow())}`}
        </div>}
      </>
    ),
  },
  {
    title: "状态",
    width: 160,
    render: (_, { status, reason, decided_by }) => (
      <>
        <StateTag {...distributor_words[status]} />
        {reason && <div className="aux">{decided_by ? `${decided_by}：${reason}` : reason}</div>}
      </>
    ),
  },
];

/** Applications to promote: those that wait, the longest first, and what became of the others. */
export default function ApplicationsPage() {
  const filters = useFilters();
  const status = (filters.get("status") ?? "applied") as DistributorStatus;
  const sorting = useSorting<ApplicationQuery["sort"]>(columns, "applied_at");
  const applications = useApplications({ status, sort: sorting.by });
  const selection = useSelection(applications.items, {
    can: (one) => one.status === "applied",
    nameOf: ({ label }) => label,
  });
  const may = useMay("distributor");
  const opened = filters.get("application");
  return (
    <>
      <PageHead
        about="看过说明、回答和邀请人，再通过或拒绝"
        back={{ to: "/distributors", text: "推广员" }}
      />
      <ApplicationStates status={status} />
      <ListTable
        list={applications}
        columns={columns}
        sorting={sorting}
        selection={may && status === "applied" ? selection : undefined}
        onOpen={({ id }) => filters.set({ application: id })}
        openId={opened}
        empty={status === "applied"
          ? { title: "没有待审核的申请", hint: "新的申请会自动出现在这里" }
          : { title: "没有这样的申请", hint: "换一个状态看看" }}
      />
      {may && (
        <Batch selection={selection} unit="位" actions={application_batches} touched={touched} />
      )}
      <ApplicationDrawer id={opened} onClose={() => filters.set({ application: undefined })} />
    </>
  );
}
