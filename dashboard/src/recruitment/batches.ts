import type { BatchReport, ReviewApplications } from "@/contracts/staff/batches.ts";
import type { Application } from "@/contracts/staff/recruitment.ts";
import { post } from "../lib/api.ts";
import type { BatchAction } from "../ui/Batch.tsx";

const send = (json: ReviewApplications) => post<BatchReport>("/staff/applications/reviews", json);

/** What staff may do with many applications at once. */
export const application_batches: readonly BatchAction<Application>[] = [
  {
    name: "通过",
    type: "primary",
    consequences: (rows) => [
      `${rows.length} 位申请人成为推广员，得到自己的推广码，可以分享商品。`,
      "邀请他的推广员成为他的邀请人；没有邀请时，取他现在归属的推广员。",
      "通过本身不产生任何佣金。",
    ],
    send: (ids, reason) => send({ ids, approve: true, reason }),
  },
  {
    name: "拒绝",
    isDanger: true,
    consequences:
      () => ["每一位申请人都会看到你填写的原因。", "按申请条件里的天数，可以再次申请。"],
    send: (ids, reason) => send({ ids, approve: false, reason }),
  },
];
