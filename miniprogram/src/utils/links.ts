import type { PageLink } from "@/contracts/pages.ts";
import { wantCategory } from "../pages/category/wanted";
import { open, openProduct } from "./open";

/** Goes where a block of a page leads; nowhere without a link. */
export function openLink(link: PageLink | null): void {
  if (!link) return;
  switch (link.to) {
    case "product":
      return void openProduct(link.id);
    case "page":
      return void open(`/pages/topic/topic?id=${link.id}`);
    case "recruit":
      return void open("/packages/distribution/recruit/recruit");
    default:
      wantCategory(link.to === "category" ? link.id : "all");
      void wx.switchTab({ url: "/pages/category/category" });
  }
}
