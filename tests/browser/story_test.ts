import assert from "node:assert/strict";
import { demoMember } from "./books.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, figure, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

const center = "packages/distribution/center/center";

/** What a distributor has earned rises on the phone before him, which is not touched meanwhile. */
async function sees(phone: Phone, earned_fen: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (await figure(phone, "今日收益") !== earned_fen) {
    if (Date.now() > deadline) {
      assert.equal(await figure(phone, "今日收益"), earned_fen);
    }
    await phone.page.waitForTimeout(100);
  }
}

browserTest(
  "a stranger buys by a share, promotes by invitation, and his friend's purchase pays both",
  async (world) => {
    const { books } = world;
    const [owner, a] = await Promise.all([
      world.dashboard("owner@qingteng.test"),
      world.phone(demoMember(1)),
    ]);

    // A shares a product, and watches his centre.
    await a.launch("packages/distribution/share/share");
    await a.named("分享").waitFor();
    await a.front.locator(".one").first().click();
    await a.button("发给朋友").click();
    const shared = await a.handOn();
    await a.launch(center);
    const a_before = await figure(a, "今日收益");
    await owner.goto("");

    // A stranger opens it, looks around, and only signs in to buy.
    const b = await world.phone();
    await b.launch(shared);
    await b.sees("立即购买");
    await chooseAndBuy(b);
    await giveAddress(b);
    await placeAndPay(b);
    const first = await books.lastOrder(b.openid);
    const a_first = first.commission_fen[1];
    assert.ok(a_first > 0);
    await sees(a, a_before + a_first);
    await owner.sees(first.number);

    // A invites him; he applies, and the shop agrees.
    await a.launch("packages/distribution/team/team");
    await a.button("邀请朋友成为推广员").click();
    const invitation = await a.handOn();
    await a.launch(center);
    await b.launch(invitation);
    await b.tap("我已阅读并同意");
    await b.button("申请成为推广员").click();
    await b.sees("申请已提交");
    await owner.approveApplicant();
    await b.sees("你已是推广员");

    // He buys again and shares from the success page; his friend opens that and buys.
    await b.launch(shared);
    await chooseAndBuy(b);
    await placeAndPay(b);
    await b.button("分享").click();
    const from_order = await b.handOn();
    await b.launch(center);
    const b_before = await figure(b, "今日收益");
    const a_second = await figure(a, "今日收益");

    const c = await world.phone();
    await c.launch(from_order);
    await chooseAndBuy(c);
    await giveAddress(c);
    await placeAndPay(c);
    const second = await books.lastOrder(c.openid);
    assert.ok(second.commission_fen[1] > 0 && second.commission_fen[2] > 0);
    await Promise.all([
      sees(b, b_before + second.commission_fen[1]),
      sees(a, a_second + second.commission_fen[2]),
      owner.sees(second.number),
    ]);
  },
);
