import type { Opening } from "./openings.ts";

/** The forms about tiers of distributors. */
export const tier_openings: Opening[] = [
  {
    name: "a new tier, refused at its conditions",
    path: () => "distributors/tiers",
    open: async (desk) => {
      await desk.button("添加等级").click();
      await desk.modal.getByLabel("名称").fill("常青藤");
      await desk.modal.getByLabel("原因").fill("再加一级");
      await desk.button("保存", desk.modal).click();
      await desk.modal.locator(".ant-form-item-explain-error").first().waitFor();
      desk.watch.forget(/status of 400/); // that refusal
    },
  },
  {
    name: "hold a tier",
    path: ({ distributor }) => `distributors/${distributor}?tab=tier`,
    open: async (desk) => {
      await desk.button("固定等级").click();
      await desk.modal.waitFor();
    },
  },
];
