import assert from "node:assert/strict";
import { Settling } from "./settling.ts";
import { browserTest } from "./world.ts";

browserTest(
  "a stranger gives the phone in a new address, sees it masked in 我的, and takes it away",
  async (world) => {
    const phone = await world.phone();
    await phone.launch("packages/orders/address-edit/address-edit?first=1");
    const field = phone.front.getByPlaceholder("手机号", { exact: true });
    const ask = () => phone.button("用微信手机号").click();
    const answer = (words: string) =>
      phone.screen.locator(".wx-modal").getByText(words, { exact: true }).click();

    /** Waits until the field has a whole phone. */
    const filled = async () => {
      while (!/^139\d{8}$/.test(await field.inputValue())) await phone.page.waitForTimeout(50);
    };

    await ask();
    await phone.sees("申请获取你的手机号");
    await answer("不允许");
    assert.equal(await field.inputValue(), "");
    await ask();
    await answer("允许");
    await filled();
    const given = await field.inputValue();

    await phone.relaunch("packages/orders/address-edit/address-edit");
    const masked = `${given.slice(0, 3)}****${given.slice(-4)}`;
    await phone.tap(`用 ${masked}`);
    await filled();
    assert.equal(await field.inputValue(), given);

    const settling = new Settling(phone.page);
    await phone.relaunch("pages/mine/mine");
    await settling.end("usual");
    await phone.tap(/^(完善资料|编辑资料)$/);
    await phone.sees(masked);
    await phone.tap("移除");
    await phone.agree();
    await phone.sees("还没有");
    await ask();
    await answer("允许");
    await phone.sees(masked);
  },
);
