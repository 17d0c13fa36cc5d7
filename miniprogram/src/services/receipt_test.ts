import assert from "node:assert/strict";

interface Options {
  businessType: string;
  extraData: Record<string, string>;
  success?(answer: object): void;
  fail?(): void;
}

/** A phone whose component does as told; counts who listens to its onShow. */
const listeners = new Set<(entry: object) => void>();
const wx: Record<string, unknown> = {
  onAppShow: (listener: (entry: object) => void) => void listeners.add(listener),
  offAppShow: (listener: (entry: object) => void) => void listeners.delete(listener),
};
Object.assign(globalThis, { wx });

const module = "./receipt"; // by a name that Deno does not follow: its checker does not know `wx`
const { confirmAtWechat } = await import(module) as {
  confirmAtWechat(named: object | null): Promise<string>;
};
const named = { merchant_id: "1", merchant_trade_no: "2", transaction_id: "3" };
const show = (referrerInfo: object) => {
  for (const listener of [...listeners]) listener({ referrerInfo });
};
const component = "wx1183b055aeec94d1";

function component_does(act: (options: Options) => void) {
  wx.openBusinessView = (options: Options) => {
    assert.deepEqual([options.businessType, options.extraData], ["weappOrderConfirm", named]);
    setTimeout(() => act(options));
  };
}

Deno.test("the component's answer comes with the next onShow, or with its callback; nobody goes on listening", async () => {
  for (
    const [status, outcome] of [["success", "confirmed"], ["cancel", "cancelled"], [
      "fail",
      "unavailable",
    ]]
  ) {
    component_does(() => show({ appId: component, extraData: { status } }));
    assert.equal(await confirmAtWechat(named), outcome);
    component_does(({ success }) => success!({ extraData: { status } }));
    assert.equal(await confirmAtWechat(named), outcome);
    assert.equal(listeners.size, 0);
  }
});

Deno.test("opening it says nothing yet, and coming back without an answer is leaving it", async () => {
  component_does(({ success }) => {
    success!({});
    show({});
  });
  assert.equal(await confirmAtWechat(named), "cancelled");
  component_does(() => show({ appId: "wxanother", extraData: { status: "success" } }));
  assert.equal(await confirmAtWechat(named), "cancelled");
});

Deno.test("where it cannot be used it is not opened: an old WeChat, an order that WeChat does not have, a failure", async () => {
  component_does(({ fail }) => fail!());
  assert.equal(await confirmAtWechat(named), "unavailable");
  component_does(() => assert.fail("opened"));
  assert.equal(await confirmAtWechat(null), "unavailable");
  delete wx.openBusinessView;
  assert.equal(await confirmAtWechat(named), "unavailable");
});
