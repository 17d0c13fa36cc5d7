import type { Order } from "@/contracts/orders.ts";

/**
 * How WeChat's confirm-receipt component ended. `unavailable`: it could not be used, the mall's own question is asked
 * instead. Only the mall's own word, by the command that follows or WeChat's push, makes the order received.
 */
export type ReceiptOutcome = "confirmed" | "cancelled" | "unavailable";

/** The program in which WeChat shows the component; its answer comes with the next onShow. */
const component_appid = "wx1183b055aeec94d1";

const outcomes: Record<string, ReceiptOutcome> = {
  success: "confirmed",
  fail: "unavailable",
  cancel: "cancelled",
};

interface Answer {
  extraData?: { status?: string };
}

interface Shown {
  referrerInfo?: Answer & { appId?: string };
}

/** wx.openBusinessView, which the typings lack; old versions of WeChat too. */
interface WithBusinessView {
  openBusinessView?(options: {
    businessType: "weappOrderConfirm";
    extraData: Record<string, string>;
    success?(answer: Answer): void;
    fail?(): void;
  }): void;
}

/** Ask the buyer in WeChat's component, so that WeChat settles the money too. */
export function confirmAtWechat(named: Order["wechat_order"]): Promise<ReceiptOutcome> {
  const { openBusinessView } = wx as unknown as WithBusinessView;
  if (!named || !openBusinessView) return Promise.resolve("unavailable");
  return new Promise((resolve) => {
    const end = (status: string | undefined) => {
      wx.offAppShow(shown);
      resolve(outcomes[status ?? ""] ?? "cancelled");
    };
    const shown = (entry: unknown) => {
      const { referrerInfo } = entry as Shown;
      const is_answer = referrerInfo?.appId === component_appid;
      end(is_answer ? referrerInfo?.extraData?.status : "cancel");
    };
    wx.onAppShow(shown);
    openBusinessView({
      businessType: "weappOrderConfirm",
      extraData: { ...named },
      success: ({ extraData }) => extraData?.status && end(extraData.status),
      fail: () => end("fail"),
    });
  });
}
