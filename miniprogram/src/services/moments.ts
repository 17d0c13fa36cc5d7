import { onSession, quietMember } from "./session";
import { createShare } from "./share";

/**
 * A page's entry of Moments in WeChat's menu. Moments does not wait, so what it hands on is made ahead for a
 * distributor, and until it is known who shares the entry is hidden. Made in `onLoad`; told by the page when it comes
 * to the front, leaves it and ends.
 */
export class MomentsEntry {
  /** The sharer's token; empty for who is no distributor. */
  token = "";
  /** Whose token it is, empty for who needs none; undefined while that is not known. */
  private sharer: string | undefined;
  private in_front = false;
  private prepared = Promise.resolve();
  private readonly stop: () => void;

  /** `product` answers the product's id of a product's page, once it is known. */
  constructor(private readonly product?: () => string) {
    void wx.hideShareMenu({ menus: ["shareTimeline"] });
    this.stop = onSession(() => void this.prepare());
    void this.prepare();
  }

  /** Again whenever somebody signs in or changes, one after the other; a failure leaves the entry hidden until then. */
  prepare(): Promise<void> {
    return (this.prepared = this.prepared.then(() => this.prepareOnce()));
  }

  private async prepareOnce(): Promise<void> {
    const product = this.product?.();
    if (product === "") return;
    try {
      const member = await quietMember();
      const sharer = member?.distributor?.status === "approved" ? member.id : "";
      if (sharer === this.sharer) return;
      this.token = sharer ? (await createShare(page(product), "moments", product)).token : "";
      this.sharer = sharer;
      this.show();
    } catch {
      // Not known yet.
    }
  }

  toFront(): void {
    this.in_front = true;
    this.show();
  }

  toBack(): void {
    this.in_front = false;
  }

  end(): void {
    this.in_front = false;
    this.stop();
  }

  /** WeChat's menu is that of the page in front. */
  private show(): void {
    if (this.sharer === undefined || !this.in_front) return;
    void wx.showShareMenu({ menus: ["shareAppMessage", "shareTimeline"] });
  }
}

const page = (product: string | undefined) => (product ? "product" : "home");
