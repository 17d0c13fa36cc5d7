import { Descriptions, Drawer } from "antd";
import type { ApplicationDetail } from "@/contracts/staff/recruitment.ts";
import { ReviewActions } from "../distributors/DistributorActions.tsx";
import { formatMoment } from "../lib/moments.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { useApplication } from "./queries.ts";
import { answerWords, no_answers } from "./words.ts";
import "./recruitment.css";

/** One application with its answers, beside the list that it was opened from. */
export function ApplicationDrawer(
  { id, onClose }: { id: string | undefined; onClose: () => void },
) {
  const application = useApplication(id);
  const shown = application.isPlaceholderData ? undefined : application.data;
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={560}
      title={shown ? `申请 · ${shown.label}` : "申请"}
      extra={shown?.status === "applied" && <ReviewActions distributor={shown} />}
      destroyOnHidden
    >
      <Loaded query={application}>{(data) => <Body application={data} />}</Loaded>
    </Drawer>
  );
}

function Body({ application }: { application: ApplicationDetail }) {
  const { answers, answers_state: state, questions, consents } = application;
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={[
          { label: "申请时间", children: formatMoment(application.applied_at) },
          { label: "邀请人", children: application.inviter?.label ?? "没有" },
          { label: "说明", children: application.note ?? "没有写" },
        ]}
      />
      <h3 className="application-part">回答</h3>
      {state === "shown" && answers
        ? (
          <Descriptions
            column={1}
            layout="vertical"
            colon={false}
            size="small"
            items={questions.items.map((question) => ({
              key: question.id,
              label: question.title,
              children: answerWords(question, answers) ?? <span className="aux">没有回答</span>,
            }))}
          />
        )
        : <p className="aux">{no_answers[state === "shown" ? "none" : state]}</p>}
      <h3 className="application-part">同意过的协议</h3>
      <PlainTable
        rows={consents}
        keyOf={({ consented_at }) => consented_at}
        columns={[
          { title: "版本", cell: ({ terms_version }) => terms_version },
          { title: "什么时候", cell: ({ consented_at }) => formatMoment(consented_at) },
          { title: "怎样", cell: ({ cause }) => cause === "application" ? "申请时" : "协议更新后" },
        ]}
      />
    </>
  );
}
