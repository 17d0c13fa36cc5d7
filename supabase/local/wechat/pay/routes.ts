import { downloadBill, requestFundBill, requestTradeBill } from "./bills.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { applyAbnormalRefund } from "./abnormal_refunds.ts";
import { listCertificates } from "./certificates.ts";
import { closeOrder, createOrder, queryOrder, queryTransaction } from "./orders.ts";
import { createRefund, queryRefund } from "./refunds.ts";
import { cancelTransfer, createTransfer, queryTransfer } from "./transfers.ts";

type Handler = (call: PayCall) => PayAnswer;

const orders = "/v3/pay/transactions";
const refunds = "/v3/refund/domestic/refunds";
const bills = "/v3/fund-app/mch-transfer/transfer-bills";

const routes: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["POST", `${orders}/jsapi`, createOrder],
  ["GET", `${orders}/out-trade-no/{out_trade_no}`, queryOrder],
  ["GET", `${orders}/id/{transaction_id}`, queryTransaction],
  ["POST", `${orders}/out-trade-no/{out_trade_no}/close`, closeOrder],
  ["POST", refunds, createRefund],
  ["GET", `${refunds}/{out_refund_no}`, queryRefund],
  ["POST", `${refunds}/{refund_id}/apply-abnormal-refund`, applyAbnormalRefund],
  ["POST", bills, createTransfer],
  ["GET", `${bills}/out-bill-no/{out_bill_no}`, queryTransfer],
  ["GET", `${bills}/transfer-bill-no/{transfer_bill_no}`, queryTransfer],
  ["POST", `${bills}/out-bill-no/{out_bill_no}/cancel`, cancelTransfer],
  ["GET", "/v3/bill/tradebill", requestTradeBill],
  ["GET", "/v3/bill/fundflowbill", requestFundBill],
  ["GET", "/v3/billdownload/file", downloadBill],
  ["GET", "/v3/certificates", listCertificates],
];

const compiled = routes.map(([method, path, handler]) => ({
  method,
  handler,
  pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

/** The handler of a path as it was sent, and the path's parts decoded. */
export function findRoute(
  method: string,
  pathname: string,
): { handler: Handler; params: Record<string, string> } | undefined {
  for (const route of compiled) {
    const match = route.method === method ? route.pattern.exec(pathname) : null;
    if (match === null) continue;
    const params: Record<string, string> = {};
    try {
      for (const [name, part] of Object.entries(match.groups ?? {})) {
        params[name] = decodeURIComponent(part);
      }
    } catch {
      return undefined;
    }
    return { handler: route.handler, params };
  }
  return undefined;
}
