import { merchant, verifiers } from "../test_support.ts";
import { type MerchantConfig, PayClient } from "./client.ts";
import type { TransferBillRequest } from "./types.ts";

/** Help for the tests beside: the test merchant's client, of a server that the test runs. */
export function payClientAt(base_url: string, more: Partial<MerchantConfig> = {}): PayClient {
  return new PayClient({
    mchid: "1900000001",
    appid: "wx1",
    serial_no: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    private_key_pem: merchant.private_pem,
    verifiers,
    base_url,
    ...more,
  });
}

/** A transfer of 2,000 yuan as the client takes it. */
export const transfer_bill: TransferBillRequest = {
  appid: "wx1",
  out_bill_no: "W1",
  transfer_scene_id: "1005",
  openid: "oABC",
  transfer_amount: 200_000,
  transfer_remark: "推广佣金",
  transfer_scene_report_infos: [{ info_type: "岗位类型", info_content: "推广员" }],
};
