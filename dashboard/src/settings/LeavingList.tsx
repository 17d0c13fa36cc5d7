import type { TableColumnsType } from "antd";
import type { Leaving } from "@/contracts/staff/leaving.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useLeaving } from "./queries.ts";
import { leaving_words, waitingWords } from "./words.ts";

type Row = Leaving & { id: string };

const columns: TableColumnsType<Row> = [
  { title: "会员", width: 180, render: (_, row) => row.label },
  { title: "起因", width: 180, render: (_, row) => leaving_words[row.cause] },
  { title: "提出时间", width: 140, render: (_, row) => formatMoment(row.asked_at) },
  { title: "还在等", render: (_, row) => waitingWords(row.waits_for) },
];

/** The members to be forgotten, and what each of them waits for: forgetting comes by itself when that is done. */
export function LeavingList() {
  const list = useLeaving();
  const items = list.items.map((one) => ({ ...one, id: one.member_id }));
  return (
    <>
      <p className="aux">
        等这些会员的事办完，他们的个人信息（撤回地址授权的：只是收货信息）就自动删除；在那之前只保留办事需要的部分。
      </p>
      <ListTable
        list={{ ...list, items }}
        columns={columns}
        empty={{
          title: "没有等待删除的个人信息",
          hint: "会员注销时还有订单、余额等没有了结的，会出现在这里",
        }}
      />
    </>
  );
}
