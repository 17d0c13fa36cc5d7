/** What a transfer scene demands and allows (WeChat Pay docs; ids differ per merchant in real life). */
export interface TransferScene {
  /** `info_type` values: all of them, exactly. */
  readonly report_infos: readonly string[];
  readonly perceptions: readonly string[];
}

export const transfer_scenes: Readonly<Record<string, TransferScene>> = {
  "1000": { report_infos: ["活动名称", "奖励说明"], perceptions: ["活动奖励", "现金奖励"] },
  "1005": {
    report_infos: ["岗位类型", "报酬说明"],
    perceptions: ["劳务报酬", "报销款", "企业补贴", "开工利是"],
  },
  "1011": { report_infos: ["赔付原因"], perceptions: ["退款", "商家赔付"] },
};
