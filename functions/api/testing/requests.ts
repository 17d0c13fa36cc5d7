/** What tests of requests send, and the error that they are told. */
import { ErrorReply } from "@/contracts/errors.ts";

export const id = "0193a1b2-0000-7000-8000-000000000001";

export const contact = {
  name: "张三",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  detail: "西湖路1号",
};

export const order = {
  lines: [{ sku_id: id, quantity: 2 }],
  expected_payable_fen: 1999,
  contact: { ...contact, district: "西湖区" },
  remark: "放门口",
};

export const key = { "idempotency-key": "tap-00000001" };

export async function errorOf(response: Response) {
  const { error } = ErrorReply.parse(await response.json());
  return { status: response.status, ...error };
}
