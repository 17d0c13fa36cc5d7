/** What a bill of a day tells otherwise than it happened, by the merchant's own numbers. */
export interface BillPlan {
  mchid: string;
  date: string;
  drop: string[];
  alter: { number: string; amount_fen?: number | undefined; state?: string | undefined }[];
  add: { kind: "payment" | "refund" | "transfer"; number: string; amount_fen: number }[];
}
