/** Express companies by WeChat's own ids (`delivery_id`), the usual ones. */
export const carriers: readonly { value: string; label: string }[] = [
  { value: "SF", label: "顺丰速运" },
  { value: "ZTO", label: "中通快递" },
  { value: "YTO", label: "圆通速递" },
  { value: "YD", label: "韵达速递" },
  { value: "STO", label: "申通快递" },
  { value: "JD", label: "京东快递" },
  { value: "EMS", label: "EMS" },
  { value: "YZPY", label: "邮政快递包裹" },
];

/** An express company as people call it. */
export function carrierName(id: string): string {
  return carriers.find(({ value }) => value === id)?.label ?? id;
}
