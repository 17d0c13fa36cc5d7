import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { completed, send } from "@/tests/support/after_sale_ends.ts";
import { linesOf } from "@/tests/support/mall.ts";

Deno.test("an exchange is not received as a return before its goods are on their way, nor more than was shipped", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }], "exchange");
    await mall.approveRefund(id);
    await refuses(
      "AFTER_SALE_STATE",
      mall.command("receive_return", { after_sale_id: id, reason: "收到" }),
    );

    const part = await mall.buy(buyer, linesOf((await mall.product([500]))[0]!, 3));
    await mall.ship(part.order_id, [{ line_no: 1, quantity: 2 }]);
    const back = (quantity: number) =>
      mall.askRefund(buyer, part.order_id, [{ line_no: 1, quantity }], "return_refund");
    await refuses("REFUND_EXCEEDS_PAID", back(3));
    const first = await back(1);
    await mall.approveRefund(first);
    await mall.command("receive_return", { after_sale_id: first, reason: "收到" });
    await refuses("REFUND_EXCEEDS_PAID", back(2)); // one of the two is back already
    await back(1);
  }));

Deno.test("a stranger sends nothing back for somebody else", () =>
  onMall(async (mall) => {
    const { buyer, order_id, level1 } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await mall.approveRefund(id);
    await refuses("AFTER_SALE_NOT_FOUND", send(mall, level1, id));
    for (const tracking_no of ["", "12345", "1".repeat(33), "a b c d e f", null]) {
      await refuses("INVALID_REQUEST", send(mall, buyer, id, { tracking_no }));
    }
    for (const carrier of ["", " ", "运".repeat(33), null]) {
      await refuses("INVALID_REQUEST", send(mall, buyer, id, { carrier }));
    }
    await send(mall, buyer, id, { carrier: "运".repeat(32), tracking_no: "1".repeat(32) });
    await send(mall, buyer, id, { carrier: "运", tracking_no: "123456" });
  }));
