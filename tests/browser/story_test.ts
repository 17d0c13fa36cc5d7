import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { formatFen } from "@/contracts/format.ts";
import { demoMember } from "./books.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

const center = "packages/distribution/center/center";

/** Today's earnings, in the distributor's centre. */
const earned = (phone: Phone) => phone.front.locator(".earned");
/** Commission promised today, in the merchant's overview. */
const promised = (desk: Dashboard) => desk.figure("新增佣金");

/** What a figure says now, in fen. */
async function read(figure: Locator): Promise<number> {
  return Math.round(Number((await figure.innerText()).replaceAll(/[^\d.]/g, "")) * 100);
}

/** A figure comes to this amount before the eyes of whoever looks at it, without a reload. */
async function comesTo(figure: Locator, fen: number): Promise<void> {
  await figure.filter({ hasText: formatFen(fen) }).waitFor();
}

browserTest(
  "a share, an invitation and a friend's purchase: everybody sees their own earnings",
  async (world) => {
    const { books } = world;
    const owner = await world.dashboard("owner@qingteng.test");
    const a = await world.phone(demoMember(1));

    // A shares a product, then watches the distributor's centre; the owner watches the overview.
    await a.launch("packages/distribution/share/share");
    await a.front.locator(".one").first().click();
    await a.button("发给朋友").click();
    const shared = await a.handOn();
    await a.relaunch(center);
    const a_at_first = await read(earned(a));
    const promised_at_first = await read(promised(owner));

    // A stranger opens the share, looks around as nobody, signs in by buying: A earns.
    const b = await world.phone();
    await b.launch(shared);
    await chooseAndBuy(b);
    await giveAddress(b);
    await placeAndPay(b);
    const first = await books.lastOrder(b.openid);
    assert.ok(first.commission_fen[1] > 0);
    await comesTo(earned(a), a_at_first + first.commission_fen[1]);
    const all_first = first.commission_fen[1] + first.commission_fen[2];
    await comesTo(promised(owner), promised_at_first + all_first);
    await owner.sees(`付款 ${formatFen(first.payable_fen)}`);

    // A invites the buyer; the buyer applies, and the shop agrees.
    await a.relaunch("packages/distribution/team/team");
    await a.button("邀请朋友成为推广员").click();
    const invitation = await a.handOn();
    await a.relaunch(center);
    await b.launch(invitation);
    await b.tap("我已阅读并同意");
    await b.button("申请成为推广员").click();
    await b.sees("申请已提交");
    await owner.sees("新的推广员申请");
    await owner.approveApplicant();
    await b.sees("你已是推广员");

    // The new distributor buys again and shares from the success page.
    await b.launch(shared);
    await chooseAndBuy(b);
    await placeAndPay(b);
    await b.button("分享").click();
    const shared_by_b = await b.handOn();
    await b.relaunch(center);
    await owner.turnTo("");
    const a_before = await read(earned(a));
    const b_before = await read(earned(b));
    const promised_before = await read(promised(owner));

    // A friend opens that share and buys: the new distributor earns on the first level, A on the second.
    const c = await world.phone();
    await c.launch(shared_by_b);
    await chooseAndBuy(c);
    await giveAddress(c);
    await placeAndPay(c);
    const { commission_fen, payable_fen } = await books.lastOrder(c.openid);
    assert.ok(commission_fen[1] > 0 && commission_fen[2] > 0);
    await comesTo(earned(b), b_before + commission_fen[1]);
    await comesTo(earned(a), a_before + commission_fen[2]);
    await comesTo(promised(owner), promised_before + commission_fen[1] + commission_fen[2]);
    await owner.sees(`付款 ${formatFen(payable_fen)}`);
  },
);
